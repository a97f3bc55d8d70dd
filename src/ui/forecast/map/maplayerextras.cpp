// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the map besides its stations: the API's grid, wind, a measured way, a position that was looked for.
#include "ui/forecast/map/maplayer.h"

#include "forecast/surface/geodesy.h"
#include "models/forecast/coordinates.h"
#include "ui/widgets/theme.h"

#include <QCursor>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {

using namespace Qt::StringLiterals;

void MapLayer::setGrid(const MapGrid &grid) {
    m_grid = grid;
    update();
}

void MapLayer::setWind(const QHash<QString, forecast::Weather> &wind) {
    m_wind = wind;
    update();
}

void MapLayer::setMeasuring(bool measuring) {
    m_measuring = measuring;
    m_way.clear();
    setCursor(measuring ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
    Q_EMIT measured(0);
}

void MapLayer::setPin(const std::optional<forecast::GeoPoint> &pin) {
    m_pin = pin;
    update();
}

double MapLayer::wayKilometres() const {
    double sum = 0;
    for (qsizetype i = 1; i < m_way.size(); ++i)
        sum += forecast::kilometres(m_way[i - 1], m_way[i]);
    return sum;
}

void MapLayer::addToWay(const QPointF &point) {
    QPointF unit = m_projection.fromView(point);
    unit.rx() -= std::floor(unit.x());
    const QPointF degrees = models::toDegrees(unit);
    m_way.append({degrees.y(), degrees.x()});
    update();
    Q_EMIT measured(wayKilometres());
}

void MapLayer::paintGrid(QPainter &painter) const {
    if (m_grid.image.isNull())
        return;
    const QPointF middle = m_grid.unit.center();
    const QPointF moved = m_projection.nearest(middle) - middle;
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false); // cells, for that is what the API computed
    painter.setOpacity(m_stale ? 0.25 : 0.5);
    painter.drawImage(QRectF(m_projection.toView(m_grid.unit.topLeft() + moved), m_projection.toView(m_grid.unit.bottomRight() + moved)), m_grid.image);
    painter.restore();
}

QLineF MapLayer::windArrow(const QPointF &at, const forecast::Weather &weather) {
    constexpr double away = 19; // beside the city's circle
    const double blowsTo = (*weather.windFrom + 180) * std::numbers::pi / 180;
    const QPointF direction(std::sin(blowsTo), -std::cos(blowsTo));
    const double length = std::clamp(6 + 3.0 * *weather.windSpeed, 8.0, 48.0);
    return {at + direction * away, at + direction * (away + length)};
}

void MapLayer::paintWind(QPainter &painter) {
    if (m_wind.isEmpty())
        return;
    for (const models::Marker &marker : markers()) {
        const auto weather = m_wind.constFind(marker.id);
        if (weather == m_wind.cend() || !weather->windFrom || !weather->windSpeed)
            continue;
        const QLineF arrow = windArrow(marker.at, *weather);
        QLineF left = QLineF::fromPolar(7, arrow.angle() + 155).translated(arrow.p2());
        QLineF right = QLineF::fromPolar(7, arrow.angle() - 155).translated(arrow.p2());
        for (const auto &[colour, width] : {std::pair(m_colors.halo, 4.0), std::pair(m_stale ? m_colors.secondary : m_colors.label, 1.8)}) {
            painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(arrow);
            painter.drawLine(left);
            painter.drawLine(right);
        }
    }
}

void MapLayer::paintNote(QPainter &painter, const QPointF &at, const QString &text) const {
    painter.setFont(uiFont(TextSize::Secondary, QFont::Medium));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text) + 12;
    QRectF box(at.x() + 10, at.y() - 10, width, 20);
    if (box.right() > m_projection.size.width())
        box.moveRight(at.x() - 10);
    painter.setPen(QPen(m_colors.secondary, 1));
    painter.setBrush(m_colors.halo);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(m_colors.label);
    painter.drawText(box, Qt::AlignCenter, text);
}

void MapLayer::paintWay(QPainter &painter) const {
    QPolygonF line;
    double sum = 0;
    for (qsizetype i = 0; i < m_way.size(); ++i) {
        line.append(m_projection.toView(m_projection.nearest(models::toUnit(m_way[i].latitude, m_way[i].longitude))));
        sum += i > 0 ? forecast::kilometres(m_way[i - 1], m_way[i]) : 0;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_colors.halo, 5));
    painter.drawPolyline(line);
    painter.setPen(QPen(m_colors.accent, 2));
    painter.drawPolyline(line);
    painter.setBrush(m_colors.accent);
    for (const QPointF &point : std::as_const(line))
        painter.drawEllipse(point, 3, 3);
    if (line.size() > 1)
        paintNote(painter, line.last(), tr("%1 km").arg(QLocale().toString(sum, 'f', sum < 100 ? 1 : 0)));
}

void MapLayer::paintPin(QPainter &painter) const {
    if (!m_pin)
        return;
    const QPointF at = m_projection.toView(m_projection.nearest(models::toUnit(m_pin->latitude, m_pin->longitude)));
    painter.setBrush(Qt::NoBrush);
    for (const auto &[colour, width] : {std::pair(m_colors.halo, 4.0), std::pair(m_colors.accent, 2.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawEllipse(at, 7, 7);
        painter.drawLine(at - QPointF(11, 0), at + QPointF(11, 0));
        painter.drawLine(at - QPointF(0, 11), at + QPointF(0, 11));
    }
    paintNote(painter, at + QPointF(4, 0), models::coordinatesText(*m_pin));
}

} // namespace ui
