// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Means of hours: completeness, NowCast, what is no reading, units, and hours that do not begin on the hour of UTC.
#include "forecast/averaging.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::Mean;
using forecast::PastHours;

namespace {
constexpr double none = -1;
const QDateTime end(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);

forecast::Standard standard(QStringView id) {
    for (const auto &one : forecast::standards())
        if (one.id() == id)
            return one;
    qFatal("no such standard");
}

PastHours hours(const QList<double> &newestFirst) {
    PastHours past;
    past.end = end;
    for (const double value : newestFirst)
        past.values.append(value == none ? std::nullopt : std::optional(value));
    return past;
}

/// The newest first, one a hour; `none` is left out.
QList<forecast::Measurement> measured(const QString &pollutant, const QList<double> &newestFirst, const QString &unit = u"µg/m³"_s) {
    QList<forecast::Measurement> out;
    for (qsizetype i = 0; i < newestFirst.size(); ++i)
        if (newestFirst[i] != none)
            out.append({u"S"_s, pollutant, {newestFirst[i], unit, {}, {}}, end.addSecs(-3600 * (i + 1)), {}});
    return out;
}
} // namespace

class TestAveraging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nowCast_data() {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<double>("mean");
        QTest::addColumn<int>("index");
        using Hours = QList<double>;
        QTest::newRow("w at its least") << Hours{53, 64, 89, 105, 119, 112, 106, 94, 98, 102, 110, 105} << 67.238 << 159;
        QTest::newRow("missing hours keep their exponents") << Hours{64.2, none, 58.9, 55, none, 50.1, 47, 44, 40, 41, 39, 38} << 60.255 << 154;
        QTest::newRow("constant") << Hours{30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30} << 30.0 << 90;
        QTest::newRow("zeros") << Hours{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} << 0.0 << 0;
        QTest::newRow("falling fast") << Hours{13, 16, 10, 21, 74, 64, 53, 82, 90, 75, 80, 50} << 17.414 << 66;
        QTest::newRow("two hours are enough") << Hours{none, 20, 20} << 20.0 << 71;
        QTest::newRow("the thirteenth does not count") << Hours{30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 900} << 30.0 << 90;
    }
    void nowCast() {
        QFETCH(QList<double>, values);
        QFETCH(double, mean);
        const Mean found = forecast::nowCast(hours(values), 0);
        QVERIFY(found.value);
        QVERIFY2(std::abs(*found.value - mean) < 0.0005, qPrintable(QString::number(*found.value, 'g', 10)));
        QTEST(standard(u"us-epa").subIndex(u"pm25"_s, *found.value, u"µg/m³"_s)->value, "index");
        const auto air = forecast::averaged(measured(u"pm25"_s, values), standard(u"us-epa"), end); // the same by the standard's rule
        QCOMPARE(air.values[u"pm25"_s].value, *found.value);
        QCOMPARE(air.means[u"pm25"_s].kind, Mean::Kind::NowCast);
    }

    void nowCastNeedsTwoOfTheNewestThree() {
        const Mean one = forecast::nowCast(hours({50, none, none, 40, 40, 40, 40, 40, 40, 40, 40, 40}), 0);
        QVERIFY(!one.value);
        QCOMPARE(one.valid, 10);
        QCOMPARE(forecast::basisText(one), u"fewer than 2 of the last 3 hours"_s);
        QVERIFY(!forecast::nowCast(hours({}), 0).value);
        QVERIFY(!forecast::nowCast(hours({none, none, none}), 0).value);
    }

    void nowCastLiesBetweenLeastAndMost() {
        for (int seed = 1; seed < 200; ++seed) {
            QList<double> values;
            for (int i = 0; i < 12; ++i)
                values.append(i > 1 && (seed * (i + 3)) % 5 == 0 ? none : (seed * 37 + i * i * 91) % 400);
            const auto found = forecast::nowCast(hours(values), 0).value;
            values.removeAll(none);
            QVERIFY(found && *found >= std::ranges::min(values) - 1e-9 && *found <= std::ranges::max(values) + 1e-9);
        }
    }

    void completeness_data() {
        QTest::addColumn<QString>("pollutant");
        QTest::addColumn<int>("present");
        QTest::addColumn<bool>("enough");
        QTest::addColumn<QString>("basis");
        QTest::newRow("15 of 24") << u"pm25"_s << 15 << false << u"15 of the 16 hours needed"_s;
        QTest::newRow("16 of 24") << u"pm25"_s << 16 << true << u"24 h mean of 16 hours"_s;
        QTest::newRow("24 of 24") << u"pm25"_s << 24 << true << u"24 h mean of 24 hours"_s;
        QTest::newRow("5 of 8") << u"o3"_s << 5 << false << u"5 of the 6 hours needed"_s;
        QTest::newRow("6 of 8") << u"o3"_s << 6 << true << u"8 h mean of 6 hours"_s;
    }
    void completeness() {
        QFETCH(QString, pollutant);
        QFETCH(int, present);
        QList<double> values;
        for (int i = 0; i < present; ++i)
            values.append(40 + i % 2 * 20);
        const auto air = forecast::averaged(measured(pollutant, values), standard(u"in-naqi"), end);
        QCOMPARE(air.means[pollutant].valid, present);
        QTEST(air.values.contains(pollutant), "enough");
        QTEST(forecast::basisText(air.means[pollutant]), "basis");
        if (present % 2 == 0 && air.values.contains(pollutant))
            QCOMPARE(air.values[pollutant].value, 50.0);
        QVERIFY(!air.values.contains(pollutant) || !std::isnan(air.values[pollutant].value));
    }

    void whatIsNoReadingIsRejectedNotClamped() {
        QList<double> values(24, 40);
        auto all = measured(u"pm25"_s, values);
        for (qsizetype i = 0; i < 9; ++i)
            all[2 * i].concentration.value = i % 2 == 0 ? -3 : std::numeric_limits<double>::quiet_NaN();
        const auto air = forecast::averaged(all, standard(u"in-naqi"), end);
        QCOMPARE(air.rejected, 9);
        QVERIFY(!air.values.contains(u"pm25"_s)); // 15 are left; nine zeros would have made 25
        QCOMPARE(air.means[u"pm25"_s].valid, 15);
        all[0].concentration.value = 40;
        QCOMPARE(forecast::averaged(all, standard(u"in-naqi"), end).values[u"pm25"_s].value, 40.0);
        all[0].concentration.unit = u"ppb"_s; // dust has none
        QCOMPARE(forecast::averaged(all, standard(u"in-naqi"), end).rejected, 9);
    }

    void unitsAreConvertedOnce() {
        const auto ozone = forecast::averaged(measured(u"o3"_s, QList<double>(8, 78), u"ppb"_s), standard(u"us-epa"), end);
        QCOMPARE(ozone.values[u"o3"_s].unit, u"ppm"_s);
        QCOMPARE(standard(u"us-epa").index(ozone.values).overall->value, 126);
        QVERIFY(ozone.means.contains(u"o3_1h"_s));
        const auto smoke = forecast::averaged(measured(u"co"_s, QList<double>(8, 1400)), standard(u"in-naqi"), end);
        QCOMPARE(standard(u"in-naqi").index(smoke.values).parts.first().value, 67);
    }

    void ozoneHasItsHourToo() {
        QList<double> values(8, 200);
        values[0] = 320;
        const auto air = forecast::averaged(measured(u"o3"_s, values), standard(u"in-naqi"), end);
        QCOMPARE(air.values[u"o3"_s].value, 215.0);
        QCOMPARE(air.values[u"o3_1h"_s].value, 320.0);
        QCOMPARE(standard(u"in-naqi").index(air.values).parts.first().value, 321);
        values[0] = none; // without the newest hour there is no 1 h mean
        QVERIFY(!forecast::averaged(measured(u"o3"_s, values), standard(u"in-naqi"), end).values.contains(u"o3_1h"_s));
    }

    void runningMeansEndAtTheirHour() {
        const PastHours past = hours({8, 7, 6, 5, 4, 3, 2, 1, 100, 100});
        const forecast::AveragingRule rule{8, 6, false};
        QCOMPARE(forecast::runningMean(past, 0, rule).value, std::optional(4.5));
        QVERIFY(std::abs(*forecast::runningMean(past, 4, rule).value - 210.0 / 6) < 1e-12); // 6 of 8: the past ends
        QVERIFY(!forecast::runningMean(past, 5, rule).value);
        QVERIFY(!forecast::runningMean(past, 99, rule).value);
    }

    void hoursOfHalfHourZonesAreHours() {
        auto all = measured(u"pm25"_s, QList<double>(24, 40));
        for (auto &one : all)
            one.at = one.at.addSecs(-1800); // Delhi's hours begin at half past
        QCOMPARE(forecast::lastHourEnd(all), end.addSecs(-1800));
        const auto air = forecast::averaged(all, standard(u"in-naqi"), forecast::lastHourEnd(all));
        QCOMPARE(air.means[u"pm25"_s].valid, 24);
        all += all; // sent twice: still 24 hours
        QCOMPARE(forecast::averaged(all, standard(u"in-naqi"), forecast::lastHourEnd(all)).means[u"pm25"_s].valid, 24);
    }

    void quartersOfAnHourHaveOneMean() {
        QList<forecast::Measurement> all;
        for (int i = 0; i < 4; ++i)
            all.append({u"S"_s, u"no2"_s, {10.0 * i, u"µg/m³"_s, {}, {}}, end.addSecs(-900 * (i + 1)), {}});
        const PastHours past = forecast::pastHours(all, u"no2"_s, standard(u"eu-eaqi"), end, 3);
        QCOMPARE(past.values[0], std::optional(15.0));
        QVERIFY(!past.values[1] && !past.values[2]);
        all[0].at = end; // begins when the hour is over
        QCOMPARE(forecast::pastHours(all, u"no2"_s, standard(u"eu-eaqi"), end, 3).values[0], std::optional(20.0));
    }

    void withoutReadingsThereIsNothing() {
        QVERIFY(!forecast::lastHourEnd({}).isValid());
        const auto air = forecast::averaged({}, standard(u"in-naqi"), end);
        QVERIFY(air.values.isEmpty() && air.means.isEmpty());
        QCOMPARE(forecast::pastHours(measured(u"xenon"_s, {1, 2}), u"xenon"_s, standard(u"in-naqi"), end, 2).values.first(), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TestAveraging)
#include "tst_averaging.moc"
