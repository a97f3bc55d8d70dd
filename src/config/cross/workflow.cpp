// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Workflows that call one another, what they hand over, and the paths that their steps name.
#include "config/cross/commands.h"
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace config::cross {

using namespace Qt::StringLiterals;

namespace {
template <class Function> void eachJob(const Subjects &subjects, Function &&function) {
    for (const File *file : subjects.files(Role::Workflow)) {
        for (const Node root : file->document->roots()) {
            for (const Node job : root["jobs"])
                function(*file, root, job);
        }
    }
}

/// A workflow that is called by its path: the file of that name beside the caller, wherever the two will be put.
const File *calledBy(const Subjects &subjects, const File &caller, Node uses) {
    const QString path = text(uses.text());
    const QString folder = caller.document->path().section(u'/', 0, -2);
    for (const File *file : subjects.files(Role::Workflow)) {
        const QString &there = file->document->path();
        if (there.section(u'/', 0, -2) == folder && there.section(u'/', -1) == path.section(u'/', -1))
            return file;
    }
    return nullptr;
}

bool isOwn(Node uses) { return uses.text().starts_with("./.github/workflows/"); }

Node callOf(const File &file) {
    return file.document->roots().empty() ? Node() : file.document->roots().front()["on"]["workflow_call"];
}

std::vector<std::string_view> keysOf(Node map) {
    std::vector<std::string_view> out;
    for (const Node member : map)
        out.push_back(member.key());
    return out;
}

std::optional<Fix> renaming(const Document &document, Node member, std::optional<std::string_view> by) {
    if (!by)
        return std::nullopt;
    const auto edit = renameKey(document, member, *by);
    return edit ? std::optional(Fix{tr("Change %1 to %2").arg(text(member.key()), text(*by)), {*edit}}) : std::nullopt;
}

void calledMissing(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const File &file, Node, Node job) {
        const Node uses = job["uses"];
        if (!isOwn(uses) || calledBy(subjects, file, uses))
            return;
        std::vector<std::string> beside;
        for (const File *other : subjects.files(Role::Workflow)) {
            if (other != &file && other->document->path().section(u'/', 0, -2) == file.document->path().section(u'/', 0, -2))
                beside.push_back("./.github/workflows/" + other->document->path().section(u'/', -1).toStdString());
        }
        // A workflow that is read alone calls what cannot be seen.
        if (beside.empty())
            return;
        const std::vector<std::string_view> known(beside.begin(), beside.end());
        const auto close = near(uses.text(), known);
        report.add(*file.document, uses, tr("The job %1 calls %2, which is not there; there is %3.").arg(text(job.key()), text(uses.text()), list(known)),
            close ? replacing(*file.document, uses, *close) : std::nullopt);
    });
}

/// Of what the called workflow declares under `part`, against what the caller gives under `given`.
void handOver(const Subjects &subjects, Report &report, std::string_view part, Node (*given)(Node job)) {
    eachJob(subjects, [&](const File &file, Node, Node job) {
        const File *called = isOwn(job["uses"]) ? calledBy(subjects, file, job["uses"]) : nullptr;
        const Node call = called ? callOf(*called) : Node(), values = given(job);
        if (!call || (values && !values.isMap()))
            return;
        const auto known = keysOf(call[part]);
        for (const Node value : values) {
            if (!std::ranges::contains(known, value.key()))
                report.add(*file.document, value, tr("%1 does not declare \"%2\"; GitHub does not start the job %3.").arg(text(job["uses"].text()), text(value.key()), text(job.key())),
                    renaming(*file.document, value, near(value.key(), known)), Report::Where::Key);
        }
        for (const Node declared : call[part]) {
            if (declared["required"].toBool().value_or(false) && !declared["default"] && !values[declared.key()])
                report.add(*file.document, job["uses"], tr("%1 requires \"%2\", which the job %3 does not give it.").arg(text(job["uses"].text()), text(declared.key()), text(job.key())));
        }
    });
}

void callInput(const Subjects &subjects, Report &report) {
    handOver(subjects, report, "inputs", [](Node job) { return job["with"]; });
}

void callSecret(const Subjects &subjects, Report &report) {
    handOver(subjects, report, "secrets", [](Node job) { return job["secrets"]; });
}

/// Names of a context in the expressions of everything below a node: "inputs.NAME", "matrix.NAME"; case does not count there.
template <class Function> void eachName(Node node, const QRegularExpression &pattern, Function &&function) {
    static const QRegularExpression expression(u"\\$\\{\\{(.*?)\\}\\}"_s, QRegularExpression::DotMatchesEverythingOption);
    if (node.isScalar() && contains(node.text(), "${{")) {
        for (const QRegularExpressionMatch &match : expression.globalMatch(text(node.text()))) {
            for (const QRegularExpressionMatch &name : pattern.globalMatch(match.captured(1)))
                function(node, name);
        }
    }
    for (const Node below : node)
        eachName(below, pattern, function);
}

void inputUndeclared(const Subjects &subjects, Report &report) {
    static const QRegularExpression pattern(u"(?<![\\w.'-])(?:github\\.event\\.)?inputs\\.([A-Za-z_][\\w-]*)"_s);
    for (const File *file : subjects.files(Role::Workflow)) {
        for (const Node root : file->document->roots()) {
            std::vector<std::string> known;
            for (const std::string_view event : {"workflow_call", "workflow_dispatch"}) {
                for (const Node input : root["on"][event]["inputs"])
                    known.push_back(lowered(input.key()));
            }
            eachName(root, pattern, [&](Node node, const QRegularExpressionMatch &name) {
                if (!std::ranges::contains(known, name.captured(1).toLower().toStdString()))
                    report.add(*file->document, node, tr("The workflow declares no input \"%1\": the expression is empty.").arg(name.captured(1)));
            });
        }
    }
}

