// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The server's index beside ours: means that reach from the past into the forecast, categories that differ, and stations of one place.
#include "forecast/outlook.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::Concentration;
using forecast::Measurement;

namespace {
const QString micro = u"µg/m³"_s;
const QDateTime issue(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);

forecast::Standard standard(QStringView id) {
    for (const auto &one : forecast::standards())
        if (one.id() == id)
            return one;
    qFatal("no such standard");
}

/// Hours before the issue, the newest one first.
QList<Measurement> past(int hours, double pm25, const QString &station = u"S"_s) {
    QList<Measurement> out;
    for (int i = 1; i <= hours; ++i)
        for (const auto &[pollutant, value] : {std::pair(u"pm25"_s, pm25), std::pair(u"no2"_s, 30.0), std::pair(u"o3"_s, 40.0)})
            out.append({station, pollutant, {value, micro, {}, {}}, issue.addSecs(-3600 * i), {}});
    return out;
}

forecast::Forecast ahead(int hours, double pm25, double aqi) {
    forecast::Forecast out;
    out.provenance.generated = issue;
    for (int i = 0; i < hours; ++i)
        out.hours.append({issue.addSecs(3600 * i), i + 1, aqi, aqi - 10, aqi + 10,
            {{u"pm25"_s, {pm25, micro, {}, {}}}, {u"no2"_s, {30, micro, {}, {}}}, {u"o3"_s, {40, micro, {}, {}}}}});
    return out;
}
} // namespace

