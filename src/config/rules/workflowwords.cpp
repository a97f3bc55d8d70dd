// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Words of workflows that GitHub has to know, and what parts of one workflow say of each other: runners, activities, shells, the matrix, needs.
#include "config/rules/expression.h"
#include "config/rules/meant.h"
#include "config/rules/tables.h"
#include "config/rules/subjects.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <array>
#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

using Names = std::span<const std::string_view>;

constexpr auto runners = std::to_array<std::string_view>({"ubuntu-latest", "ubuntu-26.04", "ubuntu-24.04", "ubuntu-22.04", "ubuntu-24.04-arm", "ubuntu-22.04-arm", "ubuntu-slim",
    "windows-latest", "windows-2025", "windows-2022", "windows-11-arm", "windows-2025-vs2026", "macos-latest", "macos-26", "macos-15", "macos-14", "macos-latest-large",
    "macos-latest-xlarge", "macos-26-large", "macos-26-xlarge", "macos-26-intel", "macos-15-large", "macos-15-xlarge", "macos-15-intel", "macos-14-large", "macos-14-xlarge",
    "self-hosted", "linux", "windows", "macos", "x64", "arm", "arm64"});
// Where the whole of runs-on is one of them, the rule about runners that are gone says it.
constexpr auto former = std::to_array<std::string_view>({"ubuntu-16.04", "ubuntu-18.04", "ubuntu-20.04", "windows-2016", "windows-2019", "macos-10.15", "macos-11", "macos-12",
    "macos-13", "macos-13-large", "macos-13-xlarge"});

struct Event {
    std::string_view name;
    std::string_view types; // between spaces
};
constexpr std::string_view ofPullRequest = " assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked enqueued dequeued "
                                           "milestoned demilestoned ready_for_review review_requested review_request_removed auto_merge_enabled auto_merge_disabled ";
constexpr std::string_view ofComment = " created edited deleted ";
constexpr Event activities[] = {
    {"branch_protection_rule", ofComment}, {"check_run", " created rerequested completed requested_action "}, {"check_suite", " completed requested rerequested "},
    {"discussion", " created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered closed reopened "},
    {"discussion_comment", ofComment}, {"issue_comment", ofComment},
    {"issues", " opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked unlocked milestoned demilestoned typed untyped "},
    {"label", ofComment}, {"merge_group", " checks_requested destroyed "}, {"milestone", " created closed opened edited deleted "}, {"pull_request", ofPullRequest},
    {"pull_request_target", ofPullRequest}, {"pull_request_review", " submitted edited dismissed "}, {"pull_request_review_comment", ofComment},
    {"registry_package", " published updated "}, {"release", " published unpublished created edited deleted prereleased released "}, {"watch", " started "},
    {"workflow_run", " completed requested in_progress "}};

constexpr auto shells = std::to_array<std::string_view>({"bash", "sh", "pwsh", "python", "cmd", "powershell"});

bool isExpression(Node node) { return node.text().find("${{") != std::string_view::npos; }
bool knows(Names names, std::string_view word) {
    return std::ranges::any_of(names, [&](std::string_view one) { return said(one).compare(said(word), Qt::CaseInsensitive) == 0; });
}
QString hint(std::optional<std::string_view> close) { return close ? tr("; did you mean %1?").arg(said(*close)) : u"."_s; }
/// The quick fix of a word that was meant otherwise.
std::optional<Fix> written(const Document &document, Node node, std::optional<std::string_view> close) {
    if (!close)
        return std::nullopt;
    const auto edit = replaceValue(document, node, {Kind::String, std::string(*close)});
    return edit ? std::optional(Fix{tr("Change %1 to %2").arg(said(node.text()), said(*close)), {*edit}}) : std::nullopt;
}

template <class Visit> void eachWorkflow(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::Workflow))
        for (const Node root : file->document->roots())
            visit(*file->document, root);
}

template <class Visit> void eachJob(const Subjects &subjects, const Visit &visit) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        for (const Node job : root["jobs"])
            visit(document, root, job);
    });
}

/// One value, or the items of a list.
template <class Visit> void eachWord(Node node, const Visit &visit) {
    if (node.isScalar() && !node.isNull())
        visit(node);
    for (const Node item : node)
        if (node.isSequence() && item.isScalar() && !item.isNull())
            visit(item);
}

