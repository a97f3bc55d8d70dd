// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a fault is aimed at, from what was typed.
#pragma once

#include "sandbox/faults/fault.h"
#include "sandbox/store/objectstore.h"

#include <string>

namespace sandbox {

struct FaultTarget {
    std::string text; // as it is shown and typed again: "deployment/api", "sandbox-2", "500"
    std::string ns;   // of a workload, or the namespace itself
    ObjectId id;      // of a workload or a node
    long long number = 0;
};

/// typed: "api", "deployment/api", "sts/redis"; empty for the fault's usual one. 404 where the store has nothing of that name, 400 where it
/// is no target of this kind.
[[nodiscard]] Outcome<FaultTarget> targetOf(const ObjectStore &store, const Fault &fault, const std::string &ns, std::string typed);

} // namespace sandbox
