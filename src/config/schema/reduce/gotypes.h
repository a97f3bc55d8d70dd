// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lays Go's API types, which are of the version that kubectl is, over the definitions of the OpenAPI document, which is older.
#pragma once

#include "gosource.h"

#include <nlohmann/json.hpp>

namespace reduce {

/// Fields that the types do not have are dropped, new ones and whole new types added; required, enums, list keys and descriptions are the types'.
/// `others`: packages whose named types may be used.
void layOver(nlohmann::json &definitions, const GoPackage &package, const std::vector<GoPackage> &others);

} // namespace reduce
