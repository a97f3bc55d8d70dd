// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// ResourceQuota and LimitRange as admission plugins.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/objectstore.h"

#include <string>

namespace sandbox {

/// 403 where a quota of the namespace would be exceeded, or where a pod does not say what a quota counts.
[[nodiscard]] Outcome<void> admitByQuota(
    const ObjectStore &store, const Kind &kind, const Json *before, const Json &object);

/// 403 where a pod's containers, the pod or a claim are outside a limit range of the namespace.
[[nodiscard]] Outcome<void> admitByLimitRange(const ObjectStore &store, const Kind &kind, const Json &object);

/// pods "x" is forbidden: WHY
[[nodiscard]] std::unexpected<StatusError> forbidden(const Kind &kind, const std::string &name, const std::string &why);

} // namespace sandbox
