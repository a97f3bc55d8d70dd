// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of the map that the API gives, and the tools on it.
#include "ui/forecast/map/mapview.h"

#include "models/forecast/projection.h"
#include "ui/forecast/map/maplayer.h"

#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 gridLasts = 1800; // s: the API's answer is the same for so long
} // namespace

void MapView::makeExtras(QMenu *menu) {
    m_grid = menu->addAction(tr("Grid of the API"));
    m_grid->setCheckable(true);
    m_grid->setToolTip(tr("Modelled by the API, not measured and not by this program: its own interpolation, in cells"));
    m_wind = menu->addAction(tr("Wind"));
    m_wind->setCheckable(true);
    m_wind->setToolTip(tr("At the cities, to where it blows, as the API says"));
    menu->addSeparator();
    m_measure = menu->addAction(tr("Measure a distance"));
    m_measure->setCheckable(true);
    m_measure->setShortcut(QKeySequence(Qt::Key_M)); // shown only: the map's own key
    m_measure->setShortcutContext(Qt::WidgetShortcut);
    m_gridRest.setSingleShot(true);
    m_gridRest.setInterval(300);
    connect(&m_gridRest, &QTimer::timeout, this, &MapView::askGrid);
    connect(m_grid, &QAction::toggled, this, &MapView::forgetGrid);
    connect(m_wind, &QAction::toggled, this, [this](bool shown) {
        setWind(m_windOf);
        Q_EMIT windToggled(shown);
    });
    connect(m_measure, &QAction::toggled, this, [this](bool measuring) {
        if (m_layer)
            m_layer->setMeasuring(measuring);
        setFocus();
    });
}

void MapView::setGridShown(bool shown) { m_grid->setChecked(shown); }

bool MapView::isGridShown() const { return m_grid->isChecked(); }

void MapView::setWindShown(bool shown) { m_wind->setChecked(shown); }

bool MapView::isWindShown() const { return m_wind->isChecked(); }

void MapView::setMeasuring(bool measuring) { m_measure->setChecked(measuring); }

void MapView::setWind(const QHash<QString, forecast::Weather> &wind) {
    m_windOf = wind;
    if (m_layer)
        m_layer->setWind(m_wind->isChecked() ? wind : QHash<QString, forecast::Weather>());
}

void MapView::setGridHidden(bool hidden) {
    if (std::exchange(m_gridHidden, hidden) != hidden)
        forgetGrid();
}

void MapView::forgetGrid() {
    m_gridAsked = {};
    wantGrid();
}

void MapView::wantGrid() {
    if (m_grid->isChecked() && !m_gridHidden)
        return m_gridRest.start();
    m_gridRest.stop();
    m_gridWords.clear();
    if (m_layer)
        m_layer->setGrid({});
    Q_EMIT surfaceChanged();
}

/// A sixth more than the view on each side, so that a small move needs no new one.
void MapView::askGrid() {
    if (!m_layer || m_layer->projection().size.isEmpty())
        return;
    const QRectF unit = m_layer->projection().visible();
    const QPointF northWest = models::toDegrees(unit.topLeft());
    const QPointF southEast = models::toDegrees(unit.bottomRight());
    const QRectF view(northWest.x(), southEast.y(), southEast.x() - northWest.x(), northWest.y() - southEast.y());
    const QRectF wanted = view.adjusted(-view.width() / 6, -view.height() / 6, view.width() / 6, view.height() / 6);
    const double step = gridStep(wanted.bottom(), wanted.left(), wanted.top(), wanted.right());
    const bool fresh = m_gridAsked.isValid() && m_gridAsked.secsTo(QDateTime::currentDateTimeUtc()) < gridLasts;
    if (fresh && m_gridOf.contains(view) && m_gridStep < 2 * step)
        return;
    if (step > coarsestGrid || wanted.left() < -180 || wanted.right() > 180 || wanted.top() < -90 || wanted.bottom() > 90) {
        m_gridAsked = {};
        return setGrid(base::fail(base::ErrorKind::Invalid, tr("the area is too large for the API; go closer")));
    }
    m_gridOf = wanted;
    m_gridStep = step;
    m_gridAsked = QDateTime::currentDateTimeUtc();
    m_gridWords = tr("asking for the grid of the API …");
    Q_EMIT surfaceChanged();
    Q_EMIT gridWanted(wanted.bottom(), wanted.left(), wanted.top(), wanted.right(), step);
}

void MapView::setGrid(const base::Result<forecast::SpatialGrid> &grid) {
    if (!m_layer || !m_grid->isChecked() || m_gridHidden)
        return;
    const auto drawn = grid.and_then([this](const forecast::SpatialGrid &good) { return mapGrid(good, m_standard); });
    m_gridWords = drawn ? drawn->words : tr("no grid of the API: %1").arg(drawn.error().message);
    m_layer->setGrid(drawn.value_or(MapGrid()));
    Q_EMIT surfaceChanged();
}

void MapView::goTo(const forecast::GeoPoint &point) {
    if (!m_layer)
        return;
    Q_EMIT m_layer->moveRequested(QGeoCoordinate(point.latitude, point.longitude), std::max(9.6, m_layer->zoomLevel()));
    m_layer->setPin(point);
    m_layer->sharpen();
}

void MapView::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_M && event->modifiers() == Qt::NoModifier)
        return m_measure->toggle();
    if (event->key() == Qt::Key_Escape && m_layer && (m_measure->isChecked() || m_layer->pin())) {
        m_measure->setChecked(false);
        return m_layer->setPin({});
    }
    QQuickWidget::keyPressEvent(event);
}

} // namespace ui
