// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/filecheck.h"

#include "config/check/words.h"

#include <algorithm>

namespace config::check {

namespace {

/// The fix of a misspelt key or value, where the schema knows what was meant and the change can be made.
std::optional<Fix> fixOf(const Document &document, const SchemaProblem &problem) {
    if (problem.suggestion.empty() || !problem.node)
        return {};
    const QString meant = text(problem.suggestion);
    const auto edit = problem.atKey ? renameKey(document, problem.node, problem.suggestion) : replaceValue(document, problem.node, {Kind::String, problem.suggestion});
    if (!edit)
        return {};
    const QString written = text(problem.atKey ? problem.node.key() : problem.node.text());
    return Fix{tr("Change %1 to %2").arg(written, meant), {*edit}};
}

Severity severityOf(const SchemaProblem &problem) {
    if (problem.code == "schema-key-case")
        return Severity::Warning;
    // Without a schema nothing is known to be wrong.
    return problem.code == "schema-unknown-kind" ? Severity::Info : Severity::Error;
}

} // namespace

Finding findingAt(const Document &document, Range range, std::string rule, Severity severity, QString message) {
    Finding finding;
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.file = document.path();
    finding.range = range;
    finding.position = document.position(range.begin);
    finding.end = document.position(range.end);
    finding.message = std::move(message);
    return finding;
}

std::vector<Finding> syntaxFindings(const File &file) {
    std::vector<Finding> findings;
    for (const Problem &problem : file.document->problems())
        findings.push_back(findingAt(*file.document, problem.range, problem.code, Severity::Error, problem.message));
    return findings;
}

std::vector<Finding> schemaFindings(const File &file, const Schemas &schemas) {
    std::vector<Finding> findings;
    const Completeness completeness = file.kind.role == Role::Patch ? Completeness::Partial : Completeness::Whole;
    const auto judge = [&](Node root, const QString &object) {
        for (const SchemaProblem &problem : schemas.validate(file.kind, root, completeness)) {
            const Range range = problem.atKey ? problem.node.keyRange() : problem.node.range();
            Finding finding = findingAt(*file.document, range, problem.code, severityOf(problem), problem.message);
            finding.object = object;
            finding.path = QString::fromStdString(problem.node.path());
            finding.fix = fixOf(*file.document, problem);
            findings.push_back(std::move(finding));
        }
    };
    for (const Node root : file.document->roots()) {
        const auto object = std::ranges::find(file.objects, root, &Object::root);
        judge(root, object == file.objects.end() ? QString() : object->text());
    }
    return findings;
}

} // namespace config::check
