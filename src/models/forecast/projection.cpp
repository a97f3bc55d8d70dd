// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/projection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace models {

QPointF toUnit(double latitude, double longitude) {
    const double phi = std::clamp(latitude, -85.05112878, 85.05112878) * std::numbers::pi / 180;
    return {longitude / 360 + 0.5, 0.5 - std::asinh(std::tan(phi)) / (2 * std::numbers::pi)};
}

QPointF toDegrees(const QPointF &unit) {
    return {
        (unit.x() - 0.5) * 360, std::atan(std::sinh((0.5 - unit.y()) * 2 * std::numbers::pi)) * 180 / std::numbers::pi};
}

double Projection::world() const {
    return 256 * std::exp2(zoom);
}

QPointF Projection::toView(const QPointF &unit) const {
    return (unit - center) * world() + QPointF(size.width() / 2, size.height() / 2);
}

QPointF Projection::fromView(const QPointF &point) const {
    return (point - QPointF(size.width() / 2, size.height() / 2)) / world() + center;
}

QRectF Projection::visible() const {
    return {fromView({0, 0}), fromView({size.width(), size.height()})};
}

Projection fitting(const QRectF &area, const QSizeF &size, double margin, double lowest, double highest) {
    const double width = std::max(16.0, size.width() - 2 * margin);
    const double height = std::max(16.0, size.height() - 2 * margin);
    const double across = std::log2(width / (256 * std::max(area.width(), 1e-6)));
    const double down = std::log2(height / (256 * std::max(area.height(), 1e-6)));
    return {area.center(), std::clamp(std::min(across, down), lowest, highest), size};
}

} // namespace models
