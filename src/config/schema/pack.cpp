// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/pack.h"

namespace config::schema {

Pack::Pack(std::string_view bytes) : m_bytes(bytes) {
    if (bytes.size() < 12 || !bytes.starts_with("AQIS"))
        return;
    const std::size_t count = number(4);
    const std::size_t descriptions = number(8);
    if (12 + count * 16 + descriptions > bytes.size())
        return;
    m_count = count;
    m_descriptions = descriptions;
}

std::size_t Pack::number(std::size_t offset) const {
    if (offset + 4 > m_bytes.size())
        return 0;
    std::size_t result = 0;
    for (std::size_t i = 4; i-- > 0;)
        result = result << 8 | static_cast<unsigned char>(m_bytes[offset + i]);
    return result;
}

std::string_view Pack::text(std::size_t offset) const {
    const std::size_t begin = number(offset);
    return begin <= m_bytes.size() ? m_bytes.substr(begin, number(offset + 4)) : std::string_view();
}

std::size_t Pack::lowerBound(std::string_view wanted) const {
    std::size_t first = 0;
    std::size_t last = m_count;
    while (first < last) {
        const std::size_t middle = (first + last) / 2;
        if (key(middle) < wanted)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

std::optional<std::string_view> Pack::find(std::string_view wanted) const {
    const std::size_t index = lowerBound(wanted);
    return index < m_count && key(index) == wanted ? std::optional(value(index)) : std::nullopt;
}

void Pack::each(std::string_view prefix, const std::function<void(std::string_view, std::string_view)> &visit) const {
    for (std::size_t i = lowerBound(prefix); i < m_count && key(i).starts_with(prefix); ++i)
        visit(key(i), value(i));
}

std::string_view Pack::description(std::size_t offset) const {
    if (offset + 4 > m_descriptions)
        return {};
    const std::size_t begin = 12 + m_count * 16 + offset;
    return m_bytes.substr(begin + 4, number(begin));
}

} // namespace config::schema
