// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/cron.h"

#include "config/schema/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <vector>

namespace config::schema {

namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> days = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct Field {
    const char *name;
    int least, most;
    std::span<const std::string_view> names; // the first is `least`
};
const std::array<Field, 5> fields = {{{QT_TRANSLATE_NOOP("configschema", "minute"), 0, 59, {}}, {QT_TRANSLATE_NOOP("configschema", "hour"), 0, 23, {}},
    {QT_TRANSLATE_NOOP("configschema", "day of the month"), 1, 31, {}}, {QT_TRANSLATE_NOOP("configschema", "month"), 1, 12, months},
    {QT_TRANSLATE_NOOP("configschema", "day of the week"), 0, 6, days}}};

std::vector<std::string_view> split(std::string_view text, char by, bool empties) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(by);
        if (const auto part = text.substr(0, end); empties || !part.empty())
            parts.push_back(part);
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<int> valueOf(std::string_view text, const Field &field) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const auto name = std::ranges::find(field.names, lower);
    return name == field.names.end() ? whole(text) : std::optional(field.least + int(name - field.names.begin()));
}

QString outOfRange(int value, const Field &field) {
    return tr("%1 is no %2: that goes from %3 to %4").arg(value).arg(tr(field.name)).arg(field.least).arg(field.most);
}

QString partError(std::string_view part, const Field &field) {
    const QString unreadable = tr("\"%1\" is no %2").arg(shown(part), tr(field.name));
    const auto step = split(part, '/', true);
    if (step.size() > 2)
        return unreadable;
    if (step.size() == 2) {
        const auto every = whole(step[1]);
        if (!every)
            return unreadable;
        if (*every == 0)
            return tr("a step of 0 never comes round");
    }
    if (step[0] == "*" || step[0] == "?")
        return {};
    std::optional<int> before;
    const auto ends = split(step[0], '-', true);
    if (ends.size() > 2)
        return unreadable;
    for (const std::string_view end : ends) {
        const auto value = valueOf(end, field);
        if (!value)
            return unreadable;
        if (*value < field.least || *value > field.most)
            return outOfRange(*value, field);
        if (before && *before > *value)
            return tr("the range %1 runs backwards").arg(shown(step[0]));
        before = value;
    }
    return {};
}

QString namedError(std::string_view schedule) {
    static constexpr std::array<std::string_view, 7> known = {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"};
    if (std::ranges::contains(known, schedule) || schedule.starts_with("@every "))
        return {};
    return tr("\"%1\" is none of @hourly, @daily, @weekly, @monthly and @yearly").arg(shown(schedule));
}

} // namespace

QString cronError(std::string_view schedule) {
    if (schedule.contains("TZ="))
        return tr("the time zone does not belong into the schedule; write timeZone beside it");
    if (schedule.starts_with('@'))
        return namedError(schedule);
    std::string spaced(schedule);
    std::ranges::replace(spaced, '\t', ' ');
    const auto parts = split(spaced, ' ', false);
    if (parts.size() != fields.size())
        return tr("a schedule has five fields (minute, hour, day, month, day of the week), this one %1").arg(parts.size());
    for (std::size_t i = 0; i < fields.size(); ++i)
        for (const std::string_view part : split(parts[i], ',', true))
            if (QString wrong = partError(part, fields[i]); !wrong.isEmpty())
                return wrong;
    return {};
}

} // namespace config::schema
