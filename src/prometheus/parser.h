// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bodies of Prometheus' HTTP API. Pure: bytes in, values or an Error (Server: it answered nonsense) out.
#pragma once

#include "base/error.h"
#include "prometheus/values.h"

#include <QByteArray>

#include <optional>

namespace prometheus {

/// "1.5", "NaN", "+Inf", "-Inf"; nothing where it is none.
[[nodiscard]] std::optional<double> parseNumber(const QString &text);

/// query and query_range.
[[nodiscard]] base::Result<QueryResult> parseQuery(const QByteArray &json);
/// The active ones of targets.
[[nodiscard]] base::Result<QList<Target>> parseTargets(const QByteArray &json);
[[nodiscard]] base::Result<QList<Rule>> parseRules(const QByteArray &json);
[[nodiscard]] base::Result<QList<Alert>> parseAlerts(const QByteArray &json);

} // namespace prometheus
