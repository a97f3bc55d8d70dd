// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A deployment's replica sets: which is the new one, revisions, sizes. Values and pure functions.
#pragma once

#include "sandbox/store/objectstore.h"

#include <string>
#include <utility>
#include <vector>

namespace sandbox {

inline constexpr std::string_view revisionAnnotation = "deployment.kubernetes.io/revision";
inline constexpr std::string_view desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
inline constexpr std::string_view maximumAnnotation = "deployment.kubernetes.io/max-replicas";
inline constexpr std::string_view historyAnnotation = "deployment.kubernetes.io/revision-history";
inline constexpr std::string_view hashLabel = "pod-template-hash";

struct DeploymentSets {
    ObjectPtr current;          // of the deployment's template; null where there is none yet
    std::vector<ObjectPtr> old; // by creation
    [[nodiscard]] std::vector<ObjectPtr> all() const;
};

[[nodiscard]] DeploymentSets sortSets(const Json &deployment, std::vector<ObjectPtr> sets);
[[nodiscard]] long long revisionOf(const Json &object);
[[nodiscard]] long long wantedOf(const ObjectPtr &set);    // spec.replicas, 0 for null
[[nodiscard]] long long sumWanted(const std::vector<ObjectPtr> &sets);
[[nodiscard]] long long sumStatus(const std::vector<ObjectPtr> &sets, const char *name); // status.<name>

struct RolloutLimits {
    long long surge = 0;
    long long unavailable = 0;
};
/// maxSurge rounded up, maxUnavailable down, and not both 0. Recreate: none and all.
[[nodiscard]] RolloutLimits rolloutLimits(const Json &deployment);
[[nodiscard]] bool recreates(const Json &deployment);

/// The replica set that a deployment's template asks for, without pods.
[[nodiscard]] Json freshReplicaSet(const Json &deployment, const std::string &hash, long long revision);
/// Annotations of the deployment that go to its replica sets; true where something changed.
bool copyAnnotations(const Json &deployment, Json &set);

/// How many pods each active set gets or gives when a deployment is scaled in the middle of a rollout, the largest first.
[[nodiscard]] std::vector<std::pair<ObjectPtr, long long>> proportionalSizes(const Json &deployment, std::vector<ObjectPtr> active);

} // namespace sandbox
