// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/markers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace models {

namespace {
constexpr double cityRadius = 15;
constexpr double stationRadius = 13;
constexpr double dotRadius = 4.5;
constexpr double labelHeight = 16;
constexpr double labelGap = 4;

double gap(const QPointF &a, const QPointF &b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

QRectF boxOf(const Marker &marker) {
    return {marker.at.x() - marker.radius, marker.at.y() - marker.radius, 2 * marker.radius, 2 * marker.radius};
}

bool hasRoom(const QList<Marker> &placed, const QPointF &at, double radius) {
    return std::ranges::none_of(
        placed, [&](const Marker &other) { return gap(other.at, at) < radius + other.radius - 2; });
}

/// The nearest free spot around a place that is taken, on the side away from who took it; nothing where there is none.
std::optional<QPointF> besides(const QList<Marker> &placed, const QPointF &at, double radius) {
    const auto taker = std::ranges::min_element(placed, {}, [&](const Marker &other) { return gap(other.at, at); });
    const QPointF back = at - taker->at;
    const double side = std::atan2(back.y(), back.x());
    for (const double away : {0.7 * radius, 1.2 * radius, 1.7 * radius, 2.4 * radius})
        for (const int eighth : {0, 1, -1, 2, -2, 3, -3, 4}) {
            const double angle = side + eighth * std::numbers::pi / 4;
            const QPointF spot = at + QPointF(std::cos(angle), std::sin(angle)) * away;
            if (hasRoom(placed, spot, radius + 1))
                return spot;
        }
    return {};
}

struct Candidate {
    const MapPlace *place;
    double weight;
};

QList<Candidate> candidates(const QList<MapPlace> &places, const QString &selected, bool byPriority) {
    QList<Candidate> out;
    for (const MapPlace &place : places) {
        const double own = byPriority ? place.priority * 1000.0 : 0.0;
        out.append({&place, (place.id == selected ? 1e9 : 0) + own + place.index.value_or(-1)});
    }
    std::ranges::stable_sort(out, std::greater(), &Candidate::weight);
    return out;
}

/// While only cities are drawn, the city of a selected station stands for it.
QString shownFor(const AirMap &map, const QString &selected) {
    const MapPlace *place = map.find(selected);
    const auto city =
        std::ranges::find_if(map.cities, [&](const MapPlace &one) { return place && one.name == place->city; });
    return city == map.cities.end() ? selected : city->id;
}

/// Right, left, below, above: the first that covers neither a circle nor a name nor the view's edge.
void placeLabel(Marker &marker, const QString &name, double width, const QList<Marker> &all, const QSizeF &view) {
    const double away = marker.radius + labelGap + (marker.selected ? 3 : 0);
    const double half = labelHeight / 2;
    const std::array<QRectF, 4> boxes = {{{marker.at.x() + away, marker.at.y() - half, width, labelHeight},
        {marker.at.x() - away - width, marker.at.y() - half, width, labelHeight},
        {marker.at.x() - width / 2, marker.at.y() + away - 2, width, labelHeight},
        {marker.at.x() - width / 2, marker.at.y() - away + 2 - labelHeight, width, labelHeight}}};
    for (const QRectF &box : boxes) {
        const auto hit = [&](const Marker &other) {
            return (other.id != marker.id && boxOf(other).intersects(box)) ||
                   (!other.label.isEmpty() && other.labelBox.intersects(box));
        };
        if (!QRectF(QPointF(), view).contains(box) || std::ranges::any_of(all, hit))
            continue;
        marker.label = name;
        marker.labelBox = box;
        return;
    }
}
} // namespace

QList<Marker> layoutMarkers(
    const AirMap &map, const Projection &projection, const QString &selected, const TextWidth &width) {
    const bool asStations = projection.zoom >= stationZoom && !map.stations.isEmpty();
    const QString chosen = asStations ? selected : shownFor(map, selected);
    const QRectF near = QRectF(QPointF(), projection.size).adjusted(-60, -30, 60, 30);
    QList<Marker> placed;
    QList<QString> names;
    for (const Candidate &candidate : candidates(asStations ? map.stations : map.cities, chosen, !asStations)) {
        const MapPlace &place = *candidate.place;
        const QPointF at = projection.toView(projection.nearest(place.unit));
        if (!place.placed || !near.contains(at))
            continue;
        const double radius = asStations ? stationRadius : cityRadius;
        Marker marker{asStations ? Marker::Kind::Station : Marker::Kind::City, place.id, at, at, radius, place.category,
            place.text, {}, {}, place.id == chosen};
        const bool taken = !hasRoom(placed, at, radius);
        const auto spot = taken && !asStations ? besides(placed, at, radius) : std::nullopt;
        if (spot) {
            marker.at = *spot;
        } else if (taken) {
            marker.kind = Marker::Kind::Dot;
            marker.radius = dotRadius;
            marker.text.clear();
        }
        placed.append(marker);
        names.append(place.name);
    }
    for (qsizetype i = 0; i < placed.size(); ++i)
        if (placed[i].kind != Marker::Kind::Dot && (!asStations || projection.zoom >= 10 || placed[i].selected))
            placeLabel(placed[i], names[i], width(names[i]), placed, projection.size);
    std::ranges::reverse(placed);
    return placed;
}

const Marker *markerAt(const QList<Marker> &markers, const QPointF &point) {
    const Marker *found = nullptr;
    for (const Marker &marker : markers) // the last painted is on top
        if (gap(marker.at, point) <= marker.radius + 2 || (!marker.label.isEmpty() && marker.labelBox.contains(point)))
            found = &marker;
    return found;
}

} // namespace models
