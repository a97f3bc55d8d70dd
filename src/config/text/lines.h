// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A text line by line, for the formats that are made of lines.
#pragma once

#include "config/text/characters.h"
#include "config/text/node.h"

namespace config {

struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // without the line break
    std::uint32_t next = 0; // where the next one begins
};

[[nodiscard]] inline TextLine lineFrom(std::string_view text, std::uint32_t begin) {
    const auto found = text.find('\n', begin);
    TextLine line{begin, 0, 0};
    line.end = found == text.npos ? static_cast<std::uint32_t>(text.size()) : static_cast<std::uint32_t>(found);
    line.next = found == text.npos ? line.end : line.end + 1;
    if (line.end > begin && text[line.end - 1] == '\r')
        --line.end;
    return line;
}

/// Without blanks at both ends.
[[nodiscard]] inline Range trimmed(std::string_view text, Range range) {
    while (range.begin < range.end && isBlank(text[range.begin]))
        ++range.begin;
    while (range.end > range.begin && isBlank(text[range.end - 1]))
        --range.end;
    return range;
}

} // namespace config
