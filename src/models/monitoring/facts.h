// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the Monitoring page's tables, from what Prometheus and Alertmanager answer.
#pragma once

#include "models/monitoring/factmodel.h"
#include "prometheus/alertvalues.h"

namespace models::monitoring {

[[nodiscard]] QList<Column> targetColumns();
[[nodiscard]] QList<FactRow> targetRows(const QList<prometheus::Target> &targets, const QDateTime &now);
/// "7 of 9 targets up; down: api (2)".
[[nodiscard]] QString targetSummary(const QList<prometheus::Target> &targets);

/// A row for each alert that is active, and one for each rule without any.
[[nodiscard]] QList<Column> ruleColumns();
[[nodiscard]] QList<FactRow> ruleRows(const QList<prometheus::Rule> &rules);
/// "2 alerts firing, 1 pending; 22 rules".
[[nodiscard]] QString ruleSummary(const QList<prometheus::Rule> &rules);

[[nodiscard]] QList<Column> heldAlertColumns();
[[nodiscard]] QList<FactRow> heldAlertRows(const QList<prometheus::HeldAlert> &alerts);

[[nodiscard]] QList<Column> silenceColumns();
[[nodiscard]] QList<FactRow> silenceRows(const QList<prometheus::Silence> &silences, const QList<prometheus::HeldAlert> &alerts, const QDateTime &now);

[[nodiscard]] QList<Column> resultColumns();
/// The last sample of each series.
[[nodiscard]] QList<FactRow> resultRows(const prometheus::QueryResult &result);

} // namespace models::monitoring
