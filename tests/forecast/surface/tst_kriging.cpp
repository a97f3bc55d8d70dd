// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Distances, the factor, variograms, inverse distance and kriging at single points: a worked example and what must always hold.
#include "forecast/surface/idw.h"
#include "forecast/surface/kriging.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using forecast::GeoPoint;
using forecast::InverseDistance;
using forecast::Kriging;
using forecast::SiteValues;
using forecast::Variogram;

namespace {
const std::vector<GeoPoint> delhi = {{28.6469, 77.3158}, {28.6286, 77.2410}, {28.5708, 77.0716}};
const std::vector<double> values = {212, 168, 140};
const GeoPoint query{28.6139, 77.2090};
const Variogram worked{Variogram::Shape::Exponential, 0, 1000, 15, true};

bool near(double found, double expected, double by) {
    if (std::abs(found - expected) <= by)
        return true;
    qWarning("%.10g instead of %.10g", found, expected);
    return false;
}
double inverse(const std::vector<GeoPoint> &places, const std::vector<double> &of, const GeoPoint &at, const InverseDistance &rule) {
    std::vector<forecast::Direction> directions;
    std::ranges::transform(places, std::back_inserter(directions), forecast::directionOf);
    const std::vector<std::optional<double>> known(of.begin(), of.end());
    return rule.estimate(InverseDistance::ranked(directions, forecast::directionOf(at)), known)->value;
}
double kriged(const Kriging &kriging, const std::vector<double> &of, const GeoPoint &at) {
    return kriging.estimate(kriging.dual(of), kriging.covariances(forecast::directionOf(at)));
}
std::vector<GeoPoint> scattered(int count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> degrees(0, 0.6);
    std::vector<GeoPoint> out;
    for (int i = 0; i < count; ++i)
        out.push_back({28.3 + degrees(random), 76.9 + degrees(random)});
    return out;
}
std::vector<double> anyValues(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(20, 300);
    std::vector<double> out(count);
    std::ranges::generate(out, [&] { return value(random); });
    return out;
}
} // namespace

