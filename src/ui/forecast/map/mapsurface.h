// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The modelled layer of the map: concentrations interpolated between stations, drawn in the standard's categories, made on a worker thread. Apart
// from the stations, which are what was measured.
#pragma once

#include "forecast/surface/bands.h"
#include "forecast/surface/interpolation.h"

#include <QImage>
#include <QObject>
#include <QPolygonF>

namespace ui {

struct SurfaceWanted {
    std::vector<forecast::SiteValues> sites; // one hour each
    forecast::Grid grid;                     // rows as on the map
    forecast::Standard standard;
    QString pollutant;
    QString unit; // of the sites' values
};

struct MapSurface {
    QImage image;           // north up, as on the map; transparent where the surface says nothing
    QRectF unit;            // where it lies, in unit coordinates (models/forecast/projection.h)
    QList<QPolygonF> lines; // between categories, in unit coordinates
    QString pollutant;
    QString measure;        // unit of the concentrations
    bool kriging = false;   // else inverse distance: too few stations
    int stations = 0;
    std::optional<double> leaveOneOut; // RMSE
    bool operator==(const MapSurface &) const = default;
};

/// Below leastForKriging stations by inverse distance. Invalid, Cancelled: see forecast::interpolated().
[[nodiscard]] base::Result<MapSurface> mapSurface(const SurfaceWanted &wanted, const std::stop_token &stop = {});

/// "kriging of 118 stations, error 31 µg/m³ left out one by one".
[[nodiscard]] QString surfaceText(const MapSurface &surface);

/// One at a time: a newer wish ends the older one.
class SurfaceJob : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~SurfaceJob() override;
    void start(SurfaceWanted wanted);
    void cancel();

Q_SIGNALS:
    void finished(const base::Result<ui::MapSurface> &surface);

private:
    std::stop_source m_stop;
    quint64 m_generation = 0;
};

} // namespace ui
