// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of pods, in one that runs a real process.
#include "scene.h"

#include <QJsonDocument>
#include <QRegularExpression>
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

constexpr const char *keeping = R"(apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: kept}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: keeper}
spec:
  serviceName: keeper
  selector: {matchLabels: {app: keeper}}
  template:
    metadata: {labels: {app: keeper}}
    spec:
      containers:
      - name: redis
        image: "redis:7-alpine"
        args: [redis-server, --dir, /data, --appendonly, "yes", --save, "", --maxmemory, 64mb]
        env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
        readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1}
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: kept}}]
)";

const auto writeMuch = QStringLiteral("head -c 3000000 /dev/zero | redis-cli -h \"$POD_IP\" -x set much");

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

    void redisFull() {
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, keeping));
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"set before 1"_s), u"OK"_s, patience);
        RAN(fault({u"redis-full"_s, u"keeper"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"config get maxmemory"_s), u"maxmemory\n102400"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(keeper(u"{.status.containerStatuses[0].ready}"_s), u"true"_s, patience);
        QVERIFY(becomes(u"redis-full"_s, [this] {
            return u"ping: %1\nget: %2\nset: %3\n"_s.arg(redis(u"ping"_s), redis(u"get before"_s), redis(u"set after 1"_s));
        }));
        RAN(fault({u"clear"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"set after 1"_s), u"OK"_s, patience);
    }
    /// Real writes into a real file system that is full: the program's own words.
    void claimFull() {
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, keeping));
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"set before 1"_s), u"OK"_s, patience);
        const auto refused = fault({u"claim-full"_s, u"cache"_s});
        QVERIFY2(refused.err.contains("deployment/cache has no claim that could be full"_L1), refused.report().constData());
        RAN(fault({u"claim-full"_s, u"keeper"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(keeper(u"{.metadata.annotations.aqi-sandbox/claim-space} {.status.containerStatuses[0].ready}"_s), u"1Mi true"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"get before"_s), u"1"_s, patience); // what it held is there
        QVERIFY(becomes(u"claim-full"_s, [this] { return fullPicture(); }));
        RAN(fault({u"clear"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(keeper(u"{.metadata.annotations.aqi-sandbox/claim-space} {.status.containerStatuses[0].ready}"_s), u" true"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(inKeeper(writeMuch).out.trimmed(), u"OK"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(redis(u"set after 1"_s), u"OK"_s, patience);
        QCOMPARE(redis(u"get before"_s), u"1"_s);
        RAN(k({u"delete"_s, u"statefulset/keeper"_s, u"pvc/kept"_s, u"--wait=false"_s}));
    }
    /// The API server a day behind, as a pod with its own token and a person with kubectl see it.
    void clockSkew() {
        const auto token = k({u"exec"_s, u"deployment/cache"_s, u"--"_s, u"cat"_s, u"/var/run/secrets/kubernetes.io/serviceaccount/token"_s}).out.trimmed();
        const auto picture = [&] {
            static const QRegularExpression spaces(u" +"_s);
            const auto row = k({u"get"_s, u"deployment/cache"_s, u"--no-headers"_s}).out.trimmed().replace(spaces, u" "_s);
            const auto asked = k({u"get"_s, u"pods"_s, u"-o"_s, u"name"_s, u"--token="_s + token});
            return u"kubectl get deployments: %1\npod's token: %2 %3\n"_s.arg(row).arg(asked.status).arg(asked.err.trimmed().section(u'\n', -1));
        };
        const auto born = [this](const QString &name) {
            return QDateTime::fromString(k({u"get"_s, u"configmap/"_s + name, u"-o"_s, u"jsonpath={.metadata.creationTimestamp}"_s}).out, Qt::ISODate);
        };
        QVERIFY(!token.isEmpty());
        RAN(k({u"get"_s, u"pods"_s, u"--token="_s + token}));
        RAN(fault({u"clock-skew"_s}));
        QVERIFY(becomes(u"clock-skew"_s, picture));
        RAN(k({u"create"_s, u"configmap"_s, u"made-early"_s}));
        RAN(fault({u"clear"_s}));
        RAN(k({u"get"_s, u"pods"_s, u"--token="_s + token}));
        RAN(k({u"create"_s, u"configmap"_s, u"made-late"_s}));
        QVERIFY(born(u"made-early"_s).secsTo(born(u"made-late"_s)) >= 86400);
        QVERIFY(!k({u"get"_s, u"deployment/cache"_s}).out.contains("<invalid>"_L1));
    }

private:
    static constexpr int patience = 180000; // ms
    [[nodiscard]] QString redis(const QString &command) const {
        return inKeeper(u"exec redis-cli -h \"$POD_IP\" "_s + command).out.trimmed();
    }
    [[nodiscard]] Ran inKeeper(const QString &script) const { return k({u"exec"_s, u"keeper-0"_s, u"--"_s, u"sh"_s, u"-c"_s, script}); }
    [[nodiscard]] QString keeper(const QString &path) const { return k({u"get"_s, u"pod/keeper-0"_s, u"-o"_s, u"jsonpath="_s + path}).out; }
    /// What a client is told once more has been written than there is space for, and what Redis logs of it.
    [[nodiscard]] QString fullPicture() const {
        (void)inKeeper(writeMuch);
        const auto log = k({u"logs"_s, u"keeper-0"_s}).out;
        static const QRegularExpression what(u"Short write while writing to the AOF file|Error writing to the AOF file"_s);
        return u"set: %1\nlog: %2\nwrite: %3\n"_s.arg(redis(u"set after 1"_s), what.match(log).captured(),
            inKeeper(u"head -c 3000000 /dev/zero > /data/more"_s).err.section(u'\n', 0, 0));
    }
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
