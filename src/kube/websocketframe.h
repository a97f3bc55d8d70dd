// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocket as a client speaks it (RFC 6455): the handshake's answer and the frames, as values. Ours and not Qt WebSockets (6.8), which
// hides the body of a refused handshake, and with it the server's sentence, has no name to verify the certificate for
// (tls-server-name), and cannot let a fast server wait.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QHash>

#include <optional>

namespace kube {

struct WebSocketFrame {
    enum class Kind { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
    Kind kind = Kind::Binary;
    QByteArray payload; // of a whole message: fragments are joined
};

class WebSocketFrames {
public:
    static constexpr qsizetype messageLimit = qsizetype(16) << 20;

    void feed(const QByteArray &bytes);
    /// The next whole message; nothing where more bytes are needed; an error, after which nothing more is to be read, where the server
    /// breaks the protocol.
    [[nodiscard]] base::Result<std::optional<WebSocketFrame>> next();

private:
    struct Head;
    [[nodiscard]] base::Result<std::optional<Head>> head() const;

    QByteArray m_buffer;
    qsizetype m_start = 0;
    std::optional<WebSocketFrame> m_fragments;
};

/// One masked frame that is a whole message.
[[nodiscard]] QByteArray webSocketFrame(WebSocketFrame::Kind kind, const QByteArray &payload);

/// The answer to a handshake, or to any request over a connection that ends with it.
struct HandshakeAnswer {
    int status = 0;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;                       // of a refusal
    QByteArray rest;                       // after 101: the first bytes of the WebSocket

    /// Of what has come so far. Nothing where more is needed; an error where it is no HTTP, or of more than a mebibyte.
    [[nodiscard]] static base::Result<std::optional<HandshakeAnswer>> parse(const QByteArray &bytes);
};

/// What the server must answer to Sec-WebSocket-Key.
[[nodiscard]] QByteArray webSocketAccept(const QByteArray &key);

} // namespace kube
