// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/surface/contour.h"

#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace forecast {

namespace {
/// An edge between two neighbouring nodes: twice the index of its upper or left node, and one for those that run down.
using Edge = std::size_t;

class Tracer {
public:
    Tracer(const Grid &grid, const std::vector<double> &values, double level)
        : m_grid(grid)
        , m_values(values)
        , m_level(level) {
        for (int row = 0; row + 1 < grid.rows; ++row)
            for (int column = 0; column + 1 < grid.columns; ++column)
                cross(row, column);
    }

    std::vector<ContourLine> lines() {
        std::vector<ContourLine> out;
        std::vector<Edge> starts; // open lines first: those that nothing leads to
        for (const auto &[from, to] : m_next)
            if (!m_ends.contains(from))
                starts.push_back(from);
        for (const Edge start : starts)
            out.push_back(follow(start));
        while (!m_next.empty())
            out.push_back(follow(m_next.begin()->first));
        return out;
    }

private:
    [[nodiscard]] double value(int row, int column) const { return m_values[m_grid.index(row, column)]; }
    void cross(int row, int column);
    void add(Edge from, Edge to) {
        m_next.emplace(from, to);
        m_ends.emplace(to, from);
    }

    /// Where the level lies on the edge.
    [[nodiscard]] GeoPoint pointOf(Edge edge) const {
        const std::size_t node = edge / 2;
        const bool down = edge % 2 == 1;
        const int row = static_cast<int>(node / static_cast<std::size_t>(m_grid.columns));
        const int column = static_cast<int>(node % static_cast<std::size_t>(m_grid.columns));
        const double one = value(row, column);
        const double other = value(row + (down ? 1 : 0), column + (down ? 0 : 1));
        const double part = (m_level - one) / (other - one);
        return m_grid.at(row + (down ? part : 0), column + (down ? 0 : part));
    }

    ContourLine follow(Edge start) {
        ContourLine line{m_level, {pointOf(start)}, false};
        Edge at = start;
        for (auto next = m_next.find(at); next != m_next.end(); next = m_next.find(at)) {
            at = next->second;
            m_next.erase(next);
            line.points.push_back(pointOf(at));
        }
        line.closed = at == start;
        return line;
    }

    const Grid &m_grid;
    const std::vector<double> &m_values;
    double m_level;
    std::map<Edge, Edge> m_next; // each edge is entered once and left once
    std::map<Edge, Edge> m_ends;
};

void Tracer::cross(int row, int column) {
    const std::array<double, 4> corners = {value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column)}; // clockwise
    unsigned kind = 0;
    double sum = 0;
    for (unsigned i = 0; i < 4; ++i) {
        sum += corners[i];
        kind |= corners[i] >= m_level ? 1u << i : 0u;
    }
    if (std::isnan(sum) || kind == 0 || kind == 15)
        return;
    const Edge top = 2 * m_grid.index(row, column);
    const Edge left = top + 1;
    const Edge right = 2 * m_grid.index(row, column + 1) + 1;
    const Edge bottom = 2 * m_grid.index(row + 1, column);
    const std::array<Edge, 4> sides = {top, right, bottom, left}; // i: between corner i and the next
    const auto isHigh = [&](unsigned i) { return (kind >> (i % 4) & 1u) != 0; };
    const bool saddle = kind == 5 || kind == 10;
    const bool highMiddle = sum / 4 >= m_level;
    // From the side where the corners, clockwise, rise to the one where they fall: that keeps the high ones on the left.
    for (unsigned from = 0; from < 4; ++from) {
        if (isHigh(from) || !isHigh(from + 1))
            continue;
        unsigned to = from + 1;
        while (isHigh(to))
            ++to;
        const unsigned end = saddle && highMiddle ? from + 3 : to - 1; // a high middle cuts off the low corners instead
        add(sides[from], sides[end % 4]);
    }
}
} // namespace

std::vector<ContourLine> contours(const Grid &grid, const std::vector<double> &values, double level) {
    if (grid.rows < 2 || grid.columns < 2 || values.size() != grid.size())
        return {};
    return Tracer(grid, values, level).lines();
}

} // namespace forecast
