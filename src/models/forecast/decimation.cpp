// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/decimation.h"

#include <algorithm>
#include <cmath>

namespace models {

namespace {
/// Those that fall into one column.
struct Column {
    qint64 at = 0;
    const QPointF *first = nullptr;
    const QPointF *least = nullptr;
    const QPointF *most = nullptr;
    const QPointF *last = nullptr;

    void start(qint64 column, const QPointF &point) {
        at = column;
        first = least = most = last = &point;
    }
    void add(const QPointF &point) {
        if (point.y() < least->y())
            least = &point;
        if (point.y() > most->y())
            most = &point;
        last = &point;
    }
    void writeTo(QList<QPointF> &run) const {
        const QPointF *before = nullptr;
        for (const QPointF *point : {first, std::min(least, most), std::max(least, most), last}) { // they lie in one list: by address is by time
            if (point != before)
                run.append(*point);
            before = point;
        }
    }
};
} // namespace

QList<QList<QPointF>> decimated(const QList<QPointF> &points, const DecimationView &view) {
    QList<QList<QPointF>> runs;
    if (!(view.to > view.from) || view.pixels < 1)
        return runs;
    const auto begin = std::ranges::lower_bound(points, view.from, {}, &QPointF::x);
    const auto end = std::ranges::upper_bound(points, view.to, {}, &QPointF::x);
    const double scale = view.pixels / (view.to - view.from);
    Column column;
    for (auto point = begin == points.cbegin() ? begin : begin - 1; point != end + (end == points.cend() ? 0 : 1); ++point) {
        if (std::isnan(point->y()))
            continue;
        const auto at = static_cast<qint64>(std::clamp(std::floor((point->x() - view.from) * scale), -1.0, double(view.pixels)));
        const bool parted = column.last && ((point != points.cbegin() && std::isnan((point - 1)->y())) || (view.gap > 0 && point->x() - column.last->x() > view.gap));
        if (column.last && at == column.at) {
            column.add(*point);
            continue;
        }
        if (column.last)
            column.writeTo(runs.last());
        if (!column.last || parted)
            runs.emplaceBack();
        column.start(at, *point);
    }
    if (column.last)
        column.writeTo(runs.last());
    return runs;
}

} // namespace models
