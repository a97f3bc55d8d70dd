// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole surfaces: many hours at once, hours in which stations are missing, masks, cancelling, and messages.
#include "forecast/surface/interpolation.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using forecast::GeoPoint;
using forecast::Grid;
using forecast::SiteValues;
using forecast::Surface;
using forecast::SurfaceOptions;
using Method = forecast::SurfaceOptions::Method;

namespace {
const Grid city{{28.3, 76.9, 28.9, 77.5}, 13, 9, Grid::Rows::Degrees};
const forecast::Variogram model{forecast::Variogram::Shape::Exponential, 0, 1000, 15, true};
const forecast::MaskRule open{1e6, 2};

std::vector<SiteValues> stations(int count, int hours, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> part(0, 1);
    std::vector<SiteValues> out;
    for (int i = 0; i < count; ++i) {
        SiteValues site{{28.3 + 0.6 * part(random), 76.9 + 0.6 * part(random)}, {}};
        for (int hour = 0; hour < hours; ++hour)
            site.hours.emplace_back(40 + 200 * part(random));
        out.push_back(site);
    }
    return out;
}

forecast::SurfaceRequest request(const std::vector<SiteValues> &sites, Method method = Method::Kriging) {
    SurfaceOptions options;
    options.method = method;
    options.variogram = model;
    options.mask = open;
    return {forecast::samplesOf(sites), city, options};
}

std::vector<double> finite(const std::vector<double> &values) {
    std::vector<double> out;
    std::ranges::copy_if(values, std::back_inserter(out), [](double value) { return std::isfinite(value); });
    return out;
}
} // namespace

