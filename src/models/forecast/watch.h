// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Places that somebody keeps an eye on: when the forecast crosses their level, and when that is worth a word. Pure.
#pragma once

#include "models/forecast/hourseries.h"

#include <QJsonObject>

namespace models {

struct Watch {
    QString place; // id, as the map has it
    QString name;
    QString ask; // what the API calls the place
    QString standard; // id
    QString pollutant; // empty: the index of all
    int level = 0; // of the index; of a standard in bands, the band's place
    bool enabled = true;
    bool operator==(const Watch &) const = default;
    [[nodiscard]] bool isOf(const Watch &other) const { return place == other.place && standard == other.standard && pollutant == other.pollutant; }
};

[[nodiscard]] QJsonObject toJson(const Watch &watch);
/// Nothing where a part that it cannot be without is missing.
[[nodiscard]] std::optional<Watch> watchFrom(const QJsonObject &object);

/// What a forecast says of a level.
struct Crossing {
    QDateTime first;    // hour at or above the level; invalid: none
    QDateTime possible; // hour whose interval reaches it; never after the first
    QDateTime certain;  // hour whose whole interval lies at or above it; invalid: none
    int peak = 0;       // the highest index ahead
    QDateTime peakAt;
    int peakCategory = -1;
    bool operator==(const Crossing &) const = default;
    [[nodiscard]] bool isCrossed() const { return first.isValid(); }
};

/// Nothing where no hour ahead has a value. Of a standard in bands a value is the middle of its band.
[[nodiscard]] std::optional<Crossing> crossingOf(const HourSeries &series, int level);

enum class Notice { None, Begins, Sooner, Worse, Over };

/// What is new since somebody was last told, so that nobody is told twice: it begins; it comes three hours sooner or more; its peak reaches a worse category; or
/// it is over, which needs a peak a twentieth below the level, lest a value at the level come and go all day.
[[nodiscard]] Notice noticeOf(const std::optional<Crossing> &told, const Crossing &now, int level);

/// "reaches 212 at Fri 18:00, possibly at 15:00; peak 240 at Sat 02:00"; or that it stays below.
[[nodiscard]] QString crossingText(const Crossing &crossing, const forecast::Standard &standard, int level);

} // namespace models
