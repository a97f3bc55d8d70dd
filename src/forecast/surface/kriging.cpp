// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/kriging.h"

#include <algorithm>
#include <numeric>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
double inner(const std::vector<double> &one, const std::vector<double> &other) {
    return std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
}
} // namespace

base::Result<Kriging> Kriging::of(const std::vector<GeoPoint> &places, const Variogram &variogram) {
    Kriging out;
    out.m_variogram = variogram;
    std::ranges::transform(places, std::back_inserter(out.m_places), directionOf);
    const std::size_t n = places.size();
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            matrix[i * n + j] = i == j ? variogram.total() : variogram.covariance(kilometres(out.m_places[i], out.m_places[j]));
    auto factor = n > 0 && variogram.total() > 0 ? Cholesky::of(std::move(matrix), n) : std::nullopt;
    if (!factor)
        return base::fail(base::ErrorKind::Invalid,
            n == 0 ? u"There is no station to interpolate from"_s : u"Two stations are too close together, or the values do not vary"_s);
    out.m_factor = *std::move(factor);
    out.m_halves.assign(n, 1.0);
    out.m_factor.forward(out.m_halves);
    out.m_ones = out.m_factor.solved(std::vector<double>(n, 1.0));
    out.m_onesSum = std::accumulate(out.m_ones.begin(), out.m_ones.end(), 0.0);
    return out;
}

std::vector<double> Kriging::covariances(const Direction &at) const {
    std::vector<double> out;
    out.reserve(m_places.size());
    for (const Direction &place : m_places)
        out.push_back(m_variogram.covariance(kilometres(place, at)));
    return out;
}

Kriging::Dual Kriging::dual(const std::vector<double> &values) const {
    Dual out{m_factor.solved(values), 0};
    out.mean = std::accumulate(out.weights.begin(), out.weights.end(), 0.0) / m_onesSum;
    for (std::size_t i = 0; i < out.weights.size(); ++i)
        out.weights[i] -= out.mean * m_ones[i];
    return out;
}

double Kriging::estimate(const Dual &dual, const std::vector<double> &covariances) const {
    return dual.mean + inner(dual.weights, covariances);
}

double Kriging::variance(std::vector<double> covariances) const {
    m_factor.forward(covariances);
    const double missing = 1 - inner(m_halves, covariances); // of the weights' sum, without the constraint
    return std::max(0.0, m_variogram.total() - inner(covariances, covariances) + missing * missing / m_onesSum);
}

std::vector<double> Kriging::weights(const Direction &at) const {
    std::vector<double> out = m_factor.solved(covariances(at));
    const double missing = (1 - std::accumulate(out.begin(), out.end(), 0.0)) / m_onesSum;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] += missing * m_ones[i];
    return out;
}

Kriging::LeaveOneOut Kriging::leaveOneOut(const Dual &dual) const {
    LeaveOneOut out;
    if (size() < 2)
        return out;
    const std::vector<double> diagonal = m_factor.inverseDiagonal();
    for (std::size_t i = 0; i < size(); ++i) {
        const double own = diagonal[i] - m_ones[i] * m_ones[i] / m_onesSum;
        out.errors.push_back(dual.weights[i] / own);
        out.variances.push_back(1 / own);
    }
    return out;
}

} // namespace forecast
