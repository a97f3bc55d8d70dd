// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Work of unequal size on a few threads; what comes out is in the order of the tasks, whoever did them.
#pragma once

#include "config/rules/finding.h"

#include <functional>
#include <vector>

namespace config::check {

using Task = std::function<std::vector<Finding>()>;

/// On the calling thread too. Cancelled: tasks that nobody began are left out.
[[nodiscard]] std::vector<Finding> runAll(const std::vector<Task> &tasks, int threads, const std::function<bool()> &cancelled);

} // namespace config::check
