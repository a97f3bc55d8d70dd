// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/airarchive.h"

#include "database/words.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace database {

namespace {

// The table of raw values, not hourly_aqi_summary, which keeps no unit. Stations count alike, however often each measures. NaN is the
// greatest number of PostgreSQL.
constexpr auto head = R"(
SELECT extract(epoch FROM at)::bigint, parameter, unit, avg(value), string_agg(DISTINCT source, ', ')
  FROM (SELECT date_bin($4::interval, m.time, timestamptz '2000-01-01 00:00:00+00') AS at, m.station_id, lower(m.parameter) AS parameter,
               coalesce(m.unit, '') AS unit, avg(m.value) AS value, min(m.source) AS source
          FROM air_quality_measurements m )"_L1;
constexpr auto ofStation = "WHERE m.station_id = $1"_L1;
constexpr auto ofCity = "WHERE m.station_id IN (SELECT s.station_id FROM monitoring_stations s WHERE s.city = $1)"_L1;
constexpr auto tail = R"(
           AND m.time >= $2::timestamptz AND m.time < $3::timestamptz AND m.quality_flag = 'valid'
           AND m.value >= 0 AND m.value < 'Infinity'
         GROUP BY 1, 2, 3, 4) AS each
 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)"_L1;

constexpr auto everywhere = R"(
SELECT extract(epoch FROM date_trunc('hour', m.time, 'UTC'))::bigint, lower(m.parameter), coalesce(m.unit, ''), avg(m.value), NULL, m.station_id
  FROM air_quality_measurements m
 WHERE m.time >= $1::timestamptz AND m.time < $2::timestamptz AND m.quality_flag = 'valid' AND m.value >= 0 AND m.value < 'Infinity'
 GROUP BY 1, 2, 3, 6 ORDER BY 1, 6, 2, 3)"_L1;

/// station: of rows that do not name theirs.
base::Result<QList<forecast::Measurement>> read(const Table &table, const QString &station) {
    QList<forecast::Measurement> all;
    all.reserve(table.rows.size());
    for (const auto &row : table.rows) {
        bool dated = false;
        bool measured = false;
        const qint64 at = row.value(0).value_or(QString()).toLongLong(&dated);
        const double value = row.value(3).value_or(QString()).toDouble(&measured);
        if (!dated || !measured)
            return base::fail(base::ErrorKind::Server, tr("The database answered with something that is no measurement"));
        all.append({row.value(5).value_or(station), row.value(1).value_or(QString()), {value, forecast::unitName(row.value(2).value_or(QString())), {}, {}},
            QDateTime::fromSecsSinceEpoch(at, QTimeZone::UTC), row.value(4).value_or(QString())});
    }
    return all;
}

} // namespace

QFuture<base::Result<QList<forecast::Measurement>>> measurements(
    Session &session, const Site &site, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket) {
    const bool city = site.station.isEmpty();
    Question question;
    question.sql = head + (city ? ofCity : ofStation) + tail;
    question.parameters = {city ? site.city : site.station, from.toUTC().toString(Qt::ISODate), to.toUTC().toString(Qt::ISODate),
        u"%1 hours"_s.arg(bucket.count())};
    return session.ask(std::move(question)).then([station = site.station](const base::Result<Table> &table) {
        return table.and_then([&](const Table &good) { return read(good, station); });
    });
}

QFuture<base::Result<QList<forecast::Measurement>>> everyStation(Session &session, const QDateTime &from, const QDateTime &to) {
    Question question;
    question.sql = everywhere;
    question.limit = std::chrono::seconds(30); // some 50,000 rows for 120 stations and three days
    question.parameters = {from.toUTC().toString(Qt::ISODate), to.toUTC().toString(Qt::ISODate)};
    return session.ask(std::move(question)).then([](const base::Result<Table> &table) { return table.and_then([](const Table &good) { return read(good, {}); }); });
}

} // namespace database
