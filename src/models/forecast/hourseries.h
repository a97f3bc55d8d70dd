// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart of hours is given: index values of the past, those ahead with their interval, and the bands behind them.
#pragma once

#include "models/forecast/airmap.h"

#include <QDateTime>
#include <QList>

#include <chrono>

namespace models {

struct HourValue {
    QDateTime at;
    std::optional<double> value; // nothing: a gap
    double lower = 0;
    double upper = 0;
    int category = -1;
};

struct HourBand {
    int from = 0;
    int to = 0;
    QString colour;
    QString word;
};

struct HourSeries {
    QString title; // what the numbers are: "India NAQI"
    QList<HourValue> past;
    QList<HourValue> ahead;
    QList<HourBand> bands;
    bool means = false; // of the standard's running means up to the end of each hour, not of the hour alone
    bool inBands = false; // the standard has no numbers: a value is the middle of its band
    QDateTime now;
    std::chrono::hours bucket{1}; // of the past: each value is the index of the means of so many hours
    double confidence = 0; // of the interval, 0..1
    [[nodiscard]] bool isEmpty() const { return past.isEmpty() && ahead.isEmpty(); }
};

/// The index of the choice for every hour, of the hour or of the standard's means up to its end, as the choice says; means reach back from the forecast into
/// what was measured. The interval is the index of the lower and of the upper concentrations. from: hours of the history before it are for the means only.
/// Values of several hours (bucket) have no means of the standard.
[[nodiscard]] HourSeries hourSeries(const QList<forecast::Measurement> &history, const std::optional<forecast::Forecast> &ahead, const IndexChoice &choice,
    const QDateTime &now, std::chrono::hours bucket = std::chrono::hours(1), const QDateTime &from = {});

/// The values in runs without a gap: where a bucket or a value is missing, the next run begins.
[[nodiscard]] QList<QList<HourValue>> runsOf(const QList<HourValue> &values, std::chrono::hours bucket);

} // namespace models
