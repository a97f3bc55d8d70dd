// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What log, exec, attach and portforward ask of a pod before its runtime is asked, and their refusals, worded as kube-apiserver words them.
#pragma once

#include "sandbox/store/objectstore.h"

#include <string>

namespace sandbox {

/// The container of that name; for an empty one the only one. 400 where there is none or there are several.
[[nodiscard]] Outcome<std::string> chosenContainer(const Json &pod, const std::string &wanted);

/// 404 where the pod is not there, 400 where no node has it.
[[nodiscard]] Outcome<ObjectPtr> podOnANode(const ObjectStore &store, const ObjectId &id);

/// There is no runtime behind the API server.
[[nodiscard]] StatusError nothingRuns();
/// The path streams, and the request did not ask for a connection that can.
[[nodiscard]] StatusError upgradeRequired();

} // namespace sandbox
