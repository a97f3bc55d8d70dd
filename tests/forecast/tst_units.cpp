// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as decimals, and the units of concentrations.
#include "forecast/decimal.h"
#include "forecast/standard.h"

#include <QTest>

#include <cmath>

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

class TestUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decimalsAreExact_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<qint64>("down");
        QTest::addColumn<qint64>("half");
        QTest::newRow("thousandths") << 0.078 << 3 << qint64(78) << qint64(78);
        QTest::newRow("cut") << 0.0785333 << 3 << qint64(78) << qint64(79);
        QTest::newRow("half") << 30.5 << 0 << qint64(30) << qint64(31);
        QTest::newRow("below half") << 30.4999999 << 0 << qint64(30) << qint64(30);
        QTest::newRow("a sum") << 0.1 + 0.2 << 1 << qint64(3) << qint64(3);
        QTest::newRow("a sum below") << 0.7 + 0.1 << 1 << qint64(8) << qint64(8); // 0.7999999999999999
        QTest::newRow("zero") << 0.0 << 3 << qint64(0) << qint64(0);
        QTest::newRow("less than nothing much") << 1e-300 << 6 << qint64(0) << qint64(0);
        QTest::newRow("half of a step") << 0.5e-6 << 6 << qint64(0) << qint64(1);
        QTest::newRow("whole") << 123456.0 << 6 << qint64(123456000000) << qint64(123456000000);
        QTest::newRow("ends somewhere") << 1e300 << 6 << qint64(1'000'000'000'000) << qint64(1'000'000'000'000);
    }
    void decimalsAreExact() {
        QFETCH(double, value);
        QFETCH(int, decimals);
        QTEST(forecast::stepsOf(value, decimals, forecast::Rounding::Down), "down");
        QTEST(forecast::stepsOf(value, decimals, forecast::Rounding::HalfUp), "half");
    }
    void everyDecimalOfATableIsItself() {
        for (qint64 step = 0; step < 100'000; ++step)
            for (const int decimals : {1, 3}) {
                const double value = QByteArray::number(step).append("e-").append(QByteArray::number(decimals)).toDouble();
                QCOMPARE(forecast::stepsOf(value, decimals, forecast::Rounding::Down), step);
            }
    }

    void noShortCutDiffers() { // against the written number, around every step and half step
        for (int i = 0; i < 20'000; ++i)
            for (const double away : {0.0, 1e-13, -1e-13, 1e-9, -1e-9, 1e-5, -1e-5, 0.2, -0.2}) {
                const double value = std::max(0.0, (i * 0.5 + away) / 1000);
                const QByteArray written = QByteArray::number(value, 'e', 11);
                const qint64 digits = QByteArray(written).remove(1, 1).first(12).toLongLong();
                const int shift = written.sliced(written.indexOf('e') + 1).toInt() - 11 + 3;
                const long double exact = static_cast<long double>(digits) * std::pow(10.0L, shift);
                QCOMPARE(forecast::stepsOf(value, 3, forecast::Rounding::Down), static_cast<qint64>(std::floor(exact + 1e-12L)));
                QCOMPARE(forecast::stepsOf(value, 3, forecast::Rounding::HalfUp), static_cast<qint64>(std::floor(exact + 0.5L + 1e-12L)));
            }
    }

    void unitsAreConvertedAsTheStandardSays_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("pollutant");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("expected");
        QTest::newRow("25 °C, NO2") << u"in-naqi"_s << u"no2"_s << 1.0 << u"ppb"_s << 1.8816;
        QTest::newRow("25 °C, SO2") << u"in-naqi"_s << u"so2"_s << 1.0 << u"ppb"_s << 2.6203;
        QTest::newRow("25 °C, O3") << u"in-naqi"_s << u"o3"_s << 1.0 << u"ppb"_s << 1.9631;
        QTest::newRow("25 °C, NH3") << u"in-naqi"_s << u"nh3"_s << 1.0 << u"ppb"_s << 0.6966;
        QTest::newRow("25 °C, CO") << u"in-naqi"_s << u"co"_s << 1.0 << u"ppm"_s << 1.1456;
        QTest::newRow("20 °C, NO2") << u"eu-eaqi"_s << u"no2"_s << 1.0 << u"ppb"_s << 1.9125;
        QTest::newRow("20 °C, SO2") << u"eu-eaqi"_s << u"so2"_s << 1.0 << u"ppb"_s << 2.6633;
        QTest::newRow("20 °C, O3") << u"eu-eaqi"_s << u"o3"_s << 0.001 << u"ppm"_s << 1.9954;
        QTest::newRow("CO of micrograms") << u"in-naqi"_s << u"co"_s << 1400.0 << micro << 1.4;
        QTest::newRow("to ppm") << u"us-epa"_s << u"o3"_s << 196.31 << micro << 0.1;
    }
    void unitsAreConvertedAsTheStandardSays() {
        QFETCH(QString, id);
        QFETCH(QString, pollutant);
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(double, expected);
        const auto found = standard(id).converted(pollutant, value, unit);
        QVERIFY(found);
        QVERIFY2(std::abs(*found - expected) < 1e-9, qPrintable(QString::number(*found, 'g', 12)));
        QVERIFY(!standard(id).converted(u"pm25"_s, value, u"ppb"_s)); // no gas
    }

    void unitsHaveOneName() {
        for (const QString &written : {u"ug/m3"_s, u"µg/m3"_s, u"ug/m³"_s, u"μg/m³"_s, u" μg/m3 "_s, micro})
            QCOMPARE(forecast::unitName(written), micro);
        QCOMPARE(forecast::unitName(u"mg/m3"_s), u"mg/m³"_s);
        QCOMPARE(forecast::unitName(u"ppb"_s), u"ppb"_s);
    }
};

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
