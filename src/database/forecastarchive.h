// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was forecast, as the predictor's database keeps it.
#pragma once

#include "database/session.h"
#include "forecast/values.h"

#include <QDateTime>

namespace database {

/// Where and of what.
struct Spot {
    double latitude = 0; // degrees
    double longitude = 0;
    QString pollutant;
};

/// The contract does not say what predictions.time is: the hour that is predicted, or the hour in which it was.
enum class PredictionTime { Target, Issue };

/// All forecasts of hours in [from, to) within 2 km of the spot, one for each issue, oldest first; the issue is Provenance::generated, the hour before
/// lead 1. Units are not stored: they stay empty.
[[nodiscard]] QFuture<base::Result<QList<forecast::Forecast>>> storedForecasts(
    Session &session, const Spot &spot, const QDateTime &from, const QDateTime &to, PredictionTime meaning = PredictionTime::Target);

} // namespace database
