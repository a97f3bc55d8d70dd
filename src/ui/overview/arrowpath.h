// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows between boxes of a grid: straight along a row or a column, else around a corner in the gap.
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QRect>

class QPainter;

namespace ui {

/// The line from the edge of one box to the edge of the other; boxes of neighbouring columns or rows do not cross others.
[[nodiscard]] QPainterPath arrowPath(const QRect &from, const QRect &to);
void paintArrow(QPainter &painter, const QRect &from, const QRect &to, const QColor &color);

} // namespace ui
