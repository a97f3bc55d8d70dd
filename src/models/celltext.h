// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the models of rows have in common: words of states, orders of values.
#pragma once

#include "kube/rows.h"

#include <QString>

namespace models {

/// The translated word of a state: "healthy".
[[nodiscard]] QString stateWord(kube::HealthState state);
/// Worst first, for sorting: Failed 0, Degraded 1, Missing 2, Unknown 3, Progressing 4, Suspended 5, Healthy 6.
[[nodiscard]] int severityRank(kube::HealthState state);

template <class T> [[nodiscard]] int order(const T &a, const T &b) { return a < b ? -1 : b < a ? 1 : 0; }

/// "kubernetes.io" names sort as people count: api-2 before api-10.
[[nodiscard]] int naturalOrder(const QString &a, const QString &b);

/// "80 % of 70 %" of a metric; "unknown of 70 %" where there is no measurement.
[[nodiscard]] QString metricText(const kube::AutoscalerMetric &metric);
/// "3 of 3–10".
[[nodiscard]] QString rangeText(const kube::AutoscalerRow &row);

} // namespace models
