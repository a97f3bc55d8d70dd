// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/standard.h"

#include "forecast/decimal.h"

#include <algorithm>
#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
/// Rounds half up on whole numbers: low + (high - low) * part / whole.
int interpolated(int low, int high, qint64 part, qint64 whole) {
    const qint64 twice = 2 * (high - low) * part + whole;
    const qint64 divisor = 2 * whole;
    return low + static_cast<int>(twice / divisor); // part >= 0: the quotient is its own floor
}

/// "o3" of "o3_1h".
QString pollutantOf(const QString &table) {
    return table.section(u'_', 0, 0);
}

/// µg/m³ of one unit; gas: of one ppb, 0 where the pollutant is none. Nothing for an unknown unit.
std::optional<double> micrograms(const QString &unit, double gas) {
    if (unit == u"µg/m³")
        return 1;
    if (unit == u"mg/m³")
        return 1000;
    if (gas > 0 && (unit == "ppb"_L1 || unit == "ppm"_L1))
        return unit == "ppb"_L1 ? gas : gas * 1000;
    return {};
}
} // namespace

QStringList Standard::pollutants() const {
    QStringList keys = m_tables.keys();
    keys.sort();
    return keys;
}

Standard Standard::with(QList<Category> categories) const {
    Standard other = *this;
    if (categories.size() == m_categories.size())
        other.m_categories = std::move(categories);
    return other;
}

QString Standard::averaging(const QString &pollutant) const {
    return m_tables.contains(pollutant) ? u"%1 h"_s.arg(rule(pollutant).hours) : QString();
}

QList<std::optional<double>> Standard::begins(const QString &pollutant) const {
    QList<std::optional<double>> out(m_categories.size());
    const Table table = m_tables.value(pollutant);
    for (const Table &one : {m_tables.value(table.above), table}) // its own rows count where both have one
        for (const Row &row : one.rows) {
            const double low = static_cast<double>(row.low) - (m_truncate || row.low == 0 ? 0 : 0.5);
            out[row.category] = low / std::pow(10.0, one.decimals);
        }
    return out;
}

qint64 Standard::steps(const Table &table, double value) const {
    return stepsOf(value, table.decimals, m_truncate ? Rounding::Down : Rounding::HalfUp);
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
    if (inBands())
        return SubIndex{pollutant, category.from, false, row->category};
    const qint64 reach =
        top ? std::min<qint64>(input, row->low + 100 * (row->high - row->low)) : std::min(input, row->high);
    const int index = interpolated(category.from, category.to, reach - row->low, row->high - row->low);
    return SubIndex{pollutant, index, index > end(), row->category};
}

base::Result<double> Standard::converted(const QString &pollutant, double value, const QString &unit) const {
    const auto table = m_tables.constFind(pollutant);
    if (table == m_tables.cend())
        return base::fail(base::ErrorKind::Invalid, u"%1 has no breakpoints for %2"_s.arg(m_name, pollutant));
    if (!std::isfinite(value) || value < 0)
        return base::fail(base::ErrorKind::Invalid, u"%1 is no concentration"_s.arg(value), pollutant);
    if (unit == table->unit)
        return value;
    const double gas = m_gases.value(pollutantOf(pollutant));
    const auto from = micrograms(unit, gas);
    const auto to = micrograms(table->unit, gas);
    if (!from || !to)
        return base::fail(base::ErrorKind::Invalid,
            u"%1 of %2 has no index in the unit \"%3\""_s.arg(m_name, pollutant, unit), pollutant);
    return value * *from / *to;
}

base::Result<SubIndex> Standard::subIndex(const QString &pollutant, double value, const QString &unit) const {
    return part(pollutant, {{pollutant, {value, unit, {}, {}}}});
}

base::Result<SubIndex> Standard::part(const QString &pollutant, const Values &values) const {
    const auto valueIn = [&](const QString &table) {
        const Concentration given = values.value(table, values.value(pollutant));
        return converted(table, given.value, given.unit);
    };
    const auto value = valueIn(pollutant);
    if (!value)
        return std::unexpected(value.error());
    const Table &table = *m_tables.constFind(pollutant);
    const QString name = pollutantOf(pollutant);
    if (steps(table, *value) < table.rows.first().low)
        return base::fail(base::ErrorKind::Invalid,
            u"%1 of %2 is not defined for so low a value"_s.arg(m_name, pollutant), pollutant);
    auto found = lookUp(name, table, *value);
    if (!found) { // Above this table. The next may begin lower than this one ends; worse air is never a better index.
        const int category = table.rows.last().category;
        found = SubIndex{name, m_categories[category].to, false, category};
        const auto further = table.above.isEmpty() ? value : valueIn(table.above);
        const auto next = table.above.isEmpty() || !further ? std::nullopt : lookUp(name, m_tables[table.above], *further);
        if (next && next->value > found->value)
            found = next;
    }
    if (const auto other = values.constFind(table.also); !table.also.isEmpty() && other != values.cend())
        if (const auto beside = subIndex(table.also, other->value, other->unit); beside && beside->value > found->value)
            found = *beside;
    return *found;
}

AirIndex Standard::index(const Values &concentrations) const {
    AirIndex result;
    bool needed = m_needsOneOf.isEmpty();
    for (const QString &pollutant : concentrations.keys()) {
        if (!m_tables.contains(pollutant) || m_further.contains(pollutant))
            continue;
        const auto found = part(pollutant, concentrations);
        if (!found)
            continue;
        result.parts.append(*found);
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
