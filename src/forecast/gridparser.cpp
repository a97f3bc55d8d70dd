// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/jsonreading.h"
#include "forecast/parser.h"

#include <QJsonArray>
#include <QMap>

#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPoints = 100'000; // the API's own limit is 10,000

/// Positions are equal where they agree to 11 cm: the API computes each by itself.
qint64 gridKey(double degrees) { return std::llround(degrees * 1e6); }

std::optional<GridPoint> readPoint(const QJsonValue &item) {
    const QJsonValue at = item[u"coordinates"];
    const auto latitude = readNumber(firstOf(at, {u"lat", u"latitude"}));
    const auto longitude = readNumber(firstOf(at, {u"lon", u"longitude"}));
    const auto value = readNumber(item[u"value"]);
    if (!latitude || !longitude || !value || *value < 0 || std::abs(*latitude) > 90 || std::abs(*longitude) > 180)
        return {};
    return GridPoint{*latitude, *longitude, *value, std::clamp(readNumber(item[u"confidence"]).value_or(1), 0.0, 1.0)};
}

} // namespace

base::Result<SpatialGrid> parseGrid(const QByteArray &json) {
    const QString what = u"the grid"_s;
    const auto root = readJson(json, what);
    if (!root)
        return std::unexpected(root.error());
    const auto items = readList((*root)[u"grid_predictions"], {});
    if (!items || items->size() > mostPoints)
        return base::fail(base::ErrorKind::Server, u"The answer for the grid has no list of points, or one that is far too long"_s, u"grid_predictions"_s);
    QMap<qint64, double> rows;
    QMap<qint64, double> columns;
    QList<GridPoint> points;
    for (const QJsonValue &item : *items) {
        const auto point = readPoint(item);
        if (!point)
            continue;
        points.append(*point);
        rows.insert(-gridKey(point->latitude), point->latitude);
        columns.insert(gridKey(point->longitude), point->longitude);
    }
    if (rows.size() < 2 || columns.size() < 2 || rows.size() * columns.size() > 4 * mostPoints)
        return base::fail(base::ErrorKind::Server, u"The points of the grid make no rows and columns"_s, u"grid_predictions"_s);
    SpatialGrid grid;
    grid.latitudes = rows.values();
    grid.longitudes = columns.values();
    grid.points.resize(rows.size() * columns.size());
    QMap<qint64, qsizetype> rowOf;
    QMap<qint64, qsizetype> columnOf;
    for (const qint64 row : rows.keys())
        rowOf.insert(row, rowOf.size());
    for (const qint64 column : columns.keys())
        columnOf.insert(column, columnOf.size());
    for (const GridPoint &point : std::as_const(points))
        grid.points[rowOf.value(-gridKey(point.latitude)) * columns.size() + columnOf.value(gridKey(point.longitude))] = point;
    const QJsonValue about = (*root)[u"metadata"];
    grid.pollutant = (*root)[u"parameter"].toString();
    grid.unit = grid.pollutant == "co"_L1 ? u"mg/m³"_s : u"µg/m³"_s; // the API's own units; it sends none
    grid.method = about[u"interpolation_method"].toString();
    grid.stations = static_cast<int>(std::clamp(readNumber(about[u"n_stations_used"]).value_or(0), 0.0, 1e6));
    grid.provenance.modelVersion = about[u"model_version"].toString();
    for (const QJsonValue &source : about[u"data_sources"].toArray())
        grid.provenance.dataSources.append(source.toString());
    grid.provenance.synthetic = (*root)[u"synthetic"].toBool() || about[u"synthetic"].toBool() || grid.provenance.dataSources.contains(u"synthetic"_s);
    grid.provenance.generated = readTime(about[u"generated_at"]).value_or(QDateTime());
    return grid;
}

} // namespace forecast
