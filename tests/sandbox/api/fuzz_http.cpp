// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes over the wire: nothing may break the reader, and how the bytes are cut into pieces must not change what is read.
#include "sandbox/api/httpmessage.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace sandbox;

namespace {

std::vector<std::string> requestsIn(std::string_view text, std::size_t piece) {
    constexpr HttpLimits limits{4096, 65536};
    std::vector<std::string> taken;
    std::string buffer;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
        buffer += text.substr(0, piece);
        for (;;) {
            (void)expectsContinue(buffer);
            const auto before = buffer.size();
            const auto request = takeRequest(buffer, limits);
            if (!request)
                return taken;
            if (!*request)
                break;
            if (buffer.size() >= before || (*request)->body.size() > limits.body)
                std::abort();
            taken.push_back((*request)->method + ' ' + (*request)->target + '\n' + (*request)->body);
        }
    }
    return taken;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto whole = requestsIn(text, std::max<std::size_t>(size, 1));
    const auto pieces = requestsIn(text, 7);
    if (!std::equal(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(std::min(whole.size(), pieces.size())), pieces.begin()))
        std::abort();
    return 0;
}
