// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a rule puts what it found: places in rendered objects are led back to the files, the same finding is kept once.
#pragma once

#include "config/rules/finding.h"
#include "config/set/set.h"

#include <set>

namespace config {

/// One rule's view. Not for several threads: each rule run has its own.
class Report {
public:
    Report(const Set &set, std::string rule, Severity severity, bool fixes = true) : m_set(set), m_rule(std::move(rule)), m_severity(severity), m_fixes(fixes) {}

    /// Whether anyone will look at fixes. One is proved by reading its file again, so a rule need not make it for nobody.
    [[nodiscard]] bool wantsFixes() const { return m_fixes; }

    /// At a node of one of the set's files. Key: at the key, for a member that should not be there or is misspelt.
    enum class Where : std::uint8_t { Value, Key };
    void add(const Document &document, Node node, QString message, std::optional<Fix> fix = {}, Where where = Where::Value);
    /// At a node of an object of a scope (rendered or not); leads back to the file, to the patch if that is where the value is from, and
    /// to the nearest parent that stands in a file. A fix is only kept where the place is exact.
    void add(const Scope &scope, const Object &object, Node node, QString message, std::optional<Fix> fix = {}, Where where = Where::Value);
    /// At an object of a file.
    void add(const Object &object, Node node, QString message, std::optional<Fix> fix = {}, Where where = Where::Value);
    /// At a range of the text, for formats without nodes.
    void add(const Document &document, Range range, QString message, std::optional<Fix> fix = {});

    [[nodiscard]] std::vector<Finding> take() { return std::move(m_findings); }

private:
    void put(Finding finding);

    const Set &m_set;
    std::string m_rule;
    Severity m_severity;
    bool m_fixes;
    std::vector<Finding> m_findings;
    std::set<std::pair<QString, std::uint32_t>> m_seen;
};

} // namespace config