class TestOutlook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void meansReachIntoTheForecast() {
        const auto out = forecast::outlook(ahead(24, 120, 250), {}, past(24, 60), standard(u"in-naqi"));
        QCOMPARE(out.hours.size(), 24);
        QVERIFY(!out.now);
        QCOMPARE(out.stations, 1);
        // One hour ahead: 23 measured hours of 60 and one of 120; at the end the forecast alone.
        QVERIFY(std::abs(out.hours.first().air.values[u"pm25"_s].value - 62.5) < 1e-9);
        QVERIFY(std::abs(out.hours[11].air.values[u"pm25"_s].value - 90) < 1e-9);
        QVERIFY(std::abs(out.hours.last().air.values[u"pm25"_s].value - 120) < 1e-9);
        QCOMPARE(out.hours[11].ours.overall->value, 200);
        QCOMPARE(forecast::basisText(out.hours[11].air, u"pm25"_s), u"24 h mean of 24 hours"_s);
        QVERIFY(out.hours[11].air.hourly.isEmpty());
        QCOMPARE(out.hours[11].at, issue.addSecs(11 * 3600));
        QCOMPARE(out.hours[11].hour, 12);
    }

    void withoutPastTheHourStandsIn() {
        const auto out = forecast::outlook(ahead(24, 120, 250), {}, {}, standard(u"in-naqi"));
        QVERIFY(out.hours.first().air.hourly.contains(u"pm25"_s));
        QCOMPARE(out.hours.first().ours.overall->value, 300);
        QCOMPARE(forecast::basisText(out.hours.first().air, u"pm25"_s), u"hourly value (1 of the 16 hours needed)"_s);
        QVERIFY(!out.hours[15].air.hourly.contains(u"pm25"_s)); // by then the forecast makes a mean of its own
        QCOMPARE(forecast::basisText(out.hours[15].air, u"pm25"_s), u"24 h mean of 16 hours"_s);
        QCOMPARE(forecast::basisText(out.hours[15].air, u"xenon"_s), QString());
        const auto us = forecast::outlook(ahead(3, 120, 196), {}, {}, standard(u"us-epa"));
        QCOMPARE(forecast::basisText(us.hours[0].air, u"pm25"_s), u"hourly value (fewer than 2 of the last 3 hours)"_s);
        QCOMPARE(forecast::basisText(us.hours[1].air, u"pm25"_s), u"NowCast of 2 hours"_s);
    }

    void differencesAreOfTheCategory_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("server");
        QTest::addColumn<int>("differs"); // -1: not known
        QTest::newRow("the same category") << u"in-naqi"_s << 105.0 << 0; // ours is 100 + ...: moderately polluted
        QTest::newRow("the next number, another category") << u"in-naqi"_s << 100.0 << 1;
        QTest::newRow("a half rounds up") << u"in-naqi"_s << 100.5 << 0;
        QTest::newRow("far off") << u"in-naqi"_s << 390.0 << 1;
        QTest::newRow("bands have no numbers") << u"eu-eaqi"_s << 105.0 << -1;
        QTest::newRow("the server says nonsense") << u"in-naqi"_s << -1.0 << -1;
    }
    void differencesAreOfTheCategory() {
        QFETCH(QString, id);
        QFETCH(double, server);
        QFETCH(int, differs);
        const auto out = forecast::outlook(ahead(1, 64, server), {}, past(23, 64), standard(id));
        const auto found = out.hours.first().differs();
        QCOMPARE(found ? int(*found) : -1, differs);
    }

    void ourIndexMayBeMissing() {
        auto day = ahead(2, 64, 100);
        for (auto &hour : day.hours)
            hour.pollutants = {{u"no2"_s, {30, micro, {}, {}}}};
        const auto out = forecast::outlook(day, {}, {}, standard(u"in-naqi"));
        QVERIFY(!out.hours.first().ours.overall && !out.hours.first().differs());
        QVERIFY(out.hours.first().ours.missing.contains(u"3 pollutants"_s));
        QVERIFY(forecast::outlook({}, {}, past(4, 60), standard(u"in-naqi")).hours.isEmpty()); // an empty horizon
    }

    void nowIsMeasured() {
        forecast::Current current;
        current.aqi = 165;
        const auto out = forecast::outlook(ahead(1, 120, 250), current, past(24, 60) + past(24, 80, u"T"_s), standard(u"in-naqi"));
        QVERIFY(out.now);
        QCOMPARE(out.stations, 2);
        QCOMPARE(out.now->hour, 0);
        QCOMPARE(out.now->at, issue.addSecs(-3600));
        QCOMPARE(out.now->air.values[u"pm25"_s].value, 70.0);
        QCOMPARE(out.now->ours.overall->category, 2);
        QCOMPARE(out.now->serverCategory, std::optional(2));
        QCOMPARE(out.now->differs(), std::optional(false));
        QVERIFY(!forecast::outlook(ahead(1, 120, 250), current, {}, standard(u"in-naqi")).now); // nothing was measured
    }

    void whatIsMeasuredOfForecastHoursIsNotMixedIn() {
        auto measured = past(24, 60);
        for (const int at : {0, 1800})
            measured.append({u"S"_s, u"pm25"_s, {999, micro, {}, {}}, issue.addSecs(at), {}});
        const auto out = forecast::outlook(ahead(3, 60, 100), {}, measured, standard(u"in-naqi"));
        QCOMPARE(out.hours.first().air.values[u"pm25"_s].value, 60.0);
        QCOMPARE(out.hours.last().air.values[u"pm25"_s].value, 60.0);
    }

    void stationsOfOnePlaceHaveAMean() {
        const auto of = [](const char *station, double value, const QString &unit, int hour) {
            return Measurement{QString::fromUtf8(station), u"co"_s, {value, unit, {}, {}}, issue.addSecs(3600 * hour), {}};
        };
        const auto means = forecast::meansOfStations({of("A", 1, u"mg/m³"_s, 0), of("B", 3, u"mg/m³"_s, 0), of("C", -1, u"mg/m³"_s, 0),
            of("D", std::numeric_limits<double>::quiet_NaN(), u"mg/m³"_s, 0), of("E", 900, u"ppb"_s, 0), of("A", 5, u"mg/m³"_s, 1)});
        QCOMPARE(means.size(), 2);
        QCOMPARE(means[0].concentration, (Concentration{2, u"mg/m³"_s, {}, {}}));
        QCOMPARE(means[1].concentration.value, 5.0);
        QVERIFY(forecast::meansOfStations({}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestOutlook)
#include "tst_outlook.moc"
