// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/filecheck.h"

#include "config/check/words.h"

#include <algorithm>

namespace config::check {

namespace {

/// The fix of a misspelt key or value, where the schema knows what was meant and the change can be made.
std::optional<Fix> fixOf(const Document &document, const SchemaProblem &problem) {
    // Of a key that is missing the suggestion is its name, and the node the map that lacks it.
    if (problem.suggestion.empty() || !problem.node || (!problem.atKey && !problem.node.isScalar()))
        return {};
    const QString meant = text(problem.suggestion);
    const auto edit = problem.atKey ? renameKey(document, problem.node, problem.suggestion) : replaceValue(document, problem.node, {Kind::String, problem.suggestion});
    if (!edit)
        return {};
    const QString written = text(problem.atKey ? problem.node.key() : problem.node.text());
    return Fix{tr("Change %1 to %2").arg(written, meant), {*edit}};
}

/// What a map lacks because a key of it is misspelt is said by that key alone.
void withoutConsequences(std::vector<SchemaProblem> &problems) {
    std::vector<std::pair<Node, std::string>> misspelt;
    for (const SchemaProblem &problem : problems)
        if (problem.code == "schema-unknown-key" && !problem.suggestion.empty())
            misspelt.emplace_back(problem.node.parent(), problem.suggestion);
    std::erase_if(problems, [&](const SchemaProblem &problem) {
        return std::ranges::any_of(misspelt, [&](const auto &one) {
            const bool names = problem.code == "schema-missing-key" || problem.code == "invalid-missing";
            const bool lacks = names ? problem.suggestion == one.second : problem.code.starts_with("invalid-") && problem.suggestion.empty() && !problem.atKey;
            return lacks && problem.node == one.first;
        });
    });
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

std::vector<Finding> schemaFindings(const File &file, const Schemas &schemas, bool fixes) {
    std::vector<Finding> findings;
    const Completeness completeness = file.kind.role == Role::Patch ? Completeness::Partial : Completeness::Whole;
    const auto judge = [&](Node root, const QString &object) {
        std::vector<SchemaProblem> problems = schemas.validate(file.kind, root, completeness);
        withoutConsequences(problems);
        for (const SchemaProblem &problem : problems) {
            const Range range = problem.atKey ? problem.node.keyRange() : problem.node.range();
            Finding finding = findingAt(*file.document, range, problem.code, severityOf(problem), problem.message);
            finding.object = object;
            finding.path = QString::fromStdString(problem.node.path());
            if (fixes)
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
