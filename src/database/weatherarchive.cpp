// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/weatherarchive.h"

#include "database/cells.h"
#include "database/words.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace database {

namespace {

// NaN is a value for PostgreSQL, and greater than all others. The nearest point is looked for once, not for every row.
constexpr auto weatherQuery = R"(
WITH here AS (SELECT ST_SetSRID(ST_MakePoint($1::float8, $2::float8), 4326) AS point),
     near AS (SELECT w.location FROM weather_data w, here
               WHERE w.time >= $3::timestamptz AND w.time < $4::timestamptz AND ST_DWithin(w.location::geography, here.point::geography, 30000)
               ORDER BY w.location::geography <-> here.point::geography LIMIT 1)
SELECT extract(epoch FROM date_bin($5::interval, w.time, timestamptz '2000-01-01 00:00:00+00'))::bigint AS at,
       avg(w.temperature) FILTER (WHERE w.temperature BETWEEN -90 AND 70), avg(w.humidity) FILTER (WHERE w.humidity BETWEEN 0 AND 100),
       avg(w.wind_speed) FILTER (WHERE w.wind_speed BETWEEN 0 AND 150),
       degrees(atan2(avg(sin(radians(w.wind_direction))) FILTER (WHERE w.wind_direction BETWEEN 0 AND 360),
                     avg(cos(radians(w.wind_direction))) FILTER (WHERE w.wind_direction BETWEEN 0 AND 360)))
  FROM weather_data w JOIN near ON w.location = near.location
 WHERE w.time >= $3::timestamptz AND w.time < $4::timestamptz
 GROUP BY 1 ORDER BY 1)"_L1;

base::Result<QList<forecast::WeatherHour>> readWeather(const Table &table) {
    QList<forecast::WeatherHour> hours;
    for (const auto &row : table.rows) {
        const auto at = numberIn(row.value(0));
        if (!at)
            return base::fail(base::ErrorKind::Server, tr("The database answered with something that is no weather"));
        std::optional<double> from = numberIn(row.value(4));
        if (from && *from < 0)
            from = *from + 360;
        hours.append({QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*at), QTimeZone::UTC), {numberIn(row.value(1)), numberIn(row.value(2)), numberIn(row.value(3)), from}});
    }
    return hours;
}

} // namespace

QFuture<base::Result<QList<forecast::WeatherHour>>> weather(
    Session &session, double latitude, double longitude, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket) {
    Question question;
    question.sql = weatherQuery;
    question.parameters = {QString::number(longitude, 'f', 6), QString::number(latitude, 'f', 6), from.toUTC().toString(Qt::ISODate), to.toUTC().toString(Qt::ISODate),
        u"%1 hours"_s.arg(bucket.count())};
    return session.ask(std::move(question)).then([](const base::Result<Table> &table) { return table.and_then(readWeather); });
}

} // namespace database
