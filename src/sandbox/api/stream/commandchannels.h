// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The channels of exec and attach, over a WebSocket (v5.channel.k8s.io, v4.channel.k8s.io) or over SPDY (v4.channel.k8s.io).
#pragma once

#include "sandbox/api/stream/spdysession.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace sandbox {

enum class Channel : std::uint8_t { Input = 0, Output = 1, ErrorOutput = 2, Status = 3, Resize = 4 };

/// A child of its link: ends with it.
class CommandChannels : public QObject {
    Q_OBJECT
public:
    explicit CommandChannels(ByteLink &link)
        : QObject(&link)
        , m_link(link) {}

    virtual void send(Channel channel, std::string_view bytes) = 0;
    /// After what was sent.
    virtual void close() = 0;
    [[nodiscard]] ByteLink &link() const { return m_link; }

Q_SIGNALS:
    void ready(); // once, never before the constructor's caller has returned: the client listens to its channels
    void received(sandbox::Channel channel, std::string_view bytes);
    void inputClosed();

private:
    ByteLink &m_link;
};

/// The first byte of a message names the channel. From v5 on, 255 and a channel say that it is closed.
class WebSocketChannels : public CommandChannels {
    Q_OBJECT
public:
    enum class CloseMessages { Known, Unknown };
    WebSocketChannels(ByteLink &link, CloseMessages closeMessages);
    void send(Channel channel, std::string_view bytes) override;
    void close() override { link().close(); }

private:
    void onMessage(std::string_view message);
    CloseMessages m_closeMessages;
};

/// A stream for each channel, opened by the client.
class SpdyChannels : public CommandChannels {
    Q_OBJECT
public:
    /// expected: those without which nothing can begin; the client has half a minute to open them.
    SpdyChannels(ByteLink &link, std::set<Channel> expected);
    void send(Channel channel, std::string_view bytes) override;
    void close() override;

private:
    void onOpened(SpdyStream *stream);

    std::set<Channel> m_expected;
    std::map<Channel, SpdyStream *> m_streams;
    QTimer m_patience;
};

} // namespace sandbox
