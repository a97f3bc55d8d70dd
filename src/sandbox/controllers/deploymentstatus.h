// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A deployment's status and conditions out of its replica sets, worded as kube-controller-manager words them.
#pragma once

#include "sandbox/controllers/deploymentsets.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// Progressing with lastUpdateTime, from which the progress deadline counts.
void setProgressing(Json &deployment, bool status, std::string_view reason, const std::string &message, const std::string &now);

/// Counts, Available, ReplicaFailure and Progressing. Returns the milliseconds after which the progress deadline must be looked at again, or 0.
std::int64_t writeDeploymentStatus(Json &deployment, const DeploymentSets &sets, std::int64_t nowMs, const std::string &now);

/// All replicas are of the current template and available, and no old ones are left.
[[nodiscard]] bool deploymentComplete(const Json &deployment);

} // namespace sandbox
