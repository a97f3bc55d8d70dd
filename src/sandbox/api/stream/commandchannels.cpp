// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/commandchannels.h"

#include "sandbox/websocket/websocketframes.h"

#include <algorithm>
#include <optional>

using namespace std::chrono_literals;

namespace sandbox {

namespace {

constexpr std::size_t longestMessage = 64 * 1024;
constexpr char closeChannel = '\xff';
constexpr auto openPatience = 30s; // a kubelet's

std::optional<Channel> channelOf(const std::string &streamType) {
    static constexpr std::pair<std::string_view, Channel> types[] = {{"stdin", Channel::Input}, {"stdout", Channel::Output},
        {"stderr", Channel::ErrorOutput}, {"error", Channel::Status}, {"resize", Channel::Resize}};
    const auto found = std::ranges::find(types, streamType, &std::pair<std::string_view, Channel>::first);
    return found == std::end(types) ? std::nullopt : std::optional(found->second);
}

} // namespace

WebSocketChannels::WebSocketChannels(ByteLink &link, CloseMessages closeMessages)
    : CommandChannels(link)
    , m_closeMessages(closeMessages) {
    connect(&link, &ByteLink::received, this, &WebSocketChannels::onMessage);
    link.pause(); // what the client sends at once waits for a process
    QMetaObject::invokeMethod(this, [this] {
        Q_EMIT ready();
        this->link().resume();
    }, Qt::QueuedConnection);
}

void WebSocketChannels::send(Channel channel, std::string_view bytes) {
    do { // an empty message, too: it says that the channel is there
        std::string message(1, static_cast<char>(channel));
        message += bytes.substr(0, longestMessage);
        link().send(message);
        bytes.remove_prefix(std::min(bytes.size(), longestMessage));
    } while (!bytes.empty());
}

void WebSocketChannels::onMessage(std::string_view message) {
    if (message.empty())
        return;
    if (m_closeMessages == CloseMessages::Known && message.front() == closeChannel) {
        if (message.size() == 2 && message[1] == static_cast<char>(Channel::Input))
            Q_EMIT inputClosed();
        return;
    }
    if (const auto channel = static_cast<Channel>(message.front()); channel == Channel::Input || channel == Channel::Resize)
        Q_EMIT received(channel, message.substr(1));
}

SpdyChannels::SpdyChannels(ByteLink &link, std::set<Channel> expected)
    : CommandChannels(link)
    , m_expected(std::move(expected)) {
    connect(new SpdySession(link), &SpdySession::opened, this, &SpdyChannels::onOpened);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { this->link().fail(webSocketProtocolError, "timed out waiting for the client's streams"); });
    m_patience.start(openPatience);
}

void SpdyChannels::onOpened(SpdyStream *stream) {
    const auto channel = channelOf(stream->header("streamtype"));
    if (!channel || m_streams.contains(*channel))
        return stream->reset(SpdyReset::ProtocolError);
    m_streams.emplace(*channel, stream);
    connect(stream, &SpdyStream::gone, this, [this, channel] { m_streams.erase(*channel); });
    connect(stream, &SpdyStream::received, this, [this, channel](std::string_view bytes) { Q_EMIT received(*channel, bytes); });
    if (*channel == Channel::Input)
        connect(stream, &SpdyStream::finished, this, &CommandChannels::inputClosed);
    m_expected.erase(*channel);
    if (!m_expected.empty() || !m_patience.isActive())
        return;
    m_patience.stop();
    Q_EMIT ready();
}

void SpdyChannels::send(Channel channel, std::string_view bytes) {
    if (const auto stream = m_streams.find(channel); stream != m_streams.end())
        stream->second->send(bytes);
}

void SpdyChannels::close() {
    for (const auto &[channel, stream] : std::map(m_streams)) // finishing can end one
        stream->finish();
    link().close();
}

} // namespace sandbox
