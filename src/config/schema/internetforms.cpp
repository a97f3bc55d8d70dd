// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/internetforms.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace config::schema {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool isAlnum(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool allDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isDigit);
}
int number(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

bool isLeap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// "Z", "+05:30".
bool isZone(std::string_view text) {
    if (text == "Z" || text == "z")
        return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && allDigits(text.substr(1, 2)) && allDigits(text.substr(4)) &&
           number(text.substr(1, 2)) < 24 && number(text.substr(4)) < 60;
}

/// Minutes of the day in UTC.
int minuteInUtc(std::string_view clock, std::string_view zone) {
    int minute = number(clock.substr(0, 2)) * 60 + number(clock.substr(3, 2));
    if (zone.size() == 6)
        minute -= (zone[0] == '-' ? -1 : 1) * (number(zone.substr(1, 2)) * 60 + number(zone.substr(4)));
    return (minute + 1440) % 1440;
}

} // namespace

bool isDate(std::string_view text) {
    static constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !allDigits(text.substr(0, 4)) || !allDigits(text.substr(5, 2)) || !allDigits(text.substr(8)))
        return false;
    const int month = number(text.substr(5, 2));
    const int day = number(text.substr(8));
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leapDay = month == 2 && day == 29 && isLeap(number(text.substr(0, 4)));
    return leapDay || day <= days[std::size_t(month - 1)];
}

bool isTime(std::string_view text) {
    if (text.size() < 9 || text[2] != ':' || text[5] != ':' || !allDigits(text.substr(0, 2)) || !allDigits(text.substr(3, 2)) || !allDigits(text.substr(6, 2)))
        return false;
    std::string_view rest = text.substr(8);
    if (rest.starts_with('.')) {
        const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1)
            return false;
        rest.remove_prefix(end);
    }
    if (!isZone(rest) || number(text.substr(0, 2)) > 23 || number(text.substr(3, 2)) > 59)
        return false;
    const int second = number(text.substr(6, 2));
    return second < 60 || (second == 60 && minuteInUtc(text, rest) == 23 * 60 + 59);
}

bool isDateTime(std::string_view text) {
    return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && isDate(text.substr(0, 10)) && isTime(text.substr(11));
}

bool isEmail(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size())
        return false;
    const std::string_view local = text.substr(0, at);
    if (local.starts_with('"'))
        return local.size() > 1 && local.ends_with('"');
    return !local.starts_with('.') && !local.ends_with('.') && !local.contains("..") && local.find_first_of(" @\"(),:;<>[\\]") == std::string_view::npos &&
           text.find_first_of(" \t", at) == std::string_view::npos;
}

bool isHostName(std::string_view text) {
    if (text.empty() || text.size() > 253)
        return false;
    while (true) {
        const auto dot = text.find('.');
        const std::string_view label = text.substr(0, dot);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
            !std::ranges::all_of(label, [](char c) { return isAlnum(c) || c == '-'; }))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

bool isIpV4(std::string_view text) {
    for (int part = 0; part < 4; ++part) {
        const std::size_t end = std::min(text.find('.'), text.size());
        const std::string_view digits = text.substr(0, end);
        if (!allDigits(digits) || digits.size() > 3 || number(digits) > 255 || (digits.size() > 1 && digits[0] == '0'))
            return false;
        if ((part < 3) != (end < text.size()))
            return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

bool isIpV6(std::string_view text) {
    int groups = 0;
    bool gap = false;
    if (text.starts_with("::")) {
        gap = true;
        text.remove_prefix(2);
    }
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(':'), text.size());
        const std::string_view group = text.substr(0, end);
        if (end == text.size() && group.contains('.'))
            return isIpV4(group) && (gap ? groups + 2 < 8 : groups + 2 == 8);
        if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, isHex))
            return false;
        ++groups;
        text.remove_prefix(end);
        if (text.starts_with("::")) {
            if (gap)
                return false;
            gap = true;
            text.remove_prefix(2);
        } else if (!text.empty()) {
            text.remove_prefix(1);
            if (text.empty())
                return false;
        }
    }
    return gap ? groups < 8 : groups == 8;
}

