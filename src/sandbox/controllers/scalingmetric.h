// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How many replicas one metric of an autoscaler asks for.
// https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
#pragma once

#include "sandbox/store/objectstore.h"
#include "sandbox/store/podusage.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

using UsageOf = std::function<std::optional<PodUsage>(const std::string &ns, const std::string &pod)>;

struct MetricAnswer {
    long long replicas = 0;
    std::string name;   // "cpu resource utilization (percentage of request)"
    Json status;        // for status.currentMetrics
    std::string failure; // why there is no answer, or empty
    std::string failureReason; // "FailedGetResourceMetric"
};

/// pods: all that the target's selector matches. current: the target's replicas.
[[nodiscard]] MetricAnswer askMetric(const Json &metric, const std::vector<ObjectPtr> &pods, long long current, const UsageOf &usage);

} // namespace sandbox
