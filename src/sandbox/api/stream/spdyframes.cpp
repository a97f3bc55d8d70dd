// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/spdyframes.h"

#include "sandbox/api/stream/bigendian.h"

#include <algorithm>

namespace sandbox {

namespace {

using Type = SpdyFrame::Type;

constexpr std::size_t frameHead = 8;
constexpr std::uint32_t longestControlFrame = 64 * 1024;
constexpr std::uint32_t spdyVersion = 3;
constexpr std::uint32_t streamMask = 0x7fffffff;
constexpr unsigned flagLast = 1;

/// The head of a control frame.
std::string controlHead(Type type, unsigned flags, std::size_t length) {
    std::string head;
    appendBigEndian(head, 0x8000 | spdyVersion, 2);
    appendBigEndian(head, static_cast<std::uint32_t>(type), 2);
    appendBigEndian(head, flags, 1);
    appendBigEndian(head, static_cast<std::uint32_t>(length), 3);
    return head;
}

std::string twoNumbers(Type type, std::uint32_t first, std::uint32_t second) {
    std::string frame = controlHead(type, 0, 8);
    appendBigEndian(frame, first, 4);
    appendBigEndian(frame, second, 4);
    return frame;
}

/// How many bytes of a payload come before its header block, or are all there is.
std::size_t fixedPart(Type type) {
    switch (type) {
    case Type::SynStream: return 10;
    case Type::Reset:
    case Type::GoAway:
    case Type::WindowUpdate: return 8;
    case Type::SynReply:
    case Type::Settings:
    case Type::Ping:
    case Type::Headers: return 4;
    default: return 0;
    }
}

} // namespace

void SpdyReader::feed(std::string_view bytes) {
    m_buffer.erase(0, m_start);
    m_start = 0;
    m_buffer += bytes;
}

std::expected<std::optional<SpdyFrame>, std::string_view> SpdyReader::next() {
    if (m_dataLeft > 0)
        return takeData();
    const auto rest = std::string_view(m_buffer).substr(m_start);
    if (rest.size() < frameHead)
        return std::nullopt;
    const auto first = bigEndian(rest, 0, 4);
    if ((first & ~streamMask) != 0)
        return takeControl();
    m_dataStream = first;
    m_dataLast = (bigEndian(rest, 4, 1) & flagLast) != 0;
    m_dataLeft = bigEndian(rest, 5, 3);
    m_start += frameHead;
    if (m_dataStream == 0)
        return std::unexpected("data of the stream 0");
    if (m_dataLeft > 0)
        return takeData();
    return SpdyFrame{.stream = m_dataStream, .last = m_dataLast, .headers = {}, .data = {}};
}

std::optional<SpdyFrame> SpdyReader::takeData() {
    const auto size = std::min<std::size_t>(m_dataLeft, m_buffer.size() - m_start);
    if (size == 0)
        return std::nullopt;
    SpdyFrame frame{.stream = m_dataStream, .headers = {}, .data = m_buffer.substr(m_start, size)};
    m_start += size;
    m_dataLeft -= static_cast<std::uint32_t>(size);
    frame.last = m_dataLeft == 0 && m_dataLast;
    return frame;
}

SpdyReader::Next SpdyReader::takeControl() {
    const auto rest = std::string_view(m_buffer).substr(m_start);
    const auto length = bigEndian(rest, 5, 3);
    if ((bigEndian(rest, 0, 2) & 0x7fff) != spdyVersion)
        return std::unexpected("a control frame of another version");
    if (length > longestControlFrame)
        return std::unexpected("a control frame that is too long");
    if (rest.size() < frameHead + length)
        return std::nullopt;
    m_start += frameHead + length;
    SpdyFrame frame{.type = static_cast<Type>(bigEndian(rest, 2, 2)), .last = (bigEndian(rest, 4, 1) & flagLast) != 0, .headers = {}, .data = {}};
    return readControl(std::move(frame), rest.substr(frameHead, length));
}

SpdyReader::Next SpdyReader::readControl(SpdyFrame frame, std::string_view payload) {
    const auto fixed = fixedPart(frame.type);
    if (fixed == 0)
        return std::unexpected("a control frame of an unknown type");
    if (payload.size() < fixed)
        return std::unexpected("a control frame that is too short");
    if (frame.type == Type::Ping)
        frame.value = bigEndian(payload, 0, 4);
    else if (frame.type != Type::Settings)
        frame.stream = bigEndian(payload, 0, 4) & streamMask;
    if (frame.type == Type::Reset || frame.type == Type::GoAway)
        frame.value = bigEndian(payload, 4, 4);
    if (frame.type != Type::SynStream && frame.type != Type::SynReply && frame.type != Type::Headers)
        return frame;
    auto headers = m_headers.read(payload.substr(fixed));
    if (!headers)
        return std::unexpected("a header block that cannot be read");
    frame.headers = std::move(*headers);
    return frame;
}

std::string SpdyWriter::data(std::uint32_t stream, std::string_view bytes, Last last) {
    std::string frame;
    frame.reserve(frameHead + bytes.size());
    appendBigEndian(frame, stream & streamMask, 4);
    appendBigEndian(frame, last == Last::Yes ? flagLast : 0, 1);
    appendBigEndian(frame, static_cast<std::uint32_t>(bytes.size()), 3);
    frame += bytes;
    return frame;
}

std::string SpdyWriter::reset(std::uint32_t stream, SpdyReset status) {
    return twoNumbers(Type::Reset, stream, static_cast<std::uint32_t>(status));
}

std::string SpdyWriter::ping(std::uint32_t id) {
    std::string frame = controlHead(Type::Ping, 0, 4);
    appendBigEndian(frame, id, 4);
    return frame;
}

std::string SpdyWriter::goAway(std::uint32_t lastStream) {
    return twoNumbers(Type::GoAway, lastStream, 0);
}

std::string SpdyWriter::synStream(std::uint32_t stream, const SpdyHeaders &headers, Last last) {
    const std::string block = m_headers.write(headers);
    std::string frame = controlHead(Type::SynStream, last == Last::Yes ? flagLast : 0, 10 + block.size());
    appendBigEndian(frame, stream, 4);
    appendBigEndian(frame, 0, 4); // associated with no other
    appendBigEndian(frame, 0, 2); // priority and slot
    return frame + block;
}

std::string SpdyWriter::synReply(std::uint32_t stream, const SpdyHeaders &headers) {
    const std::string block = m_headers.write(headers);
    std::string frame = controlHead(Type::SynReply, 0, 4 + block.size());
    appendBigEndian(frame, stream, 4);
    return frame + block;
}

} // namespace sandbox
