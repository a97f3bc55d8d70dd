// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that see more than one object, file or platform. Their texts and examples stand in resources/rules as the others' do.
#pragma once

#include "config/rules/rule.h"

#include <vector>

namespace config {

/// For Catalogue::builtin. Threads may run them at the same time.
[[nodiscard]] std::vector<RuleEntry> acrossRules();

} // namespace config
