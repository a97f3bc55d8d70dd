// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Places in a text between the two countings: bytes of UTF-8, as the engine counts, and UTF-16 units, as a text document does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace models {

class TextOffsets {
public:
    TextOffsets() = default;
    /// Of this text; it is not kept.
    explicit TextOffsets(std::string_view text);

    /// Clamped to the text. Inside a character: its beginning.
    [[nodiscard]] int toUnits(std::uint32_t byte) const;
    [[nodiscard]] std::uint32_t toBytes(int unit) const;

private:
    struct Wide { // a character that is more than one byte
        std::uint32_t byte = 0;
        std::uint32_t byteEnd = 0;
        std::uint32_t unit = 0;
        std::uint32_t unitEnd = 0;
    };
    std::vector<Wide> m_wide; // between two of them bytes and units run alike
    std::uint32_t m_bytes = 0;
    std::uint32_t m_units = 0;
};

} // namespace models
