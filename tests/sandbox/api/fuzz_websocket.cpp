// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a client sends over a WebSocket: nothing may break the reader, no message may be larger than its limit, and how the bytes are
// cut into pieces must not change what is read.
#include "sandbox/websocket/websocketframes.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace sandbox;

namespace {

constexpr std::size_t limit = 4096;

struct Read {
    std::vector<WebSocketMessage> messages;
    int code = 0;
    bool operator==(const Read &) const = default;
};

Read readIn(std::string_view text, std::size_t piece) {
    WebSocketReader reader(limit);
    Read read;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
        reader.feed(text.substr(0, piece));
        for (;;) {
            auto message = reader.next();
            if (!message) {
                read.code = message.error();
                return read;
            }
            if (!*message)
                break;
            if ((*message)->payload.size() > limit)
                std::abort();
            read.messages.push_back(std::move(**message));
        }
    }
    return read;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (readIn(text, std::max<std::size_t>(size, 1)) != readIn(text, 3))
        std::abort();
    return 0;
}
