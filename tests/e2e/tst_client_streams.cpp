// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Our own client's logs, commands and ports against the sandbox's API server: what tst_kubectl_streams asks of kubectl.
#include "kube/client.h"
#include "kube/logstream.h"
#include "kube/portforward.h"
#include "kube/remoteprocess.h"
#include "localcluster.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr int patience = 60000;

QByteArray megabyte() {
    QByteArray bytes(1 << 20, Qt::Uninitialized);
    QRandomGenerator generator(11);
    for (char &byte : bytes)
        byte = static_cast<char>(generator.generate());
    return bytes;
}

kube::ObjectRef pod(const QString &name) {
    return {.apiVersion = u"v1"_s, .kind = u"Pod"_s, .ns = {}, .name = name, .uid = {}};
}

kube::LogRequest logOf(const QString &container = {}, std::optional<int> tailLines = std::nullopt) {
    kube::LogRequest request;
    request.pod = pod(u"web"_s);
    request.container = container;
    request.tailLines = tailLines;
    return request;
}

/// A stream and all that it said.
struct Followed {
    explicit Followed(std::unique_ptr<kube::LogStream> made)
        : stream(std::move(made)) {
        QObject::connect(stream.get(), &kube::LogStream::received, stream.get(), [this](const QList<kube::LogLine> &more, qsizetype) { lines += more; });
        QObject::connect(stream.get(), &kube::LogStream::ended, stream.get(), [this](const std::optional<base::Error> &error) { end = error; });
        stream->start();
    }
    [[nodiscard]] QString text() const {
        QString all;
        for (const auto &line : lines)
            all += line.text + u'\n';
        return all;
    }
    QList<kube::LogLine> lines;
    std::optional<std::optional<base::Error>> end;
    std::unique_ptr<kube::LogStream> stream;
};

struct Command {
    explicit Command(std::unique_ptr<kube::RemoteProcess> made)
        : process(std::move(made)) {
        auto *remote = process.get();
        QObject::connect(remote, &kube::RemoteProcess::wroteOutput, remote, [this](const QByteArray &bytes) { out += bytes; });
        QObject::connect(remote, &kube::RemoteProcess::wroteError, remote, [this](const QByteArray &bytes) { err += bytes; });
        QObject::connect(remote, &kube::RemoteProcess::ended, remote, [this](const base::Result<int> &code) { end = code; });
        process->start();
    }
    QByteArray out;
    QByteArray err;
    std::optional<base::Result<int>> end;
    std::unique_ptr<kube::RemoteProcess> process;
};

} // namespace

