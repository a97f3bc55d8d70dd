// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server demands of one object beyond the types of its fields: that parts of it agree. Codes begin with "invalid-".
#pragma once

#include "config/schema/schema.h"

namespace config::schema {

void judgeSemantics(Node object, std::vector<SchemaProblem> &problems);

} // namespace config::schema
