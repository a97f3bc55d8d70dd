// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules as cron writes them, in five fields or by a name.
#pragma once

#include <QString>

#include <optional>

namespace config {

/// What is wrong with it; nothing where it can be read. `named`: whether @daily and the like are allowed.
[[nodiscard]] std::optional<QString> scheduleProblem(const QString &schedule, bool named);

/// Whether it asks for a day that no month of it has ("0 3 31 2 *"). Of a schedule without a problem.
[[nodiscard]] bool neverComes(const QString &schedule);

} // namespace config
