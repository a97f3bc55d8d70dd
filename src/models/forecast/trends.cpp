// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/trends.h"

#include <QSet>

#include <algorithm>

namespace models {

namespace {

constexpr int leastOfDay = 16; // hours

struct Sum {
    double sum = 0;
    int count = 0;
    QString unit;
    void add(const forecast::Concentration &value) {
        if (count > 0 && unit != value.unit)
            return; // two units have no mean
        unit = value.unit;
        sum += value.value;
        ++count;
    }
};

struct Group {
    QMap<QString, Sum> pollutants;
    QSet<QDateTime> hours;
};

TrendCell cellOf(const Group &group, const IndexChoice &choice, int least) {
    QMap<QString, forecast::Concentration> means;
    for (const auto &[pollutant, sum] : group.pollutants.asKeyValueRange())
        if (sum.count >= std::max(1, least))
            means.insert(pollutant, {sum.sum / sum.count, sum.unit, {}, {}});
    TrendCell cell;
    cell.hours = static_cast<int>(group.hours.size());
    if (const auto index = indexOf(means, choice)) {
        cell.index = index->value;
        cell.category = index->category;
        cell.text = forecast::indexText(*index, choice.standard);
    }
    return cell;
}

} // namespace

Trends trendsOf(const QList<forecast::Measurement> &hourly, const IndexChoice &choice, const QTimeZone &zone) {
    QMap<QDate, Group> days;
    std::array<std::array<Group, 24>, 7> week;
    QSet<QDateTime> all;
    for (const forecast::Measurement &each : hourly) {
        const QDateTime local = each.at.toTimeZone(zone);
        Group &day = days[local.date()];
        Group &hour = week[static_cast<std::size_t>(local.date().dayOfWeek() - 1)][static_cast<std::size_t>(local.time().hour())];
        for (Group *group : {&day, &hour}) {
            group->pollutants[each.pollutant].add(each.concentration);
            group->hours.insert(each.at);
        }
        all.insert(each.at);
    }
    Trends trends;
    trends.hours = static_cast<int>(all.size());
    if (days.isEmpty())
        return trends;
    for (QDate date = days.firstKey(); date <= days.lastKey(); date = date.addDays(1))
        trends.days.append({date, cellOf(days.value(date), choice, leastOfDay)});
    for (std::size_t day = 0; day < week.size(); ++day)
        for (std::size_t hour = 0; hour < 24; ++hour)
            trends.week[day][hour] = cellOf(week[day][hour], choice, 1);
    return trends;
}

} // namespace models