class TestClientStreams : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_cluster.start());
        m_cluster.addPod("web", {"main"});
        const auto config = kube::Kubeconfig::load(m_cluster.kubeconfig());
        QVERIFY2(config, config ? "" : qPrintable(config.error().text()));
        const auto access = config->access();
        QVERIFY2(access, access ? "" : qPrintable(access.error().text()));
        m_client.emplace(*access);
    }
    void cleanupTestCase() { m_client.reset(); }

    void logs() {
        for (int i = 1; i <= 3; ++i)
            m_cluster.log("web", "main", "line " + std::to_string(i), (3 - i) * 60000);
        auto request = logOf({}, 2);
        request.follow = false;
        Followed once(m_client->followLogs(request));
        QTRY_VERIFY_WITH_TIMEOUT(once.end, patience);
        QVERIFY(!*once.end);
        QCOMPARE(once.text(), u"line 2\nline 3\n"_s);
        const auto apart = once.lines[1].nanoseconds - once.lines[0].nanoseconds;
        QVERIFY2(apart > 59'000'000'000 && apart < 90'000'000'000, QByteArray::number(apart).constData());
    }
    void logsFollowedToARestart() {
        Followed follow(m_client->followLogs(logOf(u"main"_s, 1)));
        QTRY_COMPARE_WITH_TIMEOUT(follow.text(), u"line 3\n"_s, patience);
        m_cluster.log("web", "main", "grüße");
        QTRY_COMPARE_WITH_TIMEOUT(follow.text(), u"line 3\ngrüße\n"_s, patience);
        QVERIFY(!follow.end);
        m_cluster.restart("web", "main");
        QTRY_VERIFY_WITH_TIMEOUT(follow.end, patience);
        QVERIFY(!*follow.end);
        auto request = logOf({}, 1);
        request.previous = true;
        Followed previous(m_client->followLogs(request));
        QTRY_VERIFY_WITH_TIMEOUT(previous.end, patience);
        QCOMPARE(previous.text(), u"grüße\n"_s);
    }
    void manyLinesArriveInOrder() {
        Followed follow(m_client->followLogs(logOf()));
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.followers("web", "main"), 1, patience);
        for (int i = 0; i < 20000; ++i) {
            m_cluster.log("web", "main", std::to_string(i));
            if (i % 500 == 0)
                QCoreApplication::processEvents(); // a server that is silent for seconds counts as lost
        }
        QTRY_VERIFY_WITH_TIMEOUT(follow.lines.size() == 20000 || follow.end, patience);
        QVERIFY2(!follow.end, follow.end && *follow.end ? qPrintable((*follow.end)->text()) : "");
        for (int i = 0; i < 20000; ++i)
            QCOMPARE(follow.lines[i].text, QString::number(i));
        follow.stream.reset(); // ends it on the server, too
        QTRY_COMPARE_WITH_TIMEOUT(m_cluster.followers("web", "main"), 0, patience);
    }
    void logsRefused() {
        Followed none(m_client->followLogs(logOf(u"other"_s)));
        QTRY_VERIFY_WITH_TIMEOUT(none.end, patience);
        QVERIFY(*none.end);
        QCOMPARE((*none.end)->kind, ErrorKind::Invalid);
        QCOMPARE((*none.end)->message, u"container other is not valid for pod web"_s);
    }

    void command() {
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {}, .command = {u"sh"_s, u"-c"_s, u"echo a+b \"$1\"; echo err >&2; exit 7"_s, u"-"_s, u"c&d=e f"_s}}));
        QTRY_VERIFY_WITH_TIMEOUT(ran.end, patience);
        QVERIFY2(*ran.end, *ran.end ? "" : qPrintable(ran.end->error().text()));
        QCOMPARE(**ran.end, 7);
        QCOMPARE(ran.out, "a+b c&d=e f\n"_ba);
        QCOMPARE(ran.err, "err\n"_ba);
    }
    void inputRoundTrip() {
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {}, .command = {u"cat"_s}, .input = true}));
        ran.process->write(megabyte());
        ran.process->closeInput();
        QTRY_VERIFY_WITH_TIMEOUT(ran.end, patience);
        QVERIFY(*ran.end && **ran.end == 0);
        QVERIFY(ran.out == megabyte());
    }
    void muchOutput() { // more than may wait anywhere on the way
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {}, .command = {u"head"_s, u"-c"_s, u"20000000"_s, u"/dev/zero"_s}}));
        QTRY_VERIFY_WITH_TIMEOUT(ran.end, patience);
        QVERIFY(*ran.end && **ran.end == 0);
        QCOMPARE(ran.out.size(), 20000000);
    }
    void terminal() {
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {},
            .command = {u"sh"_s, u"-c"_s, u"tty; until stty size | grep '33 101'; do sleep 0.05; done; read line; echo \"got $line\""_s},
            .input = true, .terminal = true}));
        ran.process->resize(101, 33);
        QTRY_VERIFY_WITH_TIMEOUT(ran.out.contains("33 101"), patience);
        ran.process->write("typed\r");
        QTRY_VERIFY_WITH_TIMEOUT(ran.end, patience);
        QVERIFY(*ran.end && **ran.end == 0);
        QVERIFY2(ran.out.contains("/dev/pts/") && ran.out.contains("got typed"), ran.out.constData());
    }
    void attached() {
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {}, .command = {}, .input = true}));
        QTRY_COMPARE_WITH_TIMEOUT(ran.out, "attached\n"_ba, patience);
        ran.process->write("more\n");
        ran.process->closeInput();
        QTRY_VERIFY_WITH_TIMEOUT(ran.end, patience);
        QCOMPARE(ran.out, "attached\nmore\n"_ba);
        QCOMPARE(ran.end->value_or(-1), 3);
    }
    void commandRefused() {
        Command none(m_client->exec({.pod = pod(u"nobody"_s), .container = {}, .command = {u"true"_s}}));
        QTRY_VERIFY_WITH_TIMEOUT(none.end, patience);
        QVERIFY(!*none.end);
        QCOMPARE(none.end->error().kind, ErrorKind::NotFound);
        QCOMPARE(none.end->error().message, u"pods \"nobody\" not found"_s);
    }
    void abandonedCommandEnds() { // its process is killed: the file is not written any more
        QTemporaryDir folder;
        const auto alive = folder.filePath(u"alive"_s);
        Command ran(m_client->exec({.pod = pod(u"web"_s), .container = {},
            .command = {u"sh"_s, u"-c"_s, u"while :; do echo x >> \"$0\"; sleep 0.05; done"_s, alive}}));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(alive), patience);
        ran.process.reset();
        QVERIFY(QTest::qWaitFor([&] { // the same size for a second
            const auto size = QFileInfo(alive).size();
            QTest::qWait(1000);
            return QFileInfo(alive).size() == size;
        }, patience));
    }

    void portForward() {
        QTcpServer echo;
        QVERIFY(echo.listen(QHostAddress::LocalHost));
        connect(&echo, &QTcpServer::newConnection, &echo, [&echo] {
            auto *socket = echo.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
        const auto forward = m_client->forwardPort(pod(u"web"_s), echo.serverPort());
        QVERIFY(forward->localPort());
        QSignalSpy failures(forward.get(), &kube::PortForward::connectionFailed);
        QTcpSocket sockets[3];
        QByteArray back[3];
        for (auto &socket : sockets) {
            socket.connectToHost(QHostAddress::LocalHost, *forward->localPort());
            socket.write(megabyte());
        }
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT((back[i] += sockets[i].readAll()).size() >= megabyte().size(), patience);
            QVERIFY(back[i] == megabyte());
            sockets[i].disconnectFromHost();
        }
        QCOMPARE(failures.size(), 0);
    }
    void portForwardEndsWithThePod() {
        QTcpServer greeter;
        QVERIFY(greeter.listen(QHostAddress::LocalHost));
        connect(&greeter, &QTcpServer::newConnection, &greeter, [&greeter] {
            auto *socket = greeter.nextPendingConnection();
            socket->write("bye");
            socket->disconnectFromHost();
        });
        const auto forward = m_client->forwardPort(pod(u"web"_s), greeter.serverPort());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, forward->localPort().value_or(0));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += socket.readAll(), socket.state() == QAbstractSocket::UnconnectedState), patience);
        QCOMPARE(said + socket.readAll(), "bye"_ba);
    }
    void portForwardToNothing() {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const auto port = closed.serverPort();
        closed.close();
        const auto forward = m_client->forwardPort(pod(u"web"_s), port);
        std::optional<base::Error> failure;
        connect(forward.get(), &kube::PortForward::connectionFailed, forward.get(), [&failure](const base::Error &error) { failure = error; });
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, forward->localPort().value_or(0));
        QTRY_VERIFY_WITH_TIMEOUT(failure, patience);
        QVERIFY2(failure->message.startsWith(u"error forwarding port %1 to pod web_default"_s.arg(port)), qPrintable(failure->text()));
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, patience);
        const auto taken = m_client->forwardPort(pod(u"web"_s), port, forward->localPort().value_or(0));
        QVERIFY(!taken->localPort());
        QCOMPARE(taken->localPort().error().kind, ErrorKind::Io);
    }
    void portForwardRefused() {
        const auto forward = m_client->forwardPort(pod(u"nobody"_s), 80);
        std::optional<base::Error> failure;
        connect(forward.get(), &kube::PortForward::connectionFailed, forward.get(), [&failure](const base::Error &error) { failure = error; });
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, forward->localPort().value_or(0));
        QTRY_VERIFY_WITH_TIMEOUT(failure, patience);
        QCOMPARE(failure->message, u"pods \"nobody\" not found"_s);
    }

private:
    LocalCluster m_cluster;
    std::optional<kube::Client> m_client;
};

QTEST_GUILESS_MAIN(TestClientStreams)
#include "tst_client_streams.moc"
