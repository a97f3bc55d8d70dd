// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions of workflows against what GitHub knows: its functions, its contexts and where each may be asked, and the words of their values.
#include "config/rules/expression.h"
#include "config/rules/meant.h"
#include "config/rules/tables.h"
#include "config/rules/subjects.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <array>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

using Names = std::span<const std::string_view>;

// In the order of the bits of Contexts.
constexpr auto contexts = std::to_array<std::string_view>({"github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs"});
using Contexts = unsigned;
constexpr Contexts Github = 1, Env = 2, Vars = 4, Job = 8, Jobs = 16, Steps = 32, Runner = 64, Secrets = 128, Matrix = 256 | 512, Needs = 1024, Inputs = 2048;
constexpr Contexts anywhere = Github | Vars | Inputs, inJob = anywhere | Needs | Matrix, onRunner = inJob | Env | Job | Runner | Steps;

struct Function {
    std::string_view name;
    int least;
    int most;
};
constexpr Function functions[] = {{"contains", 2, 2}, {"startsWith", 2, 2}, {"endsWith", 2, 2}, {"format", 1, 255}, {"join", 1, 2}, {"toJSON", 1, 1}, {"fromJSON", 1, 1},
    {"hashFiles", 1, 255}, {"case", 3, 255}, {"always", 0, 0}, {"cancelled", 0, 0}, {"success", 0, 255}, {"failure", 0, 255}};
constexpr auto statuses = std::to_array<std::string_view>({"always", "cancelled", "success", "failure"});

constexpr auto ofGithub = std::to_array<std::string_view>({"action", "action_path", "action_ref", "action_repository", "action_status", "actor", "actor_id", "api_url",
    "artifact_cache_size_limit", "base_ref", "env", "event", "event_name", "event_path", "graphql_url", "head_ref", "job", "job_workflow_sha", "output", "path", "ref", "ref_name",
    "ref_protected", "ref_type", "repository", "repository_id", "repository_owner", "repository_owner_id", "repository_visibility", "repositoryUrl", "retention_days", "run_attempt",
    "run_id", "run_number", "secret_source", "server_url", "sha", "state", "step_summary", "token", "triggering_actor", "workflow", "workflow_ref", "workflow_sha", "workspace"});
constexpr auto ofRunner = std::to_array<std::string_view>({"name", "os", "arch", "temp", "tool_cache", "debug", "environment", "workspace", "perflog"});
constexpr auto ofJob = std::to_array<std::string_view>({"container", "services", "status", "check_run_id", "workflow_ref", "workflow_sha", "workflow_repository", "workflow_file_path"});
constexpr auto ofStrategy = std::to_array<std::string_view>({"fail-fast", "job-index", "job-total", "max-parallel"});
constexpr auto ofNeeds = std::to_array<std::string_view>({"outputs", "result"});
constexpr auto ofSteps = std::to_array<std::string_view>({"outputs", "outcome", "conclusion"});

constexpr auto events = std::to_array<std::string_view>({"branch_protection_rule", "check_run", "check_suite", "create", "delete", "deployment", "deployment_status", "discussion",
    "discussion_comment", "dynamic", "fork", "gollum", "image_version", "issue_comment", "issues", "label", "merge_group", "milestone", "page_build", "project", "project_card",
    "project_column", "public", "pull_request", "pull_request_comment", "pull_request_review", "pull_request_review_comment", "pull_request_target", "push", "registry_package",
    "release", "repository_dispatch", "schedule", "status", "watch", "workflow_call", "workflow_dispatch", "workflow_run"});
constexpr auto results = std::to_array<std::string_view>({"success", "failure", "cancelled", "skipped"});
constexpr auto systems = std::to_array<std::string_view>({"Linux", "Windows", "macOS"});
constexpr auto machines = std::to_array<std::string_view>({"X86", "X64", "ARM", "ARM64"});
constexpr auto refTypes = std::to_array<std::string_view>({"branch", "tag"});

bool same(QStringView a, std::string_view b) { return a.compare(said(b), Qt::CaseInsensitive) == 0; }
bool knows(Names names, QStringView word) {
    return std::ranges::any_of(names, [&](std::string_view one) { return same(word, one); });
}
/// ", did you mean X?" or nothing.
QString hint(const QString &word, Names names) {
    const std::string written = word.toStdString();
    const auto close = meant(written, names);
    return close ? tr("; did you mean %1?").arg(said(*close)) : u"."_s;
}

template <class Visit> void eachOf(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::Workflow))
        for (const Node root : file->document->roots())
            eachExpression(*file->document, root, [&](Node value, Range range, const Expression &expression) { visit(*file->document, value, range, expression); });
}

