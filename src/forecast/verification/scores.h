// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of pairs, with m the forecast and o the observation. The set and its definitions are openair's modStats (FAC2, MB, MGE, NMB, NMGE, RMSE, r,
// COE, IOA as refined by Willmott et al. 2012) with the fractional ones of Boylan and Russell 2006. What a division by zero would say is nothing,
// never 0.
#pragma once

#include "forecast/verification/pairs.h"

namespace forecast {

/// Below so many pairs a score is shown grey, and no verdict is given.
inline constexpr int fewPairs = 30;

enum class Verdict { Yes, No, TooFew };

struct Scores {
    using Score = std::optional<double>;

    int n = 0; // pairs that are numbers
    QDateTime first; // valid times
    QDateTime last;

    Score meanBias;            // mean(m - o)
    Score meanError;           // MAE: mean |m - o|
    Score rootMeanSquare;      // RMSE
    Score normalizedBias;      // NMB: sum(m - o) / sum(o)
    Score normalizedError;     // NME: sum |m - o| / sum(o)
    Score fractionalBias;      // MFB: mean of 2 (m - o) / (m + o), over pairs with m + o > 0
    Score fractionalError;     // MFE
    Score correlation;         // Pearson's r
    Score withinFactorTwo;     // FAC2: share with 0.5 <= m / o <= 2, over pairs with o > 0
    Score indexOfAgreement;    // IOA, -1 to 1
    Score efficiency;          // COE: 1 - sum |m - o| / sum |o - mean(o)|

    int withInterval = 0;      // pairs that have one
    Score coverage;            // share of observations inside; to be compared with the level
    Score winkler;             // interval score: width, and 2 / (1 - level) for every unit outside
    Score pinballLower;        // mean quantile losses: of the lower edge,
    Score pinballMedian;       // of the forecast as a median,
    Score pinballUpper;        // and of the upper edge
    Score crps;                // by these three quantiles, see probability.h

    int withPersistence = 0;   // pairs that have one
    Score persistenceError;    // RMSE of persistence
    Score skill;               // 1 - MSE / MSE of persistence, over the same pairs
    Verdict beatsPersistence = Verdict::TooFew;

    [[nodiscard]] bool isFew() const { return n < fewPairs; }
};

/// level: what the intervals promise, between 0 and 1; outside of it they have no scores. The forecast counts as their median.
[[nodiscard]] Scores scores(std::span<const Pair> pairs, double level);
/// One for each lead, or for each issue: scores are never pooled over leads alone.
[[nodiscard]] QMap<int, Scores> scoresByLead(const QList<Pair> &pairs, double level);
[[nodiscard]] QMap<QDateTime, Scores> scoresByIssue(const QList<Pair> &pairs, double level);

} // namespace forecast
