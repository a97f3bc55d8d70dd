// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of pods, in hollow ones: each is injected, seen, cleared, and the pods are well again.
#include "scene.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestPodFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_scene.begin());
        QTRY_VERIFY(m_scene.well());
    }
    void seenAndHealed_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : {"crash-loop", "out-of-memory", "readiness-failing", "liveness-failing"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void seenAndHealed() {
        QFETCH(QString, name);
        const auto before = m_scene.written();
        m_scene.forgetEvents();
        RAN(m_scene.fault({name, u"web"_s}));
        QVERIFY(becomes(name, [this] { return m_scene.picture(); }));
        RAN(m_scene.fault({u"clear"_s}));
        QCOMPARE(m_scene.written(), before); // nobody has written it
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 60000);
        RAN(m_scene.kubectl({u"delete"_s, u"pods"_s, u"--all"_s})); // with no restarts behind them
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 60000);
    }
    void lastStateSaysWhy() {
        RAN(m_scene.fault({u"out-of-memory"_s, u"web"_s}));
        const QStringList last{u"get"_s, u"pods"_s, u"-o"_s,
            u"jsonpath={range .items[*]}{.status.containerStatuses[0].lastState.terminated.reason} "
            "{.status.containerStatuses[0].lastState.terminated.exitCode};{end}"_s};
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.kubectl(last).out, u"OOMKilled 137;OOMKilled 137;"_s, 45000);
        RAN(m_scene.fault({u"clear"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(m_scene.well(), 60000);
    }
    void podsLeaveTheirService() {
        const QStringList ready{u"get"_s, u"endpoints"_s, u"web"_s, u"-o"_s, u"jsonpath={.subsets[*].addresses[*].targetRef.kind}"_s};
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.kubectl(ready).out, u"Pod Pod"_s, 45000);
        RAN(m_scene.fault({u"readiness-failing"_s, u"web"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.kubectl(ready).out, QString(), 45000);
        RAN(m_scene.fault({u"clear"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.kubectl(ready).out, u"Pod Pod"_s, 45000);
    }
    void nothingToFail() {
        RAN(m_scene.kubectl({u"create"_s, u"deployment"_s, u"bare"_s, u"--image=registry.local/bare:1"_s}));
        const auto refused = m_scene.fault({u"readiness-failing"_s, u"bare"_s});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains(u"deployment/bare has no readinessProbe that could fail"_s), refused.report().constData());
    }

private:
    Scene m_scene;
};

QTEST_GUILESS_MAIN(TestPodFaults)
#include "tst_pods.moc"
