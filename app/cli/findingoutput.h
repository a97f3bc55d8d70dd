// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a validation found, as text for people, as JSON for programs, as SARIF for code hosts.
#pragma once

#include "config/check/validator.h"
#include "output.h"

namespace cli {

struct Validated {
    const config::Set *set = nullptr;
    std::span<const config::RuleInfo> rules;
    config::Outcome outcome;
    qint64 milliseconds = 0;
};

/// A line for each finding to standard output, a summary to standard error.
void printFindings(const Validated &validated);
[[nodiscard]] QJsonObject findingsJson(const Validated &validated);
/// SARIF 2.1.0, with what GitHub's code scanning reads.
[[nodiscard]] QJsonObject findingsSarif(const Validated &validated);

/// For --rules and --explain.
void printRules(std::span<const config::RuleInfo> rules, Format format);
void printRule(const config::RuleInfo &rule, Format format);

} // namespace cli
