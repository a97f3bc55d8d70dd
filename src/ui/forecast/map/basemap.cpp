// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/basemap.h"

#include <QDataStream>
#include <QFile>
#include <QPainter>
#include <QPainterPath>
#include <QPen>

#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
/// The ring in the view, without the points that would fall onto the one before.
QPolygonF inView(const QPolygonF &ring, const models::Projection &projection) {
    QPolygonF out;
    out.reserve(ring.size());
    const double world = projection.world();
    const QPointF shift =
        QPointF(projection.size.width() / 2, projection.size.height() / 2) - projection.center * world;
    for (const QPointF &unit : ring) {
        const QPointF point = unit * world + shift;
        if (out.isEmpty() || std::abs(point.x() - out.last().x()) + std::abs(point.y() - out.last().y()) > 0.8)
            out.append(point);
    }
    return out;
}

QPolygonF readRing(QDataStream &in, quint32 count) {
    QPolygonF ring;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        qint16 longitude = 0;
        qint16 latitude = 0;
        in >> longitude >> latitude;
        ring.append(models::toUnit(latitude / 120.0, longitude / 120.0));
    }
    return ring;
}
} // namespace

MapColors mapColors(bool dark) {
    if (dark)
        return {QColor(0x0F1B27), QColor(0x20262D), QColor(0x36424D), QColor(0x2C333B), QColor(0x1D3346),
            QColor(0x56606B), QColor(0xE6EDF3), QColor(0x161B21), QColor(0x9DA7B1), QColor(0x58A6FF), QColor(0x6E7681)};
    return {QColor(0xD8E4EC), QColor(0xF5F5F3), QColor(0xB4C6D2), QColor(0xE7E7E4), QColor(0xC3D7E3), QColor(0xA9AFB6),
        QColor(0x1F2328), QColor(0xFFFFFF), QColor(0x57606A), QColor(0x0969DA), QColor(0x9AA2AB)};
}

BaseMap::BaseMap() {
    QFile file(u":/map/basemap.bin"_s);
    if (!file.open(QIODevice::ReadOnly) || file.read(8) != "AQIMAP01")
        return;
    QDataStream in(&file);
    constexpr quint8 hole = 3;
    for (auto &layer : m_layers) {
        quint32 count = 0;
        in >> count;
        for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
            quint8 kind = 0;
            quint32 points = 0;
            in >> kind >> points;
            const QPolygonF ring = readRing(in, points);
            if (kind == hole && !layer.isEmpty())
                layer.last().rings.append(ring);
            else
                layer.append({{ring}, ring.boundingRect()});
        }
    }
}

void BaseMap::paintAreas(QPainter &painter, const models::Projection &projection, Layer layer, const QColor &fill,
    const QColor &line) const {
    const QRectF visible = projection.visible();
    painter.setBrush(fill);
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    for (const Shape &shape : m_layers[layer]) {
        if (!shape.bounds.intersects(visible))
            continue;
        QPainterPath path;
        for (const QPolygonF &ring : shape.rings)
            if (const QPolygonF points = inView(ring, projection); points.size() > 2)
                path.addPolygon(points);
        path.closeSubpath();
        painter.drawPath(path);
    }
}

void BaseMap::paintLines(QPainter &painter, const models::Projection &projection, Layer layer, const QPen &pen) const {
    const QRectF visible = projection.visible();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    for (const Shape &shape : m_layers[layer])
        if (shape.bounds.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).intersects(visible))
            painter.drawPolyline(inView(shape.rings.first(), projection));
}

void BaseMap::paint(QPainter &painter, const models::Projection &projection, const MapColors &colors) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), projection.size), colors.water);
    const QRectF visible = projection.visible();
    for (double world = std::floor(visible.left()); world < visible.right(); ++world) { // east of the date line the world begins anew
        models::Projection moved = projection;
        moved.center -= QPointF(world, 0);
        paintWorld(painter, moved, colors);
    }
}

void BaseMap::paintWorld(QPainter &painter, const models::Projection &projection, const MapColors &colors) const {
    paintAreas(painter, projection, Land, colors.land, colors.coast);
    if (projection.zoom > 4.5 && projection.zoom < 9) // closer by, 1:50 M outlines are no longer the city's
        paintAreas(painter, projection, Urban, colors.urban, {});
    paintLines(painter, projection, Rivers, QPen(colors.river, projection.zoom > 7 ? 1.6 : 1.0));
    paintAreas(painter, projection, Lakes, colors.water, colors.coast);
    QPen border(colors.border, 1);
    border.setDashPattern({5, 3});
    paintLines(painter, projection, Borders, border);
}

} // namespace ui
