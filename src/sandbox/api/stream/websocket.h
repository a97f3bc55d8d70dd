// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The server's side of a WebSocket (RFC 6455): handshake, ping, closing.
#pragma once

#include "sandbox/api/stream/bytelink.h"
#include "sandbox/websocket/websocketframes.h"
#include "sandbox/store/status.h"

#include <QTimer>

#include <vector>

namespace sandbox {

/// Each binary message is one received(), each send() one message.
class WebSocket : public ByteLink {
    Q_OBJECT
public:
    /// Whether the request asks for a WebSocket at all.
    [[nodiscard]] static bool isAskedFor(const HttpRequest &request);
    /// The first protocol that the client offers and the server speaks. 400 for a broken handshake, 403 where they share none.
    [[nodiscard]] static Outcome<std::string> negotiate(const HttpRequest &request, const std::vector<std::string> &spoken);

    /// Answers 101 to a request that negotiate() found good.
    WebSocket(HttpExchange &exchange, const std::string &protocol);

    void send(std::string_view bytes) override;
    void close() override;
    void fail(int code, std::string_view reason) override;
    [[nodiscard]] qint64 backlog() const override { return m_exchange.backlog(); }
    void pause() override { m_exchange.pause(); }
    void resume() override { m_exchange.resume(); }

private:
    void onBytes(std::string_view bytes);
    void onMessage(const WebSocketMessage &message);
    void closeWith(const std::string &payload);

    HttpExchange &m_exchange;
    WebSocketReader m_reader;
    QTimer m_patience; // for the peer's Close
    bool m_closing = false;
};

} // namespace sandbox
