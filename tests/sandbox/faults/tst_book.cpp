// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds of every fault: others' writes stay, several can be on, they outlive a restart, and wrong use is told.
#include "scene.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFaultBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_scene.begin());
        QTRY_VERIFY(m_scene.well());
    }
    /// What somebody has written meanwhile stays; the rest is as it was.
    void otherPeoplesWritesStay() {
        const auto image = QStringList{u"get"_s, u"deployment/web"_s, u"-o"_s, u"jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}"_s};
        RAN(m_scene.fault({u"image-missing"_s, u"deployment/web"_s}));
        RAN(m_scene.kubectl({u"scale"_s, u"deployment/web"_s, u"--replicas=3"_s}));
        RAN(m_scene.fault({u"clear"_s, u"image-missing"_s}));
        QCOMPARE(m_scene.kubectl(image).out, u"3 registry.local/aqi/web:1"_s);

        RAN(m_scene.fault({u"image-missing"_s, u"deployment/web"_s})); // and whoever repairs it by hand is not undone
        RAN(m_scene.kubectl({u"set"_s, u"image"_s, u"deployment/web"_s, u"main=registry.local/aqi/web:2"_s}));
        RAN(m_scene.fault({u"clear"_s, u"image-missing"_s, u"web"_s}));
        QCOMPARE(m_scene.kubectl(image).out, u"3 registry.local/aqi/web:2"_s);
        RAN(m_scene.kubectl({u"scale"_s, u"deployment/web"_s, u"--replicas=2"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 45000);
    }
    void twoFaultsOnOneObject() {
        const auto before = m_scene.written();
        RAN(m_scene.fault({u"image-missing"_s, u"web"_s}));
        RAN(m_scene.fault({u"unschedulable-affinity"_s, u"web"_s}));
        RAN(m_scene.fault({u"clear"_s}));
        QCOMPARE(m_scene.written(), before);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 45000);
    }
    void survivesARestart() {
        const auto before = m_scene.written();
        RAN(m_scene.fault({u"quota-exceeded"_s, u"web"_s}));
        RAN(m_scene.sandbox().control({u"down"_s}));
        RAN(m_scene.sandbox().up({u"--speed"_s, u"20"_s}));
        const auto list = m_scene.fault({u"list"_s, u"--format"_s, u"json"_s});
        RAN(list);
        const auto faults = QJsonDocument::fromJson(list.out.toUtf8())[u"faults"].toArray();
        int on = 0;
        for (const auto &fault : faults) {
            on += int(fault[u"on"].toArray().size());
            QCOMPARE(fault[u"on"].toArray().isEmpty(), fault[u"name"] != "quota-exceeded"_L1);
        }
        QCOMPARE(on, 1);
        RAN(m_scene.fault({u"clear"_s}));
        QCOMPARE(m_scene.written(), before);
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 45000);
    }
    void wrongUse() {
        QCOMPARE(m_scene.fault({u"no-such-fault"_s}).status, 2);
        QCOMPARE(m_scene.fault({u"clear"_s, u"no-such-fault"_s}).status, 2);
        QCOMPARE(m_scene.fault({u"image-missing"_s, u"pod/web"_s}).status, 2);
        QCOMPARE(m_scene.fault({u"image-missing"_s, u"web"_s, u"more"_s}).status, 2);
        const auto nobody = m_scene.fault({u"image-missing"_s, u"nobody"_s});
        QCOMPARE(nobody.status, 1);
        QVERIFY2(nobody.err.contains(u"namespace default has no workload \"nobody\""_s), nobody.report().constData());
        QCOMPARE(m_scene.fault({u"clear"_s, u"image-missing"_s}).status, 1); // it is not on
        RAN(m_scene.fault({u"scaled-to-zero"_s, u"web"_s}));
        QCOMPARE(m_scene.fault({u"scaled-to-zero"_s, u"web"_s}).status, 1); // it is on
        RAN(m_scene.fault({u"clear"_s}));
        RAN(m_scene.fault({u"clear"_s})); // nothing is on
    }
    void withoutASandbox() {
        RAN(m_scene.sandbox().control({u"down"_s}));
        QCOMPARE(m_scene.fault({u"image-missing"_s, u"web"_s}).status, 3);
        QCOMPARE(m_scene.fault({u"clear"_s}).status, 3);
        const auto list = m_scene.fault({u"list"_s});
        RAN(list);
        QVERIFY(list.out.contains(u"image-missing [WORKLOAD]"_s));
    }

private:
    Scene m_scene;
};

QTEST_GUILESS_MAIN(TestFaultBook)
#include "tst_book.moc"
