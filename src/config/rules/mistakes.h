// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the rules against slips that nothing refuses (resources/rules/mistakes.yaml).
#pragma once

#include "config/rules/rule.h"
#include "config/rules/tables.h"

#include <span>

namespace config {

[[nodiscard]] std::span<const RuleEntry> knownWordRules(); // annotations that programs look for, time zones
[[nodiscard]] std::span<const RuleEntry> expressionRules();   // of workflows: their grammar, functions and contexts
[[nodiscard]] std::span<const RuleEntry> workflowWordRules(); // runners, activities, shells, the matrix
[[nodiscard]] std::span<const RuleEntry> actionRules();       // what actions and scripts take and give
[[nodiscard]] std::span<const RuleEntry> workflowSetRules();  // secrets that nobody is told of, workflows that follow others

namespace cross {
[[nodiscard]] std::span<const RuleEntry> queryRules();    // of alert rules and dashboards
[[nodiscard]] std::span<const RuleEntry> variableRules(); // of Compose files; classes of claims
[[nodiscard]] std::span<const RuleEntry> wiringRules();   // names and ports of servers among other words
[[nodiscard]] std::span<const RuleEntry> likenessRules(); // what hardly differs from its like: paths of probes, labels of alerts, namespaces
} // namespace cross

} // namespace config
