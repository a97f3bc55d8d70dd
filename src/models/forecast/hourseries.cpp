// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/hourseries.h"

#include "forecast/averaging.h"

#include <QCoreApplication>

#include <algorithm>

namespace models {

namespace {
using Values = QMap<QString, forecast::Concentration>;

Values edge(const Values &values, std::optional<double> forecast::Concentration::*which) {
    Values out = values;
    for (auto &value : out)
        value.value = std::max(0.0, (value.*which).value_or(value.value));
    return out;
}

using Hours = QMap<QDateTime, Values>;
constexpr int oneHour = 3600; // s

/// The standard's means of the hours up to the one that begins at `at`. which: an edge of the interval, as if the errors of all hours were one: the widest
/// that the interval of a mean can be.
Values means(const Hours &hours, const QDateTime &at, const forecast::Standard &standard, std::optional<double> forecast::Concentration::*which = nullptr) {
    QList<forecast::Measurement> day;
    for (auto each = hours.lowerBound(at.addSecs(-23 * oneHour)); each != hours.cend() && each.key() <= at; ++each) {
        const Values values = which ? edge(*each, which) : *each;
        for (const auto &[pollutant, value] : values.asKeyValueRange())
            day.append({{}, pollutant, value, each.key(), {}});
    }
    return forecast::averaged(day, standard, at.addSecs(oneHour)).values;
}

HourValue hour(const QDateTime &at, const Values &values, const Values &lower, const Values &upper, const IndexChoice &choice) {
    HourValue out{at, {}, 0, 0, -1};
    const auto index = indexOf(values, choice);
    if (!index)
        return out;
    const auto limited = [&](const std::optional<forecast::SubIndex> &found) {
        const int value = std::min(found.value_or(*index).value, choice.standard.end());
        return choice.standard.inBands() ? value - 0.5 : value;
    };
    out.value = limited(index);
    out.category = index->category;
    out.lower = std::min(*out.value, limited(indexOf(lower, choice)));
    out.upper = std::max(*out.value, limited(indexOf(upper, choice)));
    return out;
}

HourValue measured(const Hours &hours, const QDateTime &at, const IndexChoice &choice, bool averaged) {
    const Values values = averaged ? means(hours, at, choice.standard) : hours.value(at);
    return hour(at, values, values, values, choice);
}

HourValue forecasted(const Hours &hours, const QDateTime &at, const IndexChoice &choice, bool averaged) {
    using forecast::Concentration;
    if (averaged)
        return hour(at, means(hours, at, choice.standard), means(hours, at, choice.standard, &Concentration::lower), means(hours, at, choice.standard, &Concentration::upper), choice);
    const Values values = hours.value(at);
    return hour(at, values, edge(values, &Concentration::lower), edge(values, &Concentration::upper), choice);
}
} // namespace

HourSeries hourSeries(const QList<forecast::Measurement> &history, const std::optional<forecast::Forecast> &ahead,
    const IndexChoice &choice, const QDateTime &now, std::chrono::hours bucket, const QDateTime &from) {
    HourSeries out;
    out.means = choice.averaging == Averaging::Standard && bucket == std::chrono::hours(1);
    out.bucket = bucket;
    out.title = choice.pollutant.isEmpty() ? choice.standard.name()
                                           : QCoreApplication::translate("models::HourSeries", "%1 of %2")
                                                 .arg(choice.standard.name(), pollutantName(choice.pollutant));
    out.now = now;
    out.inBands = choice.standard.inBands();
    Hours hours;
    for (const forecast::Measurement &measurement : history)
        hours[measurement.at].insert(measurement.pollutant, measurement.concentration);
    for (const QDateTime &at : hours.keys())
        if (!from.isValid() || at >= from)
            out.past.append(measured(hours, at, choice, out.means));
    if (ahead) {
        out.confidence = ahead->confidenceLevel;
        // What was measured of a forecast hour is no part of the forecast.
        hours.removeIf([&](const auto &each) { return !ahead->hours.isEmpty() && each.key() >= ahead->hours.first().at; });
        for (const forecast::ForecastHour &item : ahead->hours)
            hours.insert(item.at, item.pollutants);
        for (const forecast::ForecastHour &item : ahead->hours)
            out.ahead.append(forecasted(hours, item.at, choice, out.means));
    }
    for (const forecast::Category &category : choice.standard.categories())
        out.bands.append({category.from == 0 ? 0 : category.from - 1, category.to, category.colour, category.word});
    return out;
}

QList<QList<HourValue>> runsOf(const QList<HourValue> &values, std::chrono::hours bucket) {
    const qint64 apart = std::chrono::seconds(bucket).count() * 3 / 2;
    QList<QList<HourValue>> runs;
    QDateTime before;
    for (const HourValue &value : values) {
        if (!value.value)
            continue;
        if (!before.isValid() || before.secsTo(value.at) > apart)
            runs.emplaceBack();
        runs.last().append(value);
        before = value.at;
    }
    return runs;
}

} // namespace models
