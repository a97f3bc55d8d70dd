// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The map as a widget: Qt Location in a QQuickWidget, with the buttons over it.
#pragma once

#include "forecast/standard.h"
#include "forecast/surface/geodesy.h"
#include "forecast/values.h"
#include "models/forecast/airmap.h"

#include "ui/forecast/map/mapsurface.h"
#include "ui/forecast/map/tilesource.h"

#include <QQuickWidget>
#include <QTimer>

class QAction;
class QMenu;
class QToolButton;

namespace ui {

class MapLayer;

class MapView : public QQuickWidget {
    Q_OBJECT
public:
    explicit MapView(QWidget *parent = nullptr);

    void setMap(const models::AirMap &map, const forecast::Standard &standard);
    void setSelected(const QString &id);
    void setStale(bool stale);
    /// What the surface is made of; without sites there is none.
    void setSites(std::vector<forecast::SiteValues> sites, const QString &pollutant, const QString &unit);
    void setSurfaceShown(bool shown);
    [[nodiscard]] bool isSurfaceShown() const;
    /// What the surface is, or why there is none; empty where none is wanted.
    [[nodiscard]] QString surfaceWords() const { return m_surfaceWords; }
    void setColourVision(bool wanted);
    /// The API's own grid, or why there is none; shown while it is wanted.
    void setGrid(const base::Result<forecast::SpatialGrid> &grid);
    /// The map shows another hour than the grid's, which therefore waits.
    void setGridHidden(bool hidden);
    /// Asks anew: it is of another pollutant, or in other categories.
    void forgetGrid();
    void setGridShown(bool shown);
    [[nodiscard]] bool isGridShown() const;
    /// What the grid is, or why there is none; empty where none is wanted.
    [[nodiscard]] QString gridWords() const { return m_gridWords; }
    /// By the id of a city, drawn while it is wanted.
    void setWind(const QHash<QString, forecast::Weather> &wind);
    void setWindShown(bool shown);
    [[nodiscard]] bool isWindShown() const;
    /// Goes there and marks it.
    void goTo(const forecast::GeoPoint &point);
    void setMeasuring(bool measuring);
    /// The length of the way that is measured; empty while none is.
    [[nodiscard]] QString wayWords() const { return m_wayWords; }
    /// Tiles of a server below the stations; nothing: the packaged ground.
    void setTiles(const std::optional<TileSource> &source);
    [[nodiscard]] const std::optional<TileSource> &tiles() const { return m_tiles; }
    [[nodiscard]] bool isColourVision() const;
    /// Everything that the map has, or India where it has nothing.
    void fitAll();
    /// Close enough to tell the stations around apart.
    void goTo(const models::MapPlace &place);
    [[nodiscard]] MapLayer *layer() const { return m_layer; }
    /// What keeps the map from being shown; empty where it is shown.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void selected(const QString &id);
    void surfaceChanged();
    /// The grid of this area (degrees) with a point every so many kilometres is wanted.
    void gridWanted(double north, double west, double south, double east, double kilometres);
    void windToggled(bool shown);
    /// Its sites are wanted, or are not any more.
    void surfaceToggled(bool shown);
    /// The colours that hold for colour-blind eyes are wanted, or the standard's own.
    void colourVisionChanged(bool wanted);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &iconName, const QString &name);
    void makeLayers();
    void load();
    void chooseTiles();
    void wantSurface();
    void askSurface();
    void makeExtras(QMenu *menu);
    void wantGrid();
    void askGrid();
    void applyColors();
    void placeButtons();
    void zoom(double steps);
    void showTip(const QString &id, const QPointF &point);

    MapLayer *m_layer = nullptr;
    QList<QToolButton *> m_buttons;
    models::AirMap m_map;
    QList<forecast::Category> m_categories;
    forecast::Standard m_standard;
    std::vector<forecast::SiteValues> m_sites;
    QString m_pollutant;
    QString m_unit;
    SurfaceJob *m_job;
    QTimer m_rest; // until the view and the hour rest
    QString m_surfaceWords;
    QTimer m_gridRest;
    QRectF m_gridOf; // what was asked for: west, south, width, height in degrees
    double m_gridStep = 0; // kilometres
    QDateTime m_gridAsked;
    bool m_gridHidden = false;
    QString m_gridWords;
    QString m_wayWords;
    QHash<QString, forecast::Weather> m_windOf;
    QAction *m_grid = nullptr;
    QAction *m_wind = nullptr;
    QAction *m_measure = nullptr;
    std::optional<TileSource> m_tiles;
    QString m_selected;
    bool m_stale = false;
    QAction *m_surface = nullptr;
    QAction *m_colourVision = nullptr;
    bool m_fitted = false; // to data, once; afterwards the view is the user's
};

} // namespace ui
