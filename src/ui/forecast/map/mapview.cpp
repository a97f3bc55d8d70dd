// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/mapview.h"

#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/tiledialog.h"
#include "ui/widgets/theme.h"

#include <QCryptographicHash>
#include <QMenu>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQmlError>
#include <QQuickItem>
#include <QQuickWindow>
#include <QResizeEvent>
#include <QStandardPaths>
#include <QToolButton>
#include <QToolTip>

#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
/// Everything here is painted by QPainter, so a graphics card gives nothing; and without a working OpenGL the map would
/// stay blank without a word. Must come before the first Qt Quick window.
void paintInSoftware() {
    if (QQuickWindow::sceneGraphBackend() != "software"_L1)
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

/// What lies across the date line, on the other side of the world.
QPointF onWorld(const QPointF &unit) { return {unit.x() - std::floor(unit.x()), unit.y()}; }

const QRectF india(models::toUnit(33.5, 68.5), models::toUnit(7.5, 92.5));
} // namespace

MapView::MapView(QWidget *parent)
    : QQuickWidget((paintInSoftware(), parent))
    , m_job(new SurfaceJob(this)) {
    qmlRegisterType<MapLayer>("AqiConsole.Forecast", 1, 0, "MapLayer");
    setResizeMode(SizeRootObjectToView);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of air quality stations"));
    setAccessibleDescription(tr("The list beside the map holds the same places and numbers."));
    QToolButton *closer = button(u"zoom-in"_s, tr("Zoom in"));
    QToolButton *farther = button(u"zoom-out"_s, tr("Zoom out"));
    QToolButton *all = button(u"fit"_s, tr("Show all stations"));
    connect(closer, &QToolButton::clicked, this, [this] { zoom(1); });
    connect(farther, &QToolButton::clicked, this, [this] { zoom(-1); });
    connect(all, &QToolButton::clicked, this, &MapView::fitAll);
    makeLayers();
    load();
}

/// The component, with or without tiles: a map cannot change its plugin.
void MapView::load() {
    QVariant tiles;
    if (m_tiles) {
        const QString server = QString::fromLatin1(QCryptographicHash::hash(m_tiles->address.toUtf8(), QCryptographicHash::Sha256).toHex().first(16));
        tiles = QVariantMap{{u"address"_s, m_tiles->address}, {u"attribution"_s, m_tiles->attribution}, {u"userAgent"_s, m_tiles->userAgent},
            {u"cache"_s, QString(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + u"/tiles/"_s + server)}};
    }
    const std::optional<models::Projection> before = m_layer ? std::optional(m_layer->projection()) : std::nullopt;
    m_layer = nullptr;
    setSource({});
    rootContext()->setContextProperty(u"mapTiles"_s, tiles);
    setSource(QUrl(u"qrc:/map/map.qml"_s));
    if (rootObject())
        m_layer = rootObject()->findChild<MapLayer *>(u"layer"_s);
    if (m_layer) {
        connect(m_layer, &MapLayer::tapped, this, &MapView::selected);
        connect(m_layer, &MapLayer::hovered, this, &MapView::showTip);
        connect(m_layer, &MapLayer::viewChanged, this, &MapView::wantSurface);
        connect(m_layer, &MapLayer::viewChanged, this, &MapView::wantGrid);
        connect(m_layer, &MapLayer::measured, this, [this](double kilometres) {
            m_wayWords = !m_layer->isMeasuring() ? QString()
                : kilometres > 0                 ? tr("way: %1 km, Escape ends it").arg(QLocale().toString(kilometres, 'f', 1))
                                                 : tr("measuring: click along a way, Escape ends it");
            Q_EMIT surfaceChanged();
        });
        m_layer->setMap(m_map, m_categories);
        m_layer->setSelected(m_selected);
        m_layer->setStale(m_stale);
        m_layer->setWind(m_wind->isChecked() ? m_windOf : QHash<QString, forecast::Weather>());
        m_measure->setChecked(false);
        m_gridAsked = {};
        if (before) {
            const QPointF degrees = models::toDegrees(before->center);
            Q_EMIT m_layer->moveRequested(QGeoCoordinate(degrees.y(), degrees.x()), before->zoom);
        }
    }
    applyColors();
    wantSurface();
    wantGrid();
}

