// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the map shows as a file for other programs: GeoJSON (RFC 7946) and CSV (RFC 4180). Every row says the standard, the averaging, the hour and
// whether it is synthetic, because a file travels without its page.
#pragma once

#include "models/forecast/airmap.h"

#include <QByteArray>

namespace models {

struct ExportNote {
    QString standard;  // "India NAQI"
    QString pollutant; // key; empty: all
    QString averaging; // "24 h mean"
    QString source;
    QDateTime hour; // that the map shows
    bool ahead = false;
};

/// A FeatureCollection of points: cities, then stations; those without an index too. What has no place has no geometry.
[[nodiscard]] QByteArray toGeoJson(const AirMap &map, const forecast::Standard &standard, const ExportNote &note);
/// With a head line; lines end with CR LF. A cell that a spreadsheet would take for a formula is quoted with an apostrophe before it.
[[nodiscard]] QByteArray toCsv(const AirMap &map, const forecast::Standard &standard, const ExportNote &note);

} // namespace models
