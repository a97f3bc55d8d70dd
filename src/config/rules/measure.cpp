// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/measure.h"

#include "base/quantity.h"

#include <array>
#include <algorithm>
#include <charconv>

namespace config {

namespace {

struct Unit {
    std::string_view name;
    double seconds;
};

constexpr std::array units = {Unit{"ms", 0.001}, Unit{"min", 60}, Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600}, Unit{"d", 86400}, Unit{"w", 604800},
    Unit{"y", 31536000}};

std::optional<double> takeNumber(std::string_view &text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    return value;
}

} // namespace

std::optional<double> quantity(std::string_view text) {
    if (text.ends_with('%'))
        text.remove_suffix(1);
    if (text.empty() || text.size() > 40)
        return std::nullopt;
    return base::parseQuantity(QString::fromUtf8(text.data(), qsizetype(text.size())));
}

std::optional<double> duration(std::string_view text) {
    if (text.empty() || text.size() > 40)
        return std::nullopt;
    double sum = 0;
    bool first = true;
    while (!text.empty()) {
        const std::optional<double> number = takeNumber(text);
        if (!number)
            return std::nullopt;
        if (text.empty())
            return first ? number : std::nullopt;
        const auto *const unit = std::ranges::find_if(units, [text](const Unit &u) { return text.starts_with(u.name); });
        if (unit == units.end())
            return std::nullopt;
        sum += *number * unit->seconds;
        text.remove_prefix(unit->name.size());
        first = false;
    }
    return first ? std::nullopt : std::optional(sum);
}

bool isDuration(std::string_view text) {
    const bool unit = text.ends_with('s') || text.ends_with('h') || text.ends_with('d') || text.ends_with("min");
    return unit && duration(text);
}

std::optional<double> bytes(std::string_view text) {
    if (text.empty() || text.size() > 40)
        return std::nullopt;
    std::string_view rest = text;
    const std::optional<double> number = takeNumber(rest);
    if (!number)
        return std::nullopt;
    std::string unit;
    for (const char c : rest)
        unit += char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (unit.empty() || unit == "b")
        return number;
    static constexpr std::string_view letters = "kmgt";
    const std::size_t power = letters.find(unit.front());
    if (power == std::string_view::npos)
        return std::nullopt;
    const std::string_view tail = std::string_view(unit).substr(1);
    if (!tail.empty() && tail != "b" && tail != "i" && tail != "ib")
        return std::nullopt;
    double factor = 1;
    for (std::size_t i = 0; i <= power; ++i)
        factor *= 1024;
    return *number * factor;
}

} // namespace config
