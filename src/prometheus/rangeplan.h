// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which points of time a range query asks for: aligned, so that a redraw does not shimmer, and never more than there are pixels.
#pragma once

#include <QDateTime>

namespace prometheus {

struct RangePlan {
    qint64 start = 0; // seconds since the epoch, multiples of step
    qint64 end = 0;
    qint64 step = 1;
    [[nodiscard]] qint64 points() const { return (end - start) / step + 1; }
    bool operator==(const RangePlan &) const = default;
};

/// Prometheus refuses a series of more.
inline constexpr qint64 pointLimit = 11'000;

/// from must not be after to. pixels: of the plot. least: the scrape interval, because a shorter step shows nothing new.
[[nodiscard]] RangePlan planRange(const QDateTime &from, const QDateTime &to, int pixels, qint64 least = 15);

} // namespace prometheus