void invalid(const Subjects &subjects, Report &report) {
    eachOf(subjects, [&](const Document &document, Node, Range range, const Expression &expression) {
        if (expression.problem)
            report.add(document, range, tr("The expression \"%1\" cannot be read: %2.").arg(expression.source, *expression.problem));
    });
}

/// How many values a text for format() asks for.
int placesOf(const QString &text) {
    static const QRegularExpression place(u"(?<!\\{)\\{(\\d+)\\}"_s);
    int most = 0;
    for (const QRegularExpressionMatch &match : place.globalMatch(text))
        most = std::max(most, match.captured(1).toInt() + 1);
    return most;
}

void function(const Subjects &subjects, Report &report) {
    eachOf(subjects, [&](const Document &document, Node, Range range, const Expression &expression) {
        for (const ExpressionCall &call : expression.calls) {
            const auto known = std::ranges::find_if(functions, [&](const Function &one) { return same(call.name, one.name); });
            if (known == std::end(functions)) {
                std::vector<std::string_view> names;
                std::ranges::transform(functions, std::back_inserter(names), &Function::name);
                report.add(document, range, tr("There is no function %1()%2").arg(call.name, hint(call.name, names)));
            } else if (!expression.problem && (call.arguments < known->least || call.arguments > known->most)) {
                report.add(document, range, tr("The function %1() is given %2 values, and takes %3.").arg(call.name).arg(call.arguments)
                    .arg(known->least == known->most ? QString::number(known->least) : tr("%1 or more").arg(known->least)));
            } else if (known->name == "format" && call.text && placesOf(*call.text) >= std::max(call.arguments, 1)) {
                report.add(document, range, tr("format() is given %1 values, and its text asks for %2.").arg(call.arguments - 1).arg(placesOf(*call.text)));
            }
        }
    });
}

void context(const Subjects &subjects, Report &report) {
    eachOf(subjects, [&](const Document &document, Node, Range range, const Expression &expression) {
        for (const ExpressionRead &read : expression.reads) {
            if (knows(contexts, read.path.front()))
                continue;
            const bool function = std::ranges::any_of(functions, [&](const Function &one) { return same(read.path.front(), one.name); });
            report.add(document, range, function ? tr("%1 is a function: write %1().").arg(read.path.front())
                                                 : tr("Expressions know no \"%1\"%2").arg(read.path.front(), hint(read.path.front(), contexts)));
        }
    });
}

void property(const Subjects &subjects, Report &report) {
    const auto judge = [](const QStringList &path, qsizetype at, Names names, bool all) -> std::optional<QString> {
        if (path.size() <= at || path[at] == "*"_L1 || knows(names, path[at]))
            return std::nullopt;
        const QString close = hint(path[at], names);
        // What GitHub adds next year is no mistake.
        if (!all && close.size() == 1)
            return std::nullopt;
        return tr("%1 has no \"%2\"%3").arg(path.first(at).join(u'.'), path[at], close);
    };
    eachOf(subjects, [&](const Document &document, Node, Range range, const Expression &expression) {
        for (const auto &[path] : expression.reads) {
            std::optional<QString> problem;
            if (same(path.front(), "github"))
                problem = judge(path, 1, ofGithub, false);
            else if (same(path.front(), "runner"))
                problem = judge(path, 1, ofRunner, false);
            else if (same(path.front(), "job"))
                problem = judge(path, 1, ofJob, false);
            else if (same(path.front(), "strategy"))
                problem = judge(path, 1, ofStrategy, true);
            else if (same(path.front(), "needs") || same(path.front(), "jobs"))
                problem = judge(path, 2, ofNeeds, true);
            else if (same(path.front(), "steps"))
                problem = judge(path, 2, ofSteps, true);
            if (problem)
                report.add(document, range, *problem);
        }
    });
}

/// The keys from the root to a value; an item has none of its own.
std::vector<std::string_view> keysTo(Node value) {
    std::vector<std::string_view> keys;
    for (Node node = value; node.parent(); node = node.parent())
        if (!node.key().empty())
            keys.insert(keys.begin(), node.key());
    return keys;
}

