// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From hourly measurements to the means that a standard asks for: running means with a completeness rule (CPCB 2014: 16 of 24 hours; 40 CFR 50: three
// quarters of the hours), and EPA's NowCast of particles (AirNow fact sheet: 12 hours, 2 of the newest 3, weight factor from 0.5 to 1).
// Ozone of the present hour is its running 8 h mean: EPA's own fit over two weeks is not made again here.
#pragma once

#include "forecast/standard.h"

#include <QDateTime>

namespace forecast {

/// Hourly means of one pollutant in the standard's unit, the newest first: [0] is the hour that ends at `end`.
struct PastHours {
    QDateTime end;
    QList<std::optional<double>> values; // nothing: not measured in that hour
    int rejected = 0;                    // readings that are no concentration: negative, NaN, or in an unknown unit
};

/// A mean, and what it was made of. Too few hours: no value, never one that is too good to be true.
struct Mean {
    enum class Kind { Running, NowCast };
    std::optional<double> value;
    Kind kind = Kind::Running;
    int valid = 0; // hours with a value
    int hours = 1; // that it is a mean of
    int needed = 1;
};

/// What was measured, as the standard wants it, for the hour that ends at `end`.
struct AveragedAir {
    QDateTime end;
    Standard::Values values;    // for Standard::index(), by table: "o3", "o3_1h"
    QMap<QString, Mean> means;  // of every table whose pollutant has a reading in the last 24 hours
    QStringList hourly;         // tables whose newest hour stands in for a mean that too few hours make
    int rejected = 0;
};

/// What happens to a pollutant with too few hours for its mean.
enum class Incomplete { LeaveOut, TakeHour };

/// Each measurement belongs to the hour in which it begins, counted back from `end`; several of one hour have their mean. Units are converted here,
/// once. Without readings, or where the standard does not know the pollutant, all hours are empty.
[[nodiscard]] PastHours pastHours(
    const QList<Measurement> &measurements, const QString &pollutant, const Standard &standard, const QDateTime &end, int hours);
/// The end of the hour of the newest measurement; invalid without one.
[[nodiscard]] QDateTime lastHourEnd(const QList<Measurement> &measurements);

/// Over values[newest] and those before it.
[[nodiscard]] Mean runningMean(const PastHours &past, qsizetype newest, const AveragingRule &rule);
/// Of values[newest] and the eleven before it: w = max(0.5, 1 - (max - min) / max), sum(w^i c) / sum(w^i) over the hours i that are there.
[[nodiscard]] Mean nowCast(const PastHours &past, qsizetype newest);

/// The mean of every table of the standard; NowCast where its rule says so.
[[nodiscard]] AveragedAir averaged(
    const QList<Measurement> &measurements, const Standard &standard, const QDateTime &end, Incomplete incomplete = Incomplete::LeaveOut);

/// "24 h mean of 20 hours", "NowCast of 11 hours", "13 of the 16 hours needed".
[[nodiscard]] QString basisText(const Mean &mean);

} // namespace forecast
