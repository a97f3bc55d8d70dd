// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of values and of intervals: a worked example, what a perfect and a constant forecast must have, and what is not defined.
#include "forecast/verification/probability.h"
#include "forecast/verification/scores.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::Interval;
using forecast::Pair;
using forecast::Scores;
using forecast::Verdict;

namespace {
const QDateTime issue(QDate(2026, 11, 20), QTime(0, 0), QTimeZone::UTC);
const QList<double> observed = {40, 55, 90, 120, 210, 35, 60, 150};
const QList<double> modelled = {50, 50, 110, 90, 180, 30, 130, 160};
const QList<double> persisted = {45, 40, 55, 90, 120, 210, 35, 60};

QList<Pair> pairsOf(const QList<double> &m, const QList<double> &o, const QList<double> &p = {}) {
    QList<Pair> pairs;
    for (qsizetype i = 0; i < m.size(); ++i)
        pairs.append({issue, static_cast<int>(i) + 1, issue.addSecs(3600 * (i + 1)), m[i], {}, {}, o[i], i < p.size() ? std::optional(p[i]) : std::nullopt});
    return pairs;
}
bool near(const std::optional<double> &found, double expected, double by) {
    if (found && std::abs(*found - expected) <= by)
        return true;
    qWarning("%s instead of %.8g", found ? QByteArray::number(*found, 'g', 10).constData() : "nothing", expected);
    return false;
}
constexpr double notNumber = std::numeric_limits<double>::quiet_NaN();
} // namespace

class TestScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workedExample() {
        const Scores scores = forecast::scores(pairsOf(modelled, observed, persisted), 0.8);
        QCOMPARE(scores.n, 8);
        QCOMPARE(scores.first, issue.addSecs(3600));
        QCOMPARE(scores.last, issue.addSecs(8 * 3600));
        QVERIFY(near(scores.meanBias, 5, 1e-12));
        QVERIFY(near(scores.meanError, 22.5, 1e-12));
        QVERIFY(near(scores.rootMeanSquare, 30.3109, 5e-5));
        QVERIFY(near(scores.normalizedBias, 0.05263, 5e-6));
        QVERIFY(near(scores.normalizedError, 0.23684, 5e-6));
        QVERIFY(near(scores.fractionalBias, 0.06687, 5e-6));
        QVERIFY(near(scores.fractionalError, 0.23903, 5e-6));
        QVERIFY(near(scores.correlation, 0.85447, 5e-6));
        QVERIFY(near(scores.withinFactorTwo, 0.875, 1e-12));
        QVERIFY(near(scores.efficiency, 1 - 180.0 / 390, 1e-12)); // the mean is 95, and sum |o - 95| = 390
        QVERIFY(near(scores.indexOfAgreement, 1 - 180.0 / 780, 1e-12));
        QVERIFY(near(scores.persistenceError, 78.9185, 5e-5));
        QVERIFY(near(scores.skill, 0.85248, 5e-6));
        QCOMPARE(scores.beatsPersistence, Verdict::TooFew); // 8 pairs say nothing
        QVERIFY(scores.isFew());
        QVERIFY(!scores.coverage && !scores.winkler && !scores.crps); // no intervals
    }

    void perfectForecast() {
        QList<double> truth;
        for (int i = 0; i < 40; ++i)
            truth.append(20 + (i * 37) % 180);
        auto pairs = pairsOf(truth, truth, QList<double>(40, 50));
        for (Pair &pair : pairs) {
            pair.lower = pair.forecast;
            pair.upper = pair.forecast;
        }
        const Scores scores = forecast::scores(pairs, 0.8);
        for (const auto &zero : {scores.meanBias, scores.meanError, scores.rootMeanSquare, scores.normalizedBias, scores.normalizedError,
                 scores.fractionalBias, scores.fractionalError, scores.winkler, scores.crps})
            QVERIFY(near(zero, 0, 0));
        for (const auto &one : {scores.correlation, scores.withinFactorTwo, scores.indexOfAgreement, scores.efficiency, scores.coverage, scores.skill})
            QVERIFY(near(one, 1, 1e-12));
        QCOMPARE(scores.beatsPersistence, Verdict::Yes);
        QVERIFY(!scores.isFew());
    }

    void constantForecastHasNoCorrelation() {
        const Scores scores = forecast::scores(pairsOf(QList<double>(8, 0.1), observed), 0.8);
        QVERIFY(!scores.correlation);
        QVERIFY(scores.efficiency && *scores.efficiency < 0);
        QVERIFY(scores.indexOfAgreement && *scores.indexOfAgreement >= -1 && *scores.indexOfAgreement < 1);
        const Scores mean = forecast::scores(pairsOf(QList<double>(8, 95), observed), 0.8);
        QVERIFY(near(mean.efficiency, 0, 1e-12)); // the mean of the observations is what COE measures against
        QVERIFY(near(mean.indexOfAgreement, 0.5, 1e-12));
        const Scores worse = forecast::scores(pairsOf(QList<double>(8, 300), observed), 0.8); // beyond twice the spread the scale is another one
        QVERIFY(near(worse.indexOfAgreement, 780.0 / 1640 - 1, 1e-12));
        const Scores still = forecast::scores(pairsOf(modelled, QList<double>(8, 0.1)), 0.8);
        QVERIFY(!still.correlation && !still.efficiency && !still.indexOfAgreement);
        QVERIFY(still.meanBias && still.normalizedBias);
    }

    void whatIsNotDefinedIsNothing() {
        const Scores none = forecast::scores({}, 0.8);
        QCOMPARE(none.n, 0);
        for (const auto &score : {none.meanBias, none.meanError, none.rootMeanSquare, none.normalizedBias, none.normalizedError, none.fractionalBias,
                 none.fractionalError, none.correlation, none.withinFactorTwo, none.indexOfAgreement, none.efficiency, none.coverage, none.winkler,
                 none.pinballLower, none.pinballMedian, none.pinballUpper, none.crps, none.persistenceError, none.skill})
            QVERIFY(!score);
        const Scores clean = forecast::scores(pairsOf({0, 0}, {0, 0}, {0, 0}), 0.8);
        QVERIFY(near(clean.meanBias, 0, 0));
        QVERIFY(!clean.normalizedBias && !clean.normalizedError && !clean.fractionalBias && !clean.withinFactorTwo && !clean.skill);
        QVERIFY(near(clean.persistenceError, 0, 0)); // persistence was perfect: nothing to be measured against
        const Scores one = forecast::scores(pairsOf({50}, {40}), 0.8);
        QVERIFY(near(one.meanBias, 10, 0) && !one.correlation && !one.efficiency);
    }

    void zerosAreLeftOutOfRatios() {
        const Scores scores = forecast::scores(pairsOf({0, 60}, {0, 50}), 0.8);
        QCOMPARE(scores.n, 2);
        QVERIFY(near(scores.fractionalBias, 20.0 / 110, 1e-12));
        QVERIFY(near(scores.withinFactorTwo, 1, 0));
    }

    void whatIsNoNumberIsNoPair() {
        auto pairs = pairsOf(modelled + QList<double>{notNumber, 10}, observed + QList<double>{10, notNumber}, persisted);
        pairs[0].persistence = notNumber;
        const Scores scores = forecast::scores(pairs, 0.8);
        QCOMPARE(scores.n, 8);
        QCOMPARE(scores.withPersistence, 7);
        QVERIFY(near(scores.meanBias, 5, 1e-12));
    }

    void verdictNeedsThirty() {
        QList<double> truth;
        for (int i = 0; i < 30; ++i)
            truth.append(50 + i % 7);
        QList<double> close = truth;
        for (double &value : close)
            value += 1;
        const QList<double> far(30, 200);
        QCOMPARE(forecast::scores(pairsOf(close, truth, far), 0.8).beatsPersistence, Verdict::Yes);
        QCOMPARE(forecast::scores(pairsOf(far, truth, close), 0.8).beatsPersistence, Verdict::No);
        QVERIFY(*forecast::scores(pairsOf(far, truth, close), 0.8).skill < 0);
        QCOMPARE(forecast::scores(pairsOf(close, truth, close), 0.8).beatsPersistence, Verdict::No); // as good is not better
        QCOMPARE(forecast::scores(pairsOf(close, truth, far.first(29)), 0.8).beatsPersistence, Verdict::TooFew);
    }

    void intervals() {
        QCOMPARE(forecast::winkler({60, 160, 0.8}, 100), 100.0);
        QVERIFY(near(forecast::winkler({60, 160, 0.8}, 175), 250, 1e-9));
        QVERIFY(near(forecast::winkler({60, 160, 0.8}, 50), 200, 1e-9));
        QVERIFY(near(forecast::pinball(60, 0.1, 140), 8, 1e-12));
        QVERIFY(near(forecast::pinball(100, 0.5, 140), 20, 1e-12));
        QVERIFY(near(forecast::pinball(160, 0.9, 140), 2, 1e-12));
        QVERIFY(near(forecast::quantileCrps(100, {60, 160, 0.8}, 140), 20, 1e-12)); // twice the mean of the three
        auto pairs = pairsOf({100, 100}, {140, 175});
        for (Pair &pair : pairs) {
            pair.lower = 60;
            pair.upper = 160;
        }
        pairs.append(pairsOf({100}, {140})); // has none
        const Scores scores = forecast::scores(pairs, 0.8);
        QCOMPARE(scores.withInterval, 2);
        QVERIFY(near(scores.coverage, 0.5, 0));
        QVERIFY(near(scores.winkler, 175, 1e-9));
        QVERIFY(near(scores.pinballLower, (8 + 11.5) / 2, 1e-9)); // q10 = 60, of 140 and of 175
        QVERIFY(near(scores.pinballMedian, (20 + 37.5) / 2, 1e-9));
        QVERIFY(near(scores.pinballUpper, (2 + 13.5) / 2, 1e-9));
        QVERIFY(near(scores.crps, (forecast::quantileCrps(100, {60, 160, 0.8}, 140) + forecast::quantileCrps(100, {60, 160, 0.8}, 175)) / 2, 1e-9));
        QVERIFY(!forecast::scores(pairs, 0).coverage); // an interval that promises nothing
        QVERIFY(!forecast::scores(pairs, 1).winkler);
    }

    void everyLeadAndEveryIssueHasItsOwn() {
        auto pairs = pairsOf(modelled, observed, persisted);
        for (const Pair &pair : pairsOf(observed, observed, persisted)) { // issued later, and perfect
            pairs.append(pair);
            pairs.last().issued = issue.addSecs(3600);
        }
        const auto leads = forecast::scoresByLead(pairs, 0.8);
        QCOMPARE(leads.keys(), (QList<int>{1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(leads[5].n, 2);
        QVERIFY(near(leads[5].meanError, 15, 1e-12)); // 180 and 210 for 210
        const auto issues = forecast::scoresByIssue(pairs, 0.8);
        QCOMPARE(issues.size(), 2);
        QVERIFY(near(issues.first().meanError, 22.5, 1e-12));
        QVERIFY(near(issues.last().meanError, 0, 0));
    }

    void ensembles() {
        const std::array<double, 4> members = {130, 80, 110, 95};
        QVERIFY(near(forecast::ensembleCrps(members, 100), 5.9375, 1e-12));
        QVERIFY(near(forecast::fairCrps(members, 100), 2.5, 1e-12));
        const std::array<double, 1> one = {80};
        QVERIFY(near(forecast::ensembleCrps(one, 100), 20, 1e-12)); // the absolute error
        QVERIFY(!forecast::fairCrps(one, 100));
        QVERIFY(!forecast::ensembleCrps({}, 100));
        const std::array<double, 3> sure = {100, 100, 100};
        QVERIFY(near(forecast::ensembleCrps(sure, 100), 0, 1e-12));
    }

    void wideIntervalsCostMoreThanSharpOnesThatHold() {
        for (double width = 5; width < 200; width += 5) {
            QVERIFY(forecast::winkler({100 - width, 100 + width, 0.8}, 100) < forecast::winkler({95 - width, 105 + width, 0.8}, 100));
            QVERIFY(forecast::quantileCrps(100, {100 - width, 100 + width, 0.8}, 100) < forecast::quantileCrps(100, {95 - width, 105 + width, 0.8}, 100));
        }
    }
};

QTEST_APPLESS_MAIN(TestScores)
#include "tst_scores.moc"
