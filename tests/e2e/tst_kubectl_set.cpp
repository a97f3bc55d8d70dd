// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole set of the AQI Predictor, applied by the real kubectl to an empty sandbox: everything comes up, and a second time changes
// nothing.
#include "kubectl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class TestKubectlSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_sandbox.up());
        const auto applied = k({u"apply"_s, u"--server-side"_s, u"-k"_s, m_overlay});
        RAN(applied);
        QVERIFY2(!applied.err.contains(u"Warning"_s), applied.report().constData());
    }
    void everythingComesUp() {
        const auto workloads = k({u"get"_s, u"deployments,statefulsets"_s, u"-o"_s, u"name"_s});
        RAN(workloads);
        const auto names = workloads.out.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(names.size() >= 10, workloads.report().constData());
        for (const auto &name : names)
            RAN(k({u"rollout"_s, u"status"_s, name, u"--timeout=60s"_s}));
        RAN(k({u"wait"_s, u"jobs"_s, u"--all"_s, u"--for=condition=Complete"_s, u"--timeout=60s"_s}));
        RAN(k({u"wait"_s, u"persistentvolumeclaims"_s, u"--all"_s, u"--for=jsonpath={.status.phase}=Bound"_s, u"--timeout=30s"_s}));
    }
    void podsAreReadyAndNoneBegunAnew() {
        const auto pods = items(u"pods"_s);
        QVERIFY(pods.size() >= 15);
        for (const auto &pod : pods) {
            const auto phase = pod[u"status"][u"phase"].toString();
            const auto name = pod[u"metadata"][u"name"].toString();
            QVERIFY2(phase == "Running"_L1 || phase == "Succeeded"_L1, qPrintable(name + u": "_s + phase));
            for (const auto &container : pod[u"status"][u"containerStatuses"].toArray()) {
                QVERIFY2(container[u"ready"].toBool() || phase == "Succeeded"_L1, qPrintable(name));
                QCOMPARE(container[u"restartCount"].toInt(), 0);
            }
        }
    }
    void autoscalersAreInRange() {
        RAN(k({u"wait"_s, u"hpa"_s, u"--all"_s, u"--for=condition=ScalingActive"_s, u"--timeout=60s"_s}));
        const auto scalers = items(u"hpa"_s);
        QCOMPARE(scalers.size(), 3);
        for (const auto &scaler : scalers) {
            const int current = scaler[u"status"][u"currentReplicas"].toInt();
            QVERIFY2(current >= scaler[u"spec"][u"minReplicas"].toInt() && current <= scaler[u"spec"][u"maxReplicas"].toInt(),
                QJsonDocument(scaler.toObject()).toJson().constData());
        }
    }
    void nothingWarned() {
        const auto warnings = k({u"get"_s, u"events"_s, u"--field-selector=type=Warning"_s, u"-o"_s,
            u"jsonpath={range .items[*]}{.reason}: {.message}{\"\\n\"}{end}"_s});
        RAN(warnings);
        QCOMPARE(warnings.out, QString());
    }
    void secondTimeChangesNothing() {
        const auto diff = k({u"diff"_s, u"--server-side"_s, u"-k"_s, m_overlay});
        QVERIFY2(diff.status == 0, diff.report().constData());
        const auto before = specifications();
        QVERIFY(before.size() > 50);
        RAN(k({u"apply"_s, u"--server-side"_s, u"-k"_s, m_overlay}));
        QCOMPARE(specifications(), before);
    }
    void theLiveObjectsAreCheckedByTheServersOwnSchemas() {
        const auto clean = m_sandbox.aqictl({u"validate"_s, u"--live"_s, u"-n"_s, u"aqi-predictor"_s, m_overlay});
        QVERIFY2(clean.status == 0, clean.report().constData());
        QVERIFY2(!clean.out.contains("live-missing"_L1) && !clean.out.contains("schema-"_L1), clean.report().constData());
        RAN(k({u"delete"_s, u"service"_s, u"api-service"_s}));
        const auto less = m_sandbox.aqictl({u"validate"_s, u"--live"_s, u"-n"_s, u"aqi-predictor"_s, m_overlay});
        QVERIFY2(less.out.contains("Service/api-service is in the files and not in the cluster"_L1), less.report().constData());
    }

private:
    [[nodiscard]] Ran k(const QStringList &arguments) const {
        return m_sandbox.kubectl(QStringList{u"-n"_s, u"aqi-predictor"_s} + arguments);
    }
    [[nodiscard]] QJsonArray items(const QString &kind) const {
        return QJsonDocument::fromJson(k({u"get"_s, kind, u"-o"_s, u"json"_s}).out.toUtf8())[u"items"].toArray();
    }
    /// The set's objects as they are on the server, without what goes on by itself.
    [[nodiscard]] QJsonArray specifications() const {
        QJsonArray result;
        const auto set = k({u"get"_s, u"-k"_s, m_overlay, u"-o"_s, u"json"_s});
        for (const auto &item : QJsonDocument::fromJson(set.out.toUtf8())[u"items"].toArray()) {
            auto object = item.toObject();
            auto metadata = object[u"metadata"].toObject();
            metadata.remove(u"resourceVersion"_s);
            metadata.remove(u"managedFields"_s);
            object[u"metadata"] = metadata;
            object.remove(u"status"_s);
            result.append(object);
        }
        return result;
    }

    const QString m_overlay = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/overlays/sandbox");
    Sandbox m_sandbox;
};

QTEST_GUILESS_MAIN(TestKubectlSet)
#include "tst_kubectl_set.moc"
