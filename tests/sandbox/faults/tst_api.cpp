// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of the API server, as kubectl meets them: each is injected, seen, cleared, and everything answers again.
#include "scene.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class TestApiFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { RAN(m_scene.begin()); }
    void cleanup() {
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.fault({u"clear"_s}).status, 0, 30000); // it may be between two starts
        QTRY_COMPARE_WITH_TIMEOUT(pods().status, 0, 30000);
    }
    void refused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("asked");
        const QStringList pods{u"get"_s, u"pods"_s};
        QTest::newRow("api-unavailable") << u"api-unavailable"_s << pods;
        QTest::newRow("token-expired") << u"token-expired"_s << pods;
        QTest::newRow("certificate-expired") << u"certificate-expired"_s << pods;
        QTest::newRow("metrics-down") << u"metrics-down"_s << QStringList{u"get"_s, u"--raw"_s, u"/apis/metrics.k8s.io/v1beta1/nodes"_s};
        QTest::newRow("api-throttled") << u"api-throttled"_s << QStringList{u"get"_s, u"--raw"_s, u"/api/v1/nodes"_s};
    }
    void refused() {
        QFETCH(QString, name);
        QFETCH(QStringList, asked);
        RAN(m_scene.kubectl(asked));
        RAN(m_scene.fault({name}));
        QVERIFY(becomes(name, [&] { return words(m_scene.kubectl(asked)); }));
        RAN(m_scene.sandbox().control({u"status"_s})); // it runs, and says so
        RAN(m_scene.fault({u"clear"_s, name}));
        QTRY_COMPARE_WITH_TIMEOUT(m_scene.kubectl(asked).status, 0, 30000);
    }
    void slow() {
        RAN(m_scene.fault({u"api-slow"_s, u"1500"_s}));
        QElapsedTimer elapsed;
        elapsed.start();
        RAN(m_scene.kubectl({u"get"_s, u"--raw"_s, u"/api/v1/nodes"_s}));
        QVERIFY(elapsed.elapsed() >= 1500);
        QCOMPARE(m_scene.kubectl({u"get"_s, u"--raw"_s, u"/api/v1/nodes"_s, u"--request-timeout=1s"_s}).status, 1);
        QCOMPARE(m_scene.fault({u"api-slow"_s, u"soon"_s}).status, 2);
    }
    void watchesBreak_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("api-restart") << u"api-restart"_s;
        QTest::newRow("drop-watches") << u"drop-watches"_s;
    }
    void watchesBreak() {
        QFETCH(QString, name);
        const auto watch = m_scene.sandbox().kubectlStarted({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/default/pods?watch=1"_s});
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen += watch->readAllStandardOutput()).contains("ADDED"), 30000);
        RAN(m_scene.fault({name}));
        QVERIFY(watch->waitForFinished(30000));
    }
    void lastsOverARestart() {
        RAN(m_scene.fault({u"certificate-expired"_s}));
        RAN(m_scene.fault({u"token-expired"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(pods().status, 1, 30000);
        RAN(m_scene.sandbox().control({u"down"_s}));
        RAN(m_scene.sandbox().up({u"--speed"_s, u"20"_s}));
        QVERIFY(pods().err.contains(u"certificate has expired"_s));
        RAN(m_scene.fault({u"clear"_s, u"certificate-expired"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(pods().err.contains(u"Unauthorized"_s) || pods().err.contains(u"logged in"_s), 30000);
    }

private:
    [[nodiscard]] Ran pods() const { return m_scene.kubectl({u"get"_s, u"pods"_s}); }
    /// kubectl's last sentence: before it there is what it logs of its attempts.
    static QString words(const Ran &ran) {
        auto line = ran.err.trimmed().section(u'\n', -1);
        static const QRegularExpression times(u"\\d{4}-\\d\\d-\\d\\dT\\S+?Z"_s);
        static const QRegularExpression port(u"127\\.0\\.0\\.1:\\d+"_s);
        return u"%1: %2\n"_s.arg(ran.status).arg(line.replace(times, u"TIME"_s).replace(port, u"SERVER"_s));
    }

    Scene m_scene;
};

QTEST_GUILESS_MAIN(TestApiFaults)
#include "tst_api.moc"
