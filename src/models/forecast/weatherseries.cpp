// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/weatherseries.h"

#include <QCoreApplication>

namespace models {

using namespace Qt::StringLiterals;

std::optional<double> WeatherRow::at(const QDateTime &time, std::chrono::hours bucket) const {
    for (const auto &[values, length] : {std::pair(&past, bucket), std::pair(&ahead, std::chrono::hours(1))})
        for (const auto &[begin, value] : *values)
            if (begin <= time && begin.secsTo(time) < std::chrono::seconds(length).count())
                return value;
    return {};
}

QList<WeatherRow> weatherRows(const QList<forecast::WeatherHour> &past, const std::optional<forecast::Forecast> &ahead) {
    using forecast::Weather;
    const auto tr = [](const char *text) { return QCoreApplication::translate("models::WeatherSeries", text); };
    const std::pair<WeatherRow, std::optional<double> Weather::*> all[] = {{{tr("Temperature"), u"°C"_s, 0, false, {}, {}}, &Weather::temperature},
        {{tr("Humidity"), u"%"_s, 0, true, {}, {}}, &Weather::humidity}, {{tr("Wind"), u"m/s"_s, 1, true, {}, {}}, &Weather::windSpeed}};
    QList<WeatherRow> rows;
    for (const auto &[made, figure] : all) {
        WeatherRow row = made;
        QDateTime last;
        for (const forecast::WeatherHour &hour : past)
            if (const auto value = hour.weather.*figure) {
                row.past.append({hour.at, *value});
                last = hour.at;
            }
        for (const forecast::ForecastHour &hour : ahead ? ahead->hours : QList<forecast::ForecastHour>())
            if (const auto value = hour.weather.*figure; value && !(last.isValid() && hour.at <= last))
                row.ahead.append({hour.at, *value});
        if (!row.isEmpty())
            rows.append(row);
    }
    return rows;
}

} // namespace models
