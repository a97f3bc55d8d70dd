// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The quiet ground of the map: land, urban areas, lakes, rivers and undisputed borders of Natural Earth, painted by
// QPainter.
#pragma once

#include "models/forecast/projection.h"

#include <QColor>
#include <QPolygonF>

#include <array>

class QPainter;
class QPen;

namespace ui {

struct MapColors {
    QColor water, land, coast, urban, river, border;
    QColor label, halo; // names and what surrounds them
    QColor secondary;   // attribution
    QColor accent;      // selection
    QColor unknown;     // a station without an index
    bool operator==(const MapColors &) const = default;
};
[[nodiscard]] MapColors mapColors(bool dark);

class BaseMap {
public:
    /// Reads the resource that the build makes; a map without it has only water.
    BaseMap();
    [[nodiscard]] bool isEmpty() const { return m_layers[0].isEmpty(); }
    /// Fills the projection's view. Costs some 10 ms: paint into a pixmap and keep it.
    void paint(QPainter &painter, const models::Projection &projection, const MapColors &colors) const;

private:
    void paintWorld(QPainter &painter, const models::Projection &projection, const MapColors &colors) const;
    enum Layer { Land, Urban, Lakes, Rivers, Borders, LayerCount };
    struct Shape {
        QList<QPolygonF> rings; // unit coordinates; the first is the outline, the others are holes
        QRectF bounds;
    };
    void paintAreas(QPainter &painter, const models::Projection &projection, Layer layer, const QColor &fill,
        const QColor &line) const;
    void paintLines(QPainter &painter, const models::Projection &projection, Layer layer, const QPen &pen) const;
    std::array<QList<Shape>, LayerCount> m_layers;
};

} // namespace ui
