// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The framings below exec and port-forward: examples of the specifications, limits, and what is refused.
#include "sandbox/api/stream/remotecommand.h"
#include "sandbox/api/stream/spdyframes.h"
#include "sandbox/api/stream/websocket.h"

#include <QTest>

#include <zlib.h>

using namespace sandbox;

namespace {

/// A frame as a client sends it, with a mask of zeros.
std::string clientFrame(unsigned first, std::string_view payload) {
    std::string frame{static_cast<char>(first)};
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    return frame + std::string(4, '\0') + std::string(payload);
}

HttpRequest handshake(const std::string &protocols) {
    HttpRequest request;
    request.method = "GET";
    request.headers = {{"upgrade", "websocket"}, {"connection", "keep-alive, Upgrade"}, {"sec-websocket-version", "13"},
        {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="}, {"sec-websocket-protocol", protocols}};
    return request;
}

} // namespace

class StreamsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void masked() { // RFC 6455, 5.7
        WebSocketReader reader;
        reader.feed(std::string_view("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
        const auto message = reader.next();
        QVERIFY(message && *message);
        QCOMPARE((*message)->payload, std::string("Hello"));
        QVERIFY((*message)->opcode == WebSocketOpcode::Text);
        QVERIFY(reader.next() && !*reader.next());
    }
    void fragmentsWithAPingBetween() {
        WebSocketReader reader;
        reader.feed(clientFrame(0x02, "one ") + clientFrame(0x89, "?") + clientFrame(0x00, "two ") + clientFrame(0x80, std::string(300, 'x')));
        const auto ping = reader.next();
        QVERIFY(ping && *ping && (*ping)->opcode == WebSocketOpcode::Ping && (*ping)->payload == "?");
        const auto whole = reader.next();
        QVERIFY(whole && *whole);
        QCOMPARE((*whole)->payload, "one two " + std::string(300, 'x'));
    }
    void refusedFrames_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const std::string &bytes, int code) { QTest::newRow(name) << QByteArray::fromStdString(bytes) << code; };
        row("not masked", std::string("\x82\x01x", 3), webSocketProtocolError);
        row("reserved bit", clientFrame(0xc2, "x"), webSocketProtocolError);
        row("unknown opcode", clientFrame(0x83, "x"), webSocketProtocolError);
        row("fragmented ping", clientFrame(0x09, "x"), webSocketProtocolError);
        row("long ping", clientFrame(0x89, std::string(126, 'x')), webSocketProtocolError);
        row("goes on with nothing", clientFrame(0x80, "x"), webSocketProtocolError);
        row("begins anew in the middle", clientFrame(0x02, "x") + clientFrame(0x82, "x"), webSocketProtocolError);
        row("too big", clientFrame(0x82, std::string(2000, 'x')), webSocketTooBig);
        row("too big in pieces", clientFrame(0x02, std::string(600, 'x')) + clientFrame(0x80, std::string(600, 'x')), webSocketTooBig);
        row("as long as can be", std::string("\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10), webSocketTooBig);
    }
    void refusedFrames() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        WebSocketReader reader(1000);
        reader.feed(bytes.toStdString());
        QCOMPARE(reader.next().error_or(0), code);
    }
    void writtenLengths() {
        QCOMPARE(webSocketFrame(WebSocketOpcode::Binary, "ab"), std::string("\x82\x02" "ab"));
        QCOMPARE(webSocketFrame(WebSocketOpcode::Binary, std::string(126, 'x')).substr(0, 4), std::string("\x82\x7e\x00\x7e", 4));
        QCOMPARE(webSocketFrame(WebSocketOpcode::Binary, std::string(65536, 'x')).substr(0, 10), std::string("\x82\x7f\0\0\0\0\0\x01\0\0", 10));
    }
    void negotiation() {
        const std::vector<std::string> spoken{"v5.channel.k8s.io", "v4.channel.k8s.io"};
        QVERIFY(WebSocket::isAskedFor(handshake("x")));
        QCOMPARE(WebSocket::negotiate(handshake("v9, v4.channel.k8s.io,v5.channel.k8s.io"), spoken).value_or(""), std::string("v4.channel.k8s.io"));
        const auto none = WebSocket::negotiate(handshake("v9"), spoken);
        QCOMPARE(none.error_or(StatusError{}).message,
            std::string("unable to negotiate protocol: client supports [v9], server accepts [v5.channel.k8s.io v4.channel.k8s.io]"));
        auto old = handshake("v5.channel.k8s.io");
        old.headers["sec-websocket-version"] = "8";
        QCOMPARE(WebSocket::negotiate(old, spoken).error_or(StatusError{}).code, 400);
        auto keyless = handshake("v5.channel.k8s.io");
        keyless.headers["sec-websocket-key"] = "short";
        QCOMPARE(WebSocket::negotiate(keyless, spoken).error_or(StatusError{}).code, 400);
    }

    void dictionary() { // the checksum that every SPDY/3 stream begins with
        const auto text = spdyDictionary();
        QCOMPARE(text.size(), std::size_t(1423));
        const auto sum = adler32(adler32(0, nullptr, 0), reinterpret_cast<const Bytef *>(text.data()), static_cast<uInt>(text.size()));
        QCOMPARE(static_cast<quint32>(sum), 0xe3c6a7c2U);
    }
    void headersOverSeveralFrames() {
        SpdyWriter writer;
        SpdyReader reader;
        for (std::uint32_t stream = 1; stream < 100; stream += 2) { // each deflated after those before
            const SpdyHeaders headers{{"streamtype", "data"}, {"port", std::to_string(stream)}, {"requestid", std::string(stream * 10, 'i')}};
            reader.feed(writer.synStream(stream, headers, stream == 99 ? SpdyWriter::Last::Yes : SpdyWriter::Last::No));
            const auto frame = reader.next();
            QVERIFY(frame && *frame);
            QCOMPARE((*frame)->stream, stream);
            QCOMPARE((*frame)->headers, headers);
            QCOMPARE((*frame)->last, stream == 99);
        }
    }
    void dataAndTheRest() {
        SpdyReader reader;
        const auto all = SpdyWriter::data(3, "bytes", SpdyWriter::Last::Yes) + SpdyWriter::ping(7) + SpdyWriter::reset(3, SpdyReset::Cancel) + SpdyWriter::goAway(3);
        reader.feed(all.substr(0, 10));
        auto frame = reader.next();
        QVERIFY(frame && *frame && (*frame)->data == "by" && !(*frame)->last);
        reader.feed(all.substr(10));
        frame = reader.next();
        QVERIFY(frame && *frame && (*frame)->data == "tes" && (*frame)->last);
        frame = reader.next();
        QVERIFY(frame && *frame && (*frame)->type == SpdyFrame::Type::Ping && (*frame)->value == 7);
        frame = reader.next();
        QVERIFY(frame && *frame && (*frame)->type == SpdyFrame::Type::Reset && (*frame)->stream == 3 && (*frame)->value == 5);
        frame = reader.next();
        QVERIFY(frame && *frame && (*frame)->type == SpdyFrame::Type::GoAway);
        QVERIFY(reader.next() && !*reader.next());
    }
    void bomb() { // small on the wire, megabytes behind it
        SpdyWriter writer;
        SpdyReader reader;
        reader.feed(writer.synStream(1, {{"a", std::string(4 << 20, 'x')}}));
        QVERIFY(!reader.next());
    }
    void refusedSpdy_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another version") << QByteArray("\x80\x02\x00\x06\x00\x00\x00\x04\x00\x00\x00\x01", 12);
        QTest::newRow("unknown type") << QByteArray("\x80\x03\x00\x05\x00\x00\x00\x04\x00\x00\x00\x01", 12);
        QTest::newRow("too short") << QByteArray("\x80\x03\x00\x03\x00\x00\x00\x04\x00\x00\x00\x01", 12);
        QTest::newRow("too long") << QByteArray("\x80\x03\x00\x04\x00\x10\x00\x00", 8);
        QTest::newRow("stream 0") << QByteArray("\x00\x00\x00\x00\x00\x00\x00\x01x", 9);
        QTest::newRow("no header block") << QByteArray("\x80\x03\x00\x01\x00\x00\x00\x0e\0\0\0\x01\0\0\0\0\0\0nope", 22);
    }
    void refusedSpdy() {
        QFETCH(QByteArray, bytes);
        SpdyReader reader;
        reader.feed(bytes.toStdString());
        QVERIFY(!reader.next());
    }

    void exits() {
        QCOMPARE(exitStatus({0, {}}), Json::parse(R"({"metadata":{},"status":"Success"})"));
        QCOMPARE(exitStatus({7, {}}), Json::parse(R"({"metadata":{},"status":"Failure","reason":"NonZeroExitCode",
            "message":"command terminated with non-zero exit code: exit status 7","details":{"causes":[{"reason":"ExitCode","message":"7"}]}})"));
        QCOMPARE(exitStatus({0, "gone"})["message"], Json("Internal error occurred: gone"));
    }
};

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
