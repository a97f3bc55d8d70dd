// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Positions as people write them.
#include "models/forecast/coordinates.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

class TestCoordinates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::newRow("decimal") << u"28.61, 77.21"_s << 28.61 << 77.21;
        QTest::newRow("a blank between") << u"28.61 77.21"_s << 28.61 << 77.21;
        QTest::newRow("south and west") << u"-33.87, -70.6"_s << -33.87 << -70.6;
        QTest::newRow("letters") << u"28.61N 77.21E"_s << 28.61 << 77.21;
        QTest::newRow("longitude first") << u"77.21° E, 28.61° N"_s << 28.61 << 77.21;
        QTest::newRow("southern letters") << u"33.87 S; 151.2 E"_s << -33.87 << 151.2;
        QTest::newRow("minutes and seconds") << u"28°36′36″N 77°12′36″E"_s << 28.61 << 77.21;
        QTest::newRow("typed minutes") << u"28°36.6' N, 77°12.6' E"_s << 28.61 << 77.21;
        QTest::newRow("the ends") << u"90, -180"_s << 90.0 << -180.0;
    }
    void areRead() {
        QFETCH(QString, text);
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        const auto point = models::coordinatesIn(text);
        QVERIFY(point.has_value());
        QVERIFY2(std::abs(point->latitude - latitude) < 1e-9 && std::abs(point->longitude - longitude) < 1e-9, qPrintable(models::coordinatesText(*point)));
        const auto again = models::coordinatesIn(models::coordinatesText(*point)); // what we write we read
        QVERIFY(again && std::abs(again->latitude - latitude) < 1e-4 && std::abs(again->longitude - longitude) < 1e-4);
    }
    void othersAreNot_data() {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "Delhi", "28.61", "28.61, 77.21, 3", "91, 77", "28, 181", "28N 77N", "28N 77", "DL001", "28°61'N 77°12'E", "2861", "28.61,77.21 Delhi", "Sector 62, 12"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void othersAreNot() {
        QFETCH(QString, text);
        QVERIFY(!models::coordinatesIn(text));
    }
};

QTEST_GUILESS_MAIN(TestCoordinates)
#include "tst_coordinates.moc"
