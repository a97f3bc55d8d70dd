// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured, as the predictor's database keeps it.
#pragma once

#include "database/session.h"
#include "forecast/values.h"

#include <QDateTime>

namespace database {

/// One of the two is set: a station's id, or the name of a city, which is the mean of its stations.
struct Site {
    QString station;
    QString city;
};

/// Means of valid values over buckets of whole hours (UTC), oldest first; at is where a bucket begins. The unit is read with the values:
/// those of another unit are other measurements. A bucket without values is not there. from is included, to is not.
[[nodiscard]] QFuture<base::Result<QList<forecast::Measurement>>> measurements(
    Session &session, const Site &site, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket);

/// The same of every station at once, in buckets of one hour; Measurement::source stays empty.
[[nodiscard]] QFuture<base::Result<QList<forecast::Measurement>>> everyStation(Session &session, const QDateTime &from, const QDateTime &to);

} // namespace database
