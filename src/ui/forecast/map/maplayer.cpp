// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/maplayer.h"

#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QQuickWindow>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace ui {

using namespace std::chrono_literals;

namespace {
constexpr double margin = 0.25; // of the view, on each side of the kept ground

QFont labelFont() {
    return uiFont(TextSize::Base, QFont::Medium);
}
QFont numberFont(models::Marker::Kind kind) {
    QFont font = uiFont(kind == models::Marker::Kind::City ? TextSize::Base : TextSize::Secondary, QFont::Bold);
    font.setPixelSize(kind == models::Marker::Kind::City ? 12 : 11);
    return font;
}
} // namespace

MapLayer::MapLayer(QQuickItem *parent)
    : QQuickPaintedItem(parent)
    , m_colors(mapColors(false)) {
    setOpaquePainting(true);
    m_sharpen.setSingleShot(true);
    m_sharpen.setInterval(120ms);
    connect(&m_sharpen, &QTimer::timeout, this, &MapLayer::sharpen);
}

void MapLayer::sharpen() {
    m_sharpen.stop();
    m_ground = {};
    update();
}

QGeoCoordinate MapLayer::center() const {
    const QPointF degrees = models::toDegrees(m_projection.center);
    return {degrees.y(), degrees.x()};
}

void MapLayer::setCenter(const QGeoCoordinate &center) {
    const QPointF unit = models::toUnit(center.latitude(), center.longitude());
    if (unit == m_projection.center)
        return;
    m_projection.center = unit;
    viewMoved();
}

void MapLayer::setZoomLevel(double zoom) {
    if (zoom == m_projection.zoom)
        return;
    m_projection.zoom = zoom;
    m_sharpen.start();
    viewMoved();
}

void MapLayer::setAttribution(const QString &attribution) {
    m_attribution = attribution;
    setOpaquePainting(attribution.isEmpty());
    update();
}

void MapLayer::geometryChange(const QRectF &now, const QRectF &before) {
    QQuickPaintedItem::geometryChange(now, before);
    m_projection.size = now.size();
    viewMoved();
}

void MapLayer::viewMoved() {
    m_laidOut = false;
    update();
    Q_EMIT viewChanged();
}

void MapLayer::setMap(const models::AirMap &map, const QList<forecast::Category> &categories) {
    m_map = map;
    m_categories = categories;
    m_laidOut = false;
    update();
}

void MapLayer::setSurface(const MapSurface &surface) {
    m_surface = surface;
    update();
}

void MapLayer::paintSurface(QPainter &painter) const {
    if (m_surface.image.isNull())
        return;
    const QPointF middle = m_surface.unit.center();
    const QPointF moved = m_projection.nearest(middle) - middle; // it may have been made on the other side of the date line
    const QRectF target(m_projection.toView(m_surface.unit.topLeft() + moved), m_projection.toView(m_surface.unit.bottomRight() + moved));
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setOpacity(m_stale ? 0.2 : 0.42);
    painter.drawImage(target, m_surface.image);
    painter.setOpacity(1);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ink = m_colors.label;
    ink.setAlpha(110);
    painter.setPen(QPen(ink, 0.8));
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF &line : m_surface.lines) {
        QPolygonF shown;
        shown.reserve(line.size());
        for (const QPointF &point : line)
            shown.append(m_projection.toView(point + moved));
        painter.drawPolyline(shown);
    }
    painter.restore();
}

void MapLayer::setSelected(const QString &id) {
    if (id == m_selected)
        return;
    m_selected = id;
    m_laidOut = false;
    update();
}

void MapLayer::setColors(const MapColors &colors) {
    if (colors == m_colors)
        return;
    m_colors = colors;
    m_ground = {};
    update();
}

void MapLayer::setStale(bool stale) {
    if (stale == m_stale)
        return;
    m_stale = stale;
    update();
}

void MapLayer::setFocusFrame(bool shown) {
    if (shown == m_focusFrame)
        return;
    m_focusFrame = shown;
    update();
}

const QList<models::Marker> &MapLayer::markers() {
    if (!m_laidOut) {
        const QFontMetricsF metrics(labelFont());
        m_markers = models::layoutMarkers(
            m_map, m_projection, m_selected, [&](const QString &name) { return metrics.horizontalAdvance(name) + 2; });
        m_laidOut = true;
    }
    return m_markers;
}

void MapLayer::tap(const QPointF &point) {
    if (m_measuring)
        return addToWay(point);
    const models::Marker *hit = models::markerAt(markers(), point);
    Q_EMIT tapped(hit ? hit->id : QString());
}

void MapLayer::hover(const QPointF &point) {
    const models::Marker *hit = models::markerAt(markers(), point);
    const QString id = hit ? hit->id : QString();
    if (id == m_hovered)
        return;
    m_hovered = id;
    if (!m_measuring)
        setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT hovered(id, point);
}

void MapLayer::renderGround() {
    const double ratio = window() ? window()->effectiveDevicePixelRatio() : 1.0;
    m_groundOf = m_projection;
    m_groundOf.size = m_projection.size * (1 + 2 * margin);
    m_ground = QPixmap((m_groundOf.size * ratio).toSize());
    m_ground.setDevicePixelRatio(ratio);
    QPainter painter(&m_ground);
    m_base.paint(painter, m_groundOf, m_colors);
}

