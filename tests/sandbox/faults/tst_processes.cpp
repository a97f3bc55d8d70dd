// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of pods, in one that runs a real process.
#include "../../e2e/kubectl.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr const char *workload = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec:
  selector: {matchLabels: {app: cache}}
  template:
    metadata: {labels: {app: cache}}
    spec:
      containers:
      - name: redis
        image: "redis:7-alpine"
        readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1}
        livenessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1, failureThreshold: 3, initialDelaySeconds: 20}
)";

} // namespace

class TestProcessFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        RAN(m_sandbox.control({u"up"_s}));
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, workload));
    }
    void init() {
        RAN(k({u"delete"_s, u"pods"_s, u"--all"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/cache"_s, u"--timeout=55s"_s}));
        QVERIFY(told(u"{.items[0].status.containerStatuses[0].containerID}"_s).startsWith(u"process://"_s));
    }
    void cleanup() { RAN(fault({u"clear"_s})); }
    void endsForGood_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("end");
        QTest::newRow("crash-loop") << u"crash-loop"_s << u"Error 1"_s;
        QTest::newRow("out-of-memory") << u"out-of-memory"_s << u"OOMKilled 137"_s;
    }
    void endsForGood() {
        QFETCH(QString, name);
        QFETCH(QString, end);
        RAN(fault({name, u"cache"_s}));
        const auto last = u"{.items[0].status.containerStatuses[0].lastState.terminated.reason} "
                          "{.items[0].status.containerStatuses[0].lastState.terminated.exitCode}"_s;
        QTRY_COMPARE_WITH_TIMEOUT(told(last), end, 60000);
        QTRY_COMPARE_WITH_TIMEOUT(told(u"{.items[0].status.containerStatuses[0].state.waiting.reason}"_s), u"CrashLoopBackOff"_s, 60000);
        RAN(fault({u"clear"_s}));
        RAN(k({u"wait"_s, u"deployment/cache"_s, u"--for=condition=Available"_s, u"--timeout=55s"_s})); // when its pause is over
    }
    void notReadyThoughItRuns() {
        RAN(fault({u"readiness-failing"_s, u"cache"_s}));
        const auto state = u"{.items[0].status.containerStatuses[0].ready} {.items[0].status.containerStatuses[0].restartCount}"_s;
        QTRY_COMPARE_WITH_TIMEOUT(told(state), u"false 0"_s, 60000);
        RAN(fault({u"clear"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(told(state), u"true 0"_s, 60000);
    }

private:
    [[nodiscard]] Ran k(const QStringList &arguments, const QByteArray &input = {}) const {
        return m_sandbox.kubectl(QStringList{u"-n"_s, u"default"_s} + arguments, input);
    }
    [[nodiscard]] QString told(const QString &path) const { return k({u"get"_s, u"pods"_s, u"-o"_s, u"jsonpath="_s + path}).out; }
    [[nodiscard]] Ran fault(const QStringList &words) const {
        return m_sandbox.control(QStringList{u"-n"_s, u"default"_s, u"fault"_s} + words);
    }

    Sandbox m_sandbox;
};

QTEST_GUILESS_MAIN(TestProcessFaults)
#include "tst_processes.moc"