/// Every value that the matrix of a job can give a name.
template <class Visit> void eachOfMatrix(Node job, std::string_view name, const Visit &visit) {
    const Node matrix = job["strategy"]["matrix"];
    eachWord(matrix[name], visit);
    for (const Node included : matrix["include"])
        eachWord(included[name], visit);
}

/// "matrix.NAME", where that is all that the value says.
std::optional<std::string> axisOf(Node value) {
    static const QRegularExpression whole(uR"(^\s*\$\{\{\s*matrix\.([A-Za-z_][\w-]*)\s*\}\}\s*$)"_s);
    const auto match = whole.match(said(value.text()));
    return match.hasMatch() ? std::optional(match.captured(1).toStdString()) : std::nullopt;
}

void runner(const Subjects &subjects, Report &report) {
    static const QRegularExpression hosted(u"^(ubuntu|windows|macos)-[0-9.]+$"_s);
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        const auto judge = [&](Node label) {
            if (isExpression(label) || knows(runners, label.text()))
                return;
            if (knows(former, label.text())) {
                if (label != job["runs-on"])
                    report.add(document, label, tr("There is no runner %1 any more.").arg(said(label.text())));
                return;
            }
            // Runners of one's own are called as one likes: only what is hardly another name than GitHub's is a mistake.
            const auto close = meant(label.text(), runners);
            if (close || hosted.match(said(label.text())).hasMatch())
                report.add(document, label, tr("GitHub has no runner %1%2").arg(said(label.text()), hint(close)), written(document, label, close));
        };
        const Node on = job["runs-on"].isMap() ? job["runs-on"]["labels"] : job["runs-on"];
        // What is one's own is told by a label that GitHub gives no machine of its.
        bool own = false;
        eachWord(on, [&](Node label) { own = own || label.text() == "self-hosted"; });
        if (own || job["runs-on"]["group"])
            return;
        eachWord(on, [&](Node label) {
            if (const auto axis = axisOf(label))
                eachOfMatrix(job, *axis, judge);
            else
                judge(label);
        });
    });
}

void activity(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        for (const Node event : root["on"]) {
            const auto known = std::ranges::find(activities, event.key(), &Event::name);
            if (known == std::end(activities))
                continue;
            std::vector<std::string_view> names = rules::split(known->types, " ");
            std::erase(names, std::string_view());
            eachWord(event["types"], [&](Node type) {
                if (std::ranges::contains(names, type.text()) || isExpression(type))
                    return;
                const auto close = meant(type.text(), names);
                report.add(document, type, tr("%1 has no activity \"%2\"%3").arg(said(event.key()), said(type.text()), hint(close)), written(document, type, close));
            });
        }
    });
}

void shell(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node root, Node job) {
        const auto judge = [&](Node name) {
            // A command of one's own has a place for the script.
            if (!name.isScalar() || isExpression(name) || name.text().find("{0}") != std::string_view::npos || knows(shells, name.text()))
                return;
            const auto close = meant(name.text(), shells);
            report.add(document, name, tr("GitHub knows no shell \"%1\"%2").arg(said(name.text()), hint(close)), written(document, name, close));
        };
        judge(root["defaults"]["run"]["shell"]);
        judge(job["defaults"]["run"]["shell"]);
        for (const Node step : job["steps"])
            judge(step["shell"]);
    });
}

/// Combinations that are left out, but which the matrix does not make.
void excluded(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        const Node matrix = job["strategy"]["matrix"];
        for (const Node one : matrix["exclude"]) {
            for (const Node value : one) {
                const Node axis = matrix[value.key()];
                if (!axis) {
                    std::vector<std::string_view> names;
                    for (const Node each : matrix)
                        if (each.key() != "include" && each.key() != "exclude")
                            names.push_back(each.key());
                    report.add(document, value,
                        tr("The matrix of the job %1 has no \"%2\" that could be left out%3").arg(said(job.key()), said(value.key()), hint(meant(value.key(), names))), {}, Report::Where::Key);
                    continue;
                }
                bool there = !axis.isSequence() || !value.isScalar() || isExpression(value);
                for (const Node item : axis)
                    there = there || !item.isScalar() || isExpression(item) || said(item.text()).compare(said(value.text()), Qt::CaseInsensitive) == 0;
                if (!there)
                    report.add(document, value, tr("The matrix of the job %1 has no %2 %3 that could be left out.").arg(said(job.key()), said(value.key()), said(value.text())));
            }
        }
    });
}