void MapLayer::paintGround(QPainter &painter) {
    const auto shown = [this] { // where the kept ground lies in the view
        const QRectF kept = m_groundOf.visible();
        return QRectF(m_projection.toView(kept.topLeft()), m_projection.toView(kept.bottomRight()));
    };
    const QRectF view(QPointF(), m_projection.size);
    const bool sharp = m_groundOf.zoom == m_projection.zoom;
    // While the zoom changes the old ground is stretched, even if it does not fill the view: the next one is 120 ms
    // away.
    if (m_ground.isNull() || (sharp && !shown().adjusted(-1, -1, 1, 1).contains(view)) ||
        (!sharp && !m_sharpen.isActive()))
        renderGround();
    const QRectF target = shown();
    if (!target.contains(view))
        painter.fillRect(view, m_colors.water);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_groundOf.zoom != m_projection.zoom);
    if (m_groundOf.zoom == m_projection.zoom)
        painter.drawPixmap(target.topLeft().toPoint(), m_ground);
    else
        painter.drawPixmap(target, m_ground, QRectF(m_ground.rect()));
}

void MapLayer::paintMarker(QPainter &painter, const models::Marker &marker) const {
    const bool known = marker.category >= 0 && marker.category < m_categories.size();
    const QColor fill = known && !m_stale ? QColor(m_categories[marker.category].colour) : m_colors.unknown;
    const double radius = marker.radius;
    if (marker.anchor != marker.at) {
        painter.setPen(QPen(m_colors.secondary, 1.2));
        painter.drawLine(marker.at, marker.anchor);
        painter.setBrush(m_colors.secondary);
        painter.drawEllipse(marker.anchor, 2, 2);
    }
    painter.setPen(Qt::NoPen);
    if (marker.selected || marker.id == m_hovered) {
        painter.setBrush(marker.selected ? m_colors.accent : m_colors.secondary);
        painter.drawEllipse(marker.at, radius + 4.5, radius + 4.5);
    }
    painter.setBrush(m_colors.halo);
    painter.drawEllipse(marker.at, radius + 2, radius + 2);
    painter.setBrush(fill);
    painter.setPen(QPen(QColor(0, 0, 0, 60), 1)); // yellow on a light ground needs an edge
    painter.drawEllipse(marker.at, radius - 0.5, radius - 0.5);
    if (marker.text.isEmpty())
        return;
    painter.setPen(known && !m_stale                 ? QColor(m_categories[marker.category].text)
                   : contrast(fill, Qt::white) > 4.5 ? QColor(Qt::white)
                                                     : QColor(Qt::black));
    painter.setFont(numberFont(marker.kind));
    painter.drawText(QRectF(marker.at.x() - 20, marker.at.y() - 10, 40, 20), Qt::AlignCenter, marker.text);
}

void MapLayer::paintLabel(QPainter &painter, const models::Marker &marker) const {
    if (marker.label.isEmpty())
        return;
    const QFont font = labelFont();
    const QFontMetricsF metrics(font);
    const double base = marker.labelBox.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    QPainterPath path;
    path.addText(QPointF(marker.labelBox.left() + 1, base), font, marker.label);
    QColor halo = m_colors.halo;
    halo.setAlpha(215);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 3.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.fillPath(path, m_stale ? m_colors.secondary : m_colors.label);
}

void MapLayer::paint(QPainter *painter) {
    if (m_projection.size.isEmpty())
        return;
    if (m_attribution.isEmpty())
        paintGround(*painter);
    paintGrid(*painter);
    paintSurface(*painter);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const models::Marker &marker : markers())
        paintMarker(*painter, marker);
    for (const models::Marker &marker : markers())
        paintLabel(*painter, marker);
    paintWind(*painter);
    paintWay(*painter);
    paintPin(*painter);
    paintMargin(*painter);
    if (!m_focusFrame)
        return;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_colors.accent, 2));
    painter->drawRect(QRectF(QPointF(), m_projection.size).adjusted(1, 1, -1, -1));
}

void MapLayer::paintMargin(QPainter &painter) const {
    const QRectF line(space::m, m_projection.size.height() - 24, m_projection.size.width() - 2 * space::m, 18);
    painter.setFont(uiFont(TextSize::Secondary));
    painter.setPen(m_colors.secondary);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_attribution.isEmpty() ? tr("Map: Natural Earth") : tr("Map: %1").arg(m_attribution));
    // A round length between 50 and 125 pixels; a degree of the equator is 111.32 km.
    const double latitude = models::toDegrees(m_projection.center).y() * std::numbers::pi / 180;
    const double perPixel = 360 * 111.32 * std::cos(latitude) / m_projection.world();
    const double power = std::pow(10, std::floor(std::log10(125 * perPixel)));
    const double kilometres = (125 * perPixel / power >= 5 ? 5 : 125 * perPixel / power >= 2 ? 2 : 1) * power;
    const double length = kilometres / perPixel;
    const double y = line.bottom() - 2;
    painter.setPen(QPen(m_colors.secondary, 1.5));
    painter.drawPolyline(
        QPolygonF({{line.left(), y - 4}, {line.left(), y}, {line.left() + length, y}, {line.left() + length, y - 4}}));
    painter.drawText(QPointF(line.left() + 5, y - 5), tr("%1 km").arg(kilometres));
}

} // namespace ui