void matrixUndeclared(const Subjects &subjects, Report &report) {
    static const QRegularExpression pattern(u"(?<![\\w.'-])matrix\\.([A-Za-z_][\\w-]*)"_s);
    eachJob(subjects, [&](const File &file, Node, Node job) {
        const Node matrix = job["strategy"]["matrix"];
        if ((matrix && !matrix.isMap()) || matrix["include"].isScalar())
            return;
        std::vector<std::string> known;
        for (const Node axis : matrix)
            known.push_back(lowered(axis.key()));
        for (const Node included : matrix["include"]) {
            for (const Node value : included)
                known.push_back(lowered(value.key()));
        }
        eachName(job, pattern, [&](Node node, const QRegularExpressionMatch &name) {
            if (!std::ranges::contains(known, name.captured(1).toLower().toStdString()))
                report.add(*file.document, node, tr("The matrix of the job %1 has no \"%2\": the expression is empty.").arg(text(job.key()), name.captured(1)));
        });
    });
}

void outputUndeclared(const Subjects &subjects, Report &report) {
    static const QRegularExpression pattern(u"(?<![\\w.'-])needs\\.([A-Za-z_][\\w-]*)\\.outputs\\.([A-Za-z_][\\w-]*)"_s);
    eachJob(subjects, [&](const File &file, Node root, Node job) {
        eachName(job, pattern, [&](Node node, const QRegularExpressionMatch &name) {
            const Node other = root["jobs"][name.captured(1).toStdString()];
            const File *called = isOwn(other["uses"]) ? calledBy(subjects, file, other["uses"]) : nullptr;
            const bool known = other && (called || !other["uses"]);
            const Node outputs = called ? callOf(*called)["outputs"] : other["outputs"];
            const auto names = keysOf(outputs);
            const bool there = std::ranges::any_of(names, [&](std::string_view one) { return text(one).compare(name.captured(2), Qt::CaseInsensitive) == 0; });
            if (known && !there)
                report.add(*file.document, node, tr("The job %1 has no output \"%2\": the expression is empty.").arg(name.captured(1), name.captured(2)));
        });
    });
}

/// A secret that a workflow reads which others call, and which they must therefore hand over.
void secretUndeclared(const Subjects &subjects, Report &report) {
    static const QRegularExpression pattern(u"(?<![\\w.'-])secrets\\.([A-Za-z_][\\w-]*)"_s);
    for (const File *file : subjects.files(Role::Workflow)) {
        const Node root = file->document->roots().empty() ? Node() : file->document->roots().front();
        const Node on = root["on"];
        // Where it may also start on its own, its secrets are the repository's.
        if (!on.isMap() || on.size() != 1 || !on["workflow_call"])
            continue;
        bool inherited = false;
        eachJob(subjects, [&](const File &caller, Node, Node job) {
            inherited = inherited || (job["secrets"].text() == "inherit" && calledBy(subjects, caller, job["uses"]) == file);
        });
        eachName(root["jobs"], pattern, [&](Node node, const QRegularExpressionMatch &name) {
            const auto declared = keysOf(on["workflow_call"]["secrets"]);
            const bool there = std::ranges::any_of(declared, [&](std::string_view one) { return text(one).compare(name.captured(1), Qt::CaseInsensitive) == 0; });
            if (!inherited && !there && name.captured(1) != u"GITHUB_TOKEN")
                report.add(*file->document, node, tr("The workflow reads the secret %1, which it does not declare: nobody can hand it over.").arg(name.captured(1)));
        });
    }
}

void pathMissing(const Subjects &subjects, Report &report) {
    const Paths &paths = subjects.kept(pathsOf);
    eachJob(subjects, [&](const File &file, Node root, Node job) {
        const auto judge = [&](Node path) {
            const std::string_view written = path.text();
            if (path.isScalar() && !written.empty() && !contains(written, "$") && !contains(written, "*") && !contains(written, ":") && paths.isMissing(*file.document, written))
                report.add(*file.document, path, tr("The job %1 uses %2, which is not there.").arg(text(job.key()), text(written)));
        };
        judge(root["defaults"]["run"]["working-directory"]);
        judge(job["defaults"]["run"]["working-directory"]);
        for (const Node step : job["steps"]) {
            judge(step["working-directory"]);
            // Actions of the repository's own are only known where another of them was read.
            const QString beside = QDir::cleanPath(text(step["uses"].text())).section(u'/', 0, -2);
            if (step["uses"].text().starts_with("./") && std::ranges::any_of(paths.folders, [&](const QString &folder) { return folder == beside || folder.endsWith(u'/' + beside); }))
                judge(step["uses"]);
            if (step["uses"].text().starts_with("docker/build-push-action@")) {
                judge(step["with"]["file"]);
                judge(step["with"]["context"]);
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> workflowCallRules() {
    static constexpr RuleEntry table[] = {
        {"workflow-called-missing", calledMissing},
        {"workflow-call-input", callInput},
        {"workflow-call-secret", callSecret},
        {"workflow-input-undeclared", inputUndeclared},
        {"workflow-matrix-undeclared", matrixUndeclared},
        {"workflow-output-undeclared", outputUndeclared},
        {"workflow-secret-undeclared", secretUndeclared},
        {"workflow-path-missing", pathMissing},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> pipelineRules() {
    static const std::vector<RuleEntry> table = cross::joined({cross::workflowCallRules(), cross::commandRules(), cross::orderRules()});
    return table;
}
} // namespace config
