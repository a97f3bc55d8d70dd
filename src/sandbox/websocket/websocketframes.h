// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of a WebSocket, as a server reads and writes them (RFC 6455, section 5).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

enum class WebSocketOpcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct WebSocketMessage {
    WebSocketOpcode opcode = WebSocketOpcode::Binary;
    std::string payload;
    bool operator==(const WebSocketMessage &) const = default;
};

/// Close codes (RFC 6455, section 7.4.1).
inline constexpr int webSocketNormal = 1000;
inline constexpr int webSocketProtocolError = 1002;
inline constexpr int webSocketUnsupported = 1003;
inline constexpr int webSocketTooBig = 1009;

/// Bytes of a client into messages; fragments are joined.
class WebSocketReader {
public:
    /// limit: of one message's payload.
    explicit WebSocketReader(std::size_t limit = std::size_t(16) << 20)
        : m_limit(limit) {}

    void feed(std::string_view bytes);
    /// The next whole message; nothing where more bytes are needed; the code to close with where it is no frame of a client, after which
    /// nothing more is to be read.
    [[nodiscard]] std::expected<std::optional<WebSocketMessage>, int> next();

private:
    struct Head {
        bool last = false;
        WebSocketOpcode opcode = WebSocketOpcode::Binary;
        std::size_t size = 0;   // of the head
        std::size_t length = 0; // of the payload
    };
    [[nodiscard]] std::expected<std::optional<Head>, int> head() const;
    [[nodiscard]] std::string takePayload(const Head &head);

    std::size_t m_limit;
    std::string m_buffer;
    std::size_t m_start = 0; // of what is not read yet
    std::optional<WebSocketMessage> m_fragments;
};

/// One unmasked frame that is a whole message.
[[nodiscard]] std::string webSocketFrame(WebSocketOpcode opcode, std::string_view payload);
/// The payload of a Close frame.
[[nodiscard]] std::string webSocketClosePayload(int code, std::string_view reason);

} // namespace sandbox