void MapView::setTiles(const std::optional<TileSource> &source) {
    if (source == m_tiles)
        return;
    m_tiles = source;
    load();
}

void MapView::chooseTiles() {
    auto *dialog = new TileDialog(m_tiles, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TileDialog::chosen, this, &MapView::setTiles);
    dialog->open();
}

void MapView::makeLayers() {
    QToolButton *layers = button(u"layers"_s, tr("Layers and colours"));
    auto *menu = new QMenu(layers);
    m_surface = menu->addAction(tr("Surface between the stations"));
    m_surface->setCheckable(true);
    m_surface->setToolTip(tr("Modelled, not measured: concentrations interpolated by kriging, nothing where no station is near"));
    m_colourVision = menu->addAction(tr("Colours for colour-blind eyes"));
    m_colourVision->setCheckable(true);
    makeExtras(menu);
    menu->addSeparator();
    connect(menu->addAction(tr("Online map…")), &QAction::triggered, this, &MapView::chooseTiles);
    layers->setMenu(menu);
    layers->setPopupMode(QToolButton::InstantPopup);
    m_rest.setSingleShot(true);
    m_rest.setInterval(150);
    connect(m_surface, &QAction::toggled, this, &MapView::surfaceToggled);
    connect(m_colourVision, &QAction::toggled, this, &MapView::colourVisionChanged);
    connect(&m_rest, &QTimer::timeout, this, &MapView::askSurface);
    connect(m_job, &SurfaceJob::finished, this, [this](const base::Result<MapSurface> &surface) {
        m_surfaceWords = surface ? surfaceText(*surface) : tr("no surface: %1").arg(surface.error().message);
        if (m_layer)
            m_layer->setSurface(surface.value_or(MapSurface()));
        Q_EMIT surfaceChanged();
    });
}

void MapView::setSites(std::vector<forecast::SiteValues> sites, const QString &pollutant, const QString &unit) {
    m_sites = std::move(sites);
    m_pollutant = pollutant;
    m_unit = unit;
    wantSurface();
}

void MapView::setSurfaceShown(bool shown) { m_surface->setChecked(shown); }

bool MapView::isSurfaceShown() const { return m_surface->isChecked(); }

void MapView::setColourVision(bool wanted) { m_colourVision->setChecked(wanted); }

bool MapView::isColourVision() const { return m_colourVision->isChecked(); }

void MapView::wantSurface() {
    if (m_surface->isChecked() && !m_sites.empty())
        return m_rest.start();
    m_rest.stop();
    m_job->cancel();
    m_surfaceWords = m_surface->isChecked() ? tr("no surface: there are no stations at this hour") : QString();
    if (m_layer)
        m_layer->setSurface({});
    Q_EMIT surfaceChanged();
}

void MapView::askSurface() {
    if (!m_layer || m_layer->projection().size.isEmpty())
        return;
    constexpr double pixels = 6; // from one node to the next
    const models::Projection &view = m_layer->projection();
    const QRectF unit = view.visible();
    const QPointF northWest = models::toDegrees(onWorld(unit.topLeft()));
    const QPointF southEast = models::toDegrees(onWorld(unit.bottomRight()));
    SurfaceWanted wanted;
    wanted.sites = m_sites;
    wanted.grid = {{southEast.y(), northWest.x(), northWest.y(), southEast.x()}, std::max(2, static_cast<int>(view.size.width() / pixels)),
        std::max(2, static_cast<int>(view.size.height() / pixels)), forecast::Grid::Rows::Mercator};
    wanted.standard = m_standard;
    wanted.pollutant = m_pollutant;
    wanted.unit = m_unit;
    m_job->start(std::move(wanted));
}

QString MapView::problem() const {
    QStringList lines;
    for (const QQmlError &error : errors())
        lines.append(error.toString());
    if (lines.isEmpty() && !m_layer)
        lines.append(tr("The map's component has no layer."));
    return lines.join(u'\n');
}

QToolButton *MapView::button(const QString &iconName, const QString &name) {
    auto *made = new QToolButton(this);
    made->setObjectName(iconName);
    made->setToolTip(name);
    made->setAccessibleName(name);
    made->setFixedSize(28, 28);
    made->setFocusPolicy(Qt::TabFocus);
    m_buttons.append(made);
    return made;
}