class TestInterpolation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyHourIsAsIfAlone_data() {
        QTest::addColumn<int>("method");
        QTest::newRow("kriging") << int(Method::Kriging);
        QTest::newRow("inverse distance") << int(Method::InverseDistance);
    }
    void everyHourIsAsIfAlone() {
        QFETCH(int, method);
        auto sites = stations(25, 6, 1);
        sites[3].hours[2] = {}; // in two of the hours others are missing
        sites[7].hours[2] = {};
        sites[9].hours[4] = {};
        const auto all = forecast::interpolated(request(sites, Method(method)));
        QVERIFY(all);
        QCOMPARE(all->hours.size(), std::size_t(6));
        QCOMPARE(all->factors, method == int(Method::Kriging) ? 3 : 0); // four hours share one
        for (std::size_t hour = 0; hour < 6; ++hour) {
            std::vector<SiteValues> alone;
            for (const SiteValues &site : sites)
                if (site.hours[hour])
                    alone.push_back({site.at, {site.hours[hour]}});
            const auto one = forecast::interpolated(request(alone, Method(method)));
            QVERIFY(one);
            QCOMPARE(all->hours[hour].stations, static_cast<int>(alone.size()));
            QVERIFY(std::abs(*all->hours[hour].leaveOneOut - *one->hours[0].leaveOneOut) < 1e-6);
            for (std::size_t node = 0; node < city.size(); ++node)
                QVERIFY(std::abs(all->hours[hour].values[node] - one->hours[0].values[node]) < 1e-6);
        }
    }

    void oneFactorForAllHours() {
        const auto surface = forecast::interpolated(request(stations(20, 72, 2)));
        QVERIFY(surface);
        QCOMPARE(surface->factors, 1);
        QCOMPARE(surface->variances.size(), std::size_t(1));
        QCOMPARE(surface->variances[0].size(), city.size());
    }

    void leaveOneOutIsThatOfEachStationLeftOut() {
        const auto sites = stations(12, 1, 3);
        for (const Method method : {Method::Kriging, Method::InverseDistance}) {
            double squares = 0;
            for (std::size_t left = 0; left < sites.size(); ++left) {
                auto others = sites;
                others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
                auto asked = request(others, method);
                const GeoPoint at = sites[left].at; // a grid whose first node is the station
                asked.grid = Grid{{at.latitude - 0.01, at.longitude, at.latitude, at.longitude + 0.01}, 2, 2};
                squares += std::pow(*sites[left].hours[0] - forecast::interpolated(asked)->hours[0].values[0], 2);
            }
            const auto surface = forecast::interpolated(request(sites, method));
            QVERIFY(std::abs(*surface->hours[0].leaveOneOut - std::sqrt(squares / 12)) < 1e-6);
        }
    }

    void constantFieldIsConstant() {
        auto sites = stations(15, 2, 4);
        for (SiteValues &site : sites)
            site.hours = {55, 55};
        for (const bool logarithm : {false, true})
            for (const Method method : {Method::Kriging, Method::InverseDistance}) {
                auto asked = request(sites, method);
                asked.options.variogram = {}; // to be fitted, which cannot be
                asked.options.logarithm = logarithm;
                const auto surface = forecast::interpolated(asked);
                QVERIFY(surface);
                QVERIFY(!surface->variogram || !surface->variogram->fitted);
                for (const double value : surface->hours[1].values)
                    QVERIFY(std::abs(value - 55) < 1e-6);
                QVERIFY(*surface->hours[0].leaveOneOut < 1e-6);
            }
    }

    void logarithmIsExactAtStationsAndNeverNegative() {
        auto sites = stations(12, 1, 5);
        for (std::size_t i = 0; i < sites.size(); ++i)
            sites[i].hours[0] = i % 3 == 0 ? 900 : 1;
        auto asked = request(sites);
        asked.options.variogram = forecast::Variogram{forecast::Variogram::Shape::Spherical, 0, 2, 30, true};
        asked.options.logarithm = true;
        const GeoPoint at = sites[0].at;
        asked.grid = Grid{{at.latitude - 0.3, at.longitude, at.latitude, at.longitude + 0.3}, 30, 30};
        const auto surface = forecast::interpolated(asked);
        QVERIFY(std::abs(surface->hours[0].values[0] - 900) < 1e-5);
        QVERIFY(std::ranges::min(surface->hours[0].values) >= 0);
    }

    void farFromStationsNothingIsSaid() {
        std::vector<SiteValues> sites = {{{28.6, 77.2}, {100, {}}}, {{28.65, 77.25}, {120, 80}}};
        for (const Method method : {Method::Kriging, Method::InverseDistance}) {
            auto asked = request(sites, method);
            asked.options.mask.farthest = 10;
            const auto surface = forecast::interpolated(asked);
            QVERIFY(surface);
            for (int row = 0; row < city.rows; ++row)
                for (int column = 0; column < city.columns; ++column) {
                    const double first = forecast::kilometres(city.at(row, column), sites[0].at);
                    const double second = forecast::kilometres(city.at(row, column), sites[1].at);
                    const std::size_t node = city.index(row, column);
                    QCOMPARE(std::isfinite(surface->hours[0].values[node]), std::min(first, second) <= 10);
                    QCOMPARE(std::isfinite(surface->hours[1].values[node]), second <= 10); // the first has no value then
                }
            QVERIFY(!surface->hours[1].leaveOneOut);
        }
    }

    void whereTheVarianceIsLargeNothingIsSaid() {
        auto asked = request({{{28.6, 77.2}, {100}}, {{28.65, 77.25}, {120}}});
        asked.options.mask = {1e6, 0.5};
        const auto surface = forecast::interpolated(asked);
        QVERIFY(surface);
        const auto &variance = surface->variances[surface->hours[0].variance];
        for (std::size_t node = 0; node < city.size(); ++node)
            QCOMPARE(std::isfinite(surface->hours[0].values[node]), variance[node] <= 500);
        QVERIFY(!finite(surface->hours[0].values).empty() && finite(surface->hours[0].values).size() < city.size());
    }

    void acrossTheDateLine() {
        const std::vector<SiteValues> sites = {{{-17.8, 179.9}, {10}}, {{-17.9, -179.9}, {30}}, {{-17.7, -179.95}, {20}}};
        auto asked = request(sites);
        asked.grid = Grid{{-18, 179.5, -17.5, -179.5}, 21, 11};
        asked.options.mask.farthest = 40;
        const auto surface = forecast::interpolated(asked);
        QVERIFY(surface);
        QVERIFY(finite(surface->hours[0].values).size() > 100);
        QVERIFY(std::abs(surface->hours[0].values[asked.grid.index(8, 12)] - 30) < 1e-6); // the node at -17.9, -179.9
    }

    void fewStationsHaveNoVariogram() {
        auto asked = request(stations(9, 1, 9));
        QCOMPARE(forecast::interpolated(asked)->method, Method::Kriging); // a variogram was given
        asked.options.variogram = {};
        const auto few = forecast::interpolated(asked);
        QCOMPARE(few->method, Method::InverseDistance);
        QVERIFY(!few->variogram && few->variances.empty() && few->factors == 0);
        asked.samples = forecast::samplesOf(stations(10, 1, 9));
        const auto enough = forecast::interpolated(asked);
        QCOMPARE(enough->method, Method::Kriging);
        QVERIFY(enough->variogram);
    }

    void hourWithoutStationsIsMasked() {
        auto sites = stations(4, 2, 6);
        for (SiteValues &site : sites)
            site.hours[1] = {};
        const auto surface = forecast::interpolated(request(sites));
        QVERIFY(surface);
        QCOMPARE(surface->hours[1].stations, 0);
        QVERIFY(finite(surface->hours[1].values).empty());
        QVERIFY(!finite(surface->hours[0].values).empty());
    }

    void whatCannotBeDoneIsSaid() {
        const auto none = forecast::interpolated(request({{{0, 0}, {100}}, {{28, 77}, {-4}}}));
        QVERIFY(!none);
        QCOMPARE(none.error().message, u"No station has a value to interpolate from"_s);
        auto flat = request(stations(4, 1, 7));
        flat.grid.rows = 1;
        QCOMPARE(forecast::interpolated(flat).error().kind, base::ErrorKind::Invalid);
        QVERIFY(!forecast::interpolated({}));
    }

    void itCanBeStoppedAndSaysHowFarItIs() {
        for (const Method method : {Method::Kriging, Method::InverseDistance}) {
            std::vector<double> parts;
            auto sites = stations(10, 2, 8);
            sites[0].hours[0] = {}; // two sets of stations
            QVERIFY(forecast::interpolated(request(sites, method), {}, [&](double part) { parts.push_back(part); }));
            QVERIFY(parts.size() >= 9 && parts.back() == 1.0 && std::ranges::is_sorted(parts));
            std::stop_source source;
            int calls = 0;
            const auto stopped = forecast::interpolated(request(stations(10, 2, 8), method), source.get_token(), [&](double) {
                if (++calls == 3)
                    source.request_stop();
            });
            QVERIFY(!stopped);
            QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
            QCOMPARE(calls, 3); // and nothing after it
            QVERIFY(!forecast::interpolated(request(stations(10, 2, 8), method), source.get_token()));
        }
    }
};

QTEST_APPLESS_MAIN(TestInterpolation)
#include "tst_interpolation.moc"
