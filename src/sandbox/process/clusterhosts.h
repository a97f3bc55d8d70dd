// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The names that a pod of a namespace resolves, as lines of /etc/hosts: services by their cluster address, headless ones by their pods',
// and the pods of stateful sets by their own names. Pure.
#pragma once

#include "sandbox/store/objectstore.h"

#include <string>

namespace sandbox {

[[nodiscard]] std::string clusterHosts(const ObjectStore &store, const std::string &ns);

/// The pod's own names; localhost is its own address, since it has no loopback of its own.
[[nodiscard]] std::string podHosts(const Json &pod, const std::string &podIp);

} // namespace sandbox
