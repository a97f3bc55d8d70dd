// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The map as a widget: Qt Location in a QQuickWidget, with the buttons over it.
#pragma once

#include "forecast/standard.h"
#include "models/forecast/airmap.h"

#include "ui/forecast/map/mapsurface.h"
#include "ui/forecast/map/tilesource.h"

#include <QQuickWidget>
#include <QTimer>

class QAction;
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
    /// Its sites are wanted, or are not any more.
    void surfaceToggled(bool shown);
    /// The colours that hold for colour-blind eyes are wanted, or the standard's own.
    void colourVisionChanged(bool wanted);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &iconName, const QString &name);
    void makeLayers();
    void load();
    void chooseTiles();
    void wantSurface();
    void askSurface();
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
    std::optional<TileSource> m_tiles;
    QString m_selected;
    bool m_stale = false;
    QAction *m_surface = nullptr;
    QAction *m_colourVision = nullptr;
    bool m_fitted = false; // to data, once; afterwards the view is the user's
};

} // namespace ui
