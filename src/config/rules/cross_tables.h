// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the rules across objects that make up the larger ones of tables.h, one of each file.
#pragma once

#include "config/rules/rule.h"

#include <span>

namespace config::cross {

// References.
[[nodiscard]] std::span<const RuleEntry> nameRules();     // ConfigMaps and Secrets
[[nodiscard]] std::span<const RuleEntry> accountRules();  // accounts, roles, namespaces
[[nodiscard]] std::span<const RuleEntry> absentRules();    // what a folder does not hold
[[nodiscard]] std::span<const RuleEntry> objectSetRules(); // duplicates, order, files in mounts
// Networking.
[[nodiscard]] std::span<const RuleEntry> serviceRules();
[[nodiscard]] std::span<const RuleEntry> ingressRules();
[[nodiscard]] std::span<const RuleEntry> addressRules();
[[nodiscard]] std::span<const RuleEntry> policyRules();
[[nodiscard]] std::span<const RuleEntry> flowRules();
// Scaling.
[[nodiscard]] std::span<const RuleEntry> autoscalerRules();
[[nodiscard]] std::span<const RuleEntry> budgetRules();
[[nodiscard]] std::span<const RuleEntry> quotaRules();
[[nodiscard]] std::span<const RuleEntry> memoryRules();
[[nodiscard]] std::span<const RuleEntry> singletonRules();
// Monitoring.
[[nodiscard]] std::span<const RuleEntry> scrapeRules();
[[nodiscard]] std::span<const RuleEntry> alertRules();
[[nodiscard]] std::span<const RuleEntry> dashboardRules();
// Pipelines.
[[nodiscard]] std::span<const RuleEntry> workflowCallRules();
[[nodiscard]] std::span<const RuleEntry> commandRules();

/// One table of several, made once.
[[nodiscard]] std::vector<RuleEntry> joined(std::initializer_list<std::span<const RuleEntry>> tables);

} // namespace config::cross
