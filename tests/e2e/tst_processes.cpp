// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox with pods that are processes, judged by kubectl: a whole pod with its service, and what is left when the sandbox is killed.
#include "kubectl.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120000;

const QByteArray manifest = QByteArray(cacheManifest) + R"(---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: try}
spec:
  restartPolicy: Never
  containers:
    - name: main
      image: redis:7.4.2-alpine
      command: [sh, -c, 'until redis-cli -h cache ping 2>/dev/null; do sleep 1; done; cat /var/run/secrets/kubernetes.io/serviceaccount/token']
)";

std::vector<qint64> descendants(qint64 of) {
    std::vector<qint64> found{of};
    QMultiMap<qint64, qint64> children;
    for (const auto &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(u"/proc/%1/stat"_s.arg(name));
        if (name.toLongLong() <= 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const auto stat = file.readAll();
        children.insert(stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toLongLong(), name.toLongLong());
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const qint64 child : children.values(found[i]))
            found.push_back(child);
    }
    return found;
}

/// Not gone and no zombie.
bool lives(qint64 pid) {
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const auto stat = file.readAll();
    return stat.size() > stat.lastIndexOf(')') + 2 && stat[stat.lastIndexOf(')') + 2] != 'Z';
}

} // namespace

class ProcessPods : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void run() {
        Sandbox sandbox;
        const auto up = sandbox.control({u"up"_s});
        QVERIFY2(up.status == 0, up.report().constData());
        if (up.err.contains(u"stay hollow"_s))
            QSKIP(qPrintable(up.err));
        const auto applied = sandbox.kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest);
        QVERIFY2(applied.status == 0, applied.report().constData());
        const auto rolled = sandbox.kubectl({u"-n"_s, u"try"_s, u"rollout"_s, u"status"_s, u"deployment/cache"_s, u"--timeout=50s"_s});
        QVERIFY2(rolled.status == 0, rolled.report().constData());

        const auto address = sandbox.kubectl({u"-n"_s, u"try"_s, u"get"_s, u"service"_s, u"cache"_s, u"-o"_s, u"jsonpath={.spec.clusterIP}"_s}).out;
        QVERIFY2(address.startsWith(u"127."_s), qPrintable(address));
        QTcpSocket socket;
        socket.connectToHost(address, 6379);
        socket.write("PING\r\n");
        QVERIFY2(socket.waitForReadyRead(patience), qPrintable(socket.errorString()));
        QCOMPARE(socket.readAll(), QByteArray("+PONG\r\n"));

        QString log; // "PONG", and the token
        QTRY_VERIFY_WITH_TIMEOUT(
            (log = sandbox.kubectl({u"-n"_s, u"try"_s, u"logs"_s, u"client"_s}).out).startsWith(u"PONG\n"_s) && log.count(u'.') == 2, patience);
        const auto token = log.section(u'\n', 1).trimmed();
        const auto asked = sandbox.kubectl({u"-n"_s, u"try"_s, u"get"_s, u"pods"_s, u"-o"_s, u"name"_s, u"--token"_s, token});
        QVERIFY2(asked.status == 0 && asked.out.contains(u"pod/client"_s), asked.report().constData());
        QVERIFY(sandbox.kubectl({u"get"_s, u"pods"_s, u"--token"_s, token.chopped(3)}).status != 0);

        const auto state = QJsonDocument::fromJson(sandbox.control({u"status"_s, u"--format"_s, u"json"_s}).out.toUtf8()).object();
        QCOMPARE(state[u"pods"].toString(), u"processes"_s);
        const auto pid = state[u"pid"].toInteger();
        const auto all = descendants(pid);
        QVERIFY(all.size() > 2);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        for (const qint64 one : all)
            QTRY_VERIFY_WITH_TIMEOUT(!lives(one), patience);
        const auto accepts = [&address] {
            QTcpSocket after;
            after.connectToHost(address, 6379);
            return after.waitForConnected(1000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(!accepts(), patience); // a killed process is a zombie while the last of its threads still holds its sockets

        const auto again = sandbox.control({u"up"_s}); // the pods start anew, with their restarts counted
        QVERIFY2(again.status == 0, again.report().constData());
        const auto restarted = [&] {
            return sandbox.kubectl({u"-n"_s, u"try"_s, u"get"_s, u"pods"_s, u"-l"_s, u"app=cache"_s, u"-o"_s,
                u"jsonpath={.items[0].status.containerStatuses[0].restartCount} {.items[0].status.containerStatuses[0].ready}"_s}).out;
        };
        QTRY_COMPARE_WITH_TIMEOUT(restarted(), u"1 true"_s, patience);
        const auto processes = descendants(QJsonDocument::fromJson(sandbox.control({u"status"_s, u"--format"_s, u"json"_s}).out.toUtf8()).object()[u"pid"].toInteger());
        QCOMPARE(sandbox.control({u"down"_s}).status, 0);
        for (const qint64 one : processes)
            QTRY_VERIFY_WITH_TIMEOUT(!lives(one), patience);
    }
};

QTEST_GUILESS_MAIN(ProcessPods)
#include "tst_processes.moc"
