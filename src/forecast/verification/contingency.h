// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of events: was a level exceeded as forecast, and was the category the right one (definitions: Jolliffe and Stephenson 2012; the performance
// diagram: Roebber 2009). Nothing where a division by zero would have to say something.
#pragma once

#include "forecast/verification/pairs.h"

#include <functional>

namespace forecast {

struct Exceedance {
    using Score = std::optional<double>;

    int hits = 0;             // a
    int falseAlarms = 0;      // b
    int misses = 0;           // c
    int correctNegatives = 0; // d

    [[nodiscard]] int n() const { return hits + falseAlarms + misses + correctNegatives; }
    [[nodiscard]] Score detection() const;       // POD: a / (a + c)
    [[nodiscard]] Score falseAlarmRatio() const; // FAR: b / (a + b)
    [[nodiscard]] Score successRatio() const;    // 1 - FAR
    [[nodiscard]] Score falseDetection() const;  // POFD: b / (b + d)
    [[nodiscard]] Score threat() const;          // CSI: a / (a + b + c)
    [[nodiscard]] Score bias() const;            // (a + b) / (a + c)
    [[nodiscard]] Score accuracy() const;        // (a + d) / n
    [[nodiscard]] Score equitableThreat() const; // ETS: CSI without the hits that chance has
    [[nodiscard]] Score heidke() const;          // HSS
    [[nodiscard]] Score peirce() const;          // PSS: POD - POFD
    bool operator==(const Exceedance &) const = default;
};

/// An event is a value above the threshold. Pairs that are no numbers do not count.
[[nodiscard]] Exceedance exceedance(std::span<const Pair> pairs, double threshold);

/// Where a forecast stands in the performance diagram.
struct PerformancePoint {
    double successRatio = 0; // to the right
    double detection = 0;    // upwards
    int n = 0;
};
[[nodiscard]] std::optional<PerformancePoint> performancePoint(const Exceedance &table);
/// Of its curves and rays, for 0 < successRatio, detection <= 1.
[[nodiscard]] double threatAt(double successRatio, double detection);
[[nodiscard]] double biasAt(double successRatio, double detection);

/// How often each category was forecast where each came.
struct Contingency {
    int categories = 0;
    QList<int> counts; // of observed · categories + forecast

    [[nodiscard]] int at(int observed, int forecast) const { return counts.value(observed * categories + forecast); }
    [[nodiscard]] int n() const;
    [[nodiscard]] std::optional<double> exact() const;
    [[nodiscard]] std::optional<double> withinOne() const;
};

/// category: of a value, from 0; -1 for none, and then the pair does not count.
[[nodiscard]] Contingency contingency(std::span<const Pair> pairs, int categories, const std::function<int(double)> &category);

} // namespace forecast
