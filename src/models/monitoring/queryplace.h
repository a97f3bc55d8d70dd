// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where in an expression Prometheus stopped reading it.
#pragma once

#include <QString>

#include <optional>

namespace models::monitoring {

/// From "1:5: parse error: …", lines and columns from 1, columns in bytes: an index into the expression, which is at most its length.
/// Nothing where the message names no place.
[[nodiscard]] std::optional<qsizetype> placeOf(const QString &message, const QString &expression);

} // namespace models::monitoring
