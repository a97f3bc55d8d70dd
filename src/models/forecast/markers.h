// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which circles and names the map draws at a zoom, so that nothing hides a number. Pure: places and a projection in,
// rectangles out.
#pragma once

#include "models/forecast/airmap.h"
#include "models/forecast/projection.h"

#include <functional>

namespace models {

struct Marker {
    enum class Kind { City, Station, Dot }; // a dot is a station whose circle would cover another one's number
    Kind kind = Kind::Station;
    QString id;
    QPointF at;     // of the circle, in the view
    QPointF anchor; // of the place; a city that would cover another stands beside its place, joined by a line
    double radius = 0;
    int category = -1;
    QString text;  // number inside; empty for a dot
    QString label; // name beside it; empty where it had no room
    QRectF labelBox;
    bool selected = false;
};

/// width of a name in pixels, in the font of the labels.
using TextWidth = std::function<double(const QString &)>;

/// Below this zoom a city is one circle; from it on its stations are drawn.
inline constexpr double stationZoom = 8.6;

/// In the order of painting: the most important last. Who loses a conflict: the less important city, the cleaner
/// station, never the selected one.
[[nodiscard]] QList<Marker> layoutMarkers(
    const AirMap &map, const Projection &projection, const QString &selected, const TextWidth &width);

/// The marker under the point, or nothing.
[[nodiscard]] const Marker *markerAt(const QList<Marker> &markers, const QPointF &point);

} // namespace models
