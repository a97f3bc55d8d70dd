// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The systems that a set of files describes, one for each platform and environment.
#pragma once

#include "config/system/system.h"

namespace config {

/// Of every scope with workloads, Compose project and platform's service. The sites point into the set, which must outlive them.
[[nodiscard]] std::vector<System> systemsOf(const Set &set);

/// The system that another one should agree with: that of Kubernetes for the same environment, else GKE's, else Compose's. What names no environment
/// is production. Null: there is none, or it is the system itself, or the two share no service.
[[nodiscard]] const System *referenceOf(const System &system, std::span<const System> all);

} // namespace config
