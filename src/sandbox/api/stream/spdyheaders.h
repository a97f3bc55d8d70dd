// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The header blocks of SPDY/3: name and value pairs, deflated with a dictionary of their own, one deflate stream for each direction of
// a connection (https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/, 2.6.10).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

using SpdyHeaders = std::map<std::string, std::string>; // names in lower case

/// With which both sides begin.
[[nodiscard]] std::string_view spdyDictionary();

class SpdyHeaderReader {
public:
    SpdyHeaderReader();
    ~SpdyHeaderReader();
    SpdyHeaderReader(const SpdyHeaderReader &) = delete;
    SpdyHeaderReader &operator=(const SpdyHeaderReader &) = delete;

    /// Nothing where it is no header block, or one of more than 64 KiB: the connection is of no use afterwards.
    [[nodiscard]] std::optional<SpdyHeaders> read(std::string_view block);

private:
    [[nodiscard]] std::optional<std::string> inflated(std::string_view block);
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

class SpdyHeaderWriter {
public:
    SpdyHeaderWriter();
    ~SpdyHeaderWriter();
    SpdyHeaderWriter(const SpdyHeaderWriter &) = delete;
    SpdyHeaderWriter &operator=(const SpdyHeaderWriter &) = delete;

    [[nodiscard]] std::string write(const SpdyHeaders &headers);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace sandbox
