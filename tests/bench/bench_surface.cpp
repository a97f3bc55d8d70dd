// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the forecast page's numbers take, on a worker thread: a surface of 200 stations for 72 hours on a grid of 100 x 100, by kriging and by inverse
// distance, with all stations always there and with some missing in every hour; contours and bands of one hour; a million points for a chart.
#include "forecast/surface/bands.h"
#include "forecast/surface/contour.h"
#include "forecast/surface/interpolation.h"
#include "models/forecast/decimation.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>
#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using forecast::SurfaceOptions;

namespace {

double processorMs() { // of this thread: what other programs take does not count
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Median of the runs, each on a thread of its own.
template <class Work> void measureOnWorker(const char *what, int runs, const char *goal, Work work) {
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            timer.start();
            const double before = processorMs();
            work();
            processor.push_back(processorMs() - before);
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }));
        thread->start();
        thread->wait();
    }
    std::ranges::sort(times);
    std::ranges::sort(processor);
    std::printf("%-72s min %9.2f   median %9.2f ms, of a processor %9.2f%s\n", what, times.front(), times[times.size() / 2], processor[processor.size() / 2], goal);
}

std::vector<forecast::SiteValues> stationsOf(int count, int hours, bool missing) {
    std::mt19937 random(20261126);
    std::uniform_real_distribution<double> part(0, 1);
    std::vector<forecast::SiteValues> out;
    for (int i = 0; i < count; ++i) {
        forecast::SiteValues site{{8 + 26 * part(random), 69 + 24 * part(random)}, {}};
        for (int hour = 0; hour < hours; ++hour) {
            const double value = 120 + 60 * std::sin(site.at.latitude / 4 + hour / 9.0) + 30 * part(random);
            site.hours.push_back(missing && part(random) < 0.05 ? std::nullopt : std::optional(value));
        }
        out.push_back(site);
    }
    return out;
}

} // namespace

int main() {
    const forecast::Grid grid{{8, 68, 36, 98}, 100, 100, forecast::Grid::Rows::Mercator};
    SurfaceOptions kriging;
    kriging.mask.farthest = 300;
    SurfaceOptions inverse = kriging;
    inverse.method = SurfaceOptions::Method::InverseDistance;
    const auto whole = forecast::samplesOf(stationsOf(200, 72, false));
    const auto holes = forecast::samplesOf(stationsOf(200, 72, true));
    forecast::Surface surface;
    int factors = 0;
    const auto run = [&](const forecast::Samples &samples, const SurfaceOptions &options) {
        auto found = forecast::interpolated({samples, grid, options});
        if (!found)
            std::printf("%s\n", qPrintable(found.error().text()));
        else
            surface = *std::move(found), factors = surface.factors;
    };
    measureOnWorker("kriging, 200 stations, 72 hours, 100 x 100, with variances", 5, "   (goal: 2000)", [&] { run(whole, kriging); });
    std::printf("    %d factor, %s variogram, range %.0f km\n", factors, surface.variogram->fitted ? "a fitted" : "no fitted", surface.variogram->range);
    const forecast::Surface shown = surface;
    measureOnWorker("kriging, one in twenty values missing", 3, "", [&] { run(holes, kriging); });
    std::printf("    %d factors\n", factors);
    measureOnWorker("inverse distance, power 5, 10 nearest", 5, "", [&] { run(whole, inverse); });
    measureOnWorker("inverse distance, one in twenty values missing", 3, "", [&] { run(holes, inverse); });

    const auto classifier = forecast::Classifier::of(forecast::standards().first(), u"pm25"_s, u"µg/m³"_s);
    std::size_t lines = 0;
    measureOnWorker("bands and contours of one hour", 21, "", [&] {
        lines = forecast::bandsOf(shown.hours[0].values, *classifier).size();
        lines = 0;
        for (const double level : classifier->levels())
            lines += forecast::contours(grid, shown.hours[0].values, level).size();
    });
    std::printf("    %zu lines\n", lines);

    QMap<QString, forecast::Concentration> air;
    for (const auto &[pollutant, value] : {std::pair(u"pm25"_s, 87.3), std::pair(u"pm10"_s, 154.2), std::pair(u"no2"_s, 41.9), std::pair(u"so2"_s, 12.1), std::pair(u"o3"_s, 62.4)})
        air.insert(pollutant, {value, u"µg/m³"_s, {}, {}});
    for (const auto &standard : forecast::standards()) {
        int sum = 0;
        measureOnWorker(qPrintable(u"index of 5,000 stations with five pollutants, "_s + standard.name()), 11, "", [&] {
            for (int i = 0; i < 5000; ++i)
                sum += standard.index(air).overall->value;
        });
        std::printf("    the last one is %d\n", sum / 5000 / 11);
    }

    QList<QPointF> series;
    for (int i = 0; i < 1'000'000; ++i)
        series.append({i * 3.6e6, i % 100'000 < 500 ? std::numeric_limits<double>::quiet_NaN() : 100 + 50 * std::sin(i / 700.0) + (i * 7919LL) % 41});
    qsizetype kept = 0;
    for (const double share : {1.0, 0.1, 0.01}) {
        const QByteArray what = "a million points, " + QByteArray::number(share * 100) + " % of them in a view of 1200 pixels";
        measureOnWorker(what.constData(), 21, share == 1 ? "   (goal: 16)" : "", [&] {
            kept = 0;
            for (const auto &one : models::decimated(series, {4e11, 4e11 + share * 3.6e12, 1200, 5.4e6}))
                kept += one.size();
        });
        std::printf("    %lld points are drawn\n", static_cast<long long>(kept));
    }
    return 0;
}
