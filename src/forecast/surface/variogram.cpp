// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/variogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace forecast {

namespace {
constexpr std::size_t binCount = 12;
constexpr std::size_t leastBins = 4; // a line through three points fits anything

/// 0 at distance 0, towards 1 far away.
double shapeAt(Variogram::Shape shape, double distance, double range) {
    const double part = distance / range;
    if (shape == Variogram::Shape::Exponential)
        return 1 - std::exp(-part);
    return part >= 1 ? 1 : 1.5 * part - 0.5 * part * part * part;
}

/// For one range, nugget and sill are linear: two normal equations, and neither is negative.
Variogram withRange(const std::vector<VariogramBin> &bins, Variogram::Shape shape, double range) {
    double w = 0;
    double s = 0;
    double ss = 0;
    double g = 0;
    double gs = 0;
    for (const VariogramBin &bin : bins) {
        const double weight = bin.pairs / (bin.distance * bin.distance);
        const double at = shapeAt(shape, bin.distance, range);
        w += weight;
        s += weight * at;
        ss += weight * at * at;
        g += weight * bin.semivariance;
        gs += weight * at * bin.semivariance;
    }
    Variogram out{shape, 0, 0, range, true};
    const double determinant = w * ss - s * s;
    if (determinant > 1e-12 * w * ss) {
        out.nugget = (g * ss - gs * s) / determinant;
        out.sill = (gs * w - g * s) / determinant;
    }
    if (out.sill <= 0) { // distance does not matter
        out.nugget = g / w;
        out.sill = 0;
    } else if (out.nugget < 0) {
        out.nugget = 0;
        out.sill = gs / ss;
    }
    return out;
}

double greatestDistance(const Samples &samples) {
    double greatest = 0;
    for (std::size_t i = 0; i < samples.places.size(); ++i)
        for (std::size_t j = i + 1; j < samples.places.size(); ++j)
            greatest = std::max(greatest, kilometres(samples.places[i], samples.places[j]));
    return greatest;
}

/// Where nothing can be fitted: the values' own variance, and a third of the way to the farthest place.
Variogram guessed(const Samples &samples) {
    double variance = 0;
    int hours = 0;
    for (std::size_t hour = 0; hour < samples.hours.size(); ++hour) {
        double sum = 0;
        double squares = 0;
        const auto present = samples.present(hour);
        for (const std::size_t place : present) {
            const double value = *samples.hours[hour][place];
            sum += value;
            squares += value * value;
        }
        const auto n = static_cast<double>(present.size());
        if (present.size() < 2)
            continue;
        variance += std::max(0.0, (squares - sum * sum / n) / (n - 1));
        ++hours;
    }
    const double sill = hours > 0 ? variance / hours : 0;
    return {Variogram::Shape::Exponential, 0, sill > 0 ? sill : 1, std::max(1.0, greatestDistance(samples) / 3), false};
}
} // namespace

double Variogram::covariance(double kilometres) const {
    return kilometres <= 0 ? total() : sill * (1 - shapeAt(shape, kilometres, range));
}

std::vector<VariogramBin> experimentalVariogram(const Samples &samples) {
    const double end = greatestDistance(samples) / 2;
    std::vector<VariogramBin> bins(binCount);
    for (std::size_t i = 0; i < samples.places.size(); ++i)
        for (std::size_t j = i + 1; j < samples.places.size(); ++j) {
            const double distance = kilometres(samples.places[i], samples.places[j]);
            if (distance >= end)
                continue;
            VariogramBin &bin = bins[std::min(binCount - 1, static_cast<std::size_t>(distance / end * binCount))];
            for (const auto &values : samples.hours) {
                if (!values[i] || !values[j])
                    continue;
                const double difference = *values[i] - *values[j];
                bin.pairs += 1;
                bin.distance += distance;
                bin.semivariance += difference * difference / 2;
            }
        }
    std::erase_if(bins, [](const VariogramBin &bin) { return bin.pairs == 0; });
    for (VariogramBin &bin : bins) {
        bin.distance /= bin.pairs;
        bin.semivariance /= bin.pairs;
    }
    return bins;
}

double misfit(const Variogram &variogram, const std::vector<VariogramBin> &bins) {
    double sum = 0;
    for (const VariogramBin &bin : bins) {
        const double difference = variogram.total() - variogram.covariance(bin.distance) - bin.semivariance;
        sum += bin.pairs / (bin.distance * bin.distance) * difference * difference;
    }
    return sum;
}

std::optional<Variogram> fitted(const std::vector<VariogramBin> &bins, Variogram::Shape shape) {
    if (bins.size() < leastBins || std::ranges::all_of(bins, [](const VariogramBin &bin) { return bin.semivariance <= 0; }))
        return {};
    const double end = bins.back().distance;
    const auto misfitAt = [&](double range) { return misfit(withRange(bins, shape, range), bins); };
    double best = end;
    for (double range = end / 50; range < end * 3; range *= 1.1)
        if (misfitAt(range) < misfitAt(best))
            best = range;
    double low = best / 1.1;
    double high = best * 1.1;
    for (int i = 0; i < 40; ++i) { // thirds of what is left: the misfit has one valley there
        const double third = (high - low) / 3;
        (misfitAt(low + third) < misfitAt(high - third) ? high : low) += misfitAt(low + third) < misfitAt(high - third) ? -third : third;
    }
    const Variogram found = withRange(bins, shape, (low + high) / 2);
    return found.total() > 0 ? std::optional(found) : std::nullopt;
}

Variogram fitted(const Samples &samples) {
    const auto bins = experimentalVariogram(samples);
    const auto exponential = fitted(bins, Variogram::Shape::Exponential);
    const auto spherical = fitted(bins, Variogram::Shape::Spherical);
    if (!exponential || !spherical)
        return guessed(samples);
    return misfit(*exponential, bins) <= misfit(*spherical, bins) ? *exponential : *spherical;
}

} // namespace forecast
