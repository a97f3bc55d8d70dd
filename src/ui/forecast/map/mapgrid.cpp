// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/mapgrid.h"

#include "forecast/surface/bands.h"
#include "models/forecast/airmap.h"
#include "models/forecast/projection.h"

#include <QColor>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString gridText(const forecast::SpatialGrid &grid) {
    const auto tr = [](const char *text) { return QCoreApplication::translate("ui::MapGrid", text); };
    const QString time = grid.provenance.generated.isValid() ? QLocale().toString(grid.provenance.generated.toLocalTime(), u"HH:mm"_s) : tr("an unknown time");
    return tr("grid of the API: %1 of %2, %3 points, by %4 of %5 stations; faint where it is unsure")
        .arg(models::pollutantName(grid.pollutant), time, QLocale().toString(grid.known()), grid.method.isEmpty() ? tr("an unnamed method") : QString(grid.method).replace(u'_', u' '))
        .arg(grid.stations);
}

} // namespace

double gridStep(double north, double west, double south, double east) {
    const double high = (north - south) * 111;
    const double wide = (east - west) * 111 * std::cos((north + south) / 2 * std::numbers::pi / 180);
    return std::max(1.0, std::ceil(std::sqrt(std::max(0.0, high * wide) / 9500) * 10) / 10);
}

base::Result<MapGrid> mapGrid(const forecast::SpatialGrid &grid, const forecast::Standard &standard) {
    const auto classifier = forecast::Classifier::of(standard, grid.pollutant, grid.unit);
    if (!classifier)
        return std::unexpected(classifier.error());
    const qsizetype rows = grid.latitudes.size();
    const qsizetype columns = grid.longitudes.size();
    if (rows < 2 || columns < 2)
        return base::fail(base::ErrorKind::Invalid, u"The grid has no rows and columns"_s);
    const double down = (grid.latitudes.first() - grid.latitudes.last()) / static_cast<double>(rows - 1);
    const double along = (grid.longitudes.last() - grid.longitudes.first()) / static_cast<double>(columns - 1);
    MapGrid out;
    out.unit = QRectF(models::toUnit(grid.latitudes.first() + down / 2, grid.longitudes.first() - along / 2),
        models::toUnit(grid.latitudes.last() - down / 2, grid.longitudes.last() + along / 2));
    out.image = QImage(static_cast<int>(columns), static_cast<int>(std::min<qsizetype>(2 * rows, 2000)), QImage::Format_ARGB32_Premultiplied);
    out.image.fill(Qt::transparent);
    const auto categories = standard.categories();
    for (int y = 0; y < out.image.height(); ++y) {
        const double latitude = models::toDegrees({0, out.unit.top() + out.unit.height() * (y + 0.5) / out.image.height()}).y();
        const qsizetype row = std::clamp<qsizetype>(std::lround((grid.latitudes.first() - latitude) / down), 0, rows - 1);
        for (qsizetype column = 0; column < columns; ++column) {
            const auto &point = grid.points[row * columns + column];
            const int category = point ? classifier->category(point->value) : -1;
            if (category < 0 || category >= categories.size())
                continue;
            QColor colour(categories[category].colour);
            colour.setAlphaF(static_cast<float>(0.25 + 0.75 * point->confidence));
            out.image.setPixelColor(static_cast<int>(column), y, colour);
        }
    }
    out.words = gridText(grid);
    return out;
}

} // namespace ui
