// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The European index, which has bands and no number, and the colours that every standard can be shown in.
#include "forecast/palette.h"
#include "forecast/standard.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using forecast::Concentration;
using forecast::Standard;

namespace {
const Standard &europe() {
    static const Standard one = [] {
        for (const Standard &standard : forecast::standards())
            if (standard.id() == "eu-eaqi"_L1)
                return standard;
        qFatal("no European index");
    }();
    return one;
}
Concentration micrograms(double value) {
    return {value, u"µg/m³"_s, {}, {}};
}

/// WCAG 2: relative luminance of "#RRGGBB".
double luminance(const QString &colour) {
    const auto channel = [&](int at) {
        const double value = colour.mid(at, 2).toInt(nullptr, 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
double contrast(const QString &one, const QString &other) {
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}
} // namespace

class TestBands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bands_data() {
        QTest::addColumn<QString>("pollutant");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *pollutant, double value, const char *word) {
            QTest::addRow("%s %g", pollutant, value) << QString::fromUtf8(pollutant) << value << QString::fromUtf8(word);
        };
        row("pm25", 0, "Good");
        row("pm25", 5.4, "Good");
        row("pm25", 5.5, "Fair");
        row("pm25", 50.4, "Moderate");
        row("pm25", 50.5, "Poor");
        row("pm25", 140.4, "Very poor");
        row("pm25", 141, "Extremely poor");
        row("pm25", 1e300, "Extremely poor");
        row("no2", 61, "Poor");
        row("no2", 10, "Good");
        row("no2", 151, "Extremely poor");
        row("o3", 121, "Poor");
        row("o3", 180.6, "Extremely poor");
        row("o3", 180.4, "Very poor");
        row("so2", 125, "Moderate");
        row("so2", 275, "Very poor");
        row("so2", 276, "Extremely poor");
        row("pm10", 15.4, "Good");
        row("pm10", 196, "Very poor");
        row("pm10", 271, "Extremely poor");
        // The table of three standards
        row("pm25", 8, "Fair");
        row("pm25", 12, "Fair");
        row("pm25", 28, "Moderate");
        row("pm25", 60, "Poor");
        row("pm25", 90, "Poor");
        row("pm25", 120, "Very poor");
        row("pm25", 250, "Extremely poor");
    }
    void bands() {
        QFETCH(QString, pollutant);
        QFETCH(double, value);
        const auto found = europe().subIndex(pollutant, value, u"µg/m³"_s);
        QVERIFY(found);
        QTEST(europe().categories()[found->category].word, "word");
        QCOMPARE(found->value, found->category + 1);
        QVERIFY(!found->beyond);
        QCOMPARE(forecast::indexText(*found, europe()), QString::number(found->category + 1));
        QCOMPARE(europe().categoryOf(found->value), found->category);
    }

    void itSaysThatItHasNoNumber() {
        QVERIFY(europe().inBands());
        QCOMPARE(europe().end(), 6);
        for (const Standard &standard : forecast::standards())
            QCOMPARE(standard.inBands(), standard.id() == "eu-eaqi"_L1);
    }

    void worstPollutantWins() {
        const auto air = europe().index({{u"pm25"_s, micrograms(16)}, {u"no2"_s, micrograms(61)}, {u"o3"_s, micrograms(90)}});
        QCOMPARE(air.parts.size(), 3);
        QCOMPARE(air.overall->pollutant, u"no2"_s);
        QCOMPARE(europe().categories()[air.overall->category].word, u"Poor"_s);
    }

    void onePollutantIsEnough() {
        QVERIFY(europe().index({{u"so2"_s, micrograms(3)}}).overall);
        const auto none = europe().index({{u"co"_s, micrograms(3)}, {u"pm25"_s, micrograms(-1)}});
        QVERIFY(!none.overall && none.parts.isEmpty());
        QVERIFY(none.missing.contains(u"at least 1 pollutant"_s));
    }

    void categoriesBeginWhereRoundingSays() {
        QCOMPARE(europe().begins(u"pm25"_s), (QList<std::optional<double>>{0, 5.5, 15.5, 50.5, 90.5, 140.5}));
        const auto all = forecast::standards();
        QCOMPARE(all[0].begins(u"o3"_s), (QList<std::optional<double>>{0, 50.5, 100.5, 168.5, 208.5, 748.5})); // the 1 h table from 209
        QCOMPARE(all[1].begins(u"pm25"_s)[1], std::optional(9.1)); // what is cut off does not count
        QCOMPARE(all[1].begins(u"o3"_s)[5], std::optional(0.405));
        QVERIFY(!all[1].begins(u"o3_1h"_s)[0]);
        QVERIFY(all[1].begins(u"xenon"_s).first() == std::nullopt);
    }

    void paletteFallsInLuminance() {
        const auto palette = forecast::colourVision();
        QCOMPARE(palette.steps.size(), 6);
        QVERIFY(palette.source.contains(u"EPA"_s));
        const QList<double> expected = {.81, .63, .37, .20, .08, .03};
        for (qsizetype i = 0; i < palette.steps.size(); ++i)
            QVERIFY2(std::abs(luminance(palette.steps[i].colour) - expected[i]) < 0.01, qPrintable(palette.steps[i].colour));
    }

    void coloursAreThoseOfTheStandards_data() {
        QTest::addColumn<int>("standard");
        QTest::addColumn<QList<double>>("luminances");
        using Values = QList<double>;
        QTest::newRow("US") << 1 << Values{.56, .93, .36, .21, .12, .05};
        QTest::newRow("Europe") << 2 << Values{.70, .48, .76, .28, .07, .07};
    }
    void coloursAreThoseOfTheStandards() { // by their luminance, which falls with severity in none of them
        QFETCH(int, standard);
        QFETCH(QList<double>, luminances);
        const auto categories = forecast::standards()[standard].categories();
        QList<double> found;
        for (const auto &category : categories)
            found.append(luminance(category.colour));
        for (qsizetype i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i] - luminances[i]) <= 0.0055, qPrintable(categories[i].colour + u' ' + QString::number(found[i])));
        QVERIFY(!std::ranges::is_sorted(found, std::greater()));
    }

    void everyStandardHasThePalette() {
        const auto palette = forecast::colourVision();
        for (const Standard &standard : forecast::standards()) {
            const auto shown = forecast::recoloured(standard.categories(), palette);
            QCOMPARE(shown.size(), standard.categories().size());
            for (qsizetype i = 0; i < shown.size(); ++i) {
                QCOMPARE(shown[i].word, standard.categories()[i].word);
                QCOMPARE(shown[i].colour, palette.steps[i].colour);
            }
        }
        const auto two = forecast::recoloured(forecast::standards().first().categories().first(2), palette);
        QCOMPARE(two[0].colour, palette.steps.first().colour);
        QCOMPARE(two[1].colour, palette.steps.last().colour);
        QCOMPARE(forecast::recoloured(two, {})[0].colour, two[0].colour);
        QVERIFY(forecast::recoloured({}, palette).isEmpty());
    }

    void wordsOnColoursCanBeRead() {
        QList<QList<forecast::Category>> all = {forecast::recoloured(forecast::standards().first().categories(), forecast::colourVision())};
        for (const Standard &standard : forecast::standards())
            all.append(standard.categories());
        for (const auto &categories : all)
            for (const auto &category : categories)
                QVERIFY2(contrast(category.colour, category.text) >= 4.5, qPrintable(category.colour + u' ' + category.word));
    }

    void brokenPalettesAreRefused() {
        const QByteArray step = "{\"colour\":\"#000000\",\"text\":\"#ffffff\"}";
        const QByteArray head = "{\"id\":\"x\",\"steps\":[";
        for (const QByteArray &json : {QByteArray(), QByteArray("[]"), head + step + "]}", head + step + ",{\"colour\":\"red\"}]}"})
            QVERIFY(!forecast::Palette::read(json, u"p.json"_s));
        QVERIFY(forecast::Palette::read(head + step + ',' + step + "]}", u"p.json"_s));
    }
};

QTEST_APPLESS_MAIN(TestBands)
#include "tst_bands.moc"
