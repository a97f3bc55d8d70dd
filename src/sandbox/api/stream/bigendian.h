// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in network byte order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// size: 1 to 4 bytes, which must be there.
[[nodiscard]] inline std::uint32_t bigEndian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

inline void appendBigEndian(std::string &bytes, std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i)
        bytes += static_cast<char>((value >> (8 * i)) & 0xff);
}

} // namespace sandbox
