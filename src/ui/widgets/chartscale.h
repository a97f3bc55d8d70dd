// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an axis has its ticks: round values, round times. Pure.
#pragma once

#include <QDateTime>
#include <QList>

namespace ui {

struct ValueScale {
    double bottom = 0;
    double top = 1;
    double step = 1;
};

/// From zero, unless lowest is below it; top is a round value at or above highest. binary: bytes, whose round values are powers of two.
[[nodiscard]] ValueScale valueScale(double lowest, double highest, bool binary);

/// Local times at round hours and minutes, at most most of them; whole days begin at midnight.
[[nodiscard]] QList<QDateTime> timeTicks(const QDateTime &from, const QDateTime &to, int most);

} // namespace ui