class TestKriging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void distances() {
        QVERIFY(near(forecast::kilometres(delhi[0], query), 11.051, 0.0005));
        QVERIFY(near(forecast::kilometres(delhi[1], query), 3.525, 0.0005));
        QVERIFY(near(forecast::kilometres(delhi[2], query), 14.245, 0.0005));
        QVERIFY(near(forecast::kilometres(GeoPoint{0, 179.5}, GeoPoint{0, -179.5}), 111.195, 0.001)); // across the date line
        QVERIFY(near(forecast::kilometres(GeoPoint{90, 10}, GeoPoint{90, -170}), 0, 1e-9));
        QVERIFY(near(forecast::kilometres(GeoPoint{0, 10}, GeoPoint{0, -170}), 20015.115, 0.001));
        QCOMPARE(forecast::kilometres(query, query), 0.0);
        QVERIFY(near(forecast::kilometres(GeoPoint{28, 77}, GeoPoint{28, 77 + 1e-7}), 9.818e-6, 1e-8)); // a centimetre
    }

    void nowhereIsNoPlace() {
        for (const GeoPoint &point : {GeoPoint{0, 0}, {91, 0}, {0, 181}, {std::numeric_limits<double>::quiet_NaN(), 77}})
            QVERIFY(!forecast::isPlace(point));
        QVERIFY(forecast::isPlace({0, 77}) && forecast::isPlace({-33.9, 0}));
    }

    void inverseDistanceOfTheExample() {
        QVERIFY(near(inverse(delhi, values, query, {1, 0}), 172.537, 0.0005));
        QVERIFY(near(inverse(delhi, values, query, {2, 0}), 170.376, 0.0005));
        QVERIFY(near(inverse(delhi, values, query, {5, 0}), 168.119, 0.0005));
        QVERIFY(near(inverse(delhi, values, query, {5, 1}), 168, 1e-12)); // the nearest alone
    }

    void inverseDistanceAlwaysHolds() {
        const auto places = scattered(30, 1);
        const auto of = anyValues(30, 2);
        const auto [least, most] = std::ranges::minmax(of);
        for (const GeoPoint &at : scattered(50, 3))
            for (const InverseDistance &rule : {InverseDistance{1, 0}, {2, 5}, {5, 10}, {400, 0}}) {
                const double found = inverse(places, of, at, rule);
                QVERIFY(found >= least - 1e-9 && found <= most + 1e-9);
            }
        for (std::size_t i = 0; i < places.size(); ++i)
            QCOMPARE(inverse(places, of, places[i], {5, 10}), of[i]);
        QCOMPARE(inverse({{28, 77}}, {42}, {29, 78}, {5, 10}), 42.0);
        QVERIFY(!InverseDistance{}.estimate({}, {}));
        const auto ranked = InverseDistance::ranked({forecast::directionOf(delhi[0]), forecast::directionOf(delhi[1])}, forecast::directionOf(query));
        QCOMPARE(ranked.front().place, std::size_t(1));
        QVERIFY(!InverseDistance{}.estimate(ranked, {std::nullopt, std::nullopt}));
        const auto other = InverseDistance{}.estimate(ranked, {7, std::nullopt}); // the nearest has no value
        QVERIFY(other && near(other->value, 7, 0) && near(other->distance, 11.051, 0.0005));
    }

    void factorSolves() {
        const auto factor = forecast::Cholesky::of({4, 0, 0, 2, 5, 0, 2, 1, 6}, 3); // only the lower triangle is read
        QVERIFY(factor);
        const auto x = factor->solved({10, 15, 22});
        QVERIFY(near(4 * x[0] + 2 * x[1] + 2 * x[2], 10, 1e-12));
        QVERIFY(near(2 * x[0] + 5 * x[1] + 1 * x[2], 15, 1e-12));
        QVERIFY(near(2 * x[0] + 1 * x[1] + 6 * x[2], 22, 1e-12));
        const auto diagonal = factor->inverseDiagonal();
        for (std::size_t i = 0; i < 3; ++i) {
            std::vector<double> unit(3);
            unit[i] = 1;
            QVERIFY(near(diagonal[i], factor->solved(unit)[i], 1e-12));
        }
        QVERIFY(!forecast::Cholesky::of({1, 0, 1, 1}, 2)); // two equal rows
        QVERIFY(!forecast::Cholesky::of({-1}, 1));
    }

    void krigingOfTheExample() {
        const auto kriging = Kriging::of(delhi, worked);
        QVERIFY(kriging);
        const auto weights = kriging->weights(forecast::directionOf(query));
        QVERIFY(near(weights[0], 0.036826, 5e-7));
        QVERIFY(near(weights[1], 0.761498, 5e-7));
        QVERIFY(near(weights[2], 0.201676, 5e-7));
        QVERIFY(near(kriged(*kriging, values, query), 163.973, 0.0005));
        QVERIFY(near(kriging->variance(kriging->covariances(forecast::directionOf(query))), 357.301, 0.0005));
    }

    void krigingAlwaysHolds_data() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<double>("nugget");
        for (const int shape : {0, 1})
            for (const double nugget : {0.0, 150.0})
                QTest::addRow("%s, nugget %g", shape == 0 ? "exponential" : "spherical", nugget) << shape << nugget;
    }
    void krigingAlwaysHolds() {
        QFETCH(int, shape);
        QFETCH(double, nugget);
        const auto places = scattered(40, 4);
        const auto of = anyValues(40, 5);
        const auto kriging = Kriging::of(places, {shape == 0 ? Variogram::Shape::Exponential : Variogram::Shape::Spherical, nugget, 900, 20, true});
        QVERIFY(kriging);
        for (std::size_t i = 0; i < places.size(); ++i) { // exact, and sure, at the stations
            QVERIFY(near(kriged(*kriging, of, places[i]), of[i], 1e-7));
            QVERIFY(near(kriging->variance(kriging->covariances(forecast::directionOf(places[i]))), 0, 1e-6));
        }
        for (const GeoPoint &at : scattered(20, 6)) {
            const auto direction = forecast::directionOf(at);
            const auto weights = kriging->weights(direction);
            QVERIFY(near(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-9));
            QVERIFY(near(std::inner_product(weights.begin(), weights.end(), of.begin(), 0.0), kriged(*kriging, of, at), 1e-7)); // the dual is the same
            QVERIFY(near(kriged(*kriging, std::vector<double>(40, 77), at), 77, 1e-7)); // a constant stays one
            QVERIFY(kriging->variance(kriging->covariances(direction)) > 0);
        }
        const auto errors = kriging->leaveOneOut(kriging->dual(of));
        for (const std::size_t left : {std::size_t(0), std::size_t(17), std::size_t(39)}) { // in closed form, as when it is really left out
            auto others = places;
            auto rest = of;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left));
            const auto without = Kriging::of(others, kriging->variogram());
            QVERIFY(near(errors.errors[left], of[left] - kriged(*without, rest, places[left]), 1e-6));
            QVERIFY(near(errors.variances[left], without->variance(without->covariances(forecast::directionOf(places[left]))), 1e-6));
        }
    }

    void fewPlaces() {
        const auto one = Kriging::of({{28, 77}}, worked);
        QVERIFY(one);
        for (const GeoPoint &at : {GeoPoint{28, 77}, {28.1, 77}, {50, 10}})
            QVERIFY(near(kriged(*one, {42}, at), 42, 1e-12));
        QVERIFY(one->leaveOneOut(one->dual({42})).errors.empty());
        QVERIFY(!Kriging::of({}, worked));
        const auto twice = Kriging::of({{28, 77}, {28, 77}}, worked); // whoever does not merge them first
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, base::ErrorKind::Invalid);
        QVERIFY(twice.error().message.contains(u"too close"_s));
    }

    void stationsInOnePlaceAreOne() {
        const auto samples = forecast::samplesOf({{{28.6, 77.2}, {100, 10, {}}}, {{28.60001, 77.2}, {200, {}, {}}}, {{28.7, 77.2}, {50, -1, 5}},
            {{0, 0}, {900, 900, 900}}, {{28.8, 77.2}, {std::numeric_limits<double>::quiet_NaN(), 7}}});
        QCOMPARE(samples.places.size(), std::size_t(3));
        QCOMPARE(samples.merged, 1);
        QCOMPARE(samples.rejected, 3); // nowhere, negative, NaN
        QCOMPARE(samples.hours[0][0], std::optional(150.0));
        QCOMPARE(samples.hours[1][0], std::optional(10.0));
        QVERIFY(!samples.hours[2][0]);
        QCOMPARE(samples.present(1), (std::vector<std::size_t>{0, 2}));
        QVERIFY(!samples.hours[2][2]); // its row is shorter
    }

    void variogramIsFoundAgain_data() {
        QTest::addColumn<int>("shape");
        QTest::addColumn<double>("nugget");
        QTest::addColumn<double>("sill");
        QTest::addColumn<double>("range");
        QTest::newRow("exponential") << 0 << 50.0 << 800.0 << 12.0;
        QTest::newRow("no nugget") << 0 << 0.0 << 300.0 << 5.0;
        QTest::newRow("spherical") << 1 << 120.0 << 500.0 << 25.0;
    }
    void variogramIsFoundAgain() { // from bins that lie on a model
        QFETCH(int, shape);
        QFETCH(double, nugget);
        QFETCH(double, sill);
        QFETCH(double, range);
        const Variogram truth{static_cast<Variogram::Shape>(shape), nugget, sill, range, true};
        std::vector<forecast::VariogramBin> bins;
        for (int i = 1; i <= 12; ++i)
            bins.push_back({3.0 * i, truth.total() - truth.covariance(3.0 * i), 20.0 + i});
        const auto found = forecast::fitted(bins, truth.shape);
        QVERIFY(found);
        QVERIFY(near(found->nugget, nugget, 1 + nugget * 0.01));
        QVERIFY(near(found->total(), truth.total(), truth.total() * 0.01));
        QVERIFY(near(found->range, range, range * 0.02));
        const auto other = forecast::fitted(bins, static_cast<Variogram::Shape>(1 - shape));
        QVERIFY(other && forecast::misfit(*found, bins) <= forecast::misfit(*other, bins));
    }

    void variogramOfAField() { // one that was made with a model: hours are drawn independently
        const auto places = scattered(60, 8);
        const Variogram truth{Variogram::Shape::Exponential, 0, 400, 10, true};
        std::vector<double> matrix(60 * 60);
        for (std::size_t i = 0; i < 60; ++i)
            for (std::size_t j = 0; j < 60; ++j)
                matrix[i * 60 + j] = truth.covariance(forecast::kilometres(places[i], places[j]));
        std::vector<double> root(60 * 60); // L, of its solutions: L⁻¹ would whiten, L colours
        for (std::size_t i = 0; i < 60; ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                double sum = matrix[i * 60 + j];
                for (std::size_t k = 0; k < j; ++k)
                    sum -= root[i * 60 + k] * root[j * 60 + k];
                root[i * 60 + j] = i == j ? std::sqrt(sum) : sum / root[j * 60 + j];
            }
        std::mt19937 random(9);
        std::normal_distribution<double> white;
        std::vector<SiteValues> sites;
        for (const GeoPoint &place : places)
            sites.push_back({place, {}});
        for (int hour = 0; hour < 48; ++hour) {
            std::vector<double> noise(60);
            std::ranges::generate(noise, [&] { return white(random); });
            for (std::size_t i = 0; i < 60; ++i)
                sites[i].hours.push_back(200 + std::inner_product(noise.begin(), noise.begin() + static_cast<std::ptrdiff_t>(i) + 1, root.begin() + static_cast<std::ptrdiff_t>(i * 60), 0.0));
        }
        const Variogram found = forecast::fitted(forecast::samplesOf(sites));
        QVERIFY(found.fitted);
        QVERIFY(near(found.total(), 400, 100));
        QVERIFY(found.nugget < 80);
        QVERIFY(near(found.covariance(5), truth.covariance(5), 60));
    }

    void whatCannotBeFittedIsAGuess() {
        const auto one = forecast::fitted(forecast::samplesOf({{{28, 77}, {40}}}));
        QVERIFY(!one.fitted && one.total() > 0 && one.range > 0);
        std::vector<SiteValues> still;
        for (const GeoPoint &place : scattered(20, 10))
            still.push_back({place, {55, 55}});
        const auto samples = forecast::samplesOf(still);
        const auto constant = forecast::fitted(samples);
        QVERIFY(!constant.fitted && constant.total() > 0);
        const auto kriging = Kriging::of(samples.places, constant);
        QVERIFY(kriging && near(kriged(*kriging, std::vector<double>(20, 55), {28.5, 77}), 55, 1e-9));
        const auto two = forecast::fitted(forecast::samplesOf({{{28, 77}, {40}}, {{28.1, 77}, {60}}}));
        QVERIFY(!two.fitted);
        QVERIFY(near(two.sill, 200, 1e-9));
    }
};

QTEST_APPLESS_MAIN(TestKriging)
#include "tst_kriging.moc"
