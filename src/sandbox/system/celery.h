// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Celery as the predictor uses it, over Redis: queues are lists that are filled at their head and emptied at their tail.
#pragma once

#include "sandbox/system/redis.h"

#include <span>
#include <string>
#include <string_view>

namespace sandbox {

inline constexpr std::string_view metricsHash = "aqi:standin:metrics";   // samples of what workers counted
inline constexpr std::string_view runningTasks = "aqi:standin:running";  // sorted set: "task|id", until when at most
inline constexpr std::string_view metricsLease = "aqi:standin:reporter"; // the pod of the API that tells them

struct TaskQueue {
    std::string_view task; // src.tasks.predictions.generate_hourly_predictions
    std::string_view queue;
};
/// The tasks that workers here know; of others they say what Celery says of a task that is not registered.
[[nodiscard]] std::span<const TaskQueue> taskQueues();
[[nodiscard]] std::string_view queueOf(std::string_view task);

struct TaskMessage {
    std::string id;
    std::string task;
};
/// As kombu writes it: the arguments (none) as base64 of JSON, the task in the headers.
[[nodiscard]] std::string encoded(const TaskMessage &message);
/// Nothing where that is no message of a task.
[[nodiscard]] std::optional<TaskMessage> decoded(const std::string &text);

/// Sends a task; its id.
[[nodiscard]] base::Result<std::string> sendTask(Redis &redis, std::string_view task);

/// Where a worker ("celery@pod") is asked whether it lives.
[[nodiscard]] std::string controlQueue(const std::string &node);
/// `celery inspect ping`: whether that worker answers in time.
[[nodiscard]] base::Status pingWorker(Redis &redis, const std::string &node, std::chrono::seconds limit);

} // namespace sandbox
