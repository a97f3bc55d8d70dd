// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/spdysession.h"

#include "sandbox/websocket/websocketframes.h"

#include <algorithm>

namespace sandbox {

namespace {
constexpr std::size_t mostStreams = 1024;
constexpr std::size_t longestDataFrame = 64 * 1024;
} // namespace

SpdyStream::SpdyStream(SpdySession &session, std::uint32_t id, SpdyHeaders headers)
    : QObject(&session)
    , m_session(session)
    , m_id(id)
    , m_headers(std::move(headers)) {}

std::string SpdyStream::header(const std::string &name) const {
    const auto found = m_headers.find(name);
    return found == m_headers.end() ? std::string() : found->second;
}

void SpdyStream::send(std::string_view bytes) {
    for (; !bytes.empty() && !m_sentLast && !m_gone; bytes.remove_prefix(std::min(bytes.size(), longestDataFrame)))
        m_session.m_link.send(SpdyWriter::data(m_id, bytes.substr(0, longestDataFrame)));
}

void SpdyStream::finish() {
    if (m_gone || std::exchange(m_sentLast, true))
        return;
    m_session.m_link.send(SpdyWriter::data(m_id, {}, SpdyWriter::Last::Yes));
    if (m_receivedLast)
        onEnded();
}

void SpdyStream::reset(SpdyReset status) {
    if (m_gone)
        return;
    m_session.m_link.send(SpdyWriter::reset(m_id, status));
    onEnded();
}

void SpdyStream::onFrame(const SpdyFrame &frame) {
    if (frame.type == SpdyFrame::Type::Reset)
        return onEnded();
    if (m_receivedLast)
        return;
    if (!frame.data.empty())
        Q_EMIT received(frame.data);
    if (!frame.last || m_gone)
        return;
    m_receivedLast = true;
    Q_EMIT finished();
    if (m_sentLast)
        onEnded();
}

void SpdyStream::onEnded() {
    if (std::exchange(m_gone, true))
        return;
    m_session.forget(m_id);
    deleteLater();
    Q_EMIT gone();
}

SpdySession::SpdySession(ByteLink &link)
    : QObject(&link)
    , m_link(link) {
    connect(&link, &ByteLink::received, this, &SpdySession::onBytes);
    connect(&link, &ByteLink::closed, this, [this] {
        m_broken = true;
        for (const auto &[id, stream] : std::map(m_streams))
            stream->onEnded();
    });
}

void SpdySession::forget(std::uint32_t id) {
    m_streams.erase(id);
}

void SpdySession::onBytes(std::string_view bytes) {
    m_reader.feed(bytes);
    while (!m_broken) {
        const auto frame = m_reader.next();
        if (!frame) {
            m_broken = true;
            m_link.send(SpdyWriter::goAway(m_lastStream));
            return m_link.fail(webSocketProtocolError, frame.error());
        }
        if (!*frame)
            return;
        onFrame(**frame);
    }
}

void SpdySession::onFrame(const SpdyFrame &frame) {
    using Type = SpdyFrame::Type;
    if (frame.type == Type::SynStream)
        return open(frame);
    if (frame.type == Type::Ping && frame.value % 2 == 1) // the client's own; an even one would be an answer
        return m_link.send(SpdyWriter::ping(frame.value));
    if (frame.type == Type::GoAway)
        return m_link.close();
    if (frame.type != Type::Data && frame.type != Type::Reset && frame.type != Type::Headers)
        return;
    if (const auto found = m_streams.find(frame.stream); found != m_streams.end())
        found->second->onFrame(frame);
}

void SpdySession::open(const SpdyFrame &frame) {
    if (frame.stream % 2 == 0 || frame.stream <= m_lastStream)
        return m_link.send(SpdyWriter::reset(frame.stream, SpdyReset::ProtocolError));
    m_lastStream = frame.stream;
    if (m_streams.size() >= mostStreams)
        return m_link.send(SpdyWriter::reset(frame.stream, SpdyReset::RefusedStream));
    auto *stream = new SpdyStream(*this, frame.stream, frame.headers);
    m_streams.emplace(frame.stream, stream);
    m_link.send(m_writer.synReply(frame.stream, {}));
    Q_EMIT opened(stream);
    if (frame.last)
        stream->onFrame({.stream = frame.stream, .last = true, .headers = {}, .data = {}});
}

} // namespace sandbox
