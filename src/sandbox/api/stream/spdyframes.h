// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of SPDY/3.1, in which kubectl carries the streams of a port-forward.
#pragma once

#include "sandbox/api/stream/spdyheaders.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

struct SpdyFrame {
    enum class Type : std::uint16_t { Data = 0, SynStream = 1, SynReply = 2, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, Headers = 8, WindowUpdate = 9 };

    Type type = Type::Data;
    std::uint32_t stream = 0;
    bool last = false;       // the FIN flag
    SpdyHeaders headers;     // of SynStream, SynReply and Headers
    std::string data;        // of Data
    std::uint32_t value = 0; // of Ping its id, of Reset and GoAway the status
};

enum class SpdyReset : std::uint32_t { ProtocolError = 1, InvalidStream = 2, RefusedStream = 3, Cancel = 5 };

class SpdyReader {
public:
    void feed(std::string_view bytes);
    /// The next frame; nothing where more bytes are needed; what is wrong with it, after which nothing more is to be read. The data of
    /// one Data frame may come in several, of which the last one has its flag.
    [[nodiscard]] std::expected<std::optional<SpdyFrame>, std::string_view> next();

private:
    using Next = std::expected<std::optional<SpdyFrame>, std::string_view>;
    [[nodiscard]] std::optional<SpdyFrame> takeData();
    [[nodiscard]] Next takeControl();
    [[nodiscard]] Next readControl(SpdyFrame frame, std::string_view payload);

    SpdyHeaderReader m_headers;
    std::string m_buffer;
    std::size_t m_start = 0;
    std::uint32_t m_dataLeft = 0; // of the Data frame that has begun
    std::uint32_t m_dataStream = 0;
    bool m_dataLast = false;
};

class SpdyWriter {
public:
    enum class Last { No, Yes };
    /// At most 16 MiB, less one byte.
    [[nodiscard]] static std::string data(std::uint32_t stream, std::string_view bytes, Last last = Last::No);
    [[nodiscard]] static std::string reset(std::uint32_t stream, SpdyReset status);
    [[nodiscard]] static std::string ping(std::uint32_t id);
    [[nodiscard]] static std::string goAway(std::uint32_t lastStream);
    [[nodiscard]] std::string synStream(std::uint32_t stream, const SpdyHeaders &headers, Last last = Last::No);
    [[nodiscard]] std::string synReply(std::uint32_t stream, const SpdyHeaders &headers);

private:
    SpdyHeaderWriter m_headers;
};

} // namespace sandbox
