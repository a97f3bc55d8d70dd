// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/schedule.h"

#include "config/rules/words.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::tr;

struct Field {
    const char *name;
    int least;
    int most;
    const char *words; // of its values, from the least
};

constexpr std::array<Field, 5> fields = {{{"minute", 0, 59, ""}, {"hour", 0, 23, ""}, {"day of the month", 1, 31, ""},
    {"month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"}, {"day of the week", 0, 7, "sun mon tue wed thu fri sat"}}};

std::optional<int> valueOf(const QString &text, const Field &field) {
    const qsizetype word = QString::fromLatin1(field.words).split(u' ', Qt::SkipEmptyParts).indexOf(text.toLower());
    if (word >= 0)
        return field.least + int(word);
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    const bool digits = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber && digits && value >= field.least && value <= field.most ? std::optional(value) : std::nullopt;
}

/// The values of one part of a field ("*/15", "1-5", "mon"); nothing where it cannot be read.
std::optional<std::set<int>> valuesOf(const QString &part, const Field &field) {
    const QStringList halves = part.split(u'/');
    const QStringList ends = halves.front().split(u'-');
    bool isNumber = true;
    const int step = halves.size() == 2 ? halves[1].toInt(&isNumber) : 1;
    if (halves.size() > 2 || ends.size() > 2 || !isNumber || step < 1)
        return std::nullopt;
    std::optional<int> first = field.least, last = field.most;
    if (halves.front() != "*"_L1 && halves.front() != "?"_L1) {
        first = valueOf(ends.front(), field);
        last = ends.size() == 2 ? valueOf(ends.back(), field) : halves.size() == 2 ? std::optional(field.most) : first;
    }
    if (!first || !last || *first > *last)
        return std::nullopt;
    std::set<int> values;
    for (int value = *first; value <= *last; value += step)
        values.insert(value);
    return values;
}

std::optional<std::set<int>> valuesOfField(const QString &text, const Field &field) {
    std::set<int> values;
    for (const QString &part : text.split(u',')) {
        const auto some = valuesOf(part, field);
        if (!some)
            return std::nullopt;
        values.insert(some->begin(), some->end());
    }
    return values;
}

QStringList fieldsOf(const QString &schedule) {
    return schedule.simplified().split(u' ', Qt::SkipEmptyParts);
}

} // namespace

std::optional<QString> scheduleProblem(const QString &schedule, bool named) {
    static const QRegularExpression word(u"^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every ([0-9]+(ns|us|ms|s|m|h))+)$"_s);
    if (schedule.startsWith(u'@')) {
        if (named && word.match(schedule.trimmed()).hasMatch())
            return std::nullopt;
        return tr("%1 is no schedule").arg(schedule);
    }
    const QStringList parts = fieldsOf(schedule);
    if (parts.size() != qsizetype(fields.size()))
        return tr("it has %1 fields in place of five").arg(parts.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!valuesOfField(parts[qsizetype(i)], fields[i]))
            return tr("\"%1\" is no %2").arg(parts[qsizetype(i)], tr(fields[i].name));
    }
    return std::nullopt;
}

bool neverComes(const QString &schedule) {
    static constexpr std::array days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const QStringList parts = fieldsOf(schedule);
    if (parts.size() != qsizetype(fields.size()) || parts[4] != "*"_L1) // a day of the week comes beside a day of the month
        return false;
    const auto wanted = valuesOfField(parts[2], fields[2]), months = valuesOfField(parts[3], fields[3]);
    return wanted && months && !wanted->empty()
        && std::ranges::none_of(*months, [&](int month) { return *wanted->begin() <= days[std::size_t(month - 1)]; });
}

} // namespace config
