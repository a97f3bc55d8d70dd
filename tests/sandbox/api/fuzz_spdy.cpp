// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a client sends as SPDY: nothing may break the reader, and how the bytes are cut into pieces must not change what is read.
#include "sandbox/api/stream/spdyframes.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace sandbox;

namespace {

/// All that was read as one text; the pieces of one Data frame are joined.
std::string readIn(std::string_view text, std::size_t piece) {
    SpdyReader reader;
    std::string read;
    std::uint32_t dataStream = 0;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
        reader.feed(text.substr(0, piece));
        for (;;) {
            const auto frame = reader.next();
            if (!frame)
                return read + "\n! " + std::string(frame.error());
            if (!*frame)
                break;
            const auto &[type, stream, last, headers, data, value] = **frame;
            if (type != SpdyFrame::Type::Data || stream != dataStream)
                read += "\n" + std::to_string(static_cast<int>(type)) + ' ' + std::to_string(stream) + ' ' + std::to_string(value) + ' ';
            dataStream = type == SpdyFrame::Type::Data && !last ? stream : 0;
            for (const auto &[name, header] : headers)
                read += name + "=" + header + " ";
            read += data + (last ? " last" : "");
        }
    }
    return read;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (readIn(text, std::max<std::size_t>(size, 1)) != readIn(text, 5))
        std::abort();
    return 0;
}