void MapView::setMap(const models::AirMap &map, const forecast::Standard &standard) {
    m_map = map;
    const auto colours = [](const QList<forecast::Category> &categories) {
        QStringList all;
        for (const forecast::Category &category : categories)
            all.append(category.colour);
        return all;
    };
    if (m_layer && colours(standard.categories()) != colours(m_categories))
        m_layer->setSurface({}); // it is in other colours
    m_categories = standard.categories();
    m_standard = standard;
    if (!m_layer)
        return;
    m_layer->setMap(map, m_categories);
    if (!m_fitted && !map.bounds().isNull())
        fitAll();
}

void MapView::setSelected(const QString &id) {
    m_selected = id;
    if (m_layer)
        m_layer->setSelected(id);
}

void MapView::setStale(bool stale) {
    m_stale = stale;
    if (m_layer)
        m_layer->setStale(stale);
}

void MapView::fitAll() {
    if (!m_layer || width() < 64)
        return;
    const QRectF bounds = m_map.bounds();
    m_fitted = !bounds.isNull();
    // All of the country, also where only some of it has stations; elsewhere just what there is.
    const QRectF area = !m_fitted ? india : bounds.intersects(india) ? bounds.united(india) : bounds;
    const auto view = models::fitting(area, size(), 16, MapLayer::lowestZoom, MapLayer::highestZoom);
    const QPointF degrees = models::toDegrees(onWorld(view.center));
    Q_EMIT m_layer->moveRequested(QGeoCoordinate(degrees.y(), degrees.x()), view.zoom);
    m_layer->sharpen();
}

void MapView::goTo(const models::MapPlace &place) {
    if (!m_layer || !place.placed)
        return;
    const double close = place.isCity() ? 9.6 : 11;
    Q_EMIT m_layer->moveRequested(
        QGeoCoordinate(place.latitude, place.longitude), std::max(close, m_layer->zoomLevel()));
    m_layer->sharpen();
}

void MapView::zoom(double steps) {
    if (m_layer)
        Q_EMIT m_layer->moveRequested(
            m_layer->center(), std::clamp(m_layer->zoomLevel() + steps, MapLayer::lowestZoom, MapLayer::highestZoom));
}

void MapView::showTip(const QString &id, const QPointF &point) {
    const models::MapPlace *place = m_map.find(id);
    if (!place)
        return QToolTip::hideText();
    const QString word = place->category >= 0 ? m_categories.value(place->category).word : place->missing;
    QToolTip::showText(mapToGlobal(point.toPoint()), tr("%1: %2, %3").arg(place->name, place->text, word), this);
}

void MapView::resizeEvent(QResizeEvent *event) {
    QQuickWidget::resizeEvent(event);
    placeButtons();
    if (event->oldSize().width() < 64 || !m_fitted)
        fitAll();
}

void MapView::focusInEvent(QFocusEvent *event) {
    QQuickWidget::focusInEvent(event);
    if (m_layer)
        m_layer->setFocusFrame(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason);
}

void MapView::focusOutEvent(QFocusEvent *event) {
    QQuickWidget::focusOutEvent(event);
    if (m_layer)
        m_layer->setFocusFrame(false);
}

void MapView::changeEvent(QEvent *event) {
    QQuickWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void MapView::applyColors() {
    const MapColors colors = mapColors(themeOf(this).dark);
    setClearColor(colors.water);
    if (m_layer)
        m_layer->setColors(colors);
    const Theme &theme = themeOf(this);
    const QString look =
        u"QToolButton { background: %1; border: 1px solid %2; border-radius: %3px; }"
        "QToolButton:hover { background: %4; } QToolButton:focus { border-color: %5; } QToolButton::menu-indicator { image: none; }"_s.arg(theme.surface.name(),
            theme.outline.name(), QString::number(space::radius), theme.raised.name(), theme.accent.name());
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setStyleSheet(look);
        button->setIcon(icon(button->objectName(), theme.text));
    }
}

void MapView::placeButtons() {
    int top = space::m;
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->move(width() - button->width() - space::m, top);
        top += button->height() + space::xs;
    }
}

} // namespace ui
