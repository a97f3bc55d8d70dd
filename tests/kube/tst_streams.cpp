// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// WebSockets against servers that refuse, are silent, or break the protocol; and what is read from the streams.
#include "fakeapi.h"
#include "kube/commandchannel.h"
#include "kube/logstream.h"
#include "kube/transport.h"
#include "kube/websocket.h"

#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;
using support::Answer;
using support::Incoming;

namespace {

/// One attempt to open a WebSocket, in the test's thread.
struct Attempt {
    explicit Attempt(support::ScriptServer::Handler handler, std::chrono::milliseconds limit = 20s)
        : server(std::move(handler)) {
        if (!server.start())
            return;
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        transport.emplace(access);
        socket.emplace(*transport, nullptr);
        QObject::connect(&*socket, &kube::WebSocket::opened, &*socket, [this](const QByteArray &chosen) { protocol = chosen; });
        QObject::connect(&*socket, &kube::WebSocket::received, &*socket, [this](const QByteArray &message) { messages << message; });
        QObject::connect(&*socket, &kube::WebSocket::ended, &*socket, [this](const std::optional<base::Error> &error) { end = error; });
        kube::Request request;
        request.path = u"/api/v1/namespaces/x/pods/a/exec"_s;
        request.timeout = limit;
        socket->open(request, {"v5.channel.k8s.io", "v4.channel.k8s.io"});
    }
    [[nodiscard]] bool waitForEnd() {
        return QTest::qWaitFor([this] { return end.has_value(); }, 60000);
    }
    support::ScriptServer server;
    std::optional<kube::Transport> transport;
    QByteArray protocol;
    QByteArrayList messages;
    std::optional<std::optional<base::Error>> end;
    std::optional<kube::WebSocket> socket;
};

QByteArray accepted(const Incoming &request, const QByteArray &protocol = "v4.channel.k8s.io") {
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + kube::webSocketAccept(request.headers.value("sec-websocket-key")) + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n\r\n";
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptKey() { // RFC 6455, 1.3
        QCOMPARE(kube::webSocketAccept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba);
    }
    void opensAndCloses() {
        Attempt attempt([](const Incoming &request, Answer &answer) {
            answer.raw(accepted(request) + QByteArray("\x02\x02\x01" "a\x89\x00\x80\x02" "bc\x88\x02\x03\xe8", 14));
        });
        QVERIFY(attempt.waitForEnd());
        QVERIFY(!*attempt.end);
        QCOMPARE(attempt.protocol, "v4.channel.k8s.io"_ba);
        QCOMPARE(attempt.messages, QByteArrayList{"\x01" "abc"});
    }
    void refusals_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("message");
        const QByteArray body = FakeApi::status(403, u"Forbidden"_s, u"pods \"a\" is forbidden"_s);
        const auto head = [](const char *status) { return "HTTP/1.1 " + QByteArray(status) + "\r\nContent-Type: application/json\r\n"; };
        QTest::newRow("length") << head("403 Forbidden") + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body
                                << ErrorKind::Forbidden << u"pods \"a\" is forbidden"_s;
        QTest::newRow("chunks") << head("403 Forbidden") + "Transfer-Encoding: chunked\r\n\r\n" + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n"
                                << ErrorKind::Forbidden << u"pods \"a\" is forbidden"_s;
        QTest::newRow("empty") << head("502 Bad Gateway") + "Content-Length: 0\r\n\r\n" << ErrorKind::Server << u"the server answered 502"_s;
        QTest::newRow("not upgraded") << head("200 OK") + "Content-Length: 2\r\n\r\n{}" << ErrorKind::Server << u"the server answered 200"_s;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << ErrorKind::Server << u"the server's answer is no HTTP"_s;
    }
    void refusals() {
        QFETCH(QByteArray, answer);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, message);
        Attempt attempt([answer](const Incoming &, Answer &to) { to.raw(answer); });
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QCOMPARE((*attempt.end)->message, message);
        QCOMPARE((*attempt.end)->kind, kind);
    }
    void refusalThatEndsWithTheConnection() {
        Attempt attempt([](const Incoming &, Answer &to) {
            to.raw("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n" + FakeApi::status(404, u"NotFound"_s, u"pods \"a\" not found"_s));
            qobject_cast<QTcpSocket *>(to.parent())->disconnectFromHost();
        });
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QCOMPARE((*attempt.end)->message, u"pods \"a\" not found"_s);
    }
    void brokenProtocols_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("masked") << QByteArray("\x82\x81" "abcdx", 7);
        QTest::newRow("reserved") << QByteArray("\xc2\x01x", 3);
        QTest::newRow("kind") << QByteArray("\x83\x01x", 3);
        QTest::newRow("long ping") << QByteArray("\x89\x7e\x00\x7e", 4);
        QTest::newRow("too large") << QByteArray("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10);
        QTest::newRow("out of place") << QByteArray("\x80\x01x", 3);
    }
    void brokenProtocols() {
        QFETCH(QByteArray, bytes);
        Attempt attempt([bytes](const Incoming &request, Answer &answer) { answer.raw(accepted(request) + bytes); });
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QCOMPARE((*attempt.end)->kind, ErrorKind::Server);
        QVERIFY2((*attempt.end)->message.startsWith("the server broke the WebSocket protocol: "_L1), qPrintable((*attempt.end)->message));
    }
    void otherProtocol() {
        Attempt attempt([](const Incoming &request, Answer &answer) { answer.raw(accepted(request, "chat")); });
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QVERIFY((*attempt.end)->message.contains("not its protocols"_L1));
    }
    void silence() {
        Attempt attempt([](const Incoming &, Answer &) {}, 300ms);
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QCOMPARE((*attempt.end)->kind, ErrorKind::Timeout);
    }
    void breaks() {
        Attempt attempt([](const Incoming &request, Answer &answer) {
            answer.raw(accepted(request));
            qobject_cast<QTcpSocket *>(answer.parent())->disconnectFromHost();
        });
        QVERIFY(attempt.waitForEnd() && *attempt.end);
        QCOMPARE((*attempt.end)->kind, ErrorKind::Network);
    }
    void nobodyListens() {
        support::ScriptServer server([](const Incoming &, Answer &) {});
        QVERIFY(server.start());
        kube::ClusterAccess access;
        access.server = server.url();
        server.stop();
        kube::Transport transport(access);
        kube::WebSocket socket(transport, nullptr);
        std::optional<base::Error> error;
        connect(&socket, &kube::WebSocket::ended, this, [&error](const std::optional<base::Error> &end) { error = end; });
        socket.open({}, {"v5.channel.k8s.io"});
        QTRY_VERIFY_WITH_TIMEOUT(error, 60000);
        QVERIFY2(error->message.startsWith("nothing listens at "_L1), qPrintable(error->message));
    }
    void abandoned() { // without a word, in every state
        for (const auto wait : {0ms, 1ms, 30ms}) {
            Attempt attempt([](const Incoming &request, Answer &answer) { answer.raw(accepted(request)); });
            QTest::qWait(wait);
            attempt.socket.reset();
            QVERIFY(!attempt.end);
        }
    }

    void exitCodes_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("code"); // -1: an error with the message
        QTest::addColumn<QString>("message");
        QTest::newRow("success") << R"({"metadata":{},"status":"Success"})"_ba << 0 << QString();
        QTest::newRow("7") << R"({"status":"Failure","reason":"NonZeroExitCode","message":"m","details":{"causes":[{"reason":"ExitCode","message":"7"}]}})"_ba
                           << 7 << QString();
        QTest::newRow("no cause") << R"({"status":"Failure","reason":"NonZeroExitCode","message":"it failed","code":500})"_ba << -1 << u"it failed"_s;
        QTest::newRow("failure") << R"({"status":"Failure","reason":"InternalError","message":"container not found","code":500})"_ba << -1
                                 << u"container not found"_s;
        QTest::newRow("nonsense") << "what?"_ba << -1 << u"how the command ended was not said"_s;
    }
    void exitCodes() {
        QFETCH(QByteArray, status);
        QFETCH(int, code);
        QFETCH(QString, message);
        const auto result = kube::exitCodeOf(status, u"/x"_s);
        QCOMPARE(result.value_or(-1), code);
        QCOMPARE(result ? QString() : result.error().message, message);
    }
    void logLines_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("nano") << "1970-01-01T00:00:02.000000003Z a b"_ba << qint64(2'000'000'003) << u"a b"_s;
        QTest::newRow("short fraction") << "1970-01-01T00:00:02.5Z x"_ba << qint64(2'500'000'000) << u"x"_s;
        QTest::newRow("whole") << "1970-01-01T00:00:02Z "_ba << qint64(2'000'000'000) << QString();
        QTest::newRow("zone") << "1970-01-01T01:00:02.25+01:00 x"_ba << qint64(2'250'000'000) << u"x"_s;
        QTest::newRow("none") << "no time here"_ba << qint64(0) << u"no time here"_s;
        QTest::newRow("empty") << QByteArray("") << qint64(0) << QString();
    }
    void logLines() {
        QFETCH(QByteArray, line);
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, text);
        const auto read = kube::logLine(line);
        QCOMPARE(read.nanoseconds, nanoseconds);
        QCOMPARE(read.text, text);
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
