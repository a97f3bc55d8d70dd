// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/arrowpath.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double bend = 8; // radius of a corner
constexpr double head = 5; // length of the arrow head

/// Right out of the first box, up or down in the gap behind it, then right into the second.
QPainterPath cornered(const QPointF &start, const QPointF &end, double gap) {
    const double middle = start.x() + gap;
    const double way = end.y() > start.y() ? 1 : -1;
    const double radius = std::min(bend, std::abs(end.y() - start.y()) / 2);
    QPainterPath path(start);
    path.lineTo(middle - radius, start.y());
    path.quadTo(middle, start.y(), middle, start.y() + way * radius);
    path.lineTo(middle, end.y() - way * radius);
    path.quadTo(middle, end.y(), middle + radius, end.y());
    path.lineTo(end);
    return path;
}

} // namespace

QPainterPath arrowPath(const QRect &from, const QRect &to) {
    const QRectF a(from);
    const QRectF b(to);
    QPainterPath path;
    if (from.left() == to.left()) {
        const bool down = b.top() > a.top();
        path.moveTo(a.center().x(), down ? a.bottom() : a.top());
        path.lineTo(a.center().x(), down ? b.top() : b.bottom());
    } else if (from.top() == to.top()) {
        path.moveTo(b.left() > a.left() ? a.right() : a.left(), a.center().y());
        path.lineTo(b.left() > a.left() ? b.left() : b.right(), b.center().y());
    } else {
        // Slightly below the middle, so that it does not lie on the straight arrow of the same box.
        const double lift = b.top() > a.top() ? 14 : -14;
        path = cornered({a.right(), a.center().y() + lift}, {b.left(), b.center().y()}, 18);
    }
    return path;
}

void paintArrow(QPainter &painter, const QRect &from, const QRect &to, const QColor &color) {
    const QPainterPath path = arrowPath(from, to);
    painter.setPen(QPen(color, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const QPointF tip = path.pointAtPercent(1);
    const double angle = path.angleAtPercent(1) * M_PI / 180;
    const QPointF along(std::cos(angle), -std::sin(angle));
    const QPointF aside(along.y(), -along.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{tip, tip - along * head * 1.4 + aside * head * 0.7, tip - along * head * 1.4 - aside * head * 0.7});
}

} // namespace ui
