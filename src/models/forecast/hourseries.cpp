// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/hourseries.h"

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

HourValue hour(const QDateTime &at, const Values &values, const IndexChoice &choice) {
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
    out.lower = std::min(*out.value, limited(indexOf(edge(values, &forecast::Concentration::lower), choice)));
    out.upper = std::max(*out.value, limited(indexOf(edge(values, &forecast::Concentration::upper), choice)));
    return out;
}
} // namespace

HourSeries hourSeries(const QList<forecast::Measurement> &history, const std::optional<forecast::Forecast> &ahead,
    const IndexChoice &choice, const QDateTime &now, std::chrono::hours bucket) {
    HourSeries out;
    out.bucket = bucket;
    out.title = choice.pollutant.isEmpty() ? choice.standard.name()
                                           : QCoreApplication::translate("models::HourSeries", "%1 of %2")
                                                 .arg(choice.standard.name(), pollutantName(choice.pollutant));
    out.now = now;
    out.inBands = choice.standard.inBands();
    QMap<QDateTime, Values> hours;
    for (const forecast::Measurement &measurement : history)
        hours[measurement.at].insert(measurement.pollutant, measurement.concentration);
    for (const auto &[at, values] : hours.asKeyValueRange())
        out.past.append(hour(at, values, choice));
    if (ahead) {
        out.confidence = ahead->confidenceLevel;
        for (const forecast::ForecastHour &item : ahead->hours)
            out.ahead.append(hour(item.at, item.pollutants, choice));
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
