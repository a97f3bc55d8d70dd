// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Weeks at a glance: each day's index, and the index of every hour of the week. Local time, as people live by it.
#pragma once

#include "models/forecast/airmap.h"

#include <QDate>
#include <QTimeZone>

#include <array>

namespace models {

struct TrendCell {
    std::optional<int> index;
    int category = -1;
    QString text = QStringLiteral("–");
    int hours = 0; // with a value of any pollutant
};

struct TrendDay {
    QDate date;
    TrendCell cell;
};

struct Trends {
    QList<TrendDay> days; // every day from the first to the last, oldest first
    std::array<std::array<TrendCell, 24>, 7> week; // Monday first, by hour
    int hours = 0; // that were measured
    [[nodiscard]] bool isEmpty() const { return hours == 0; }
};

/// A day's index is of its means, each of at least as many hours as the standard needs of 24 (16 where it asks for fewer): a day half measured has none.
/// A cell of the week is the index of the mean of that hour on that weekday.
[[nodiscard]] Trends trendsOf(const QList<forecast::Measurement> &hourly, const IndexChoice &choice, const QTimeZone &zone = QTimeZone::systemTimeZone());

} // namespace models
