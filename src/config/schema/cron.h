// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules of five fields, as Kubernetes' CronJob and GitHub's workflows read them.
#pragma once

#include <QString>

#include <string_view>

namespace config::schema {

/// What is wrong, as the end of a sentence that begins with the schedule; empty where all is well.
[[nodiscard]] QString cronError(std::string_view schedule);

} // namespace config::schema
