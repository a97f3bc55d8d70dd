// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tasks of the workers do.
#pragma once

#include "sandbox/system/database.h"
#include "sandbox/system/redis.h"

#include <string>
#include <string_view>

namespace sandbox {

struct TaskPlace {
    const std::string &databaseUrl;
    Redis &redis;
};

/// A sentence about what was done. NotFound where no such task is registered.
[[nodiscard]] base::Result<std::string> doTask(std::string_view task, const TaskPlace &place);

/// Adds to a sample that all workers share.
void countShared(Redis &redis, const std::string &sample, double by);

} // namespace sandbox
