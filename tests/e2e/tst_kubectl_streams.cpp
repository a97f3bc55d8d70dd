// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Logs, exec, attach, cp and port-forward as the real kubectl sees them, over WebSocket and over SPDY.
#include "localcluster.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60000;

/// The same every time, and nothing that a text filter would leave alone.
QByteArray megabyte() {
    QByteArray bytes(1 << 20, Qt::Uninitialized);
    QRandomGenerator generator(7);
    for (char &byte : bytes)
        byte = static_cast<char>(generator.generate());
    return bytes;
}

/// Sends back what it is sent, and closes when its peer has closed its half.
class EchoServer : public QTcpServer {
public:
    EchoServer() {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
};

} // namespace

class TestKubectlStreams : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_cluster.start());
        m_cluster.addPod("web", {"main"});
        m_cluster.addPod("two", {"first", "second"});
    }

    void logsOnce() {
        for (int i = 1; i <= 5; ++i)
            m_cluster.log("web", "main", "line " + std::to_string(i), (5 - i) * 60000);
        const auto all = k({u"logs"_s, u"web"_s});
        RAN(all);
        QCOMPARE(all.out, u"line 1\nline 2\nline 3\nline 4\nline 5\n"_s);
        QCOMPARE(k({u"logs"_s, u"web"_s, u"--tail=2"_s}).out, u"line 4\nline 5\n"_s);
        QCOMPARE(k({u"logs"_s, u"web"_s, u"--since=150s"_s}).out, u"line 3\nline 4\nline 5\n"_s);
        const auto since = QDateTime::currentDateTimeUtc().addSecs(-90).toString(Qt::ISODate);
        QCOMPARE(k({u"logs"_s, u"web"_s, u"--since-time="_s + since}).out, u"line 4\nline 5\n"_s);
        QCOMPARE(k({u"logs"_s, u"web"_s, u"--limit-bytes=9"_s}).out, u"line 1\nli"_s);
        const auto stamped = k({u"logs"_s, u"web"_s, u"--tail=1"_s, u"--timestamps"_s});
        QVERIFY2(stamped.out.contains(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z line 5\\n$"_s)), stamped.report().constData());
    }
    void logsOfAllContainers() {
        m_cluster.log("two", "first", "from the first");
        m_cluster.log("two", "second", "from the second");
        const auto ran = k({u"logs"_s, u"two"_s, u"--all-containers"_s, u"--prefix"_s});
        RAN(ran);
        QVERIFY2(ran.out.contains(u"[pod/two/first] from the first"_s) && ran.out.contains(u"[pod/two/second] from the second"_s), ran.report().constData());
        QCOMPARE(k({u"logs"_s, u"-l"_s, u"app=two"_s, u"-c"_s, u"second"_s}).out, u"from the second\n"_s);
    }
    void logsRefused() {
        const auto none = k({u"logs"_s, u"web"_s, u"-c"_s, u"other"_s});
        QCOMPARE(none.status, 1);
        QCOMPARE(none.err.trimmed(), u"error: container other is not valid for pod web"_s);
        const auto missing = k({u"logs"_s, u"web"_s, u"--previous"_s});
        QCOMPARE(missing.status, 1);
        QVERIFY2(missing.err.contains(u"previous terminated container \"main\" in pod \"web\" not found"_s), missing.report().constData());
        const auto raw = k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/default/pods/web/log?limitBytes=0&sinceSeconds=0"_s});
        QVERIFY2(raw.err.contains(u"PodLogOptions \"web\" is invalid: [limitBytes: Invalid value: 0: must be greater than 0, sinceSeconds"_s),
            raw.report().constData());
    }
    void logsFollowed() {
        const auto follow = m_cluster.started(u"kubectl"_s, {u"logs"_s, u"-f"_s, u"web"_s, u"--tail=1"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.followers("web", "main"), 1, patience);
        m_cluster.log("web", "main", "while it follows");
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen += follow->readAllStandardOutput()).endsWith("while it follows\n"), patience);
        m_cluster.restart("web", "main"); // a kubelet's stream ends with the instance
        QTRY_COMPARE_WITH_TIMEOUT(follow->state(), QProcess::NotRunning, patience);
        QCOMPARE(follow->exitCode(), 0);
        QCOMPARE(seen, "line 5\nwhile it follows\n"_ba);
        const auto previous = k({u"logs"_s, u"web"_s, u"--previous"_s, u"--tail=1"_s});
        QCOMPARE(previous.out, u"while it follows\n"_s);
    }
    void followerThatGoesLeavesNothing() {
        const auto follow = m_cluster.started(u"kubectl"_s, {u"logs"_s, u"-f"_s, u"web"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.followers("web", "main"), 1, patience);
        follow->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.followers("web", "main"), 0, patience);
    }

    void exec_data() { protocols(); }
    void exec() {
        const Transport transport(*this);
        const auto ran = k({u"exec"_s, u"web"_s, u"--"_s, u"sh"_s, u"-c"_s, u"echo out; echo err >&2"_s});
        RAN(ran);
        QCOMPARE(ran.out, u"out\n"_s);
        QCOMPARE(ran.err, u"err\n"_s);
        const auto chosen = k({u"exec"_s, u"two"_s, u"-c"_s, u"second"_s, u"--"_s, u"echo"_s, u"a b"_s, u"c&d=e"_s});
        RAN(chosen);
        QCOMPARE(chosen.out, u"a b c&d=e\n"_s);
    }
    void exitCode_data() { protocols(); }
    void exitCode() {
        const Transport transport(*this);
        const auto ran = k({u"exec"_s, u"web"_s, u"--"_s, u"sh"_s, u"-c"_s, u"exit 7"_s});
        QCOMPARE(ran.status, 7);
        QCOMPARE(ran.err.trimmed(), u"command terminated with exit code 7"_s);
        QCOMPARE(k({u"exec"_s, u"web"_s, u"--"_s, u"sh"_s, u"-c"_s, u"kill -9 $$"_s}).status, 137);
    }
    void binaryRoundTrip_data() { protocols(); }
    void binaryRoundTrip() {
        const Transport transport(*this);
        const auto [status, out] = m_cluster.kubectlBytes({u"exec"_s, u"-i"_s, u"web"_s, u"--"_s, u"cat"_s}, megabyte());
        QVERIFY2(status == 0, out.right(400).constData());
        QVERIFY(out == megabyte());
    }
    void slowReaderIsWaitedFor() { // many times what fits between: the program has to wait, nothing may be lost
        const auto [status, out] = m_cluster.kubectlBytes(
            {u"exec"_s, u"-i"_s, u"web"_s, u"--"_s, u"sh"_s, u"-c"_s, u"sleep 1; wc -c; head -c 9000000 /dev/zero"_s}, QByteArray(9000000, 'x'));
        QVERIFY2(status == 0, out.right(400).constData());
        QCOMPARE(out, "9000000\n" + QByteArray(9000000, '\0'));
    }
    void terminal_data() { protocols(); }
    void terminal() {
        const Transport transport(*this);
        const auto ran = script(u"kubectl exec -it web -- sh -c 'tty; stty size; exit 5'"_s, u"stty rows 33 cols 101; "_s);
        QVERIFY2(ran.out.contains(u"/dev/pts/"_s), ran.report().constData());
        QVERIFY2(ran.out.contains(u"command terminated with exit code 5"_s), ran.report().constData());
        const auto sized = script(u"kubectl exec -it web -- sh -c 'until stty size | grep 33; do sleep 0.1; done'"_s, u"stty rows 33 cols 101; "_s);
        QVERIFY2(sized.out.contains(u"33 101"_s), sized.report().constData());
    }
    void execRefused() {
        const auto none = k({u"exec"_s, u"web"_s, u"-c"_s, u"other"_s, u"--"_s, u"true"_s});
        QCOMPARE(none.status, 1);
        QVERIFY2(none.err.contains(u"container other is not valid for pod web"_s) || none.err.contains(u"container not found (\"other\")"_s),
            none.report().constData());
        const auto plain = k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/default/pods/web/exec?command=true&stdout=true"_s});
        QVERIFY2(plain.err.contains(u"Upgrade request required"_s), plain.report().constData());
    }
    void attach_data() { protocols(); }
    void attach() {
        const Transport transport(*this);
        // The pod's specification has no stdin: kubectl says so and only listens.
        const auto ran = k({u"attach"_s, u"web"_s});
        QVERIFY2(ran.status == 3 && ran.out.contains(u"attached"_s), ran.report().constData());
    }
    void copy() {
        QTemporaryDir there;
        QTemporaryDir here;
        QFile file(here.filePath(u"data.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(megabyte()) == megabyte().size());
        file.close();
        RAN(k({u"cp"_s, file.fileName(), u"default/web:"_s + there.filePath(u"copied.bin"_s)}));
        RAN(k({u"cp"_s, u"default/web:"_s + there.filePath(u"copied.bin"_s), here.filePath(u"back.bin"_s)}));
        QFile back(here.filePath(u"back.bin"_s));
        QVERIFY(back.open(QIODevice::ReadOnly));
        QVERIFY(back.readAll() == megabyte());
    }

    void portForward_data() { protocols(); }
    void portForward() {
        const Transport transport(*this);
        EchoServer echo;
        const auto forward = m_cluster.started(u"kubectl"_s, {u"port-forward"_s, u"pod/web"_s, u":%1"_s.arg(echo.serverPort())});
        const int port = forwardedPort(*forward);
        QVERIFY2(port > 0, forward->readAllStandardError().constData());
        for (int round = 0; round < 2; ++round) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(port));
            socket.write(megabyte());
            QByteArray back;
            QTRY_VERIFY_WITH_TIMEOUT((back += socket.readAll()).size() >= megabyte().size(), patience);
            QVERIFY(back == megabyte());
        }
        forward->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(forward->state(), QProcess::NotRunning, patience);
    }
    void portForwardToNothing() {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const auto free = closed.serverPort();
        closed.close();
        const auto forward = m_cluster.started(u"kubectl"_s, {u"port-forward"_s, u"pod/web"_s, u":%1"_s.arg(free)});
        const int port = forwardedPort(*forward);
        QVERIFY2(port > 0, forward->readAllStandardError().constData());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(port));
        QTRY_COMPARE_WITH_TIMEOUT(forward->state(), QProcess::NotRunning, patience);
        const QByteArray said = forward->readAllStandardError();
        QVERIFY2(said.contains("error forwarding port " + QByteArray::number(free) + " to pod web_default"), said.constData());
        QVERIFY2(said.contains("Connection refused"), said.constData());
    }

