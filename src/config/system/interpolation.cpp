// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/interpolation.h"

#include <cctype>

namespace config {

namespace {

bool isNameCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// Behind the brace that ends what begins at `from`; npos where none does.
std::size_t endOfBraces(std::string_view text, std::size_t from) {
    int depth = 1;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == '{' && i > 0 && text[i - 1] == '$')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

void addBraced(Interpolated &result, std::string_view inside, int depth);

void add(Interpolated &result, std::string_view text, int depth) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '$' || i + 1 == text.size()) {
            result.text += text[i];
        } else if (text[i + 1] == '$') {
            result.text += text[++i];
        } else if (text[i + 1] == '{') {
            const std::size_t end = endOfBraces(text, i + 2);
            if (end == std::string_view::npos) {
                result.text += text.substr(i);
                return;
            }
            addBraced(result, text.substr(i + 2, end - i - 2), depth);
            i = end;
        } else {
            std::size_t end = i + 1;
            while (end < text.size() && isNameCharacter(text[end]))
                ++end;
            if (end == i + 1) {
                result.text += text[i];
                continue;
            }
            result.changeable = result.open = true;
            i = end - 1;
        }
    }
}

void addBraced(Interpolated &result, std::string_view inside, int depth) {
    static constexpr int deepest = 8; // defaults within defaults
    result.changeable = true;
    std::size_t end = 0;
    while (end < inside.size() && isNameCharacter(inside[end]))
        ++end;
    std::string_view rest = inside.substr(end);
    if (rest.starts_with(':'))
        rest.remove_prefix(1);
    if (rest.starts_with('-') && depth < deepest)
        add(result, rest.substr(1), depth + 1);
    else
        result.open = true;
}

} // namespace

Interpolated interpolated(std::string_view text) {
    Interpolated result;
    add(result, text, 0);
    return result;
}

} // namespace config
