// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is found in one file alone, without rules: its grammar, its schema, and what the tools for its format say.
#pragma once

#include "config/check/validator.h"

#include <mutex>
#include <unordered_map>

namespace config::check {

[[nodiscard]] std::vector<Finding> syntaxFindings(const File &file);
[[nodiscard]] std::vector<Finding> schemaFindings(const File &file, const Schemas &schemas, bool fixes = true);

/// Programs that look into a file's content, each asked once for the same content. Threads may share it.
class Tools {
public:
    /// shellcheck for scripts, promtool for alert rules; nothing for other files, and where they are not installed.
    [[nodiscard]] std::vector<Finding> findings(const File &file);

private:
    std::mutex m_mutex;
    std::unordered_map<std::string, std::vector<Finding>> m_known; // by tool and content
};

/// Of a finding at a range of a document.
[[nodiscard]] Finding findingAt(const Document &document, Range range, std::string rule, Severity severity, QString message);

/// The identifiers of this room and what they mean: syntax, schema, suppressions, tools.
[[nodiscard]] std::vector<RuleInfo> ownRules();

} // namespace config::check
