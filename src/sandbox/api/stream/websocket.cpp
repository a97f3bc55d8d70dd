// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/websocket.h"

#include "sandbox/websocket/handshake.h"

#include <QPointer>

#include <algorithm>

using namespace std::chrono_literals;

namespace sandbox {

namespace {

constexpr auto closePatience = 10s;

/// The words between the commas.
std::vector<std::string> commaList(const std::string &text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        if (auto word = trimmed(std::string_view(text).substr(at, end - at)); !word.empty())
            words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

std::string joinedWords(const std::vector<std::string> &words) {
    std::string text;
    for (const auto &word : words)
        text += (text.empty() ? "" : " ") + word;
    return '[' + text + ']';
}

} // namespace

bool WebSocket::isAskedFor(const HttpRequest &request) {
    return request.method == "GET" && lowerCase(request.header("upgrade")) == "websocket"
        && lowerCase(request.header("connection")).find("upgrade") != std::string::npos;
}

Outcome<std::string> WebSocket::negotiate(const HttpRequest &request, const std::vector<std::string> &spoken) {
    if (request.header("sec-websocket-version") != "13")
        return badRequest("the WebSocket handshake asks for another version than 13");
    if (!isWebSocketKey(request.header("sec-websocket-key")))
        return badRequest("the WebSocket handshake has no valid Sec-WebSocket-Key");
    const auto offered = commaList(request.header("sec-websocket-protocol"));
    const auto found = std::ranges::find_first_of(offered, spoken);
    if (found != offered.end())
        return *found;
    return std::unexpected(StatusError{403, "Forbidden",
        "unable to negotiate protocol: client supports " + joinedWords(offered) + ", server accepts " + joinedWords(spoken), Json::object()});
}

WebSocket::WebSocket(HttpExchange &exchange, const std::string &protocol)
    : ByteLink(&exchange)
    , m_exchange(exchange) {
    connect(&exchange, &HttpExchange::received, this, &WebSocket::onBytes);
    connect(&exchange, &HttpExchange::taken, this, &ByteLink::taken);
    connect(&exchange, &HttpExchange::closed, this, &ByteLink::closed);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_exchange.end(); });
    exchange.upgrade({{"Upgrade", "websocket"}, {"Sec-WebSocket-Accept", webSocketAccept(exchange.request().header("sec-websocket-key"))},
        {"Sec-WebSocket-Protocol", protocol}});
}

void WebSocket::send(std::string_view bytes) {
    if (!m_closing)
        m_exchange.write(webSocketFrame(WebSocketOpcode::Binary, bytes));
}

void WebSocket::close() {
    closeWith(webSocketClosePayload(webSocketNormal, {}));
}

void WebSocket::fail(int code, std::string_view reason) {
    closeWith(webSocketClosePayload(code, reason));
    m_exchange.end();
}

void WebSocket::closeWith(const std::string &payload) {
    if (std::exchange(m_closing, true))
        return;
    m_exchange.write(webSocketFrame(WebSocketOpcode::Close, payload));
    m_exchange.resume(); // the peer's Close stands behind what was not read yet
    m_patience.start(closePatience);
}

void WebSocket::onBytes(std::string_view bytes) {
    m_reader.feed(bytes);
    const QPointer<WebSocket> alive(this);
    bool open = true;
    const auto onClosed = connect(this, &ByteLink::closed, this, [&open] { open = false; });
    while (alive && open) {
        auto message = m_reader.next();
        if (!message)
            fail(message.error(), "not a WebSocket frame of a client");
        else if (!*message)
            break;
        else
            onMessage(**message);
    }
    if (alive)
        disconnect(onClosed);
}

void WebSocket::onMessage(const WebSocketMessage &message) {
    switch (message.opcode) {
    case WebSocketOpcode::Ping:
        if (!m_closing)
            m_exchange.write(webSocketFrame(WebSocketOpcode::Pong, message.payload));
        return;
    case WebSocketOpcode::Close:
        closeWith(message.payload.substr(0, 2)); // the same code
        return m_exchange.end();
    case WebSocketOpcode::Text:
        return fail(webSocketUnsupported, "only binary messages");
    case WebSocketOpcode::Binary:
        if (!m_closing)
            Q_EMIT received(message.payload);
        return;
    default: return; // a pong
    }
}

} // namespace sandbox
