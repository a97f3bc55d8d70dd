// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/standard.h"

#include <algorithm>
#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
/// A decimal that was typed, such as 9.1, is a hair below itself in binary; the hair must not cost a step.
constexpr double hair = 1e-6;

/// Rounds half up on whole numbers: low + (high - low) * part / whole.
int interpolated(int low, int high, qint64 part, qint64 whole) {
    const qint64 twice = 2 * (high - low) * part + whole;
    const qint64 divisor = 2 * whole;
    return low + static_cast<int>(twice / divisor); // part >= 0: the quotient is its own floor
}
} // namespace

QString Standard::averaging(const QString &pollutant) const {
    return m_tables.value(pollutant).averaging;
}

qint64 Standard::steps(const Table &table, double value) const {
    const double scaled = value * std::pow(10.0, table.decimals) + (m_truncate ? hair : 0.5 + hair);
    return static_cast<qint64>(std::floor(std::min(scaled, 1e12)));
}

std::optional<SubIndex> Standard::lookUp(const QString &pollutant, const Table &table, double value) const {
    const qint64 input = steps(table, value);
    const Row *row = nullptr;
    for (const Row &candidate : table.rows)
        if (input >= candidate.low)
            row = &candidate;
    if (!row)
        return {}; // a table that begins higher up
    const Category &category = m_categories[row->category];
    const bool last = row == &table.rows.last();
    const bool top = row->category == static_cast<int>(m_categories.size()) - 1;
    if (last && !top && input > row->high)
        return {}; // a table that ends lower down
    const qint64 reach =
        top ? std::min<qint64>(input, row->low + 100 * (row->high - row->low)) : std::min(input, row->high);
    const int index = interpolated(category.from, category.to, reach - row->low, row->high - row->low);
    return SubIndex{pollutant, index, index > end(), row->category};
}

base::Result<SubIndex> Standard::subIndex(const QString &pollutant, double value, const QString &unit) const {
    const auto table = m_tables.constFind(pollutant);
    if (table == m_tables.cend())
        return base::fail(base::ErrorKind::Invalid, u"%1 has no breakpoints for %2"_s.arg(m_name, pollutant));
    if (!std::isfinite(value) || value < 0)
        return base::fail(base::ErrorKind::Invalid, u"%1 is no concentration"_s.arg(value), pollutant);
    const auto divisor = table->divide.constFind(unit);
    if (divisor == table->divide.cend())
        return base::fail(base::ErrorKind::Invalid,
            u"%1 of %2 has no index in the unit \"%3\""_s.arg(m_name, pollutant, unit), pollutant);
    const double inTable = value / *divisor;
    if (steps(*table, inTable) < table->rows.first().low)
        return base::fail(base::ErrorKind::Invalid,
            u"%1 of %2 is not defined for so low a value"_s.arg(m_name, pollutant), pollutant);
    if (const auto found = lookUp(pollutant, *table, inTable))
        return *found;
    // Above this table. The next may begin lower than this one ends; worse air is never a better index.
    const SubIndex least{pollutant, m_categories[table->rows.last().category].to, false, table->rows.last().category};
    const auto next =
        m_tables.contains(table->above) ? lookUp(pollutant, m_tables[table->above], inTable) : std::nullopt;
    return next && next->value > least.value ? *next : least;
}

AirIndex Standard::index(const QMap<QString, Concentration> &concentrations) const {
    AirIndex result;
    bool needed = m_needsOneOf.isEmpty();
    for (const auto &[pollutant, concentration] : concentrations.asKeyValueRange()) {
        const auto part = subIndex(pollutant, concentration.value, concentration.unit);
        if (!part)
            continue;
        result.parts.append(*part);
        needed = needed || m_needsOneOf.contains(pollutant);
    }
    if (result.parts.size() < m_minimum)
        result.missing =
            u"%1 needs at least %2 pollutants; there are %3"_s.arg(m_name).arg(m_minimum).arg(result.parts.size());
    else if (!needed)
        result.missing = u"%1 needs one of %2"_s.arg(m_name, m_needsOneOf.join(u", "));
    else
        result.overall = *std::ranges::max_element(result.parts, {}, &SubIndex::value);
    return result;
}

int Standard::categoryOf(double index) const {
    const auto below = [&](const Category &category) { return std::floor(index + 0.5) > category.to; };
    return std::min(
        static_cast<int>(std::ranges::count_if(m_categories, below)), static_cast<int>(m_categories.size()) - 1);
}

QString indexText(const SubIndex &index, const Standard &standard) {
    return index.beyond ? u"%1+"_s.arg(standard.end()) : QString::number(index.value);
}

} // namespace forecast
