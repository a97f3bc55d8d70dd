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

QPointF Projection::nearest(const QPointF &unit) const {
    return {unit.x() - std::round(unit.x() - center.x()), unit.y()};
}

QPointF Projection::fromView(const QPointF &point) const {
    return (point - QPointF(size.width() / 2, size.height() / 2)) / world() + center;
}

QRectF Projection::visible() const {
    return {fromView({0, 0}), fromView({size.width(), size.height()})};
}

QRectF around(const QList<QPointF> &places) {
    if (places.isEmpty())
        return {};
    QList<double> across;
    for (const QPointF &place : places)
        across.append(place.x());
    std::ranges::sort(across);
    double widest = across.first() + 1 - across.last(); // without a place; at first the one that holds the date line
    double west = across.first();
    for (qsizetype i = 1; i < across.size(); ++i)
        if (across[i] - across[i - 1] > widest) {
            widest = across[i] - across[i - 1];
            west = across[i];
        }
    const auto [north, south] = std::ranges::minmax(places, {}, &QPointF::y);
    constexpr double least = 1e-9; // a rectangle without extent counts as none
    return {QPointF(west, north.y()), QSizeF(std::max(least, 1 - widest), std::max(least, south.y() - north.y()))};
}

Projection fitting(const QRectF &area, const QSizeF &size, double margin, double lowest, double highest) {
    const double width = std::max(16.0, size.width() - 2 * margin);
    const double height = std::max(16.0, size.height() - 2 * margin);
    const double across = std::log2(width / (256 * std::max(area.width(), 1e-6)));
    const double down = std::log2(height / (256 * std::max(area.height(), 1e-6)));
    return {area.center(), std::clamp(std::min(across, down), lowest, highest), size};
}

} // namespace models
