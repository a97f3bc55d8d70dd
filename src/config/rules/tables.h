// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of one object or file that are written in C++, a table for each file of them. What a rule is called, why it exists and its examples stand under the same
// identifier in resources/rules; catalogue.cpp joins the two and refuses a half without the other.
#pragma once

#include "config/rules/rule.h"

#include <span>

namespace config {

// At one object, pod, container or file at a time.
[[nodiscard]] std::span<const RuleEntry> probeRules();      // what probes ask and when
[[nodiscard]] std::span<const RuleEntry> podRules();        // environment, resources and mounts of a pod
[[nodiscard]] std::span<const RuleEntry> objectRules();     // selectors, labels, schedules, roles
[[nodiscard]] std::span<const RuleEntry> contentRules();    // secrets and placeholders in values
[[nodiscard]] std::span<const RuleEntry> dockerfileRules();
[[nodiscard]] std::span<const RuleEntry> composeFileRules();
[[nodiscard]] std::span<const RuleEntry> workflowRules();
[[nodiscard]] std::span<const RuleEntry> dotenvRules();
[[nodiscard]] std::span<const RuleEntry> knownWordRules(); // annotations that programs look for, time zones

} // namespace config
