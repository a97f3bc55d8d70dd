// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was forecast, as the predictor's database keeps it.
#pragma once

#include "database/session.h"
#include "forecast/values.h"

#include <QDateTime>

#include <optional>

namespace database {

/// Where and of what.
struct Spot {
    double latitude = 0; // degrees
    double longitude = 0;
    QString pollutant;
};

/// The contract does not say what predictions.time is: the hour that is predicted, or the hour in which it was.
enum class PredictionTime { Target, Issue };

struct StoredForecasts {
    QList<forecast::Forecast> forecasts; // one for each issue, oldest first
    PredictionTime meaning = PredictionTime::Target; // as the time was read
};

/// All forecasts of which the time lies in [from, to) within 2 km of the spot; the issue is Provenance::generated, the hour before lead 1. Units are not
/// stored: they stay empty. Without a meaning the rows tell it: at the newest time of the table there is one lead, the longest, where the time is the hour
/// that is predicted, and every lead where it is that of the issue.
[[nodiscard]] QFuture<base::Result<StoredForecasts>> storedForecasts(
    Session &session, const Spot &spot, const QDateTime &from, const QDateTime &to, std::optional<PredictionTime> meaning = {});

} // namespace database
