// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that are written in C++, a table for each file of them. What a rule is called, why it exists and its examples stand under the same
// identifier in resources/rules; catalogue.cpp joins the two and refuses a half without the other.
#pragma once

#include "config/rules/rule.h"

#include <span>

namespace config {

class Subjects;

// Across objects and files: they see the whole set.
[[nodiscard]] std::span<const RuleEntry> referenceRules();
[[nodiscard]] std::span<const RuleEntry> scalingRules();
[[nodiscard]] std::span<const RuleEntry> storageRules();
[[nodiscard]] std::span<const RuleEntry> networkRules();
[[nodiscard]] std::span<const RuleEntry> secretRules();
[[nodiscard]] std::span<const RuleEntry> monitoringRules();
[[nodiscard]] std::span<const RuleEntry> imageRules();
[[nodiscard]] std::span<const RuleEntry> platformRules();
[[nodiscard]] std::span<const RuleEntry> pipelineRules();
[[nodiscard]] std::span<const RuleEntry> composeRules();

/// As RuleEntry, for a rule that looks at one object, pod, container or file at a time: what there is of them is collected once for all rules.
struct SubjectEntry {
    const char *id;
    void (*run)(const Subjects &subjects, Report &report);
};
[[nodiscard]] std::span<const SubjectEntry> probeRules();      // what probes ask and when
[[nodiscard]] std::span<const SubjectEntry> podRules();        // environment, resources and mounts of a pod
[[nodiscard]] std::span<const SubjectEntry> objectRules();     // selectors, labels, schedules, roles
[[nodiscard]] std::span<const SubjectEntry> contentRules();    // secrets and placeholders in values
[[nodiscard]] std::span<const SubjectEntry> dockerfileRules();
[[nodiscard]] std::span<const SubjectEntry> composeFileRules();
[[nodiscard]] std::span<const SubjectEntry> workflowRules();
[[nodiscard]] std::span<const SubjectEntry> dotenvRules();

} // namespace config
