// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of Prometheus for people: Grafana's units in the design's words.
#pragma once

#include <QString>

namespace models::monitoring {

/// For the head of a panel: "req/s", "%"; empty where the number is a plain count, or carries its unit itself (times and bytes).
[[nodiscard]] QString unitName(const QString &unit);
/// With its unit, three significant digits: "42.1 req/s", "97 %", "830 ms", "1.25 Gi", "3.2 d"; "not a number" and "infinite" in words.
[[nodiscard]] QString valueText(double value, const QString &unit);
/// At an axis: without the unit that stands in the head.
[[nodiscard]] QString axisText(double value, const QString &unit);

} // namespace models::monitoring
