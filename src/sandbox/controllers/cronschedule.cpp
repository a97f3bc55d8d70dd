// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/cronschedule.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <span>
#include <string>

namespace sandbox {

namespace {

constexpr std::array<std::string_view, 12> monthNames
    = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> dayNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t dayMs = 24 * 60 * minuteMs;

struct Range {
    int low;
    int high;
    std::span<const std::string_view> names = {};
    int firstName = 0;
};

std::optional<int> valueOf(std::string_view text, const Range &range) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (const auto name = std::ranges::find(range.names, lower); name != range.names.end())
        return static_cast<int>(name - range.names.begin()) + range.firstName;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
    return whole && value >= range.low && value <= range.high ? std::optional(value) : std::nullopt;
}

/// One of a list: "*", "5", "1-5", "*/15", "10-30/5", "10/5".
template <std::size_t N> bool addPart(std::string_view part, const Range &range, std::bitset<N> &bits) {
    int step = 1;
    const auto slash = part.find('/');
    if (slash != std::string_view::npos) {
        const auto value = valueOf(part.substr(slash + 1), {1, range.high});
        if (!value)
            return false;
        step = *value;
        part = part.substr(0, slash);
    }
    int low = range.low;
    int high = range.high;
    if (part != "*" && part != "?") {
        const auto dash = part.find('-');
        const auto first = valueOf(part.substr(0, dash), range);
        const auto last = dash == std::string_view::npos ? first : valueOf(part.substr(dash + 1), range);
        if (!first || !last || *first > *last)
            return false;
        low = *first;
        high = dash == std::string_view::npos && slash != std::string_view::npos ? range.high : *last;
    }
    for (int value = low; value <= high; value += step)
        bits.set(static_cast<std::size_t>(value));
    return true;
}

template <std::size_t N> bool addField(std::string_view text, const Range &range, std::bitset<N> &bits) {
    while (true) {
        const auto comma = text.find(',');
        if (!addPart(text.substr(0, comma), range, bits))
            return false;
        if (comma == std::string_view::npos)
            return true;
        text.remove_prefix(comma + 1);
    }
}

std::string_view macro(std::string_view text) {
    if (text == "@yearly" || text == "@annually")
        return "0 0 1 1 *";
    if (text == "@monthly")
        return "0 0 1 * *";
    if (text == "@weekly")
        return "0 0 * * 0";
    if (text == "@daily" || text == "@midnight")
        return "0 0 * * *";
    return text == "@hourly" ? "0 * * * *" : text;
}

std::optional<std::array<std::string_view, 5>> fiveFields(std::string_view text) {
    std::array<std::string_view, 5> fields;
    std::size_t count = 0;
    while (true) {
        const auto begin = text.find_first_not_of(" \t");
        if (begin == std::string_view::npos)
            return count == 5 ? std::optional(fields) : std::nullopt;
        if (count == 5)
            return std::nullopt;
        const auto end = std::min(text.find_first_of(" \t", begin), text.size());
        fields[count++] = text.substr(begin, end - begin);
        text.remove_prefix(end);
    }
}

std::chrono::year_month_day dateOf(std::int64_t days) {
    return std::chrono::sys_days(std::chrono::days(days));
}

} // namespace

std::optional<CronSchedule> CronSchedule::parse(std::string_view text) {
    const auto fields = fiveFields(macro(text));
    if (!fields)
        return std::nullopt;
    CronSchedule schedule;
    if (!addField((*fields)[0], {0, 59}, schedule.m_minutes) || !addField((*fields)[1], {0, 23}, schedule.m_hours)
        || !addField((*fields)[2], {1, 31}, schedule.m_days) || !addField((*fields)[3], {1, 12, monthNames, 1}, schedule.m_months)
        || !addField((*fields)[4], {0, 7, dayNames}, schedule.m_weekdays))
        return std::nullopt;
    schedule.m_anyDay = (*fields)[2].starts_with('*') || (*fields)[2] == "?";
    schedule.m_anyWeekday = (*fields)[4].starts_with('*') || (*fields)[4] == "?";
    if (schedule.m_weekdays[7])
        schedule.m_weekdays.set(0);
    return schedule;
}

/// Day of month and day of week: either will do where both are restricted.
bool CronSchedule::dayMatches(std::int64_t days) const {
    const auto date = dateOf(days);
    const bool byDay = m_days[static_cast<unsigned>(date.day())];
    const bool byWeekday = m_weekdays[std::chrono::weekday(std::chrono::sys_days(std::chrono::days(days))).c_encoding()];
    if (m_anyDay || m_anyWeekday)
        return byDay && byWeekday;
    return byDay || byWeekday;
}

std::optional<std::int64_t> CronSchedule::next(std::int64_t afterMs) const {
    std::int64_t time = (afterMs / minuteMs + 1) * minuteMs;
    const std::int64_t limit = time + 5 * 366 * dayMs;
    while (time < limit) {
        const std::int64_t day = time / dayMs;
        if (!m_months[static_cast<unsigned>(dateOf(day).month())] || !dayMatches(day)) {
            time = (day + 1) * dayMs;
            continue;
        }
        const std::int64_t minutes = time % dayMs / minuteMs;
        if (!m_hours[static_cast<std::size_t>(minutes / 60)])
            time += (60 - minutes % 60) * minuteMs;
        else if (!m_minutes[static_cast<std::size_t>(minutes % 60)])
            time += minuteMs;
        else
            return time;
    }
    return std::nullopt;
}

} // namespace sandbox
