// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/interpolation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t varianceNodes = 10'000; // each costs the square of the stations: beyond so many, they are on a coarser grid
constexpr int leastVarianceSide = 24;

/// Hours in which the same places have values.
struct Group {
    std::vector<std::size_t> places;
    std::vector<std::size_t> hours;
    std::optional<Kriging> kriging;
};

class Interpolator {
public:
    Interpolator(const SurfaceRequest &request, const std::stop_token &stop, const SurfaceProgress &progress)
        : m_request(request)
        , m_stop(stop)
        , m_progress(progress) {}

    base::Result<Surface> run();

private:
    void group();
    base::Status factor();
    bool estimate();      // false: stopped
    bool weigh();
    bool addVariances();
    void addInverseErrors();
    [[nodiscard]] std::vector<double> varianceOf(const Group &group, const Grid &grid) const;
    [[nodiscard]] double valueIn(std::size_t hour, std::size_t place) const { return *m_samples.hours[hour][place]; }
    [[nodiscard]] double shown(double value) const { return m_logarithm ? std::max(0.0, std::expm1(value)) : std::max(0.0, value); }
    [[nodiscard]] bool isFar(const Group &group, const std::vector<double> &distances) const;
    bool tell(double part) const {
        if (m_progress)
            m_progress(part);
        return !m_stop.stop_requested();
    }

    const SurfaceRequest &m_request;
    const std::stop_token &m_stop;
    const SurfaceProgress &m_progress;
    bool m_logarithm = false;
    Samples m_samples; // of kriging's logarithms where those were asked for
    Surface m_out;
    std::vector<Group> m_groups;
    std::vector<Direction> m_places;
    std::vector<Direction> m_nodes;
    std::vector<double> m_weights; // of the place · hours + hour: dual form, 0 where the place has no value in the hour
    std::vector<double> m_means;   // of the hour
};

void Interpolator::group() {
    std::map<std::vector<std::size_t>, std::vector<std::size_t>> sets;
    for (std::size_t hour = 0; hour < m_samples.hours.size(); ++hour) {
        SurfaceHour &out = m_out.hours.emplace_back();
        const auto present = m_samples.present(hour);
        out.values.assign(m_request.grid.size(), nothing);
        out.stations = static_cast<int>(present.size());
        if (!present.empty())
            sets[present].push_back(hour);
    }
    for (auto &[places, hours] : sets)
        m_groups.push_back({places, hours, {}});
}

base::Status Interpolator::factor() {
    m_out.variogram = m_request.options.variogram.value_or(Variogram());
    if (!m_request.options.variogram)
        m_out.variogram = fitted(m_samples);
    const std::size_t hours = m_samples.hours.size();
    m_weights.assign(m_places.size() * hours, 0);
    m_means.assign(hours, nothing);
    for (Group &group : m_groups) {
        std::vector<GeoPoint> places;
        for (const std::size_t place : group.places)
            places.push_back(m_samples.places[place]);
        auto kriging = Kriging::of(places, *m_out.variogram);
        if (!kriging)
            return std::unexpected(kriging.error());
        ++m_out.factors;
        for (const std::size_t hour : group.hours) {
            std::vector<double> values;
            for (const std::size_t place : group.places)
                values.push_back(valueIn(hour, place));
            const Kriging::Dual dual = kriging->dual(values);
            m_means[hour] = dual.mean;
            for (std::size_t i = 0; i < places.size(); ++i)
                m_weights[group.places[i] * hours + hour] = dual.weights[i];
            const auto errors = kriging->leaveOneOut(dual).errors;
            double squares = 0;
            for (std::size_t i = 0; i < errors.size(); ++i)
                squares += std::pow(shown(values[i]) - shown(values[i] - errors[i]), 2);
            if (!errors.empty())
                m_out.hours[hour].leaveOneOut = std::sqrt(squares / static_cast<double>(errors.size()));
        }
        group.kriging = *std::move(kriging);
        if (m_stop.stop_requested())
            return {};
    }
    return {};
}

bool Interpolator::isFar(const Group &group, const std::vector<double> &distances) const {
    return std::ranges::none_of(group.places, [&](std::size_t place) { return distances[place] <= m_request.options.mask.farthest; });
}

/// The covariances of a node are those of every hour: the inner loop runs over the hours.
bool Interpolator::estimate() {
    const std::size_t hours = m_samples.hours.size();
    std::vector<double> distances(m_places.size());
    std::vector<double> sums(hours);
    for (std::size_t node = 0; node < m_nodes.size(); ++node) {
        if (node % static_cast<std::size_t>(m_request.grid.columns) == 0 && !tell(0.7 * double(node) / double(m_nodes.size())))
            return false;
        std::ranges::copy(m_means, sums.begin());
        for (std::size_t place = 0; place < m_places.size(); ++place) {
            distances[place] = kilometres(m_places[place], m_nodes[node]);
            const double covariance = m_out.variogram->covariance(distances[place]);
            const double *weights = m_weights.data() + place * hours;
            for (std::size_t hour = 0; hour < hours; ++hour)
                sums[hour] += covariance * weights[hour];
        }
        for (const Group &group : m_groups)
            if (!isFar(group, distances))
                for (const std::size_t hour : group.hours)
                    m_out.hours[hour].values[node] = shown(sums[hour]);
    }
    return true;
}

