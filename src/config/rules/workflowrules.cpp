// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Workflows of GitHub Actions: names of jobs and steps, schedules and expressions. Single values are declared rules.
#include "config/rules/schedule.h"
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

template <typename Visit>
void eachWorkflow(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::Workflow)) {
        for (const Node root : file->document->roots())
            visit(*file->document, root);
    }
}

template <typename Visit>
void eachJob(const Subjects &subjects, const Visit &visit) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        for (const Node job : root["jobs"])
            visit(document, root["jobs"], job);
    });
}

template <typename Visit>
void eachScalar(Node node, const Visit &visit) {
    if (node.isScalar() && !node.isNull())
        visit(node);
    for (const Node below : node)
        eachScalar(below, visit);
}

/// The names in needs, which is one or a list.
std::set<QString> needsOf(Node job) {
    std::set<QString> names;
    eachScalar(job["needs"], [&](Node name) { names.insert(said(name.text())); });
    return names;
}

void jobUndefined(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node jobs, Node job) {
        eachScalar(job["needs"], [&](Node name) {
            if (name.text() == job.key() || !jobs[name.text()])
                report.add(document, name, tr("The job %1 waits for \"%2\", which is no other job.").arg(said(job.key()), said(name.text())));
        });
    });
}

void stepTwice(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        std::set<QString> seen;
        for (const Node step : job["steps"]) {
            const Node id = step["id"];
            if (id && !seen.insert(said(id.text()).toLower()).second)
                report.add(document, id, tr("The job %1 has two steps %2.").arg(said(job.key()), said(id.text())));
        }
    });
}

/// The names that expressions take from a context: steps.NAME, needs.NAME.
QStringList namesFrom(const QString &context, Node value) {
    static const QRegularExpression expression(u"\\$\\{\\{(.*?)\\}\\}"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpression member(uR"((?<![\w.'-])%1\.([A-Za-z_][\w-]*))"_s.arg(context));
    const QString text = said(value.text());
    QStringList names;
    const auto look = [&](const QString &part) {
        for (const QRegularExpressionMatch &match : member.globalMatch(part))
            names.append(match.captured(1));
    };
    if (value.key() == "if" && !text.contains("${{"_L1)) // the braces may be left out there
        look(text);
    for (const QRegularExpressionMatch &match : expression.globalMatch(text))
        look(match.captured(1));
    return names;
}

void stepUndefined(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        std::set<QString> ids;
        for (const Node step : job["steps"])
            ids.insert(said(step["id"].text()).toLower());
        eachScalar(job, [&](Node value) {
            for (const QString &name : namesFrom(u"steps"_s, value)) {
                if (!ids.contains(name.toLower()))
                    report.add(document, value, tr("The job %1 has no step with the id %2.").arg(said(job.key()), name));
            }
        });
    });
}

void needUndeclared(const Subjects &subjects, Report &report) {
    eachJob(subjects, [&](const Document &document, Node, Node job) {
        const std::set<QString> needs = needsOf(job);
        eachScalar(job, [&](Node value) {
            for (const QString &name : namesFrom(u"needs"_s, value)) {
                if (!needs.contains(name))
                    report.add(document, value, tr("The job %1 asks for needs.%2 but does not need that job.").arg(said(job.key()), name));
            }
        });
    });
}

void cronInvalid(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        for (const Node entry : root["on"]["schedule"]) {
            if (const auto problem = scheduleProblem(said(entry["cron"].text()), false); problem && entry["cron"])
                report.add(document, entry["cron"], tr("The schedule \"%1\" cannot be read: %2.").arg(said(entry["cron"].text()), *problem));
        }
    });
}

void expressionOpen(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        eachScalar(root, [&](Node value) {
            const std::string_view text = value.text();
            for (std::size_t at = text.find("${{"); at != std::string_view::npos; at = text.find("${{", at + 3)) {
                const std::size_t end = text.find("}}", at), next = text.find("${{", at + 3);
                if (end == std::string_view::npos || next < end)
                    return report.add(document, value, tr("An expression is opened with ${{ and not closed."));
            }
        });
    });
}

void secretInWorkflow(const Subjects &subjects, Report &report) {
    eachWorkflow(subjects, [&](const Document &document, Node root) {
        const auto judge = [&](Node variables) {
            for (const Node value : variables) {
                if (secretIn(value.text()) || (namesSecret(value.key()) && isLiteralSecret(value.text())))
                    report.add(document, value, tr("%1 stands in plain text.").arg(said(value.key())));
            }
        };
        judge(root["env"]);
        for (const Node job : root["jobs"]) {
            judge(job["env"]);
            for (const Node step : job["steps"]) {
                judge(step["env"]);
                judge(step["with"]);
            }
        }
    });
}

} // namespace

std::span<const SubjectEntry> workflowRules() {
    static constexpr SubjectEntry table[] = {
        {"workflow-job-undefined", jobUndefined},
        {"workflow-step-twice", stepTwice},
        {"workflow-step-undefined", stepUndefined},
        {"workflow-need-undeclared", needUndeclared},
        {"workflow-schedule-invalid", cronInvalid},
        {"workflow-expression-open", expressionOpen},
        {"workflow-secret-in-plain-text", secretInWorkflow},
    };
    return table;
}

} // namespace config
