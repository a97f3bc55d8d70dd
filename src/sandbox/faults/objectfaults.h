// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults that are wrong objects: what a person would have changed or planted, by mistake or without knowing better.
#pragma once

#include "sandbox/faults/target.h"

#include <vector>

namespace sandbox {

struct ObjectChange {
    enum class Kind { Patch, Plant };
    Kind kind;
    ObjectId id;
    Json body; // a strategic merge patch, or the new object
};

/// In the order in which they are made. 422 where the target is none that this fault can harm.
[[nodiscard]] Outcome<std::vector<ObjectChange>> objectChanges(const ObjectStore &store, const Fault &fault, const FaultTarget &target);

} // namespace sandbox
