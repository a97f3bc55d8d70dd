// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sandbox leaves behind when it is ended while a database, a cache and clients are at work: no process, no mount, no port.
#include "kubectl.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 300000;

const QByteArray manifest = R"(
apiVersion: v1
kind: Namespace
metadata: {name: try}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: words, namespace: try}
data: {greeting: hello}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: try}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Service
metadata: {name: database, namespace: try}
spec:
  selector: {app: database}
  ports: [{port: 5432}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: database, namespace: try}
spec:
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec:
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: words, configMap: {name: words}}
      containers:
        - name: database
          image: timescale/timescaledb-ha:pg17
          args: [postgres, -c, shared_buffers=64MB]
          env:
            - {name: POSTGRES_DB, value: aqi}
            - {name: POSTGRES_USER, value: owner}
            - {name: POSTGRES_PASSWORD, value: none}
            - {name: POSTGRES_HOST_AUTH_METHOD, value: trust}
            - {name: PGDATA, value: /data/pgdata}
            - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
          securityContext: {runAsUser: 1000, runAsGroup: 1000}
          readinessProbe: {exec: {command: [sh, -c, 'exec pg_isready --quiet --host=$POD_IP']}, periodSeconds: 1, timeoutSeconds: 10}
          volumeMounts: [{name: data, mountPath: /data}, {name: words, mountPath: /words}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache, namespace: try}
spec:
  replicas: 2
  selector: {matchLabels: {app: cache}}
  template:
    metadata: {labels: {app: cache}}
    spec:
      containers:
        - name: redis
          image: redis:7.4.2-alpine
          readinessProbe: {tcpSocket: {port: 6379}, periodSeconds: 1}
)";

QByteArray contents(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Processes that were started with this folder or see it mounted somewhere; the dead ones that nobody has buried do neither.
QStringList usersOf(const QString &folder) {
    QStringList found;
    for (const auto &pid : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (pid.toLongLong() <= 0 || pid.toLongLong() == QCoreApplication::applicationPid())
            continue;
        const auto command = contents(u"/proc/%1/cmdline"_s.arg(pid)).replace('\0', ' ');
        if (command.contains(folder.toUtf8()) || contents(u"/proc/%1/mountinfo"_s.arg(pid)).contains(folder.toUtf8()))
            found.append(pid + u' ' + QString::fromUtf8(command));
    }
    return found;
}

/// Addresses that somebody listens on, each with its socket's number, which no other socket ever has. The kernel writes addresses backwards.
QStringList listeners(const std::function<bool(const QByteArray &)> &wanted) {
    QStringList found;
    for (const auto &line : contents(u"/proc/net/tcp"_s).split('\n')) {
        const auto words = line.simplified().split(' ');
        if (words.value(3) == "0A" && wanted(words.value(1)))
            found.append(QString::fromLatin1(words[1] + ' ' + words.value(9)));
    }
    return found;
}

} // namespace

class TestDown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_sandbox.emplace();
        const auto up = m_sandbox->control({u"up"_s});
        RAN(up);
        if (up.err.contains(u"stay hollow"_s))
            QSKIP(qPrintable(up.err));
        RAN(m_sandbox->kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest));
        const auto ready = [this] {
            return m_sandbox->kubectl({u"-n"_s, u"try"_s, u"get"_s, u"deployments"_s, u"-o"_s, u"jsonpath={range .items[*]}{.status.readyReplicas} {end}"_s}).out;
        };
        QTRY_COMPARE_WITH_TIMEOUT(ready(), u"2 1 "_s, patience);
    }
    void leavesNothing() {
        const auto state = QJsonDocument::fromJson(m_sandbox->control({u"status"_s, u"--format"_s, u"json"_s}).out.toUtf8()).object();
        const auto address = m_sandbox->kubectl({u"-n"_s, u"try"_s, u"get"_s, u"service"_s, u"database"_s, u"-o"_s, u"jsonpath={.spec.clusterIP}"_s}).out;
        const auto block = QByteArray::number(address.section(u'.', 1, 1).toInt(), 16).rightJustified(2, '0').toUpper() + "7F:";
        const auto server = "0100007F:" + QByteArray::number(QUrl(state[u"server"].toString()).port(), 16).rightJustified(4, '0').toUpper();
        const auto folder = m_sandbox->folder();
        const auto ours = listeners([&](const QByteArray &one) { return one == server || one.contains(block); });
        QVERIFY2(ours.size() >= 5, qPrintable(ours.join(u'\n'))); // the server, three pods and the service
        QVERIFY2(usersOf(folder).size() >= 4, qPrintable(usersOf(folder).join(u'\n')));

        // Somebody is at work in the middle of it all.
        const auto query = m_sandbox->kubectlStarted({u"-n"_s, u"try"_s, u"exec"_s, u"deployment/database"_s, u"--"_s, u"sh"_s, u"-c"_s,
            u"echo begun; exec psql -h $POD_IP -U owner -d aqi -Atc 'SELECT pg_sleep(600)'"_s});
        QTRY_VERIFY_WITH_TIMEOUT(query->bytesAvailable() > 0, patience);
        QTcpSocket client;
        client.connectToHost(address, 5432);
        QVERIFY2(client.waitForConnected(patience), qPrintable(client.errorString()));

        RAN(m_sandbox->control({u"down"_s}));
        query->kill();
        query->waitForFinished();
        QTRY_VERIFY2_WITH_TIMEOUT(usersOf(folder).isEmpty(), qPrintable(usersOf(folder).join(u'\n')), patience);
        const auto left = listeners([](const QByteArray &) { return true; });
        for (const auto &one : ours)
            QVERIFY2(!left.contains(one), qPrintable(one));
        QVERIFY(!contents(u"/proc/self/mountinfo"_s).contains(folder.toUtf8()));
        QCOMPARE(m_sandbox->control({u"status"_s}).status, 1);
        QVERIFY(QDir(folder).removeRecursively()); // nothing in it is held by a mount
    }

private:
    std::optional<Sandbox> m_sandbox;
};

QTEST_GUILESS_MAIN(TestDown)
#include "tst_down.moc"
