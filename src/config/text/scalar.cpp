// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/scalar.h"

#include "config/text/characters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace config {

namespace {

// The three spellings YAML 1.1 allows of a word: yes, Yes, YES.
bool isWord(std::string_view text, std::string_view word) {
    if (text.size() != word.size() || lower(text[0]) != word[0])
        return false;
    const auto rest = text.substr(1);
    if (rest == word.substr(1))
        return true;
    return std::ranges::equal(text, word, [](char a, char b) { return a != b && lower(a) == b; });
}

std::string_view withoutSign(std::string_view text) {
    return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

struct Digits {
    std::string_view body;
    int base = 10;
};

std::optional<Digits> digitsOf(std::string_view text) { // no sign, no underscores
    if (text.empty() || !isDigit(text[0]))
        return {};
    Digits digits{text, 10};
    if (text.size() > 1 && text[0] == '0') {
        const char mark = lower(text[1]);
        digits.base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        digits.body = text.substr(isDigit(mark) ? 1 : 2);
        if (!isDigit(mark) && mark != 'x' && mark != 'b' && mark != 'o')
            return {};
    }
    const auto fits = [&](char c) {
        const char l = lower(c);
        const int value = isDigit(l) ? l - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : 99;
        return value < digits.base;
    };
    if (digits.body.empty() || !std::ranges::all_of(digits.body, fits))
        return {};
    return digits;
}

std::optional<std::uint64_t> magnitude(const Digits &digits) {
    std::uint64_t value = 0;
    const char *end = digits.body.data() + digits.body.size();
    const auto [at, error] = std::from_chars(digits.body.data(), end, value, digits.base);
    return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

// A decimal with a point or an exponent, or digits alone; no underscores.
bool isDecimal(std::string_view text) {
    text = withoutSign(text);
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - from;
    };
    const std::size_t whole = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0 && whole == 0)
            return false;
    } else if (whole == 0) {
        return false;
    }
    if (at < text.size() && lower(text[at]) == 'e') {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

std::string withoutUnderscores(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '_');
    return plain;
}

std::optional<double> specialOf(std::string_view text) {
    const std::string_view bare = withoutSign(text);
    if (bare == ".inf" || bare == ".Inf" || bare == ".INF" || bare == "inf")
        return text.starts_with('-') ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    if (text == ".nan" || text == ".NaN" || text == ".NAN" || bare == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    return {};
}

std::optional<double> decimalOf(std::string_view plain) {
    const std::string_view body = plain.starts_with('+') ? plain.substr(1) : plain;
    double value = 0;
    const auto [at, error] = std::from_chars(body.data(), body.data() + body.size(), value);
    return error == std::errc() && at == body.data() + body.size() ? std::optional(value) : std::nullopt;
}

Kind numberKind(std::string_view text) {
    if (text.size() > 1 && (text[0] == '.' || text[1] == '.') && specialOf(text) && text.find('.') != text.npos)
        return Kind::Number;
    std::string buffer;
    if (text.find('_') != text.npos) {
        buffer = withoutUnderscores(text);
        text = buffer;
    }
    if (const auto digits = digitsOf(withoutSign(text)); digits && magnitude(*digits))
        return Kind::Integer;
    return isDecimal(text) && decimalOf(text) ? Kind::Number : Kind::String; // beyond a double's range kubectl keeps the text
}

} // namespace

std::optional<bool> boolOf(std::string_view text) {
    if (text.empty() || text.size() > 5)
        return {};
    for (const std::string_view word : {"true", "yes", "on", "y"})
        if (isWord(text, word))
            return true;
    for (const std::string_view word : {"false", "no", "off", "n"})
        if (isWord(text, word))
            return false;
    return {};
}

Kind plainKind(std::string_view text) {
    if (text.empty() || text == "~" || isWord(text, "null"))
        return Kind::Null;
    const char first = text[0];
    if (isDigit(first) || first == '+' || first == '-' || first == '.')
        return numberKind(text);
    return boolOf(text) ? Kind::Bool : Kind::String;
}

std::optional<std::int64_t> integerOf(std::string_view text) {
    const std::string plain = withoutUnderscores(text);
    const auto digits = digitsOf(withoutSign(plain));
    const auto value = digits ? magnitude(*digits) : std::nullopt;
    const std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
    if (!value || *value > limit + (plain.starts_with('-') ? 1 : 0))
        return {};
    return plain.starts_with('-') ? static_cast<std::int64_t>(0 - *value) : static_cast<std::int64_t>(*value);
}

std::optional<double> numberOf(std::string_view text) {
    if (const auto special = specialOf(text))
        return special;
    const std::string plain = withoutUnderscores(text);
    if (const auto digits = digitsOf(withoutSign(plain))) {
        if (const auto value = magnitude(*digits))
            return plain.starts_with('-') ? -static_cast<double>(*value) : static_cast<double>(*value);
    }
    return isDecimal(plain) ? decimalOf(plain) : std::nullopt;
}

} // namespace config
