// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A surface in a standard's categories: the concentration was interpolated, and the index comes after.
#pragma once

#include "base/error.h"
#include "forecast/standard.h"
#include "forecast/surface/grid.h"

namespace forecast {

/// Categories of one pollutant's concentrations, where a table look-up for every node would take too long.
class Classifier {
public:
    /// unit: of the concentrations. Invalid for a pollutant or a unit that the standard does not know.
    [[nodiscard]] static base::Result<Classifier> of(const Standard &standard, const QString &pollutant, const QString &unit);

    /// As Standard::subIndex() has it; -1 for what is no concentration and below the table.
    [[nodiscard]] int category(double value) const;
    /// Where a category begins, in the unit of the concentrations: levels for contours. Those that begin nowhere are left out.
    [[nodiscard]] std::vector<double> levels() const;

private:
    struct Begin {
        double value = 0;
        int category = 0;
    };
    std::vector<Begin> m_begins; // rising
};

/// Of every node; -1 where the surface is masked.
[[nodiscard]] std::vector<int> bandsOf(const std::vector<double> &values, const Classifier &classifier);

} // namespace forecast
