// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Celery worker: takes tasks from its queues, does them on the database, and counts them in Redis.
#pragma once

#include "sandbox/system/celery.h"

#include <atomic>
#include <string>
#include <vector>

namespace sandbox {

struct WorkerSettings {
    std::string databaseUrl;
    std::string redisUrl;
    std::string node; // celery@pod
    std::vector<std::string> queues;
    int concurrency = 4;
};

/// Until `stop` is set; a task that has begun is done first. Prints what a worker logs.
void runWorker(const WorkerSettings &settings, const std::atomic<bool> &stop);

} // namespace sandbox