/// What may be asked in a part of a job; nothing where it is not known.
std::optional<Contexts> allowedInJob(std::span<const std::string_view> keys) {
    const std::string_view part = keys[2], below = keys.size() > 3 ? keys[3] : std::string_view();
    if (part == "steps")
        return below == "id" || below == "uses" || below == "shell" ? std::nullopt : std::optional(below == "if" ? onRunner : onRunner | Secrets);
    if (part == "if" || part == "strategy")
        return anywhere | Needs;
    if (part == "env" || part == "secrets")
        return inJob | Secrets;
    if (part == "outputs")
        return onRunner | Secrets;
    if (part == "environment")
        return below == "url" ? onRunner : inJob;
    if (part == "container" || part == "services") {
        const std::string_view member = part == "container" ? below : keys.size() > 4 ? keys[4] : std::string_view();
        return member == "credentials" ? inJob | Env | Secrets : member == "env" ? (onRunner | Secrets) & ~Steps : inJob;
    }
    if (part == "defaults")
        return inJob | Env;
    const auto plain = {"concurrency", "continue-on-error", "name", "runs-on", "timeout-minutes", "with"};
    return std::ranges::find(plain, part) != plain.end() ? std::optional(inJob) : std::nullopt;
}

std::optional<Contexts> allowedAt(std::span<const std::string_view> keys) {
    if (keys.empty())
        return std::nullopt;
    if (keys[0] == "run-name" || keys[0] == "concurrency")
        return anywhere;
    if (keys[0] == "env")
        return anywhere | Secrets;
    if (keys[0] == "on" && keys.size() == 5 && keys[1] == "workflow_call")
        return keys[4] == "default" ? std::optional(anywhere) : keys[4] == "value" ? std::optional(anywhere | Jobs) : std::nullopt;
    return keys[0] == "jobs" && keys.size() > 2 ? allowedInJob(keys) : std::nullopt;
}

void unavailable(const Subjects &subjects, Report &report) {
    eachOf(subjects, [&](const Document &document, Node value, Range range, const Expression &expression) {
        const auto keys = keysTo(value);
        const auto allowed = allowedAt(keys);
        if (!allowed)
            return;
        const bool condition = keys.back() == "if", step = keys.size() > 3 && keys[2] == "steps";
        for (const ExpressionRead &read : expression.reads) {
            const auto known = std::ranges::find_if(contexts, [&](std::string_view one) { return same(read.path.front(), one); });
            if (known == contexts.end() || *allowed & (1U << (known - contexts.begin())))
                continue;
            if (*known == "secrets" && condition && step)
                continue; // another rule's
            report.add(document, range, tr("\"%1\" cannot be asked in %2: GitHub does not know it there.").arg(said(*known), said(keys.back())));
        }
        for (const ExpressionCall &call : expression.calls) {
            if (!condition && knows(statuses, call.name))
                report.add(document, range, tr("%1() can only be asked in an \"if\".").arg(call.name));
            if (!step && same(call.name, "hashFiles"))
                report.add(document, range, tr("hashFiles() can only be asked in a step: before, there are no files."));
        }
    });
}

/// The values that a context can have; nothing where it may be anything.
Names valuesOf(const QStringList &path) {
    const auto is = [&](std::string_view first, std::string_view last, qsizetype size) { return path.size() == size && same(path.front(), first) && same(path.back(), last); };
    if (is("github", "event_name", 2))
        return events;
    if (is("github", "ref_type", 2))
        return refTypes;
    if (is("runner", "os", 2))
        return systems;
    if (is("runner", "arch", 2))
        return machines;
    if (is("job", "status", 2) || is("needs", "result", 3) || is("steps", "outcome", 3) || is("steps", "conclusion", 3))
        return results;
    return {};
}

void comparison(const Subjects &subjects, Report &report) {
    eachOf(subjects, [&](const Document &document, Node, Range range, const Expression &expression) {
        for (const auto &[path, text] : expression.comparisons) {
            const QString name = path.join(u'.');
            if (const Names values = valuesOf(path); !values.empty() && !knows(values, text))
                report.add(document, range, tr("%1 is never '%2'%3").arg(name, text, hint(text, values)));
            const QString lower = name.toLower();
            if (lower == "github.ref"_L1 && !text.isEmpty() && !text.startsWith("refs/"_L1))
                report.add(document, range, tr("github.ref is never '%1': it begins with refs/heads/ or refs/tags/. Ask for github.ref_name, or write the whole.").arg(text));
            if ((lower == "github.ref_name"_L1 || lower == "github.head_ref"_L1 || lower == "github.base_ref"_L1) && text.startsWith("refs/"_L1))
                report.add(document, range, tr("%1 is never '%2': it is the bare name of a branch or a tag.").arg(name, text));
        }
    });
}

} // namespace

std::span<const RuleEntry> expressionRules() {
    static constexpr RuleEntry table[] = {
        {"workflow-expression-invalid", invalid},
        {"workflow-function-unknown", function},
        {"workflow-context-unknown", context},
        {"workflow-property-unknown", property},
        {"workflow-context-unavailable", unavailable},
        {"workflow-comparison-never", comparison},
    };
    return table;
}

} // namespace config
