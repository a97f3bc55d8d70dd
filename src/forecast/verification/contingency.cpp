// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/verification/contingency.h"

#include <cmath>
#include <cstdlib>
#include <numeric>

namespace forecast {

namespace {
Exceedance::Score share(double part, double whole) {
    return whole == 0 ? Exceedance::Score() : Exceedance::Score(part / whole);
}
} // namespace

Exceedance::Score Exceedance::detection() const {
    return share(hits, hits + misses);
}

Exceedance::Score Exceedance::falseAlarmRatio() const {
    return share(falseAlarms, hits + falseAlarms);
}

Exceedance::Score Exceedance::successRatio() const {
    return share(hits, hits + falseAlarms);
}

Exceedance::Score Exceedance::falseDetection() const {
    return share(falseAlarms, falseAlarms + correctNegatives);
}

Exceedance::Score Exceedance::threat() const {
    return share(hits, hits + falseAlarms + misses);
}

Exceedance::Score Exceedance::bias() const {
    return share(hits + falseAlarms, hits + misses);
}

Exceedance::Score Exceedance::accuracy() const {
    return share(hits + correctNegatives, n());
}

Exceedance::Score Exceedance::equitableThreat() const {
    if (n() == 0)
        return {};
    const double chance = static_cast<double>(hits + falseAlarms) * (hits + misses) / n();
    return share(hits - chance, hits + falseAlarms + misses - chance);
}

Exceedance::Score Exceedance::heidke() const {
    const double a = hits;
    const double b = falseAlarms;
    const double c = misses;
    const double d = correctNegatives;
    return share(2 * (a * d - b * c), (a + c) * (c + d) + (a + b) * (b + d));
}

Exceedance::Score Exceedance::peirce() const {
    const Score right = detection();
    const Score wrong = falseDetection();
    return right && wrong ? Score(*right - *wrong) : Score();
}

Exceedance exceedance(std::span<const Pair> pairs, double threshold) {
    Exceedance table;
    for (const Pair &pair : pairs) {
        if (!std::isfinite(pair.forecast) || !std::isfinite(pair.observed))
            continue;
        const bool said = pair.forecast > threshold;
        const bool came = pair.observed > threshold;
        ++(said ? (came ? table.hits : table.falseAlarms) : (came ? table.misses : table.correctNegatives));
    }
    return table;
}

std::optional<PerformancePoint> performancePoint(const Exceedance &table) {
    const auto right = table.successRatio();
    const auto found = table.detection();
    return right && found ? std::optional(PerformancePoint{*right, *found, table.n()}) : std::nullopt;
}

double threatAt(double successRatio, double detection) {
    return 1 / (1 / successRatio + 1 / detection - 1);
}

double biasAt(double successRatio, double detection) {
    return detection / successRatio;
}

int Contingency::n() const {
    return std::accumulate(counts.cbegin(), counts.cend(), 0);
}

std::optional<double> Contingency::exact() const {
    int right = 0;
    for (int i = 0; i < categories; ++i)
        right += at(i, i);
    return share(right, n());
}

std::optional<double> Contingency::withinOne() const {
    int near = 0;
    for (int observed = 0; observed < categories; ++observed)
        for (int said = 0; said < categories; ++said)
            near += std::abs(observed - said) <= 1 ? at(observed, said) : 0;
    return share(near, n());
}

Contingency contingency(std::span<const Pair> pairs, int categories, const std::function<int(double)> &category) {
    Contingency table{categories, QList<int>(qsizetype(categories) * categories, 0)};
    for (const Pair &pair : pairs) {
        if (!std::isfinite(pair.forecast) || !std::isfinite(pair.observed))
            continue;
        const int came = category(pair.observed);
        const int said = category(pair.forecast);
        if (came >= 0 && said >= 0 && came < categories && said < categories)
            ++table.counts[qsizetype(came) * categories + said];
    }
    return table;
}

} // namespace forecast
