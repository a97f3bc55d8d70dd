// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Access reviews: whoever holds the sandbox's token may do everything, and is told so.
#pragma once

#include "sandbox/api/discovery.h"

namespace sandbox {

/// The answer to the review that was sent: its spec and the status.
[[nodiscard]] Json reviewed(const VirtualResource &resource, const Json &review);

} // namespace sandbox
