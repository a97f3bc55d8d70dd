// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Grafana dashboard as far as it is drawn here: panels with their place, unit, thresholds and queries. Pure values and their reader.
#pragma once

#include "base/error.h"
#include "prometheus/values.h"

#include <QByteArray>
#include <QRect>

#include <optional>

namespace prometheus {

struct PanelQuery {
    QString expression;
    QString legend; // "{{pod}} free"; empty: the labels themselves
};

struct Threshold {
    double from = 0;
    QString color; // Grafana's word: "orange", "red"
};

struct Panel {
    enum class Kind { Number, Lines, Shares }; // stat; timeseries; bargauge and piechart
    int id = 0;
    Kind kind = Kind::Lines;
    QString title;
    QString description;
    QRect place; // in Grafana's grid of 24 columns
    QString unit; // Grafana's: "reqps", "percentunit", "s", "bytes"
    QList<Threshold> thresholds; // without the base; lowest first
    QList<PanelQuery> queries;
};

struct Dashboard {
    QString uid;
    QString title;
    QString description;
    int refresh = 30; // seconds
    QList<Panel> panels; // top to bottom, left to right
};

/// Errors (Invalid) say what is missing. Panels of kinds that are not drawn here (text, rows) are left out.
[[nodiscard]] base::Result<Dashboard> parseDashboard(const QByteArray &json, const QString &file);
/// The four that belong to the AQI Predictor, as its manifests install them in Grafana; the system overview first.
[[nodiscard]] QList<Dashboard> ownDashboards();

/// What a series is called: the legend with its labels filled in, else the labels.
[[nodiscard]] QString seriesName(const QString &legend, const Labels &labels);

} // namespace prometheus