bool isCidr(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || !allDigits(text.substr(slash + 1)))
        return false;
    const int length = number(text.substr(slash + 1));
    const std::string_view address = text.substr(0, slash);
    return (isIpV4(address) && length <= 32) || (isIpV6(address) && length <= 128 && length >= 0);
}

bool isUriReference(std::string_view text) {
    static constexpr std::string_view others = "-._~:/?#[]@!$&'()*+,;=%";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isAlnum(text[i]) && !others.contains(text[i]))
            return false;
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2])))
            return false;
    }
    const std::string_view withoutFragment = text.substr(0, text.find('#'));
    const auto path = withoutFragment.substr(0, withoutFragment.find('?'));
    const std::size_t afterAuthority = path.contains("://") ? path.find('/', path.find("://") + 3) : 0;
    return afterAuthority == std::string_view::npos || path.find_first_of("[]", afterAuthority) == std::string_view::npos || path.contains("://[");
}

bool isUri(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !isAlnum(text[0]) || isDigit(text[0]) || !isUriReference(text))
        return false;
    if (!std::ranges::all_of(text.substr(0, colon), [](char c) { return isAlnum(c) || c == '+' || c == '-' || c == '.'; }))
        return false;
    const std::string_view rest = text.substr(colon + 1);
    if (!rest.starts_with("//"))
        return true;
    std::string_view authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
    if (const auto at = authority.rfind('@'); at != std::string_view::npos)
        authority.remove_prefix(at + 1);
    const auto port = authority.starts_with('[') ? authority.find(':', authority.find(']')) : authority.find(':');
    return port == std::string_view::npos || port + 1 == authority.size() || allDigits(authority.substr(port + 1));
}

bool isJsonPointer(std::string_view text) {
    if (!text.empty() && text[0] != '/')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    return true;
}

bool isRelativeJsonPointer(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || (digits > 1 && text[0] == '0'))
        return false;
    const std::string_view rest = text.substr(digits);
    return rest == "#" || isJsonPointer(rest);
}

bool isUuid(std::string_view text) {
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !isHex(text[i]))
            return false;
    return true;
}

bool isBase64(std::string_view text) {
    std::size_t letters = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r')
            continue;
        if (c == '=')
            ++padding;
        else if (padding == 0 && (isAlnum(c) || c == '+' || c == '/'))
            ++letters;
        else
            return false;
    }
    return padding <= 2 && (letters + padding) % 4 == 0;
}

bool isPrometheusDuration(std::string_view text) {
    if (text == "0")
        return true;
    static constexpr std::array<std::string_view, 7> units = {"y", "w", "d", "h", "m", "s", "ms"}; // in this order
    std::size_t next = 0;
    bool any = false;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const std::size_t end = std::min(text.find_first_of("0123456789", digits), text.size());
        const auto unit = std::find(units.begin() + std::ptrdiff_t(next), units.end(), text.substr(digits, end - digits));
        if (digits == 0 || unit == units.end())
            return false;
        next = std::size_t(unit - units.begin()) + 1;
        any = true;
        text.remove_prefix(end);
    }
    return any;
}

bool isGoDuration(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    if (text == "0")
        return true;
    static constexpr std::array<std::string_view, 7> units = {"h", "m", "s", "ms", "us", "µs", "ns"};
    bool any = false;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const std::size_t end = std::min(text.find_first_of("0123456789.", digits), text.size());
        const std::string_view amount = text.substr(0, digits);
        if (amount.find_first_of("0123456789") == std::string_view::npos || std::ranges::count(amount, '.') > 1 ||
            !std::ranges::contains(units, text.substr(digits, end - digits)))
            return false;
        any = true;
        text.remove_prefix(end);
    }
    return any;
}

} // namespace config::schema
