// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Undoing one's own change to an object that others have written to since.
#pragma once

#include "sandbox/store/status.h"

namespace sandbox {

/// The part of an object that a change by a person touches: all but the status and what the server sets. It is what a fault remembers.
[[nodiscard]] Json writtenPart(const Json &object);

/// The live object with the change from before to after undone: what is still as the change left it is again as it was before, owners of
/// fields (server-side apply) too; what somebody has written since stays. before and after: written parts.
[[nodiscard]] Json takenBack(const Json &live, const Json &before, const Json &after);

} // namespace sandbox
