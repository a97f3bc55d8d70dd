// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Grids, lines of one level, and the categories of a surface.
#include "forecast/surface/bands.h"
#include "forecast/surface/contour.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using forecast::ContourLine;
using forecast::GeoPoint;
using forecast::Grid;

namespace {
constexpr double masked = std::numeric_limits<double>::quiet_NaN();
const Grid square{{0, 10, 10, 20}, 11, 11, Grid::Rows::Degrees}; // nodes at whole degrees

std::vector<double> filled(const Grid &grid, double (*value)(const GeoPoint &)) {
    std::vector<double> out;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            out.push_back(value(grid.at(row, column)));
    return out;
}
} // namespace

class TestContours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nodesLieBetweenTheBounds() {
        QCOMPARE(square.at(0, 0), (GeoPoint{10, 10}));
        QCOMPARE(square.at(10, 10), (GeoPoint{0, 20}));
        QCOMPARE(square.at(2.5, 4), (GeoPoint{7.5, 14}));
        QCOMPARE(square.size(), std::size_t(121));
        const Grid across{{-10, 170, 10, -170}, 5, 3, Grid::Rows::Degrees};
        QVERIFY(across.isValid());
        QCOMPARE(across.at(1, 4), (GeoPoint{0, 190})); // goes on counting
        const Grid map{{0, 10, 60, 20}, 2, 3, Grid::Rows::Mercator};
        QVERIFY(std::abs(map.at(2, 0).latitude) < 1e-12 && std::abs(map.at(0, 1).latitude - 60) < 1e-12);
        QVERIFY(std::abs(map.at(1, 0).latitude - 35.264) < 0.01); // the middle of the map, not of the degrees
        for (const Grid &bad : {Grid{{0, 10, 0, 20}, 5, 5}, Grid{{0, 10, 10, 10}, 5, 5}, Grid{{0, 10, 10, 20}, 1, 5}, Grid{{0, 10, 10, 20}, 5, 1},
                 Grid{{0, 10, 95, 20}, 5, 5}, Grid{{0, 10, 10, masked}, 5, 5}, Grid{{0, 10, 10, 20}, 3000, 3000}})
            QVERIFY(!bad.isValid());
    }

    void refiningIsBilinear() {
        const Grid coarse{{0, 10, 10, 20}, 2, 2};
        const auto plane = forecast::refined({10, 20, 30, 40}, coarse, square); // north-west, north-east, south-west, south-east
        QCOMPARE(plane[square.index(0, 0)], 10.0);
        QCOMPARE(plane[square.index(10, 10)], 40.0);
        QCOMPARE(plane[square.index(5, 5)], 25.0);
        QCOMPARE(forecast::refined(plane, square, square), plane);
    }

    void straightLine() {
        const auto lines = forecast::contours(square, filled(square, [](const GeoPoint &at) { return at.longitude; }), 14.25);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].points.size(), std::size_t(11)); // one for each row, joined
        QVERIFY(!lines[0].closed);
        for (const GeoPoint &point : lines[0].points)
            QVERIFY(std::abs(point.longitude - 14.25) < 1e-12);
        QCOMPARE(lines[0].points.front().latitude, 10.0); // the east is higher: on the left of one who walks south
        QCOMPARE(lines[0].points.back().latitude, 0.0);
        QCOMPARE(lines[0].level, 14.25);
    }

    void ringIsClosed() {
        const Grid fine{{0, 10, 10, 20}, 81, 81};
        const auto hill = filled(fine, [](const GeoPoint &at) { return 100 - std::hypot(at.latitude - 5, at.longitude - 15); });
        const auto lines = forecast::contours(fine, hill, 97);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].closed);
        QCOMPARE(lines[0].points.front(), lines[0].points.back());
        double area = 0;
        for (std::size_t i = 0; i + 1 < lines[0].points.size(); ++i) {
            const GeoPoint &one = lines[0].points[i];
            const GeoPoint &next = lines[0].points[i + 1];
            QVERIFY(std::abs(std::hypot(one.latitude - 5, one.longitude - 15) - 3) < 0.01);
            area += (one.longitude * next.latitude - next.longitude * one.latitude) / 2;
        }
        QVERIFY(std::abs(area - 28.274) < 0.1); // counted anticlockwise, around the hill: positive
    }

    void severalLinesOfOneLevel() {
        const Grid fine{{0, 10, 10, 20}, 61, 61};
        const auto hills = filled(fine, [](const GeoPoint &at) {
            return std::max(3 - std::hypot(at.latitude - 3, at.longitude - 13), 3 - std::hypot(at.latitude - 7, at.longitude - 17));
        });
        const auto lines = forecast::contours(fine, hills, 1.9);
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY(lines[0].closed && lines[1].closed);
        QVERIFY(forecast::contours(fine, hills, 5).empty());
        QVERIFY(forecast::contours(fine, hills, -50).empty());
    }

    void saddleIsPartedByItsMiddle() {
        const Grid cell{{0, 10, 1, 11}, 2, 2};
        const auto low = forecast::contours(cell, {10, 0, 0, 10}, 6); // the mean, 5, is low: the high corners are cut off
        const auto high = forecast::contours(cell, {10, 0, 0, 10}, 4);
        QCOMPARE(low.size(), std::size_t(2));
        QCOMPARE(high.size(), std::size_t(2));
        const auto cutsOff = [](const std::vector<ContourLine> &lines, const GeoPoint &corner) {
            return std::ranges::any_of(lines, [&](const ContourLine &line) {
                return std::ranges::all_of(line.points, [&](const GeoPoint &point) {
                    return std::abs(point.latitude - corner.latitude) + std::abs(point.longitude - corner.longitude) < 0.5;
                });
            });
        };
        QVERIFY(cutsOff(low, {1, 10}) && cutsOff(low, {0, 11}));
        QVERIFY(cutsOff(high, {1, 11}) && cutsOff(high, {0, 10}));
    }

    void linesEndWhereTheSurfaceIsMasked() {
        auto values = filled(square, [](const GeoPoint &at) { return at.longitude; });
        values[square.index(5, 4)] = masked;
        const auto lines = forecast::contours(square, values, 14.25);
        QCOMPARE(lines.size(), std::size_t(2)); // above and below the hole
        QVERIFY(!lines[0].closed && !lines[1].closed);
        QVERIFY(forecast::contours(square, std::vector<double>(square.size(), masked), 1).empty());
        QVERIFY(forecast::contours(square, {1, 2}, 1).empty()); // not of this grid
    }

    void everyLineSeparatesHighFromLow() { // of a rough field: as many crossings on each row as lines have points there
        std::vector<double> values;
        for (std::size_t i = 0; i < square.size(); ++i)
            values.push_back(double((i * 7919) % 101));
        std::size_t crossings = 0;
        for (int row = 0; row < 11; ++row)
            for (int column = 0; column < 11; ++column) {
                const bool own = values[square.index(row, column)] >= 50;
                crossings += column < 10 && own != (values[square.index(row, column + 1)] >= 50) ? 1 : 0;
                crossings += row < 10 && own != (values[square.index(row + 1, column)] >= 50) ? 1 : 0;
            }
        std::size_t points = 0;
        for (const ContourLine &line : forecast::contours(square, values, 50))
            points += line.points.size() - (line.closed ? 1 : 0);
        QCOMPARE(points, crossings);
    }

    void categoriesAreThoseOfTheStandard() {
        for (const auto &standard : forecast::standards())
            for (const QString &pollutant : standard.pollutants()) {
                const QString unit = pollutant == "co"_L1 ? u"mg/m³"_s : u"µg/m³"_s;
                const auto classifier = forecast::Classifier::of(standard, pollutant, unit);
                QVERIFY(classifier);
                for (double value = 0; value < 1500; value += value < 60 ? 0.13 : 7.7) {
                    const auto index = standard.subIndex(pollutant, value, unit);
                    QVERIFY2(classifier->category(value) == (index ? index->category : -1),
                        qPrintable(u"%1 %2 %3"_s.arg(standard.id(), pollutant).arg(value)));
                }
                QCOMPARE(classifier->category(-1), -1);
                QCOMPARE(classifier->category(masked), -1);
            }
        QVERIFY(!forecast::Classifier::of(forecast::standards().first(), u"pm25"_s, u"ppb"_s));
    }

    void bandsAndLevels() {
        const auto classifier = forecast::Classifier::of(forecast::standards().first(), u"pm25"_s, u"µg/m³"_s);
        QCOMPARE(forecast::bandsOf({0, 30.4, 30.5, masked, 400}, *classifier), (std::vector<int>{0, 0, 1, -1, 5}));
        QCOMPARE(classifier->levels(), (std::vector<double>{30.5, 60.5, 90.5, 120.5, 250.5}));
    }
};

QTEST_APPLESS_MAIN(TestContours)
#include "tst_contours.moc"