private:
    /// Which way kubectl goes; afterwards as before.
    class Transport {
    public:
        explicit Transport(const TestKubectlStreams &) {
            QFETCH(QByteArray, useWebSockets);
            qputenv("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", useWebSockets);
            qputenv("KUBECTL_PORT_FORWARD_WEBSOCKETS", useWebSockets);
        }
        ~Transport() {
            qunsetenv("KUBECTL_REMOTE_COMMAND_WEBSOCKETS");
            qunsetenv("KUBECTL_PORT_FORWARD_WEBSOCKETS");
        }
        Transport(const Transport &) = delete;
        Transport &operator=(const Transport &) = delete;
    };
    static void protocols() {
        QTest::addColumn<QByteArray>("useWebSockets");
        QTest::newRow("WebSocket") << QByteArray("true");
        QTest::newRow("SPDY") << QByteArray("false");
    }
    [[nodiscard]] Ran k(const QStringList &arguments, const QByteArray &input = {}) const { return m_cluster.kubectl(arguments, input); }
    /// A command line in a terminal of its own.
    [[nodiscard]] Ran script(const QString &command, const QString &before) const {
        const auto process = m_cluster.started(u"script"_s, {u"-qec"_s, before + command, u"/dev/null"_s});
        const bool ended = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, patience);
        if (!ended)
            process->kill();
        process->waitForFinished();
        return {ended ? process->exitCode() : -1, QString::fromUtf8(process->readAllStandardOutput()), QString::fromUtf8(process->readAllStandardError())};
    }
    static int forwardedPort(QProcess &forward) {
        QByteArray out;
        static const QRegularExpression line(u"Forwarding from 127\\.0\\.0\\.1:(\\d+) ->"_s);
        QRegularExpressionMatch match;
        const bool said = QTest::qWaitFor([&] {
            out += forward.readAllStandardOutput();
            match = line.match(QString::fromUtf8(out));
            return match.hasMatch() || forward.state() == QProcess::NotRunning;
        }, patience);
        return said && match.hasMatch() ? match.captured(1).toInt() : 0;
    }

    LocalCluster m_cluster;
};

QTEST_GUILESS_MAIN(TestKubectlStreams)
#include "tst_kubectl_streams.moc"
