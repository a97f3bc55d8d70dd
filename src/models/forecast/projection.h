// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Web Mercator, as Qt Location and tiles have it: the world is a square of 256 · 2^zoom pixels, unit coordinates run
// from 0 to 1.
#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace models {

/// x to the east, y to the south; latitude is cut at ±85.05°.
[[nodiscard]] QPointF toUnit(double latitude, double longitude);
/// x = longitude, y = latitude, in degrees.
[[nodiscard]] QPointF toDegrees(const QPointF &unit);

struct Projection {
    QPointF center; // unit
    double zoom = 4;
    QSizeF size; // of the view in pixels

    [[nodiscard]] double world() const; // side of the world in pixels
    [[nodiscard]] QPointF toView(const QPointF &unit) const;
    /// The copy of a place that is nearest to the centre: the world goes on beyond the date line.
    [[nodiscard]] QPointF nearest(const QPointF &unit) const;
    [[nodiscard]] QPointF fromView(const QPointF &point) const;
    /// What the view shows, in unit coordinates.
    [[nodiscard]] QRectF visible() const;
    bool operator==(const Projection &) const = default;
};

/// The least area that holds all the places (unit coordinates), across the date line where that is shorter: it may end beyond 1. Null without places.
[[nodiscard]] QRectF around(const QList<QPointF> &places);

/// Shows all of `area` (unit coordinates) with a margin in pixels on each side; zoom within the limits.
[[nodiscard]] Projection fitting(const QRectF &area, const QSizeF &size, double margin, double lowest, double highest);

} // namespace models
