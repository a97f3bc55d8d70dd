// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox that ends, or is killed, and is started again in its folder goes on with what it held.
#include "kubectl.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr const char *workload = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: main, image: "registry.local/web:1"}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: default}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: main, image: "registry.local/once:1"}]
---
apiVersion: v1
kind: Secret
metadata: {name: key, namespace: default}
stringData: {password: not-for-others}
)";

} // namespace

class TestPersistence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const auto up = m_sandbox.up();
        RAN(up);
        QVERIFY2(up.err.contains(u"the pods are hollow: nothing runs in them"_s), up.report().constData());
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, workload));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=30s"_s}));
        RAN(k({u"wait"_s, u"job/once"_s, u"--for=condition=Complete"_s, u"--timeout=30s"_s}));
    }

    void killedAndBack() {
        const auto before = pods();
        QCOMPARE(before.count(u'\n'), 4); // three of the deployment, one of the job
        const auto version = revision();
        saveAll(u"before-kill"_s);
        kill();
        RAN(m_sandbox.up());
        QElapsedTimer elapsed;
        elapsed.start();
        QCOMPARE(pods(), before); // names, uids, addresses, restarts and states
        QVERIFY2(elapsed.elapsed() < 2000, qPrintable(QString::number(elapsed.elapsed())));
        QVERIFY(revision().toULongLong() > version.toULongLong());
        RAN(k({u"get"_s, u"secret"_s, u"key"_s}));
        for (const auto &ns : {u"default"_s, u"kube-system"_s})
            RAN(k({u"get"_s, u"serviceaccount"_s, u"default"_s, u"-n"_s, ns}));
        RAN(k({u"get"_s, u"service"_s, u"kubernetes"_s}));

        const auto watch = k({u"get"_s, u"--raw"_s,
            u"/api/v1/namespaces/default/pods?watch=1&timeoutSeconds=5&resourceVersion="_s + version});
        QVERIFY2((watch.out + watch.err).contains(u"too old resource version"_s), watch.report().constData());
    }
    /// Controllers and runtime took over what there was, and did not begin anew.
    void worksOn() {
        RAN(k({u"scale"_s, u"deployment/web"_s, u"--replicas=4"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=30s"_s}));
        const auto addresses = k({u"get"_s, u"pods"_s, u"-l"_s, u"app=web"_s, u"-o"_s,
            u"jsonpath={range .items[*]}{.status.podIP}{\"\\n\"}{end}"_s}).out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(addresses.size(), 4);
        QCOMPARE(QSet<QString>(addresses.begin(), addresses.end()).size(), 4);
        const auto sets = k({u"get"_s, u"replicasets"_s, u"-l"_s, u"app=web"_s, u"-o"_s, u"name"_s});
        QCOMPARE(sets.out.count(u'\n'), 1);
        const auto logs = k({u"logs"_s, u"job/once"_s});
        RAN(logs);
        QVERIFY2(logs.out.contains(u"exit code 0"_s), logs.report().constData());
    }
    void endedAndBack() {
        const auto before = pods();
        RAN(m_sandbox.control({u"down"_s}));
        const auto permissions = QFile::permissions(file());
        QCOMPARE(permissions & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        RAN(m_sandbox.up());
        QCOMPARE(pods(), before);
    }
    void freshOnlyWhereNoneRuns() {
        QCOMPARE(m_sandbox.up({u"--fresh"_s}).status, 1);
        RAN(m_sandbox.control({u"down"_s}));
        RAN(m_sandbox.up({u"--fresh"_s}));
        QCOMPARE(pods(), QString());
    }
    void brokenFileIsMovedAside() {
        RAN(k({u"create"_s, u"configmap"_s, u"some"_s}));
        RAN(m_sandbox.control({u"down"_s}));
        QFile objects(file());
        QVERIFY(objects.resize(objects.size() - 100));
        const auto up = m_sandbox.up();
        RAN(up);
        QVERIFY2(up.err.contains(u"the sandbox starts empty"_s), up.report().constData());
        QVERIFY(QFile::exists(file() + u".broken"_s));
        QCOMPARE(k({u"get"_s, u"configmap"_s, u"some"_s}).status, 1);
        RAN(k({u"get"_s, u"nodes"_s}));
    }

private:
    [[nodiscard]] Ran k(const QStringList &arguments, const QByteArray &input = {}) const {
        return m_sandbox.kubectl(QStringList{u"-n"_s, u"default"_s} + arguments, input);
    }
    [[nodiscard]] QString file() const { return m_sandbox.folder() + u"/sandbox/objects.jsonl"_s; }
    [[nodiscard]] QString pods() const {
        return k({u"get"_s, u"pods"_s, u"-o"_s,
            u"jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.podIP} {.status.phase} "
            "{.status.containerStatuses[0].restartCount} {.status.containerStatuses[0].containerID}{\"\\n\"}{end}"_s}).out;
    }
    [[nodiscard]] QString revision() const {
        return k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/default/pods"_s}).out.section(u"\"resourceVersion\":\""_s, 1, 1).section(u'"', 0, 0);
    }
    /// Returns when the file holds what is written last.
    void saveAll(const QString &mark) {
        RAN(k({u"create"_s, u"configmap"_s, mark}));
        const auto saved = [&] {
            QFile objects(file());
            return objects.open(QIODevice::ReadOnly) && objects.readAll().contains(mark.toUtf8());
        };
        QTRY_VERIFY_WITH_TIMEOUT(saved(), 15000);
    }
    void kill() {
        const auto status = m_sandbox.control({u"status"_s, u"--format"_s, u"json"_s});
        const auto pid = QJsonDocument::fromJson(status.out.toUtf8())[u"pid"].toInteger();
        QVERIFY(pid > 1);
        QCOMPARE(QProcess::execute(u"kill"_s, {u"-9"_s, QString::number(pid)}), 0);
        QTRY_COMPARE(m_sandbox.control({u"status"_s}).status, 1);
    }

    Sandbox m_sandbox;
};

QTEST_GUILESS_MAIN(TestPersistence)
#include "tst_persistence.moc"
