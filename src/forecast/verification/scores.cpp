// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/verification/scores.h"

#include "forecast/verification/probability.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace forecast {

namespace {
using Score = Scores::Score;

Score ratio(double part, double whole) {
    return whole == 0 ? Score() : Score(part / whole);
}

/// Sums over all pairs.
struct Sums {
    double forecast = 0;
    double observed = 0;
    double bias = 0;
    double error = 0;
    double square = 0;
    double fractionBias = 0;
    double fractionError = 0;
    int fractions = 0;
    int ratios = 0; // m / o is a number
    int withinTwo = 0;

    void add(const Pair &pair) {
        const double difference = pair.forecast - pair.observed;
        const double sum = pair.forecast + pair.observed;
        forecast += pair.forecast;
        observed += pair.observed;
        bias += difference;
        error += std::abs(difference);
        square += difference * difference;
        if (sum > 0) {
            fractionBias += 2 * difference / sum;
            fractionError += 2 * std::abs(difference) / sum;
            ++fractions;
        }
        if (pair.observed > 0) {
            ++ratios;
            withinTwo += pair.forecast >= 0.5 * pair.observed && pair.forecast <= 2 * pair.observed ? 1 : 0;
        }
    }
};

void addDifferences(Scores &out, const Sums &sums) {
    out.meanBias = ratio(sums.bias, out.n);
    out.meanError = ratio(sums.error, out.n);
    if (out.n > 0)
        out.rootMeanSquare = std::sqrt(sums.square / out.n);
    out.normalizedBias = ratio(sums.bias, sums.observed);
    out.normalizedError = ratio(sums.error, sums.observed);
    out.fractionalBias = ratio(sums.fractionBias, sums.fractions);
    out.fractionalError = ratio(sums.fractionError, sums.fractions);
    out.withinFactorTwo = ratio(sums.withinTwo, sums.ratios);
}

/// Those that need the means first.
void addShapes(Scores &out, const std::vector<Pair> &pairs, const Sums &sums) {
    const double meanForecast = sums.forecast / out.n;
    const double meanObserved = sums.observed / out.n;
    double together = 0;
    double ofForecast = 0;
    double ofObserved = 0;
    double spread = 0;
    bool varies[2] = {false, false}; // sums of squares of a constant need not be 0
    for (const Pair &pair : pairs) {
        const double m = pair.forecast - meanForecast;
        const double o = pair.observed - meanObserved;
        together += m * o;
        ofForecast += m * m;
        ofObserved += o * o;
        spread += std::abs(o);
        varies[0] = varies[0] || pair.forecast != pairs.front().forecast;
        varies[1] = varies[1] || pair.observed != pairs.front().observed;
    }
    if (varies[0] && varies[1])
        out.correlation = std::clamp(together / std::sqrt(ofForecast * ofObserved), -1.0, 1.0);
    if (!varies[1])
        return;
    out.efficiency = 1 - sums.error / spread;
    out.indexOfAgreement = sums.error <= 2 * spread ? 1 - sums.error / (2 * spread) : 2 * spread / sums.error - 1;
}

void addInterval(Scores &out, const std::vector<Pair> &pairs, double level) {
    if (!(level > 0 && level < 1))
        return;
    int inside = 0;
    double winklers = 0;
    double lower = 0;
    double median = 0;
    double upper = 0;
    double crps = 0;
    const double tail = (1 - level) / 2;
    for (const Pair &pair : pairs) {
        if (!pair.lower || !pair.upper || !(*pair.lower <= *pair.upper))
            continue;
        ++out.withInterval;
        const Interval interval{*pair.lower, *pair.upper, level};
        inside += interval.holds(pair.observed) ? 1 : 0;
        winklers += winkler(interval, pair.observed);
        lower += pinball(interval.lower, tail, pair.observed);
        median += pinball(pair.forecast, 0.5, pair.observed);
        upper += pinball(interval.upper, 1 - tail, pair.observed);
        crps += quantileCrps(pair.forecast, interval, pair.observed);
    }
    out.coverage = ratio(inside, out.withInterval);
    out.winkler = ratio(winklers, out.withInterval);
    out.pinballLower = ratio(lower, out.withInterval);
    out.pinballMedian = ratio(median, out.withInterval);
    out.pinballUpper = ratio(upper, out.withInterval);
    out.crps = ratio(crps, out.withInterval);
}

void addPersistence(Scores &out, const std::vector<Pair> &pairs) {
    double ours = 0;
    double theirs = 0;
    for (const Pair &pair : pairs) {
        if (!pair.persistence || !std::isfinite(*pair.persistence))
            continue;
        ++out.withPersistence;
        ours += (pair.forecast - pair.observed) * (pair.forecast - pair.observed);
        theirs += (*pair.persistence - pair.observed) * (*pair.persistence - pair.observed);
    }
    if (out.withPersistence == 0)
        return;
    out.persistenceError = std::sqrt(theirs / out.withPersistence);
    if (theirs > 0)
        out.skill = 1 - ours / theirs;
    if (out.withPersistence >= fewPairs)
        out.beatsPersistence = ours < theirs ? Verdict::Yes : Verdict::No;
}
} // namespace

QMap<int, Scores> scoresByLead(const QList<Pair> &pairs, double level) {
    QMap<int, Scores> out;
    for (const auto &[lead, group] : byLead(pairs).asKeyValueRange())
        out.insert(lead, scores(group, level));
    return out;
}

QMap<QDateTime, Scores> scoresByIssue(const QList<Pair> &pairs, double level) {
    QMap<QDateTime, Scores> out;
    for (const auto &[issued, group] : byIssue(pairs).asKeyValueRange())
        out.insert(issued, scores(group, level));
    return out;
}

Scores scores(std::span<const Pair> pairs, double level) {
    std::vector<Pair> used;
    std::ranges::copy_if(pairs, std::back_inserter(used),
        [](const Pair &pair) { return std::isfinite(pair.forecast) && std::isfinite(pair.observed); });
    Scores out;
    out.n = static_cast<int>(used.size());
    if (used.empty())
        return out;
    Sums sums;
    for (const Pair &pair : used)
        sums.add(pair);
    const auto [first, last] = std::ranges::minmax(used, {}, &Pair::valid);
    out.first = first.valid;
    out.last = last.valid;
    addDifferences(out, sums);
    addShapes(out, used, sums);
    addInterval(out, used, level);
    addPersistence(out, used);
    return out;
}

} // namespace forecast