bool Interpolator::weigh() {
    for (std::size_t node = 0; node < m_nodes.size(); ++node) {
        if (node % static_cast<std::size_t>(m_request.grid.columns) == 0 && !tell(double(node) / double(m_nodes.size())))
            return false;
        const auto ranked = InverseDistance::ranked(m_places, m_nodes[node]);
        for (std::size_t hour = 0; hour < m_samples.hours.size(); ++hour) {
            const auto found = m_request.options.inverseDistance.estimate(ranked, m_samples.hours[hour]);
            if (found && found->distance <= m_request.options.mask.farthest)
                m_out.hours[hour].values[node] = found->value;
        }
    }
    return true;
}

void Interpolator::addInverseErrors() {
    std::vector<double> squares(m_samples.hours.size());
    for (std::size_t left = 0; left < m_places.size(); ++left) {
        auto others = InverseDistance::ranked(m_places, m_places[left]);
        std::erase_if(others, [&](const auto &one) { return one.place == left; });
        for (std::size_t hour = 0; hour < squares.size(); ++hour)
            if (const auto &value = m_samples.hours[hour][left])
                if (const auto found = m_request.options.inverseDistance.estimate(others, m_samples.hours[hour]))
                    squares[hour] += std::pow(*value - found->value, 2);
    }
    for (std::size_t hour = 0; hour < squares.size(); ++hour)
        if (SurfaceHour &out = m_out.hours[hour]; out.stations > 1)
            out.leaveOneOut = std::sqrt(squares[hour] / out.stations);
}

std::vector<double> Interpolator::varianceOf(const Group &group, const Grid &grid) const {
    std::vector<double> out;
    out.reserve(grid.size());
    for (const Direction &node : directions(grid)) {
        if (m_stop.stop_requested())
            break;
        out.push_back(group.kriging->variance(group.kriging->covariances(node)));
    }
    return out;
}

bool Interpolator::addVariances() {
    const Grid &fine = m_request.grid;
    Grid coarse = fine;
    const int side = std::max(leastVarianceSide, static_cast<int>(std::sqrt(double(varianceNodes) / double(m_groups.size()))));
    coarse.columns = std::min(fine.columns, side);
    coarse.rows = std::min(fine.rows, side);
    const double most = m_request.options.mask.varianceShare * m_out.variogram->total();
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const std::vector<double> found = varianceOf(m_groups[i], coarse);
        if (!tell(0.7 + 0.3 * double(i + 1) / double(m_groups.size())))
            return false;
        const auto &variance = m_out.variances.emplace_back(refined(found, coarse, fine));
        for (const std::size_t hour : m_groups[i].hours) {
            m_out.hours[hour].variance = i;
            for (std::size_t node = 0; node < variance.size(); ++node)
                if (variance[node] > most)
                    m_out.hours[hour].values[node] = nothing;
        }
    }
    return true;
}

base::Result<Surface> Interpolator::run() {
    if (!m_request.grid.isValid())
        return base::fail(base::ErrorKind::Invalid, u"The grid of the surface has no area, or too many nodes"_s);
    const bool enough = m_request.options.variogram || m_request.samples.places.size() >= leastForKriging;
    const bool krige = m_request.options.method == SurfaceOptions::Method::Kriging && enough;
    m_samples = m_request.samples;
    m_logarithm = krige && m_request.options.logarithm;
    if (m_logarithm)
        for (auto &values : m_samples.hours)
            for (auto &value : values)
                value = value ? std::optional(std::log1p(*value)) : std::nullopt;
    m_out.grid = m_request.grid;
    m_out.method = krige ? SurfaceOptions::Method::Kriging : SurfaceOptions::Method::InverseDistance;
    group();
    if (m_groups.empty())
        return base::fail(base::ErrorKind::Invalid, u"No station has a value to interpolate from"_s);
    std::ranges::transform(m_samples.places, std::back_inserter(m_places), directionOf);
    m_nodes = directions(m_request.grid);
    if (krige)
        if (const auto factored = factor(); !factored)
            return std::unexpected(factored.error());
    if (!krige)
        addInverseErrors();
    if (m_stop.stop_requested() || !(krige ? estimate() && addVariances() : weigh()))
        return base::fail(base::ErrorKind::Cancelled, u"The surface was given up"_s);
    return std::move(m_out);
}
} // namespace

base::Result<Surface> interpolated(const SurfaceRequest &request, const std::stop_token &stop, const SurfaceProgress &progress) {
    auto surface = Interpolator(request, stop, progress).run();
    if (surface && progress)
        progress(1);
    return surface;
}

} // namespace forecast
