// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Exceedances, categories, and how forecasts and observations become pairs.
#include "forecast/standard.h"
#include "forecast/verification/contingency.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::Exceedance;
using forecast::Pair;

namespace {
const QDateTime issue(QDate(2026, 11, 20), QTime(0, 0), QTimeZone::UTC);

QList<Pair> pairsOf(const QList<double> &m, const QList<double> &o) {
    QList<Pair> pairs;
    for (qsizetype i = 0; i < m.size(); ++i)
        pairs.append({issue, static_cast<int>(i) + 1, issue.addSecs(3600 * (i + 1)), m[i], {}, {}, o[i], {}});
    return pairs;
}
const QList<Pair> worked = pairsOf({50, 50, 110, 90, 180, 30, 130, 160}, {40, 55, 90, 120, 210, 35, 60, 150});

bool near(const std::optional<double> &found, double expected, double by = 5e-6) {
    return found && std::abs(*found - expected) <= by;
}
} // namespace

class TestEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workedExample() {
        const Exceedance table = forecast::exceedance(worked, 90);
        QCOMPARE(table, (Exceedance{2, 2, 1, 3}));
        QCOMPARE(table.n(), 8);
        QVERIFY(near(table.detection(), 2.0 / 3));
        QVERIFY(near(table.falseAlarmRatio(), 0.5));
        QVERIFY(near(table.successRatio(), 0.5));
        QVERIFY(near(table.threat(), 0.4));
        QVERIFY(near(table.bias(), 1.33333));
        QVERIFY(near(table.falseDetection(), 0.4));
        QVERIFY(near(table.accuracy(), 0.625));
        QVERIFY(near(table.equitableThreat(), 0.142857));
        QVERIFY(near(table.heidke(), 0.25));
        QVERIFY(near(table.peirce(), 0.266667));
    }

    void perfectForecast() {
        const Exceedance table = forecast::exceedance(pairsOf({10, 100, 200}, {10, 100, 200}), 90);
        for (const auto &one : {table.detection(), table.threat(), table.bias(), table.accuracy(), table.equitableThreat(), table.heidke(), table.peirce()})
            QVERIFY(near(one, 1));
        for (const auto &zero : {table.falseAlarmRatio(), table.falseDetection()})
            QVERIFY(near(zero, 0));
    }

    void whatIsNotDefinedIsNothing() {
        const Exceedance none;
        for (const auto &score : {none.detection(), none.falseAlarmRatio(), none.successRatio(), none.falseDetection(), none.threat(), none.bias(),
                 none.accuracy(), none.equitableThreat(), none.heidke(), none.peirce()})
            QVERIFY(!score);
        QVERIFY(!forecast::performancePoint(none));
        const Exceedance calm = forecast::exceedance(pairsOf({10, 20}, {30, 40}), 90); // nothing was said and nothing came
        QVERIFY(near(calm.accuracy(), 1) && near(calm.falseDetection(), 0));
        QVERIFY(!calm.detection() && !calm.falseAlarmRatio() && !calm.threat() && !calm.equitableThreat() && !calm.heidke() && !calm.peirce());
        const Exceedance always = forecast::exceedance(pairsOf({100, 200}, {150, 250}), 90);
        QVERIFY(near(always.threat(), 1));
        QVERIFY(!always.falseDetection() && !always.equitableThreat() && !always.peirce()); // chance hits them all
    }

    void thresholdItselfIsNoEvent() {
        QCOMPARE(forecast::exceedance(pairsOf({90}, {90}), 90), (Exceedance{0, 0, 0, 1}));
        QCOMPARE(forecast::exceedance(pairsOf({std::numeric_limits<double>::quiet_NaN()}, {90}), 90).n(), 0);
    }

    void chanceHasNoSkill() { // the counts of two independent events
        const Exceedance table{6, 14, 24, 56};
        QVERIFY(near(table.equitableThreat(), 0) && near(table.heidke(), 0) && near(table.peirce(), 0));
    }

    void performanceDiagram() {
        const auto point = forecast::performancePoint(forecast::exceedance(worked, 90));
        QVERIFY(point);
        QCOMPARE(point->n, 8);
        QVERIFY(near(point->successRatio, 0.5) && near(point->detection, 2.0 / 3));
        QVERIFY(near(forecast::threatAt(point->successRatio, point->detection), 0.4)); // its curve goes through the table's CSI
        QVERIFY(near(forecast::biasAt(point->successRatio, point->detection), 1.33333));
        QCOMPARE(forecast::threatAt(1, 1), 1.0);
    }

    void categories() {
        const auto india = forecast::standards().first();
        const auto categoryOf = [&](double index) { return india.categoryOf(index); };
        const auto table = forecast::contingency(worked, 6, categoryOf);
        QCOMPARE(table.n(), 8);
        QCOMPARE(table.at(0, 0), 2);  // 40 as 50, 35 as 30
        QCOMPARE(table.at(1, 0), 1);  // 55 as 50
        QCOMPARE(table.at(1, 2), 2);  // 90 as 110, 60 as 130
        QCOMPARE(table.at(2, 1), 1);  // 120 as 90
        QCOMPARE(table.at(2, 2), 1);  // 150 as 160
        QCOMPARE(table.at(3, 2), 1);  // 210 as 180
        QVERIFY(near(table.exact(), 3.0 / 8));
        QVERIFY(near(table.withinOne(), 1));
        const auto wide = forecast::contingency(pairsOf({10, 10}, {350, 30}), 6, categoryOf);
        QVERIFY(near(wide.withinOne(), 0.5));
        QVERIFY(near(forecast::contingency(pairsOf({10}, {150}), 6, categoryOf).withinOne(), 0)); // two apart
        const auto none = forecast::contingency({}, 6, categoryOf);
        QVERIFY(!none.exact() && !none.withinOne());
        QCOMPARE(forecast::contingency(worked, 6, [](double) { return -1; }).n(), 0);
    }

    void forecastsBecomePairs() {
        forecast::Forecast day;
        day.provenance.generated = issue;
        forecast::Observations observed;
        for (int hour = 1; hour <= 30; ++hour) {
            day.hours.append({issue.addSecs(3600 * hour), hour, 100.0 + hour, 90.0, 150.0, {{u"pm25"_s, {10.0 * hour, u"µg/m³"_s, 5, {}}}}});
            observed.insert(issue.addSecs(3600 * hour), 7.0 * hour);
            observed.insert(issue.addSecs(3600 * (hour - 24)), 1000.0 + hour - 24);
        }
        observed.remove(issue.addSecs(3 * 3600));
        observed[issue.addSecs(4 * 3600)] = std::numeric_limits<double>::quiet_NaN();
        const auto pairs = forecast::matched(day, u"pm25"_s, observed);
        QCOMPARE(pairs.size(), 28);
        QCOMPARE(pairs[0].lead, 1);
        QCOMPARE(pairs[0].forecast, 10.0);
        QCOMPARE(pairs[0].lower, std::optional(5.0));
        QVERIFY(!pairs[0].upper);
        QCOMPARE(pairs[0].persistence, std::optional(1000.0 + 1 - 24)); // the same hour of yesterday
        // 26 hours ahead, yesterday's same hour was not known yet when it was issued: two days before is the newest that was.
        const auto far = std::ranges::find(pairs, 26, &Pair::lead);
        QVERIFY(far != pairs.cend());
        QCOMPARE(far->persistence, std::optional(1000.0 + 2 - 24));
        observed.remove(issue.addSecs(-22 * 3600));
        const auto without = forecast::matched(day, u"pm25"_s, observed);
        QVERIFY(!std::ranges::find(without, 26, &Pair::lead)->persistence);
        const auto indices = forecast::matched(day, {}, observed);
        QCOMPARE(indices.first().forecast, 101.0);
        QCOMPARE(indices.first().upper, std::optional(150.0));
        QVERIFY(forecast::matched(day, u"xenon"_s, observed).isEmpty());
        QVERIFY(forecast::matched({}, u"pm25"_s, observed).isEmpty());
    }

    void groups() {
        QList<Pair> pairs = worked;
        for (const Pair &pair : worked) {
            Pair later = pair;
            later.issued = issue.addSecs(6 * 3600);
            pairs.append(later);
        }
        const auto leads = forecast::byLead(pairs);
        QCOMPARE(leads.size(), 8);
        QCOMPARE(leads.first().size(), 2);
        QCOMPARE(leads.firstKey(), 1);
        const auto issues = forecast::byIssue(pairs);
        QCOMPARE(issues.keys(), (QList<QDateTime>{issue, issue.addSecs(6 * 3600)}));
        QCOMPARE(issues.first(), worked);
    }
};

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
