// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/websocket/websocketframes.h"

#include <utility>

namespace sandbox {

namespace {

constexpr std::size_t longestControl = 125;
constexpr std::size_t maskSize = 4;

bool isControl(WebSocketOpcode opcode) {
    return static_cast<unsigned>(opcode) >= 8;
}

bool isKnown(unsigned opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

} // namespace

void WebSocketReader::feed(std::string_view bytes) {
    m_buffer.erase(0, m_start);
    m_start = 0;
    m_buffer += bytes;
}

std::expected<std::optional<WebSocketReader::Head>, int> WebSocketReader::head() const {
    const auto bytes = std::string_view(m_buffer).substr(m_start);
    const auto byte = [&bytes](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
    if (bytes.size() < 2)
        return std::nullopt;
    const unsigned opcode = byte(0) & 0x0f;
    const bool masked = (byte(1) & 0x80) != 0;
    if ((byte(0) & 0x70) != 0 || !isKnown(opcode) || !masked) // reserved bits belong to extensions, and none was agreed on
        return std::unexpected(webSocketProtocolError);
    Head head{(byte(0) & 0x80) != 0, static_cast<WebSocketOpcode>(opcode), 2, byte(1) & 0x7f};
    const std::size_t more = head.length == 126 ? 2 : head.length == 127 ? 8 : 0;
    if (isControl(head.opcode) && (!head.last || head.length > longestControl))
        return std::unexpected(webSocketProtocolError);
    if (bytes.size() < 2 + more)
        return std::nullopt;
    if (more > 0)
        head.length = 0;
    for (std::size_t i = 0; i < more; ++i) {
        if (head.length > (m_limit >> 8)) // before it could overflow
            return std::unexpected(webSocketTooBig);
        head.length = (head.length << 8) | byte(2 + i);
    }
    head.size = 2 + more + maskSize;
    if (head.length > m_limit)
        return std::unexpected(webSocketTooBig);
    return head;
}

std::string WebSocketReader::takePayload(const Head &head) {
    const std::string mask = m_buffer.substr(m_start + head.size - maskSize, maskSize);
    std::string payload = m_buffer.substr(m_start + head.size, head.length);
    for (std::size_t i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % maskSize]);
    m_start += head.size + head.length;
    return payload;
}

std::expected<std::optional<WebSocketMessage>, int> WebSocketReader::next() {
    for (;;) {
        const auto found = head();
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return std::nullopt;
        const Head &head = **found;
        const bool control = isControl(head.opcode);
        const bool continued = head.opcode == WebSocketOpcode::Continuation;
        if (!control && continued != m_fragments.has_value())
            return std::unexpected(webSocketProtocolError);
        if (continued && m_fragments->payload.size() + head.length > m_limit)
            return std::unexpected(webSocketTooBig);
        if (m_buffer.size() - m_start < head.size + head.length)
            return std::nullopt;
        std::string payload = takePayload(head);
        if (control)
            return WebSocketMessage{head.opcode, std::move(payload)};
        if (!m_fragments)
            m_fragments = WebSocketMessage{head.opcode, {}};
        m_fragments->payload += payload;
        if (head.last)
            return std::exchange(m_fragments, std::nullopt);
    }
}

std::string webSocketFrame(WebSocketOpcode opcode, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 10);
    frame += static_cast<char>(0x80 | static_cast<unsigned>(opcode));
    const auto length = static_cast<std::uint64_t>(payload.size());
    const int more = length <= longestControl ? 0 : length <= 0xffff ? 2 : 8;
    frame += static_cast<char>(more == 0 ? length : more == 2 ? 126 : 127);
    for (int i = more - 1; i >= 0; --i)
        frame += static_cast<char>((length >> (8 * i)) & 0xff);
    frame += payload;
    return frame;
}

std::string webSocketClosePayload(int code, std::string_view reason) {
    std::string payload{static_cast<char>((code >> 8) & 0xff), static_cast<char>(code & 0xff)};
    payload += reason.substr(0, longestControl - 2);
    return payload;
}

} // namespace sandbox
