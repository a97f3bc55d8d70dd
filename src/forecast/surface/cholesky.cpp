// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/cholesky.h"

#include <cmath>

namespace forecast {

namespace {
double product(const double *one, const double *other, std::size_t count) {
    double sums[4] = {}; // four at a time: the order of one sum would keep the processor waiting
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (std::size_t k = 0; k < 4; ++k)
            sums[k] += one[i + k] * other[i + k];
    for (; i < count; ++i)
        sums[0] += one[i] * other[i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}
} // namespace

std::optional<Cholesky> Cholesky::of(std::vector<double> matrix, std::size_t size) {
    Cholesky out;
    out.m_size = size;
    out.m_lower = std::move(matrix);
    for (std::size_t row = 0; row < size; ++row) {
        double *own = out.m_lower.data() + row * size;
        for (std::size_t column = 0; column < row; ++column) {
            const double *above = out.m_lower.data() + column * size;
            own[column] = (own[column] - product(own, above, column)) / above[column];
        }
        const double square = own[row] - product(own, own, row);
        if (!(square > 1e-12 * own[row])) // lost among the rounding: two equal rows
            return {};
        own[row] = std::sqrt(square);
    }
    return out;
}

void Cholesky::forward(std::span<double> b) const {
    for (std::size_t row = 0; row < m_size; ++row) {
        const double *own = m_lower.data() + row * m_size;
        b[row] = (b[row] - product(own, b.data(), row)) / own[row];
    }
}

std::vector<double> Cholesky::solved(std::vector<double> b) const {
    forward(b);
    for (std::size_t row = m_size; row-- > 0;) {
        const double *own = m_lower.data() + row * m_size;
        b[row] /= own[row];
        for (std::size_t column = 0; column < row; ++column)
            b[column] -= own[column] * b[row];
    }
    return b;
}

std::vector<double> Cholesky::inverseDiagonal() const {
    std::vector<double> out(m_size);
    for (std::size_t i = 0; i < m_size; ++i) { // the i-th column of L's inverse, squared
        std::vector<double> unit(m_size);
        unit[i] = 1;
        forward(unit);
        out[i] = product(unit.data(), unit.data(), m_size);
    }
    return out;
}

} // namespace forecast
