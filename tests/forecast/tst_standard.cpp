// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/standard.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::Standard;

namespace {
const Standard &standard(const QString &id) {
    static const QList<Standard> all = forecast::standards();
    for (const Standard &one : all)
        if (one.id() == id)
            return one;
    qFatal("no such standard");
}
const QString micro = u"µg/m³"_s;
} // namespace

class TestStandard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void indices_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("pollutant");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *id, const char *pollutant, double value, const char *unit, int index,
                             const char *word) {
            QTest::addRow("%s %s %.10g %s", id, pollutant, value, unit)
                << QString::fromUtf8(id) << QString::fromUtf8(pollutant) << value << QString::fromUtf8(unit) << index
                << QString::fromUtf8(word);
        };
        const auto us = [&](const char *pollutant, double value, const char *unit, int index, const char *word) {
            row("us-epa", pollutant, value, unit, index, word);
        };
        const auto in = [&](const char *pollutant, double value, const char *unit, int index, const char *word) {
            row("in-naqi", pollutant, value, unit, index, word);
        };
        const char *sensitive = "Unhealthy for sensitive groups";
        us("pm25", 9.05, "µg/m³", 50, "Good");
        us("pm25", 9.1, "µg/m³", 51, "Moderate");
        us("pm25", 35.9, "µg/m³", 102, sensitive);
        us("pm25", 125.4, "µg/m³", 200, "Unhealthy");
        us("pm25", 125.5, "µg/m³", 201, "Very unhealthy");
        us("pm25", 225.5, "µg/m³", 301, "Hazardous");
        us("pm25", 325.4, "µg/m³", 500, "Hazardous");
        us("pm25", 400, "µg/m³", 649, "Hazardous");
        us("pm25", 35.49, "µg/m³", 100, "Moderate");
        us("pm25", 0, "µg/m³", 0, "Good");
        us("pm10", 154.9, "µg/m³", 100, "Moderate");
        us("pm10", 54.999, "µg/m³", 50, "Good");
        us("pm10", 267, "µg/m³", 157, "Unhealthy");
        us("o3", 0.0785333, "ppm", 126, sensitive);
        us("o3", 0.0709, "ppm", 100, "Moderate");
        us("o3", 0.073, "ppm", 108, sensitive);
        us("o3", 78, "ppb", 126, sensitive); // 125.5 exactly: half up
        us("o3_1h", 0.162, "ppm", 147, sensitive);
        us("co", 8.4, "ppm", 90, "Moderate");
        us("so2", 140, "ppb", 130, sensitive);
        us("no2", 72, "ppb", 70, "Moderate");
        us("no2", 53.9, "ppb", 50, "Good");
        in("pm25", 31, "µg/m³", 51, "Satisfactory");
        in("pm25", 45, "µg/m³", 75, "Satisfactory");
        in("pm25", 60, "µg/m³", 100, "Satisfactory");
        in("pm25", 105, "µg/m³", 249, "Poor");
        in("pm25", 30.4, "µg/m³", 50, "Good");
        in("pm25", 30.5, "µg/m³", 51, "Satisfactory");
        in("pm25", 250, "µg/m³", 400, "Very poor");
        in("pm25", 251, "µg/m³", 401, "Severe");
        in("pm25", 380, "µg/m³", 500, "Severe");
        in("pm25", 312, "µg/m³", 448, "Severe");
        in("pm10", 432, "µg/m³", 402, "Severe");
        in("pm10", 175, "µg/m³", 150, "Moderately polluted");
        in("no2", 63, "µg/m³", 79, "Satisfactory");
        in("so2", 18, "µg/m³", 23, "Good");
        in("so2", 80, "µg/m³", 100, "Satisfactory");
        in("co", 1.4, "mg/m³", 67, "Satisfactory");
        in("co", 1400, "µg/m³", 67, "Satisfactory");
        in("co", 1.04, "mg/m³", 50, "Good");
        in("co", 9.8, "mg/m³", 197, "Moderately polluted");
        in("o3", 38, "µg/m³", 38, "Good");
        in("o3", 90, "µg/m³", 90, "Satisfactory");
        in("o3", 190, "µg/m³", 254, "Poor");
        in("o3_1h", 320, "µg/m³", 321, "Very poor");
        in("nh3", 41, "µg/m³", 10, "Good");
        in("nh3", 410, "µg/m³", 103, "Moderately polluted");
        in("pb", 0.7, "µg/m³", 63, "Satisfactory");
        in("pm25", 600, "µg/m³", 669, "Severe"); // shown as 500+
        us("pm25", 35.85, "µg/m³", 102, sensitive); // 35.8 of 35.5 to 55.4: 101.74
        us("o3", 0.0784999, "ppm", 126, sensitive);
        us("pm25", 9.0999, "µg/m³", 50, "Good");
        us("pm10", 604, "µg/m³", 500, "Hazardous");
        us("co", 50.4, "ppm", 500, "Hazardous");
        us("no2", 2049, "ppb", 500, "Hazardous");
        us("so2", 1004, "ppb", 500, "Hazardous");
        us("o3_1h", 0.604, "ppm", 500, "Hazardous");
        for (const auto &[value, american, americanWord, indian, indianWord] : // one concentration under both; Europe's are in tst_bands
            std::initializer_list<std::tuple<double, int, const char *, int, const char *>>{{8, 44, "Good", 13, "Good"}, {12, 56, "Moderate", 20, "Good"},
                {28, 86, "Moderate", 47, "Good"}, {60.0, 154, "Unhealthy", 100, "Satisfactory"}, {90, 175, "Unhealthy", 200, "Moderately polluted"},
                {120, 196, "Unhealthy", 300, "Poor"}, {250.0, 350, "Hazardous", 400, "Very poor"}}) {
            us("pm25", value, "µg/m³", american, americanWord);
            QTest::addRow("in-naqi pm25 of the table of three: %g", value)
                << u"in-naqi"_s << u"pm25"_s << value << micro << indian << QString::fromUtf8(indianWord);
        }
    }
    void indices() {
        QFETCH(QString, id);
        QFETCH(QString, pollutant);
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(int, index);
        QFETCH(QString, word);
        const auto found = standard(id).subIndex(pollutant, value, unit);
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().text()));
        QCOMPARE(found->value, index);
        QCOMPARE(standard(id).categories()[found->category].word, word);
        QCOMPARE(standard(id).categoryOf(index), found->category);
    }

    void aboveTheScaleIsSaidSo() {
        const auto us = standard(u"us-epa"_s).subIndex(u"pm25"_s, 400, micro);
        QVERIFY(us->beyond);
        QCOMPARE(forecast::indexText(*us, standard(u"us-epa"_s)), u"500+"_s);
        const auto india = standard(u"in-naqi"_s).subIndex(u"pm25"_s, 600, micro);
        QCOMPARE(forecast::indexText(*india, standard(u"in-naqi"_s)), u"500+"_s);
        QVERIFY(!standard(u"in-naqi"_s).subIndex(u"pm25"_s, 380, micro)->beyond);
        QVERIFY(standard(u"in-naqi"_s).subIndex(u"pm25"_s, 1e300, micro)->beyond);
    }

    void whatIsNoConcentrationHasNoIndex_data() {
        QTest::addColumn<QString>("pollutant");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::newRow("negative") << u"pm25"_s << -0.1 << micro;
        QTest::newRow("NaN") << u"pm25"_s << std::numeric_limits<double>::quiet_NaN() << micro;
        QTest::newRow("infinite") << u"pm25"_s << std::numeric_limits<double>::infinity() << micro;
        QTest::newRow("another unit") << u"pm25"_s << 10.0 << u"ppb"_s;
        QTest::newRow("no unit") << u"pm25"_s << 10.0 << QString();
        QTest::newRow("another pollutant") << u"xenon"_s << 10.0 << micro;
    }
    void whatIsNoConcentrationHasNoIndex() {
        QFETCH(QString, pollutant);
        QFETCH(double, value);
        QFETCH(QString, unit);
        for (const Standard &one : forecast::standards()) {
            const auto found = one.subIndex(pollutant, value, unit);
            QVERIFY(!found);
            QCOMPARE(found.error().kind, base::ErrorKind::Invalid);
        }
    }

    void overallIsTheLargestPart() {
        using Values = QMap<QString, forecast::Concentration>;
        const auto of = [](double value, const QString &unit = micro) {
            return forecast::Concentration{value, unit, {}, {}};
        };
        const auto us =
            standard(u"us-epa"_s)
                .index(Values{{u"o3"_s, of(0.073, u"ppm"_s)}, {u"pm25"_s, of(35.9)}, {u"co"_s, of(8.4, u"ppm"_s)}});
        QCOMPARE(us.overall->value, 108);
        QCOMPARE(us.overall->pollutant, u"o3"_s);
        const Values delhi = {{u"pm25"_s, of(312)}, {u"pm10"_s, of(432)}, {u"no2"_s, of(63)}, {u"so2"_s, of(18)},
            {u"co"_s, of(1.4, u"mg/m³"_s)}, {u"o3"_s, of(38)}, {u"nh3"_s, of(41)}};
        const auto india = standard(u"in-naqi"_s).index(delhi);
        QCOMPARE(india.overall->value, 448);
        QCOMPARE(india.overall->pollutant, u"pm25"_s);
        const auto few = standard(u"in-naqi"_s).index(Values{{u"pm25"_s, of(45)}, {u"no2"_s, of(30)}});
        QVERIFY(!few.overall);
        QCOMPARE(few.parts.size(), 2);
        QCOMPARE(few.parts[0].value, 38); // by name: nitrogen dioxide first
        QCOMPARE(few.parts[1].value, 75);
        QVERIFY(few.missing.contains(u"at least 3 pollutants"_s));
        const auto dustless =
            standard(u"in-naqi"_s).index(Values{{u"no2"_s, of(63)}, {u"so2"_s, of(80)}, {u"o3"_s, of(90)}});
        QVERIFY(!dustless.overall);
        QCOMPARE(dustless.parts.size(), 3);
        QCOMPARE(dustless.parts[0].value, 79);
        QCOMPARE(dustless.parts[1].value, 90);
        QCOMPARE(dustless.parts[2].value, 100);
        QVERIFY(dustless.missing.contains(u"pm25"_s));
    }

    void furtherTablesHaveTheirOwnValues_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QMap<QString, forecast::Concentration>>("values");
        QTest::addColumn<int>("index");
        const auto row = [](const char *name, const char *id, const QString &first, double one, const QString &second, double other, const QString &unit, int index) {
            QTest::newRow(name) << QString::fromUtf8(id)
                                << QMap<QString, forecast::Concentration>{{first, {one, unit, {}, {}}}, {second, {other, unit, {}, {}}}} << index;
        };
        row("India: the 8 h mean decides up to 208", "in-naqi", u"o3"_s, 190, u"o3_1h"_s, 320, micro, 254);
        row("India: above it the hour does", "in-naqi", u"o3"_s, 215, u"o3_1h"_s, 320, micro, 321);
        row("India: above it, the hour lower", "in-naqi", u"o3"_s, 215, u"o3_1h"_s, 150, micro, 300);
        row("US: the higher one, the hour", "us-epa", u"o3"_s, 0.060, u"o3_1h"_s, 0.162, u"ppm"_s, 147);
        row("US: the higher one, the 8 h mean", "us-epa", u"o3"_s, 0.100, u"o3_1h"_s, 0.130, u"ppm"_s, 187);
        row("US: the hour is too low to count", "us-epa", u"o3"_s, 0.060, u"o3_1h"_s, 0.100, u"ppm"_s, 67);
        row("US: sulphur's hour, its day below 305", "us-epa", u"so2"_s, 400, u"so2_24h"_s, 120, u"ppb"_s, 200);
        row("US: sulphur's hour, its day above", "us-epa", u"so2"_s, 400, u"so2_24h"_s, 305, u"ppb"_s, 201);
    }
    void furtherTablesHaveTheirOwnValues() {
        QFETCH(QString, id);
        using Values = QMap<QString, forecast::Concentration>;
        QFETCH(Values, values);
        const auto air = standard(id).index(values);
        QCOMPARE(air.parts.size(), 1);
        QTEST(air.parts.first().value, "index");
        QCOMPARE(air.parts.first().pollutant, values.firstKey());
    }

    void ozoneGoesOnInTheOneHourTable() {
        QCOMPARE(standard(u"in-naqi"_s).subIndex(u"o3"_s, 320, micro)->value, 321);
        QCOMPARE(standard(u"us-epa"_s).subIndex(u"o3"_s, 0.45, u"ppm"_s)->category, 5);
    }

    void indexNeverFallsWhenTheAirGetsWorse() {
        for (const Standard &one : forecast::standards())
            for (const QString &pollutant : {u"pm25"_s, u"pm10"_s, u"no2"_s, u"so2"_s, u"o3"_s}) {
                int before = 0;
                for (double value = 0; value < 3000; value += 0.37) {
                    const int index = one.subIndex(pollutant, value, micro)->value;
                    QVERIFY2(index >= before, qPrintable(u"%1 %2 %3"_s.arg(one.id(), pollutant).arg(value)));
                    before = index;
                }
            }
    }

    void brokenTablesAreRefused_data() {
        QTest::addColumn<QByteArray>("json");
        const QByteArray head =
            R"({"id":"x","name":"X","input":"round","categories":[)"
            R"({"key":"a","word":"A","from":0,"to":50,"colour":"#000000"},{"key":"b","word":"B","from":51,"to":100,"colour":"#111111"}],)";
        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("no tables") << head + R"("pollutants":[]})";
        QTest::newRow("hole")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30],[32,60]]}]})";
        QTest::newRow("overlap")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30],[30,60]]}]})";
        QTest::newRow("no width")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,0],[1,60]]}]})";
        QTest::newRow("rows missing")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30]]}]})";
        QTest::newRow("no unit") << head + R"("pollutants":[{"key":"p","decimals":0,"rows":[[0,30],[31,60]]}]})";
        QTest::newRow("needs more hours than there are")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","hours":8,"needed":9,"rows":[[0,30],[31,60]]}]})";
        QTest::newRow("open row where an index is counted") << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30],[31,null]]}]})";
        QTest::newRow("goes on nowhere")
            << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","above":"q","rows":[[0,30],[31,60]]}]})";
        QTest::newRow("twice") << head + R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30],[31,60]]},)"
                                         R"({"key":"p","decimals":0,"unit":"u","rows":[[0,30],[31,60]]}]})";
        QTest::newRow("bands with numbers") << QByteArray(R"({"id":"x","name":"X","input":"round","scale":"bands","categories":[)"
                                                          R"({"key":"a","word":"A","from":0,"to":50,"colour":"#000000"}],)"
                                                          R"("pollutants":[{"key":"p","decimals":0,"unit":"u","rows":[[0,30]]}]})");
    }
    void brokenTablesAreRefused() {
        QFETCH(QByteArray, json);
        const auto read = Standard::read(json, u"x.json"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().where, u"x.json"_s);
    }

    void shippedStandardsAreComplete() {
        const QList<Standard> all = forecast::standards();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all.first().id(), u"in-naqi"_s);
        for (const Standard &one : all) {
            QCOMPARE(one.categories().size(), 6);
            QCOMPARE(one.end(), one.inBands() ? 6 : 500);
            QVERIFY(!one.sensitiveGroups().isEmpty() && !one.source().isEmpty());
            for (const QString &pollutant : {u"pm25"_s, u"pm10"_s, u"no2"_s, u"so2"_s, u"o3"_s}) {
                QVERIFY(!one.averaging(pollutant).isEmpty());
                QVERIFY(!one.unit(pollutant).isEmpty());
            }
            QCOMPARE(one.averaging(u"co"_s).isEmpty(), one.inBands());
            for (const auto &category : one.categories()) {
                QCOMPARE(category.text.size(), 7);
                for (const QString &advice : {category.advice, category.general, category.sensitive})
                    QVERIFY(advice.endsWith(u'.'));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStandard)
#include "tst_standard.moc"
