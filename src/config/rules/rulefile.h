// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A file of rules, read: what is known of each, and its check where it is data.
#pragma once

#include "config/rules/declared.h"
#include "config/rules/rule.h"

namespace config {

struct WrittenRule {
    RuleInfo info;
    std::optional<Declared> check;
    Node node;
};

[[nodiscard]] base::Result<std::vector<WrittenRule>> readRuleFile(const Document &document);

} // namespace config