void axisTwice(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        for (const Node axis : job["strategy"]["matrix"]) {
            std::set<std::string_view> seen;
            for (const Node item : axis)
                if (axis.key() != "include" && axis.key() != "exclude" && item.isScalar() && !seen.insert(item.text()).second)
                    report.add(document, item, tr("The matrix of the job %1 has %2 %3 twice.").arg(said(job.key()), said(axis.key()), said(item.text())));
        }
    });
}

void circle(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        const Node jobs = root["jobs"];
        for (const Node job : jobs) {
            // Everything that the job waits for, until it comes back to itself.
            std::set<std::string_view> seen;
            std::vector<Node> open{job};
            bool around = false;
            while (!open.empty()) {
                const Node at = open.back();
                open.pop_back();
                eachWord(at["needs"], [&](Node name) {
                    around = around || (name.text() == job.key() && at != job);
                    if (const Node next = jobs[name.text()]; next && seen.insert(name.text()).second)
                        open.push_back(next);
                });
            }
            if (around)
                report.add(document, job["needs"], tr("The job %1 waits for jobs that wait for it.").arg(said(job.key())));
        }
    });
}

void inputDefault(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        for (const char *const event : {"workflow_dispatch", "workflow_call"}) {
            for (const Node input : root["on"][std::string_view(event)]["inputs"]) {
                const Node given = input["default"];
                const std::string_view type = input["type"].text();
                if (!given || isExpression(given))
                    continue;
                const bool fits = type == "boolean" ? given.toBool().has_value() : type == "number" ? said(given.text()).toDouble() != 0 || given.text().starts_with('0') : true;
                if (!fits)
                    report.add(document, given, tr("The input %1 is a %2, which \"%3\" is not.").arg(said(input.key()), said(type), said(given.text())));
                std::vector<std::string_view> options;
                for (const Node option : input["options"])
                    options.push_back(option.text());
                if (type == "choice" && !options.empty() && !std::ranges::contains(options, given.text()))
                    report.add(document, given, tr("The input %1 has no choice \"%2\"%3").arg(said(input.key()), said(given.text()), hint(meant(given.text(), options))));
            }
        }
    });
}

/// Outputs that a workflow gives those who call it, out of jobs and outputs that there are.
void givenOutput(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        eachExpression(document, root["on"]["workflow_call"]["outputs"], [&](Node value, Range range, const Expression &expression) {
            for (const auto &[path] : expression.reads) {
                if (path.front() != "jobs"_L1 || path.size() < 2 || path[1] == "*"_L1)
                    continue;
                const Node job = root["jobs"][path[1].toStdString()];
                const QString output = path.size() > 3 && path[2] == "outputs"_L1 ? path[3] : QString();
                std::vector<std::string_view> names;
                for (const Node each : job ? job["outputs"] : root["jobs"])
                    names.push_back(each.key());
                if (!job)
                    report.add(document, range, tr("There is no job %1%2").arg(path[1], hint(meant(path[1].toStdString(), names))));
                else if (!output.isEmpty() && output != "*"_L1 && !job["uses"] && !knows(names, output.toStdString()))
                    report.add(document, range,
                        tr("The job %1 has no output \"%2\": the output %3 is empty%4").arg(path[1], output, said(value.parent().key()), hint(meant(output.toStdString(), names))));
            }
        });
    });
}

} // namespace

std::span<const RuleEntry> workflowWordRules() {
    static constexpr RuleEntry table[] = {
        {"workflow-runner-unknown", runner},
        {"workflow-activity-unknown", activity},
        {"workflow-shell-unknown", shell},
        {"workflow-exclude-unknown", excluded},
        {"workflow-matrix-twice", axisTwice},
        {"workflow-needs-circle", circle},
        {"workflow-input-default", inputDefault},
        {"workflow-call-output", givenOutput},
    };
    return table;
}

} // namespace config
