// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A position as people write it, and as it is written for them.
#pragma once

#include "forecast/surface/geodesy.h"

#include <QString>

#include <optional>

namespace models {

/// "28.61, 77.21", "28.61N 77.21E", "77.21 E, 28.61 N", "28°36′36″N 77°12′32″E" (also with ' and "): latitude first unless letters say otherwise. Nothing for
/// what is no position, also for one beyond the poles or the date line.
[[nodiscard]] std::optional<forecast::GeoPoint> coordinatesIn(const QString &text);
/// "28.6100° N, 77.2100° E"
[[nodiscard]] QString coordinatesText(const forecast::GeoPoint &point);

} // namespace models
