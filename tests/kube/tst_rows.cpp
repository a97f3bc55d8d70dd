// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/health.h"
#include "kube/rowparser.h"

#include "base/duration.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // tests/kube/data/objects: an object, the moment it is looked at, and what is to be said of it.
    void objects_data() {
        QTest::addColumn<QJsonObject>("document");
        QDirIterator files(QStringLiteral(AQI_TEST_DIR "/data/objects"), {u"*.json"_s}, QDir::Files);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
            QVERIFY2(!document.isEmpty(), qPrintable(file.fileName()));
            QTest::newRow(qPrintable(files.fileInfo().baseName())) << document;
            ++count;
        }
        QVERIFY(count > 60);
    }
    void objects() {
        QFETCH(QJsonObject, document);
        const QJsonObject expect = document["expect"_L1].toObject();
        const QJsonObject object = document["object"_L1].toObject();
        const QDateTime now = base::parseTime(document["now"_L1].toString());
        const kube::Health health = kube::healthOf(object, now);
        QCOMPARE(kube::name(health.state), expect["health"_L1].toString());
        if (expect.contains("reason"_L1))
            QCOMPARE(health.reason, expect["reason"_L1].toString());
        if (expect.contains("message"_L1))
            QCOMPARE(health.message, expect["message"_L1].toString());
        if (!expect.contains("status"_L1))
            return;
        const kube::PodRow row = kube::podRow(object, now);
        QCOMPARE(row.status, expect["status"_L1].toString());
        QCOMPARE(u"%1/%2"_s.arg(row.ready).arg(row.containers), expect["ready"_L1].toString());
        QCOMPARE(row.restarts, expect["restarts"_L1].toInt());
        QCOMPARE(row.health, health);
    }
    void theOrderOfTheRollUp() {
        using enum kube::HealthState;
        const QList<kube::HealthState> order = {Healthy, Suspended, Progressing, Missing, Degraded, Failed, Unknown};
        for (qsizetype i = 1; i < order.size(); ++i) {
            QCOMPARE(kube::worse(order.at(i - 1), order.at(i)), order.at(i));
            QCOMPARE(kube::worse(order.at(i), order.at(i - 1)), order.at(i));
        }
    }
    void aPodInFull() {
        QFile file(QStringLiteral(AQI_TEST_DIR "/data/pod.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const kube::PodRow row = kube::podRow(QJsonDocument::fromJson(file.readAll()).object(), QDateTime::currentDateTimeUtc());
        QCOMPARE(row.ref.text(), u"Pod/api-7d4b9c-x2x1z"_s);
        QCOMPARE(row.node, u"node-1"_s);
        QCOMPARE(row.ip, u"10.1.2.3"_s);
        QCOMPARE(row.ownerKind, u"ReplicaSet"_s);
        QCOMPARE(row.ownerName, u"api-7d4b9c"_s);
        QCOMPARE(row.ownerUid, u"rs-uid"_s);
        QCOMPARE(row.details.size(), 2);
        QVERIFY(row.details.at(0).init);
        QCOMPARE(row.details.at(0).state, kube::Container::State::Terminated);
        const kube::Container &api = row.details.at(1);
        QCOMPARE(api.image, u"aqi-predictor-api:1.4.0"_s);
        QCOMPARE(api.cpuRequest, 0.25);
        QCOMPARE(api.memoryLimit, 512.0 * 1024 * 1024);
        QCOMPARE(api.cpuLimit, 0.0);
        QCOMPARE(api.lastReason, u"OOMKilled"_s);
        QCOMPARE(api.lastExitCode, 137);
        QCOMPARE(row.lastRestart, base::parseTime(u"2026-03-02T09:30:00Z"_s));
        QCOMPARE(row.conditions.size(), 3);
        QCOMPARE(row.conditions.at(1).since, base::parseTime(u"2026-03-02T09:31:00Z"_s));
    }
    void anAutoscalerInFull() {
        const QJsonObject object = QJsonDocument::fromJson(R"({"kind":"HorizontalPodAutoscaler","apiVersion":"autoscaling/v2",
            "metadata":{"name":"api","uid":"u"},
            "spec":{"scaleTargetRef":{"kind":"Deployment","name":"api"},"minReplicas":3,"maxReplicas":10,"metrics":[
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}},
              {"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":80}}},
              {"type":"External","external":{"metric":{"name":"queue"}}}]},
            "status":{"currentReplicas":4,"desiredReplicas":5,"lastScaleTime":"2026-03-02T09:30:00Z","currentMetrics":[
              {"type":""},{"type":"Resource","resource":{"name":"memory","current":{"averageUtilization":61}}}]}})").object();
        const kube::AutoscalerRow row = kube::autoscalerRow(object, QDateTime::currentDateTimeUtc());
        QCOMPARE(row.targetName, u"api"_s);
        QCOMPARE(row.metrics.size(), 2);
        QVERIFY(!row.metrics.at(0).current); // not known is not zero
        QCOMPARE(row.metrics.at(0).target, 70);
        QCOMPARE(row.metrics.at(1).current, 61);
        QCOMPARE(row.desired, 5);
    }
    void eventTimes() {
        const auto event = [](const char *text) { return kube::eventRow(QJsonDocument::fromJson(text).object()); };
        const QDateTime time = base::parseTime(u"2026-03-02T09:30:00Z"_s);
        const auto scheduler = event(R"({"type":"Warning","eventTime":"2026-03-02T09:30:00.000000Z","firstTimestamp":null,"lastTimestamp":null,"count":null,
            "reportingComponent":"default-scheduler","source":{},"involvedObject":{"kind":"Pod","name":"p","uid":"pu"}})");
        QCOMPARE(scheduler.last, time);
        QCOMPARE(scheduler.first, time);
        QCOMPARE(scheduler.count, 1);
        QCOMPARE(scheduler.source, u"default-scheduler"_s);
        QVERIFY(scheduler.warning);
        QCOMPARE(scheduler.regarding.uid, u"pu"_s);
        const auto kubelet = event(R"({"type":"Normal","firstTimestamp":"2026-03-02T09:00:00Z","lastTimestamp":"2026-03-02T09:30:00Z","count":7,"source":{"component":"kubelet"}})");
        QCOMPARE(kubelet.last, time);
        QCOMPARE(kubelet.count, 7);
        QCOMPARE(kubelet.source, u"kubelet"_s);
        const auto series = event(R"({"eventTime":"2026-03-02T09:00:00Z","series":{"count":3,"lastObservedTime":"2026-03-02T09:30:00Z"}})");
        QCOMPARE(series.last, time);
        QCOMPARE(series.count, 3);
    }
    void servicePorts() {
        const auto row = kube::serviceRow(QJsonDocument::fromJson(R"({"metadata":{"name":"s"},"spec":{"clusterIP":"10.0.0.1","ports":[
            {"name":"http","port":80,"targetPort":8000,"protocol":"TCP"},{"port":53,"targetPort":"dns","protocol":"UDP"},{"port":9}]}})").object());
        QCOMPARE(row.ports, QStringList({u"http 80\u21928000/TCP"_s, u"53\u2192dns/UDP"_s, u"9\u21929/TCP"_s}));
        QVERIFY(!row.hasSelector);
    }
};

QTEST_GUILESS_MAIN(TestRows)
#include "tst_rows.moc"
