// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/spdyforward.h"

#include <QPointer>

#include <charconv>

namespace sandbox {

namespace {

/// 0 where the text is no port.
int portNumber(const std::string &text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536 ? port : 0;
}

} // namespace

SpdyForward::SpdyForward(ByteLink &link, ForwardTarget target)
    : QObject(&link)
    , m_session(*new SpdySession(link))
    , m_target(std::move(target)) {
    connect(&m_session, &SpdySession::opened, this, &SpdyForward::onOpened);
    connect(&link, &ByteLink::taken, this, [this] { balance(m_session.link(), m_connections); });
}

void SpdyForward::onOpened(SpdyStream *stream) {
    const auto type = stream->header("streamtype");
    if ((type != "data" && type != "error") || portNumber(stream->header("port")) == 0)
        return stream->reset(SpdyReset::ProtocolError);
    const auto request = stream->header("requestid");
    auto &pair = m_waiting[request];
    auto *&place = type == "data" ? pair.data : pair.error;
    if (place)
        return stream->reset(SpdyReset::ProtocolError);
    place = stream;
    connect(stream, &SpdyStream::gone, this, [this, stream, request] { // before the other one came
        const auto waiting = m_waiting.find(request);
        if (waiting != m_waiting.end() && (waiting->second.data == stream || waiting->second.error == stream))
            m_waiting.erase(waiting);
    });
    if (pair.data && pair.error)
        start(m_waiting.extract(request).mapped());
}

void SpdyForward::start(const Pair &pair) {
    const int port = portNumber(pair.data->header("port"));
    auto *connection = new PodConnection(m_target.host, port, pair.data);
    m_connections.push_back(connection);
    const auto even = [this] { balance(m_session.link(), m_connections); };
    connect(pair.data, &SpdyStream::received, connection, [connection, even](std::string_view bytes) {
        connection->send(bytes);
        even();
    });
    connect(connection, &PodConnection::received, pair.data, [data = pair.data, even](std::string_view bytes) {
        data->send(bytes);
        even();
    });
    connect(connection, &PodConnection::taken, this, even);
    connect(pair.data, &SpdyStream::finished, connection, &PodConnection::finish);
    connect(pair.data, &SpdyStream::gone, this, [this, connection, error = QPointer(pair.error), even] {
        std::erase(m_connections, connection);
        connection->deleteLater();
        even(); // the one that held up the others may have been this
        if (error)
            error->finish();
    });
    connect(connection, &PodConnection::ended, pair.data, [this, port, data = pair.data, error = QPointer(pair.error)](const std::string &why) {
        if (error && !why.empty())
            error->send(m_target.error(port, why));
        if (error)
            error->finish();
        data->finish();
    });
}

} // namespace sandbox
