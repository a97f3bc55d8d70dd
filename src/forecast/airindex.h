// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a standard says of the air: its categories, and the index of one pollutant and of all. Values; standard makes them.
#pragma once

#include "forecast/values.h"

namespace forecast {

/// What a standard gives: a number with categories along it, or no more than the band that the worst pollutant lies in (Europe).
enum class Scale { Index, Bands };

struct Category {
    QString key;       // "very_poor"
    QString word;      // "Very poor"
    QString colour;    // "#RRGGBB", the standard's own
    QString text;      // "#RRGGBB" of writing on that colour
    QString advice;    // one sentence for all
    QString general;   // for people in good health
    QString sensitive; // for Standard::sensitiveGroups()
    int from = 0;      // index; of a standard in bands, both are the band's place: 1 is the best
    int to = 0;
};

/// Over how many hours a table's concentration is a mean, and how many of them it takes.
struct AveragingRule {
    int hours = 1;
    int needed = 1;
    bool nowCast = false; // for the present hour the weighted mean of the last 12 stands in
};

struct SubIndex {
    QString pollutant;
    int value = 0;       // in bands, the band's place from 1; may exceed the scale's end: beyond is then true
    bool beyond = false; // above the last row: to be shown as "500+"
    int category = 0;    // in Standard::categories()
    bool operator==(const SubIndex &) const = default;
};

struct AirIndex {
    std::optional<SubIndex> overall; // the largest part; nothing where the standard asks for more pollutants
    QList<SubIndex> parts;           // of each pollutant that the standard knows
    QString missing;                 // why there is no overall, as a sentence
};

} // namespace forecast
