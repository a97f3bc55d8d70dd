// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How far and how fast an autoscaler may move: stabilisation windows, policies, limits.
// https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
#pragma once

#include "sandbox/store/status.h"

#include <cstdint>
#include <deque>
#include <string>

namespace sandbox {

/// A condition of the autoscaler.
struct ScalingCondition {
    bool status = false;
    std::string reason;
    std::string message;
};

struct ScalingHistory {
    struct Entry {
        std::int64_t ms = 0;
        long long replicas = 0;
    };
    std::deque<Entry> recommendations;
    std::deque<Entry> ups;   // replicas added
    std::deque<Entry> downs; // replicas taken away
    /// Notes a change of the target, for the policies' periods.
    void note(std::int64_t nowMs, long long from, long long to);
};

struct ScalingDecision {
    long long replicas = 0;
    ScalingCondition ableToScale;
    ScalingCondition limited;
};

/// spec: of a HorizontalPodAutoscaler; what is missing has the documented defaults. downWindowMs: the default stabilisation when scaling down.
[[nodiscard]] ScalingDecision decideScale(const Json &spec, ScalingHistory &history, long long current, long long recommended,
    std::int64_t nowMs, std::int64_t downWindowMs);

} // namespace sandbox
