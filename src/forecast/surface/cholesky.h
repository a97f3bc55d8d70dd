// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// L L' of a symmetric positive definite matrix, made once and used for many right-hand sides.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace forecast {

class Cholesky {
public:
    /// matrix: row by row; only the lower triangle is read. Nothing where it is not positive definite.
    [[nodiscard]] static std::optional<Cholesky> of(std::vector<double> matrix, std::size_t size);

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// x with L x = b, in place.
    void forward(std::span<double> b) const;
    /// x with L L' x = b.
    [[nodiscard]] std::vector<double> solved(std::vector<double> b) const;
    /// The diagonal of the inverse.
    [[nodiscard]] std::vector<double> inverseDiagonal() const;

private:
    std::size_t m_size = 0;
    std::vector<double> m_lower;
};

} // namespace forecast
