// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The door of the module of pages that need Qt Quick, Qt Location and Qt Charts.
#include "rendering.h"

#include "ui/forecast/forecastpage.h"
#include "ui/monitoring/monitoringpage.h"

extern "C" Q_DECL_EXPORT ui::Page *aqiMakeForecastPage() {
    console::chooseRendering(); // its map is the first thing that needs a scene graph
    return new ui::ForecastPage;
}

extern "C" Q_DECL_EXPORT ui::Page *aqiMakeMonitoringPage() { return new ui::MonitoringPage; }
