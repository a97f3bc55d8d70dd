// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/bands.h"

#include <algorithm>
#include <cmath>

namespace forecast {

base::Result<Classifier> Classifier::of(const Standard &standard, const QString &pollutant, const QString &unit) {
    const auto one = standard.converted(pollutant, 1, unit); // of the table's unit
    if (!one)
        return std::unexpected(one.error());
    Classifier out;
    const auto begins = standard.begins(pollutant);
    for (qsizetype i = 0; i < begins.size(); ++i)
        if (begins[i])
            out.m_begins.push_back({*begins[i] / *one, static_cast<int>(i)});
    return out;
}

int Classifier::category(double value) const {
    if (!std::isfinite(value) || value < 0)
        return -1;
    int found = -1;
    for (const Begin &begin : m_begins)
        if (value >= begin.value)
            found = begin.category;
    return found;
}

std::vector<double> Classifier::levels() const {
    std::vector<double> out;
    for (const Begin &begin : m_begins)
        if (begin.value > 0)
            out.push_back(begin.value);
    return out;
}

std::vector<int> bandsOf(const std::vector<double> &values, const Classifier &classifier) {
    std::vector<int> out;
    out.reserve(values.size());
    std::ranges::transform(values, std::back_inserter(out), [&](double value) { return classifier.category(value); });
    return out;
}

} // namespace forecast
