// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a forecast said of an hour, beside what came: the pairs that every score is made of.
#pragma once

#include "forecast/values.h"

#include <QHash>

#include <span>

namespace forecast {

struct Pair {
    QDateTime issued;
    int lead = 0; // hours from issue to the hour that it is valid for
    QDateTime valid;
    double forecast = 0;
    std::optional<double> lower; // of its interval
    std::optional<double> upper;
    double observed = 0;
    std::optional<double> persistence; // the newest observation of the same hour of a day that was known at the issue
    bool operator==(const Pair &) const = default;
};

/// What was observed, by hour, in the forecast's unit.
using Observations = QHash<QDateTime, double>;

/// One forecast against the observations, of one pollutant (concentration), or with an empty one of the server's index. Hours without observation,
/// and values that are no numbers, make no pair. The issue is Provenance::generated; without it, one hour before the first.
[[nodiscard]] QList<Pair> matched(const Forecast &forecast, const QString &pollutant, const Observations &observed);

/// Never pooled alone: scores of one lead, or of one issue. Each group keeps the order of the pairs.
[[nodiscard]] QMap<int, QList<Pair>> byLead(const QList<Pair> &pairs);
[[nodiscard]] QMap<QDateTime, QList<Pair>> byIssue(const QList<Pair> &pairs);

} // namespace forecast
