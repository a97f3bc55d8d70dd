// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one item over Qt Location's map: paints ground, stations and names from center and zoom, and says what was hit.
#pragma once

#include "forecast/standard.h"
#include "models/forecast/markers.h"
#include "forecast/surface/geodesy.h"
#include "forecast/values.h"
#include "ui/forecast/map/basemap.h"
#include "ui/forecast/map/mapgrid.h"
#include "ui/forecast/map/mapsurface.h"

#include <QGeoCoordinate>
#include <QPixmap>
#include <QQuickPaintedItem>
#include <QTimer>

namespace ui {

class MapLayer : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QGeoCoordinate center READ center WRITE setCenter NOTIFY viewChanged)
    Q_PROPERTY(QString attribution READ attribution WRITE setAttribution)
    Q_PROPERTY(double zoomLevel READ zoomLevel WRITE setZoomLevel NOTIFY viewChanged)
public:
    explicit MapLayer(QQuickItem *parent = nullptr);

    [[nodiscard]] QGeoCoordinate center() const;
    void setCenter(const QGeoCoordinate &center);
    [[nodiscard]] double zoomLevel() const { return m_projection.zoom; }
    void setZoomLevel(double zoom);
    /// Of tiles that lie below instead of the packaged ground; empty: there are none.
    [[nodiscard]] QString attribution() const { return m_attribution; }
    void setAttribution(const QString &attribution);
    [[nodiscard]] const models::Projection &projection() const { return m_projection; }

    void setMap(const models::AirMap &map, const QList<forecast::Category> &categories);
    /// Below the stations; empty: none.
    void setSurface(const MapSurface &surface);
    /// The API's own grid, below the stations; a null image: none.
    void setGrid(const MapGrid &grid);
    /// By the id of a city; empty: none.
    void setWind(const QHash<QString, forecast::Weather> &wind);
    /// From the edge of a city's circle to where the wind blows, longer where it is stronger; the weather has both.
    [[nodiscard]] static QLineF windArrow(const QPointF &at, const forecast::Weather &weather);
    /// Taps make a way, of which measured() tells the length.
    void setMeasuring(bool measuring);
    [[nodiscard]] bool isMeasuring() const { return m_measuring; }
    [[nodiscard]] double wayKilometres() const; // along great circles
    /// A position that was looked for; nothing: none.
    void setPin(const std::optional<forecast::GeoPoint> &pin);
    [[nodiscard]] const std::optional<forecast::GeoPoint> &pin() const { return m_pin; }
    void setSelected(const QString &id);
    /// After a jump: the ground is drawn anew at once, instead of stretched until the zoom rests.
    void sharpen();
    void setColors(const MapColors &colors);
    /// Old data: circles without colour, because they are no longer what is.
    void setStale(bool stale);
    /// A frame that says the keys go to the map.
    void setFocusFrame(bool shown);
    [[nodiscard]] const QList<models::Marker> &markers();

    Q_INVOKABLE void tap(const QPointF &point);
    Q_INVOKABLE void hover(const QPointF &point); // (-1, -1): left

    void paint(QPainter *painter) override;

    static constexpr double lowestZoom = 3;
    static constexpr double highestZoom = 12.5;

Q_SIGNALS:
    void viewChanged();
    void tapped(const QString &id); // empty: beside everything
    void hovered(const QString &id, const QPointF &point);
    void measured(double kilometres);
    /// The map is asked to go there.
    void moveRequested(const QGeoCoordinate &center, double zoom);

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    void viewMoved();
    void renderGround();
    void paintGround(QPainter &painter);
    void paintSurface(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintWind(QPainter &painter);
    void paintWay(QPainter &painter) const;
    void paintPin(QPainter &painter) const;
    void paintNote(QPainter &painter, const QPointF &at, const QString &text) const;
    void addToWay(const QPointF &point);
    void paintMarker(QPainter &painter, const models::Marker &marker) const;
    void paintLabel(QPainter &painter, const models::Marker &marker) const;
    void paintMargin(QPainter &painter) const; // scale and attribution

    BaseMap m_base;
    QString m_attribution;
    models::Projection m_projection;
    models::AirMap m_map;
    QList<forecast::Category> m_categories;
    MapSurface m_surface;
    MapGrid m_grid;
    QHash<QString, forecast::Weather> m_wind;
    bool m_measuring = false;
    QList<forecast::GeoPoint> m_way;
    std::optional<forecast::GeoPoint> m_pin;
    QString m_selected;
    QString m_hovered;
    MapColors m_colors;
    bool m_stale = false;
    bool m_focusFrame = false;
    bool m_laidOut = false;
    QList<models::Marker> m_markers;
    QPixmap m_ground;              // larger than the view, so that a pan needs no new one
    models::Projection m_groundOf; // what it shows
    QTimer m_sharpen;              // after a zoom has ended
};

} // namespace ui
