// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/rangeplan.h"

#include <algorithm>

namespace prometheus {

namespace {

/// People and caches like these steps; beyond a day, whole days.
qint64 roundUp(qint64 step) {
    static constexpr qint64 steps[] = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400};
    const auto *found = std::ranges::lower_bound(steps, step);
    return found != std::end(steps) ? *found : (step + 86399) / 86400 * 86400;
}

} // namespace

RangePlan planRange(const QDateTime &from, const QDateTime &to, int pixels, qint64 least) {
    const qint64 begin = from.toSecsSinceEpoch();
    const qint64 finish = std::max(begin, to.toSecsSinceEpoch());
    const qint64 most = std::clamp<qint64>(pixels, 2, pointLimit) - 1; // steps between the points; one more point comes with rounding outwards
    RangePlan plan;
    plan.step = roundUp(std::max({qint64(1), least, (finish - begin + most - 1) / most}));
    plan.start = (begin + plan.step - 1) / plan.step * plan.step;
    plan.end = std::max(plan.start, finish / plan.step * plan.step);
    return plan;
}

} // namespace prometheus
