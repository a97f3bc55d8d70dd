// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the cells of a table.
#pragma once

#include <QString>

#include <optional>

namespace database {

/// Nothing for NULL and for what is no number.
[[nodiscard]] inline std::optional<double> numberIn(const std::optional<QString> &cell) {
    bool good = false;
    const double value = cell.value_or(QString()).toDouble(&good);
    return good ? std::optional(value) : std::nullopt;
}

} // namespace database
