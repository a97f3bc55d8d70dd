// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of this room's files, and the larger ones that several of them make up.
#pragma once

#include "config/rules/rule.h"

#include <span>
#include <vector>

namespace config {

[[nodiscard]] std::span<const RuleEntry> referenceRules();
[[nodiscard]] std::span<const RuleEntry> scalingRules();
[[nodiscard]] std::span<const RuleEntry> storageRules();
[[nodiscard]] std::span<const RuleEntry> networkRules();
[[nodiscard]] std::span<const RuleEntry> monitoringRules();
[[nodiscard]] std::span<const RuleEntry> imageRules();
[[nodiscard]] std::span<const RuleEntry> platformRules();
[[nodiscard]] std::span<const RuleEntry> pipelineRules();
[[nodiscard]] std::span<const RuleEntry> composeRules();

} // namespace config

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

// Slips that nothing refuses.
[[nodiscard]] std::span<const RuleEntry> queryRules();    // of alert rules and dashboards
[[nodiscard]] std::span<const RuleEntry> variableRules(); // of Compose files; classes of claims
[[nodiscard]] std::span<const RuleEntry> wiringRules();   // names and ports of servers among other words
[[nodiscard]] std::span<const RuleEntry> likenessRules(); // what hardly differs from its like: paths of probes, labels of alerts, namespaces

/// One table of several, made once.
[[nodiscard]] std::vector<RuleEntry> joined(std::initializer_list<std::span<const RuleEntry>> tables);

} // namespace config::cross
