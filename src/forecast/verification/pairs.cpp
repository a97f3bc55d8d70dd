// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/verification/pairs.h"

#include <cmath>

namespace forecast {

namespace {
constexpr qint64 daySeconds = 86400;

/// Looks back whole days: over one for the first 24 hours ahead, over two for the next.
std::optional<double> persisted(const Observations &observed, const QDateTime &valid, const QDateTime &issued) {
    QDateTime at = valid.addSecs(-daySeconds);
    while (at > issued)
        at = at.addSecs(-daySeconds);
    const auto found = observed.constFind(at);
    return found != observed.cend() && std::isfinite(*found) ? std::optional(*found) : std::nullopt;
}

/// The hour's value of the pollutant, or of the index.
std::optional<Concentration> valueOf(const ForecastHour &hour, const QString &pollutant) {
    if (pollutant.isEmpty()) { // without an interval, the server's edges are the value itself
        const bool sure = hour.aqiLower == hour.aqiUpper;
        return Concentration{hour.aqi, {}, sure ? std::nullopt : std::optional(hour.aqiLower), sure ? std::nullopt : std::optional(hour.aqiUpper)};
    }
    const auto found = hour.pollutants.constFind(pollutant);
    return found == hour.pollutants.cend() ? std::nullopt : std::optional(*found);
}
} // namespace

QList<Pair> matched(const Forecast &forecast, const QString &pollutant, const Observations &observed) {
    QList<Pair> pairs;
    if (forecast.hours.isEmpty())
        return pairs;
    const QDateTime issued =
        forecast.provenance.generated.isValid() ? forecast.provenance.generated : forecast.hours.first().at.addSecs(-3600);
    for (const ForecastHour &hour : forecast.hours) {
        const auto said = valueOf(hour, pollutant);
        const auto came = observed.constFind(hour.at);
        if (!said || came == observed.cend() || !std::isfinite(said->value) || !std::isfinite(*came))
            continue;
        pairs.append({issued, hour.hour, hour.at, said->value, said->lower, said->upper, *came, persisted(observed, hour.at, issued)});
    }
    return pairs;
}

QMap<int, QList<Pair>> byLead(const QList<Pair> &pairs) {
    QMap<int, QList<Pair>> groups;
    for (const Pair &pair : pairs)
        groups[pair.lead].append(pair);
    return groups;
}

QMap<QDateTime, QList<Pair>> byIssue(const QList<Pair> &pairs) {
    QMap<QDateTime, QList<Pair>> groups;
    for (const Pair &pair : pairs)
        groups[pair.issued].append(pair);
    return groups;
}

} // namespace forecast
