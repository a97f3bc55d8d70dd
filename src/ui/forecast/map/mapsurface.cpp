// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/mapsurface.h"

#include "forecast/surface/contour.h"
#include "models/forecast/airmap.h"
#include "models/forecast/projection.h"

#include <QColor>
#include <QCoreApplication>
#include <QFuture>
#include <QLocale>
#include <QtConcurrentRun>

#include <utility>

namespace ui {

namespace {

constexpr int finer = 3;

forecast::SurfaceOptions optionsFor(const forecast::Samples &samples) {
    forecast::SurfaceOptions options;
    const std::size_t stations = samples.hours.empty() ? 0 : samples.present(0).size();
    options.method = stations < forecast::leastForKriging ? forecast::SurfaceOptions::Method::InverseDistance : forecast::SurfaceOptions::Method::Kriging;
    return options;
}

QImage picture(const forecast::Grid &grid, const std::vector<int> &bands, const QList<forecast::Category> &categories) {
    QImage image(grid.columns, grid.rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QList<QRgb> colours;
    for (const forecast::Category &category : categories)
        colours.append(QColor(category.colour).rgb());
    for (int row = 0; row < grid.rows; ++row) {
        auto *pixels = reinterpret_cast<QRgb *>(image.scanLine(row));
        for (int column = 0; column < grid.columns; ++column) {
            const int band = bands[grid.index(row, column)];
            if (band >= 0 && band < colours.size())
                pixels[column] = colours[band];
        }
    }
    return image;
}

} // namespace

base::Result<MapSurface> mapSurface(const SurfaceWanted &wanted, const std::stop_token &stop) {
    forecast::SurfaceRequest request{forecast::samplesOf(wanted.sites), wanted.grid, {}};
    request.options = optionsFor(request.samples);
    const auto surface = forecast::interpolated(request, stop);
    if (!surface)
        return std::unexpected(surface.error());
    const auto classifier = forecast::Classifier::of(wanted.standard, wanted.pollutant, wanted.unit);
    if (!classifier)
        return std::unexpected(classifier.error());
    MapSurface out;
    const forecast::SurfaceHour &hour = surface->hours.front();
    // Values are smooth between nodes, categories are not: each of them is looked up on a finer grid.
    const forecast::Grid &coarse = surface->grid;
    const forecast::Grid fine{coarse.bounds, (coarse.columns - 1) * finer + 1, (coarse.rows - 1) * finer + 1, coarse.spacing};
    out.image = picture(fine, forecast::bandsOf(forecast::refined(hour.values, coarse, fine), *classifier), wanted.standard.categories());
    const forecast::Bounds &bounds = wanted.grid.bounds;
    const double east = bounds.east + (bounds.east < bounds.west ? 360 : 0); // across the date line
    out.unit = QRectF(models::toUnit(bounds.north, bounds.west), models::toUnit(bounds.south, east));
    out.pollutant = wanted.pollutant;
    out.measure = wanted.unit;
    out.kriging = surface->method == forecast::SurfaceOptions::Method::Kriging;
    out.stations = hour.stations;
    out.leaveOneOut = hour.leaveOneOut;
    for (const double level : classifier->levels()) {
        for (const forecast::ContourLine &line : forecast::contours(surface->grid, hour.values, level)) {
            QPolygonF points;
            for (const forecast::GeoPoint &point : line.points)
                points.append(models::toUnit(point.latitude, point.longitude));
            out.lines.append(points);
        }
    }
    return out;
}

QString surfaceText(const MapSurface &surface) {
    const auto tr = [](const char *text) { return QCoreApplication::translate("ui::MapSurface", text); };
    QString text = (surface.kriging ? tr("surface of %1: kriging between %2 stations") : tr("surface of %1: inverse distance between %2 stations"))
                       .arg(models::pollutantName(surface.pollutant))
                       .arg(surface.stations);
    if (surface.leaveOneOut)
        text += tr(", error %1 %2 where one is left out").arg(QLocale().toString(*surface.leaveOneOut, 'f', 1), surface.measure);
    return text;
}

SurfaceJob::~SurfaceJob() { m_stop.request_stop(); }

void SurfaceJob::cancel() {
    m_stop.request_stop();
    ++m_generation;
}

void SurfaceJob::start(SurfaceWanted wanted) {
    cancel();
    m_stop = std::stop_source();
    QtConcurrent::run([wanted = std::move(wanted), stop = m_stop.get_token()] { return mapSurface(wanted, stop); })
        .then(this, [this, generation = m_generation](const base::Result<MapSurface> &surface) {
            if (generation == m_generation)
                Q_EMIT finished(surface);
        });
}

} // namespace ui
