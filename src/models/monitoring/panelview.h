// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel of a dashboard shows: curves with their gaps, last values, and one state that is never confused with another.
#pragma once

#include "base/error.h"
#include "prometheus/dashboard.h"
#include "prometheus/rangeplan.h"

#include <QPointF>

#include <optional>

namespace models::monitoring {

struct Curve {
    QString name;
    QList<QList<QPointF>> segments; // milliseconds since the epoch, value; between two segments nothing was measured
    double last = 0;
    QString lastText; // with its unit; "ended" where others of its panel go on
    QDateTime lastAt;
    int color = 0; // index into the theme's series
};

enum class PanelState { Loading, NoData, Unreachable, Refused, Stale, Ready };

struct PanelView {
    PanelState state = PanelState::Loading;
    QString stateText; // "stale (last sample 6 min ago)", one line; empty where it is ready
    QString advice;    // what to do about it
    QString detail;    // verbatim
    QList<Curve> curves; // at most six
    int left = 0;        // curves that are not shown
    QString number;      // of a panel that is one number
    int level = -1;      // index of the threshold that it is above; -1: none
    QDateTime from;
    QDateTime to;
    QDateTime newest;    // sample
    QStringList warnings;
};

/// What is known of a panel's queries.
struct PanelAnswers {
    prometheus::RangePlan plan;
    QList<prometheus::QueryResult> results; // of the last good answer, one for each query; empty: none yet
    std::optional<base::Error> error;       // of the last try
    bool loading = false;
};

/// A curve goes on over one missing point, because a scrape may be late, and is cut where more are missing.
[[nodiscard]] QList<QList<QPointF>> segmentsOf(const prometheus::Series &series, qint64 step);

[[nodiscard]] PanelView panelView(const prometheus::Panel &panel, const PanelAnswers &answers, const QDateTime &now);

inline constexpr int curveLimit = 6;

} // namespace models::monitoring
