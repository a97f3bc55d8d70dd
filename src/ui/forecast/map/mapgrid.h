// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The API's own grid as a picture for the map: cells in the standard's categories, the fainter the less sure the API is. Modelled there, not here.
#pragma once

#include "base/error.h"
#include "forecast/standard.h"
#include "forecast/values.h"

#include <QImage>
#include <QRectF>

namespace ui {

struct MapGrid {
    QImage image; // north up, rows as on the map (Mercator)
    QRectF unit;  // where it lies, in unit coordinates, half a cell around its points
    QString words; // what it is
    bool operator==(const MapGrid &) const = default;
};

/// Invalid for a pollutant that the standard does not know.
[[nodiscard]] base::Result<MapGrid> mapGrid(const forecast::SpatialGrid &grid, const forecast::Standard &standard);

/// How far apart points must be, in kilometres, so that an area (degrees) has at most 9,500 of them; the API refuses more than 10,000. At least 1.
[[nodiscard]] double gridStep(double north, double west, double south, double east);
inline constexpr double coarsestGrid = 10; // kilometres, of the API

} // namespace ui
