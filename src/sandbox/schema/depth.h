// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A bound on how deep outside input may nest: all that walks it afterwards is recursive.
#pragma once

#include "sandbox/store/status.h"

#include <algorithm>

namespace sandbox {

/// No Kubernetes object nests deeper than some thirty levels.
[[nodiscard]] inline bool nestsTooDeep(const Json &value, int allowed = 200) {
    if (!value.is_structured())
        return false;
    return allowed == 0 ||
           std::ranges::any_of(value, [&](const Json &below) { return nestsTooDeep(below, allowed - 1); });
}

} // namespace sandbox
