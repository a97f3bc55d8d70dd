// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow.h"

namespace config {

void putFlow(std::string_view text, std::string &into) {
    static constexpr char digits[] = "0123456789abcdef";
    into += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            into.append({'\\', c});
        else if (c == '\n')
            into += "\\n";
        else if (byte < 0x20 || byte == 0x7f)
            into.append({'\\', 'x', digits[byte >> 4], digits[byte & 15]});
        else
            into.push_back(c);
    }
    into += '"';
}

void putFlow(Node value, std::string &into) {
    if (value.isString())
        return putFlow(value.text(), into);
    if (!value.isMap() && !value.isSequence()) {
        into += value.isNull() ? std::string_view("null") : value.text();
        return;
    }
    into += value.isMap() ? '{' : '[';
    bool first = true;
    for (const Node one : value) {
        if (!first)
            into += ", ";
        first = false;
        if (value.isMap()) {
            putFlow(one.key(), into);
            into += ": ";
        }
        putFlow(one, into);
    }
    into += value.isMap() ? '}' : ']';
}

} // namespace config
