// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The weather as TimescaleDB has it.
#pragma once

#include "database/session.h"
#include "forecast/values.h"

#include <QDateTime>

#include <chrono>

namespace database {

/// Means of [from, to) in whole buckets, oldest first, of what was stored nearest to the position (degrees), at most 30 km away: the predictor stores one point
/// for each city. The direction is that of the mean of the unit vectors; 30 km is ours, for no document says how far a city's weather holds.
[[nodiscard]] QFuture<base::Result<QList<forecast::WeatherHour>>> weather(
    Session &session, double latitude, double longitude, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket);

} // namespace database
