// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 as the data of a Secret is written in JSON (RFC 4648, padded).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sandbox {

/// Where decoding stops; npos where all of it decodes. Line ends inside are skipped, as Go does.
[[nodiscard]] std::size_t firstNonBase64(std::string_view text);
[[nodiscard]] inline bool isBase64(std::string_view text) {
    return firstNonBase64(text) == std::string_view::npos;
}
[[nodiscard]] std::string toBase64(std::string_view bytes);

} // namespace sandbox
