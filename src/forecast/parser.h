// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the AQI API to values. Pure. Tolerant where the API is known to contradict itself: pollutants as objects or
// numbers, indices as int or float, NaN and null for "none", time stamps without a zone (they mean UTC), lists bare or
// wrapped in an object.
#pragma once

#include "base/error.h"
#include "forecast/values.h"

#include <QByteArray>

namespace forecast {

/// Each fails with Server where the body is no JSON or lacks what the value cannot be without; where = the field's
/// path. The caller fills provenance.source and provenance.fetched.
[[nodiscard]] base::Result<Current> parseCurrent(const QByteArray &json);
/// Hours whose time or index is missing are left out: a gap. No hour at all is an error.
[[nodiscard]] base::Result<Forecast> parseForecast(const QByteArray &json);
[[nodiscard]] base::Result<QList<Place>> parseCities(const QByteArray &json);
/// Stations without id or position are left out.
[[nodiscard]] base::Result<QList<Station>> parseStations(const QByteArray &json);
[[nodiscard]] base::Result<QList<Measurement>> parseMeasurements(const QByteArray &json);
/// Points without position or value, and those that are no concentration, are left out; a grid without any is an error.
[[nodiscard]] base::Result<SpatialGrid> parseGrid(const QByteArray &json);
/// The text of an error body in any of the API's three shapes, or of a Kubernetes Status; else empty.
[[nodiscard]] QString parseErrorText(const QByteArray &json);

/// Puts the newest measurement of each pollutant into its station.
void addMeasurements(QList<Station> &stations, const QList<Measurement> &measurements);

} // namespace forecast
