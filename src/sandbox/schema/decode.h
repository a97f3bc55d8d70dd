// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of an object once an API server has decoded it into its Go type and written it out again.
#pragma once

#include "sandbox/schema/openapi.h"

namespace sandbox {

/// Nulls, empty lists and empty maps go, quantities take their canonical form. Structs stay, empty ones too.
void asDecoded(const OpenApi &api, const Kind &kind, Json &object);

} // namespace sandbox
