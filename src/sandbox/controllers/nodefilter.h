// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a node cannot take a pod, worded as kube-scheduler's plugins word it; and which of those that can is best.
#pragma once

#include "sandbox/controllers/clusteruse.h"
#include "sandbox/store/objectstore.h"

#include <string>
#include <vector>

namespace sandbox {

/// Of the node alone: unschedulable, selector and node affinity, taints. Empty where it may be used.
[[nodiscard]] std::string nodeRefusal(const Json &pod, const Json &node);

struct Placement {
    ObjectPtr node;                   // null where none can take it
    std::vector<std::string> refusals; // one a node and reason, for the message
    bool preemptionCouldHelp = false;
};
/// Looks at every node: resources, spread and affinity between pods too.
[[nodiscard]] Placement place(const Json &pod, const std::vector<ObjectPtr> &nodes, ClusterUse &use);

/// "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod."
[[nodiscard]] std::string unschedulableText(std::size_t nodes, const Placement &placement);
/// The same for what concerns the pod and not a node, e.g. an unbound claim.
[[nodiscard]] std::string unschedulableText(std::size_t nodes, const std::string &reason);

} // namespace sandbox
