// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chartscale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

constexpr double parts = 4; // steps between bottom and top, about

double roundStep(double raw, bool binary) {
    if (binary) {
        return std::exp2(std::ceil(std::log2(raw)));
    }
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= factor * power * 1.0001)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

ValueScale valueScale(double lowest, double highest, bool binary) {
    ValueScale scale;
    const double high = std::max(highest, 0.0);
    const double low = std::min(lowest, 0.0);
    if (!(high - low > 1e-12) || !std::isfinite(high - low))
        return scale;
    scale.step = roundStep((high - low) / parts, binary && high - low >= 1);
    scale.bottom = std::floor(low / scale.step) * scale.step;
    scale.top = std::ceil(high / scale.step * 0.9999) * scale.step;
    return scale;
}

QList<QDateTime> timeTicks(const QDateTime &from, const QDateTime &to, int most) {
    static constexpr std::array<qint64, 14> steps{60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800};
    QList<QDateTime> ticks;
    const qint64 length = from.secsTo(to);
    if (length <= 0 || most < 1)
        return ticks;
    const auto *found = std::ranges::find_if(steps, [&](qint64 step) { return length / step < most; });
    const qint64 step = found == steps.end() ? steps.back() : *found;
    const QDateTime begin = from.toLocalTime();
    QDateTime tick(begin.date(), QTime(0, 0));
    if (step < 86400)
        tick = tick.addSecs(QTime(0, 0).secsTo(begin.time()) / step * step);
    for (; tick <= to && ticks.size() <= most; tick = step < 86400 ? tick.addSecs(step) : tick.addDays(step / 86400)) {
        if (tick >= from)
            ticks.append(tick);
    }
    return ticks;
}

} // namespace ui
