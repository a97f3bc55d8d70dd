// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How good the stored forecasts of one pollutant at one place were: scores by lead, of every category's edge, and the last forecasts beside what came.
#pragma once

#include "forecast/standard.h"
#include "forecast/verification/contingency.h"
#include "forecast/verification/scores.h"

namespace models {

struct LeadScores {
    int lead = 0; // hours
    forecast::Scores scores;
};

/// Exceedance of the edge into a category, at the concentration where it begins.
struct EdgeScores {
    QString word;   // of the category that is entered
    QString colour; // "#RRGGBB"
    double threshold = 0;
    forecast::Exceedance table;
};

struct Accuracy {
    QString pollutant;
    QString unit;
    double level = 0.8; // that the intervals promise
    int issues = 0;
    QDateTime firstIssue;
    QDateTime lastIssue;
    QStringList models; // versions
    QList<LeadScores> leads;
    QList<EdgeScores> edges;
    forecast::Contingency categories;
    QList<QString> categoryWords;
    QList<QString> categoryColours;
    QList<forecast::Forecast> newest;              // a few issues, oldest first, for the fan
    QList<std::pair<QDateTime, double>> observed;  // hourly over the fan's time
    [[nodiscard]] bool isEmpty() const { return leads.isEmpty(); }
};

/// observed: hourly, of the place; the unit is theirs. Edges and categories take single hours, whatever the standard averages over: both sides alike.
[[nodiscard]] Accuracy accuracyOf(const QList<forecast::Forecast> &forecasts, const QList<forecast::Measurement> &observed, const QString &pollutant,
    const forecast::Standard &standard, double level = 0.8);

/// "Better than persistence at all 24 leads", "at 20 of 24 leads", "Too few forecasts to say".
[[nodiscard]] QString verdictText(const Accuracy &accuracy);

} // namespace models
