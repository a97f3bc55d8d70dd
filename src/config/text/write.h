// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a value may be written in a format: the ways to try, best first.
#pragma once

#include "config/text/edit.h"

namespace config {

struct Writing {
    Format format = Format::Yaml;
    Style style = Style::Plain; // of what stood there
    bool flow = false;          // inside brackets: one line
    bool key = false;
    int indent = 2;             // of a block's lines
    std::string header;         // a comment behind a block's | or >, with the blanks before it
};

/// Empty where the format cannot say it. Line breaks are "\n". Maps and sequences are not written here.
[[nodiscard]] std::vector<std::string> waysToWrite(const Value &value, const Writing &writing);

/// Ready-made lines behind one another, all but the first indented.
[[nodiscard]] std::string indented(std::string_view lines, int indent);

} // namespace config
