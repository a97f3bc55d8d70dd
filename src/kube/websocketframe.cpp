// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/websocketframe.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr qsizetype controlLimit = 125;
constexpr qsizetype answerLimit = 1 << 20;

bool isControlKind(int kind) {
    return kind >= 8;
}

auto brokenProtocol(const QString &what) {
    return fail(ErrorKind::Server, u"the server broke the WebSocket protocol: "_s + what);
}

/// Of a chunked body; nothing where it goes on.
base::Result<std::optional<QByteArray>> joinedChunks(const QByteArray &body) {
    QByteArray joined;
    for (qsizetype at = 0;;) {
        const qsizetype end = body.indexOf("\r\n", at);
        if (end < 0)
            return std::nullopt;
        bool good = false;
        const qlonglong size = body.mid(at, end - at).split(';').first().trimmed().toLongLong(&good, 16);
        if (!good || size < 0 || size > answerLimit)
            return fail(ErrorKind::Server, u"the server's answer is no HTTP"_s);
        if (size == 0)
            return joined;
        if (body.size() < end + 2 + size + 2)
            return std::nullopt;
        joined += body.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
}

} // namespace

struct WebSocketFrames::Head {
    bool last = false;
    WebSocketFrame::Kind kind = WebSocketFrame::Kind::Binary;
    qsizetype size = 0;
    qsizetype length = 0;
};

void WebSocketFrames::feed(const QByteArray &bytes) {
    m_buffer.remove(0, std::exchange(m_start, 0));
    m_buffer += bytes;
}

base::Result<std::optional<WebSocketFrames::Head>> WebSocketFrames::head() const {
    const auto byte = [this](qsizetype at) { return int(uchar(m_buffer[m_start + at])); };
    const qsizetype there = m_buffer.size() - m_start;
    if (there < 2)
        return std::nullopt;
    const int kind = byte(0) & 0x0f;
    if ((byte(0) & 0x70) != 0 || (kind > 2 && kind < 8) || kind > 10)
        return brokenProtocol(u"a frame of an unknown kind"_s);
    if ((byte(1) & 0x80) != 0)
        return brokenProtocol(u"a masked frame"_s);
    Head head{(byte(0) & 0x80) != 0, WebSocketFrame::Kind(kind), 2, byte(1) & 0x7f};
    if (isControlKind(kind) && (!head.last || head.length > controlLimit))
        return brokenProtocol(u"a long or divided control frame"_s);
    const int more = head.length == 126 ? 2 : head.length == 127 ? 8 : 0;
    if (there < 2 + more)
        return std::nullopt;
    quint64 length = more == 0 ? quint64(head.length) : 0;
    for (int i = 0; i < more; ++i)
        length = (length << 8) | quint64(byte(2 + i));
    if (length > quint64(messageLimit))
        return brokenProtocol(u"a message of more than %1 MiB"_s.arg(messageLimit >> 20));
    head.length = qsizetype(length);
    head.size = 2 + more;
    return head;
}

base::Result<std::optional<WebSocketFrame>> WebSocketFrames::next() {
    for (;;) {
        const auto found = head();
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return std::nullopt;
        const Head &head = **found;
        const bool control = isControlKind(int(head.kind));
        const bool continued = head.kind == WebSocketFrame::Kind::Continuation;
        if (!control && continued != m_fragments.has_value())
            return brokenProtocol(u"a message in the middle of another"_s);
        if (continued && m_fragments->payload.size() + head.length > messageLimit)
            return brokenProtocol(u"a message of more than %1 MiB"_s.arg(messageLimit >> 20));
        if (m_buffer.size() - m_start < head.size + head.length)
            return std::nullopt;
        const QByteArray payload = m_buffer.mid(m_start + head.size, head.length);
        m_start += head.size + head.length;
        if (control)
            return WebSocketFrame{head.kind, payload};
        if (!m_fragments)
            m_fragments = WebSocketFrame{head.kind, {}};
        m_fragments->payload += payload;
        if (head.last)
            return std::exchange(m_fragments, std::nullopt);
    }
}

QByteArray webSocketFrame(WebSocketFrame::Kind kind, const QByteArray &payload) {
    const quint64 length = quint64(payload.size());
    const int more = payload.size() <= controlLimit ? 0 : length <= 0xffff ? 2 : 8;
    QByteArray frame;
    frame.reserve(payload.size() + 14);
    frame += char(0x80 | int(kind));
    frame += char(0x80 | (more == 0 ? int(length) : more == 2 ? 126 : 127));
    for (int i = more - 1; i >= 0; --i)
        frame += char((length >> (8 * i)) & 0xff);
    const quint32 mask = QRandomGenerator::global()->generate(); // another for every frame, not to be foreseen
    const char key[] = {char(mask), char(mask >> 8), char(mask >> 16), char(mask >> 24)};
    frame.append(key, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ key[i % 4]);
    return frame;
}

base::Result<std::optional<HandshakeAnswer>> HandshakeAnswer::parse(const QByteArray &bytes) {
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (bytes.size() > answerLimit)
        return fail(ErrorKind::Server, u"the server's answer is larger than %1 KiB"_s.arg(answerLimit >> 10));
    if (headEnd < 0)
        return std::nullopt;
    const QList<QByteArray> lines = bytes.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    HandshakeAnswer answer;
    if (first.size() >= 2 && first[0].startsWith("HTTP/1."))
        answer.status = first[1].toInt();
    if (answer.status < 100 || answer.status > 599)
        return fail(ErrorKind::Server, u"the server's answer is no HTTP"_s);
    for (const QByteArray &line : lines.mid(1)) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            answer.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const QByteArray after = bytes.mid(headEnd + 4);
    if (answer.status == 101) {
        answer.rest = after;
        return answer;
    }
    if (answer.headers.value("transfer-encoding").toLower() == "chunked") {
        const auto body = joinedChunks(after);
        if (!body || !*body)
            return body ? base::Result<std::optional<HandshakeAnswer>>(std::nullopt) : std::unexpected(body.error());
        answer.body = **body;
        return answer;
    }
    if (!answer.headers.contains("content-length") || after.size() < answer.headers.value("content-length").toLongLong())
        return std::nullopt; // without a length the end of the connection is its end
    answer.body = after;
    return answer;
}

QByteArray webSocketAccept(const QByteArray &key) {
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

} // namespace kube
