// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/textoffsets.h"

#include <algorithm>

namespace models {

TextOffsets::TextOffsets(std::string_view text) : m_bytes(static_cast<std::uint32_t>(text.size())) {
    std::uint32_t unit = 0;
    for (std::uint32_t byte = 0; byte < m_bytes;) {
        const auto lead = static_cast<unsigned char>(text[byte]);
        const std::uint32_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::uint32_t end = std::min(byte + length, m_bytes);
        const std::uint32_t unitEnd = unit + (length == 4 ? 2 : 1);
        if (length > 1)
            m_wide.push_back({byte, end, unit, unitEnd});
        byte = end;
        unit = unitEnd;
    }
    m_units = unit;
}

int TextOffsets::toUnits(std::uint32_t byte) const {
    byte = std::min(byte, m_bytes);
    const auto next = std::upper_bound(m_wide.begin(), m_wide.end(), byte, [](std::uint32_t value, const Wide &wide) { return value < wide.byte; });
    if (next == m_wide.begin())
        return static_cast<int>(byte);
    const Wide &before = *std::prev(next);
    return static_cast<int>(byte < before.byteEnd ? before.unit : before.unitEnd + (byte - before.byteEnd));
}

std::uint32_t TextOffsets::toBytes(int unit) const {
    const std::uint32_t wanted = std::min(static_cast<std::uint32_t>(std::max(unit, 0)), m_units);
    const auto next = std::upper_bound(m_wide.begin(), m_wide.end(), wanted, [](std::uint32_t value, const Wide &wide) { return value < wide.unit; });
    if (next == m_wide.begin())
        return wanted;
    const Wide &before = *std::prev(next);
    return wanted < before.unitEnd ? before.byte : before.byteEnd + (wanted - before.unitEnd);
}

} // namespace models
