// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/forecastarchive.h"

#include "database/cells.h"
#include "database/words.h"

#include <QMap>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace database {

namespace {

constexpr auto query = R"(
SELECT extract(epoch FROM date_trunc('hour', p.time, 'UTC'))::bigint, p.forecast_hour, p.predicted_value, p.confidence_lower, p.confidence_upper,
       coalesce(p.model_version, ''),
       (SELECT count(DISTINCT n.forecast_hour) FROM predictions n
         WHERE lower(n.parameter) = $1 AND n.time = (SELECT max(m.time) FROM predictions m WHERE lower(m.parameter) = $1))
  FROM predictions p
 WHERE lower(p.parameter) = $1 AND p.time >= $4::timestamptz AND p.time < $5::timestamptz
   AND ST_DWithin(p.location::geography, ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326)::geography, 2000)
   AND p.predicted_value >= 0 AND p.predicted_value < 'Infinity'
 ORDER BY 1, 2)"_L1;

constexpr qint64 hourSeconds = 3600;

base::Result<StoredForecasts> read(const Table &table, const QString &pollutant, std::optional<PredictionTime> wanted) {
    QMap<qint64, forecast::Forecast> issues;
    const double leadsAtNewest = table.rows.isEmpty() ? 1 : numberIn(table.rows.first().value(6)).value_or(1);
    const PredictionTime meaning = wanted.value_or(leadsAtNewest > 1 ? PredictionTime::Issue : PredictionTime::Target);
    for (const auto &row : table.rows) {
        const auto time = numberIn(row.value(0));
        const auto lead = numberIn(row.value(1));
        const auto value = numberIn(row.value(2));
        if (!time || !lead || !value)
            return base::fail(base::ErrorKind::Server, tr("The database answered with something that is no forecast"));
        const qint64 ahead = static_cast<qint64>(*lead) * hourSeconds;
        const qint64 issue = static_cast<qint64>(*time) - (meaning == PredictionTime::Target ? ahead : 0);
        forecast::Forecast &forecast = issues[issue];
        forecast.provenance.generated = QDateTime::fromSecsSinceEpoch(issue, QTimeZone::UTC);
        forecast.provenance.modelVersion = row.value(5).value_or(QString());
        forecast::ForecastHour hour;
        hour.at = QDateTime::fromSecsSinceEpoch(issue + ahead, QTimeZone::UTC);
        hour.hour = static_cast<int>(*lead);
        hour.pollutants.insert(pollutant, {*value, {}, numberIn(row.value(3)), numberIn(row.value(4))});
        forecast.hours.append(hour);
    }
    for (forecast::Forecast &forecast : issues)
        std::ranges::stable_sort(forecast.hours, {}, &forecast::ForecastHour::hour);
    return StoredForecasts{issues.values(), meaning};
}

} // namespace

QFuture<base::Result<StoredForecasts>> storedForecasts(
    Session &session, const Spot &spot, const QDateTime &from, const QDateTime &to, std::optional<PredictionTime> meaning) {
    Question question;
    question.sql = query;
    question.parameters = {spot.pollutant, QString::number(spot.longitude, 'f', 6), QString::number(spot.latitude, 'f', 6), from.toUTC().toString(Qt::ISODate),
        to.toUTC().toString(Qt::ISODate)};
    return session.ask(std::move(question)).then([pollutant = spot.pollutant, meaning](const base::Result<Table> &table) {
        return table.and_then([&](const Table &good) { return read(good, pollutant, meaning); });
    });
}

} // namespace database
