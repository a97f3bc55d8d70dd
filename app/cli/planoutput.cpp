// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planoutput.h"

#include "deploy/manifestset.h"
#include "deploy/planner.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr deploy::Change changes[] = {deploy::Change::Create, deploy::Change::Update, deploy::Change::Replace, deploy::Change::Unchanged,
    deploy::Change::Unknown};
constexpr qsizetype valueWidth = 60;

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

// One line of a value that may be a whole file.
QString shortened(const QString &value) {
    if (value.isEmpty())
        return tr("(none)");
    const QString line = plain(value.section(u'\n', 0, 0));
    return line.size() > valueWidth || value.contains(u'\n') ? line.left(valueWidth) + u"…"_s : line;
}

void printText(const deploy::Plan &plan) {
    QList<QStringList> rows{{u"PHASE"_s, u"CHANGE"_s, u"OBJECT"_s, u"DIFFERENCES"_s, u"REASON"_s}};
    for (const deploy::Step &step : plan.steps)
        rows.append({deploy::name(step.phase), deploy::name(step.change), step.manifest.ref.text(),
            step.changes.isEmpty() ? u"-"_s : QString::number(step.changes.size()), plain(step.reason)});
    printTable(rows);
    for (const deploy::Step &step : plan.steps) {
        if (step.changes.isEmpty())
            continue;
        printLine(u"\n"_s + step.manifest.ref.text());
        for (const deploy::FieldChange &change : step.changes)
            printLine(u"  %1: %2 → %3"_s.arg(change.path, shortened(change.before), shortened(change.after)));
    }
    printLine(u"\n"_s + tr("%1 on %2").arg(countsText(plan), plan.cluster));
}

QJsonObject stepJson(const deploy::Step &step) {
    QJsonArray differences;
    for (const deploy::FieldChange &change : step.changes)
        differences.append(QJsonObject{{u"path"_s, change.path}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    return {{u"phase"_s, deploy::name(step.phase)}, {u"change"_s, deploy::name(step.change)}, {u"object"_s, json(step.manifest.ref)},
        {u"file"_s, step.manifest.file}, {u"line"_s, step.manifest.line}, {u"reason"_s, step.reason}, {u"waits"_s, step.waitHealthy},
        {u"differences"_s, differences}, {u"refusal"_s, json(step.refusal)}};
}

} // namespace

std::optional<deploy::Plan> makePlan(Command &command, const QString &path, int &status) {
    Progress progress;
    progress.now(tr("Reading %1").arg(path));
    const auto set = command.wait(deploy::loadManifests(path));
    if (!set) {
        progress.line(u"aqictl: "_s + set.error().text());
        for (const QString &line : set.error().detail.split(u'\n', Qt::SkipEmptyParts))
            progress.line(u"  "_s + line);
        status = set.error().kind == base::ErrorKind::Cancelled ? Bad : WrongUse;
        return {};
    }
    if (!command.connect()) {
        status = command.exitStatus();
        return {};
    }
    progress.now(tr("Comparing %1 objects with the cluster").arg(set->objects.size()));
    const auto plan = command.wait(deploy::makePlan(command.client(), *set));
    if (plan)
        return *plan;
    progress.now({});
    status = Command::failed(plan.error());
    return {};
}

void printPlan(const deploy::Plan &plan, Format format) {
    if (format == Format::Text)
        return printText(plan);
    QJsonArray steps;
    for (const deploy::Step &step : plan.steps)
        steps.append(stepJson(step));
    QJsonObject counts;
    for (const deploy::Change change : changes)
        counts.insert(deploy::name(change), plan.count(change));
    printJson({{u"path"_s, plan.set.path}, {u"namespace"_s, plan.set.ns}, {u"cluster"_s, plan.cluster}, {u"counts"_s, counts}, {u"steps"_s, steps}});
}

QString countsText(const deploy::Plan &plan) {
    const std::pair<deploy::Change, QString> words[] = {{deploy::Change::Create, tr("%1 to create")}, {deploy::Change::Update, tr("%1 to update")},
        {deploy::Change::Replace, tr("%1 to replace")}, {deploy::Change::Unknown, tr("%1 refused")}, {deploy::Change::Unchanged, tr("%1 unchanged")}};
    QStringList parts;
    for (const auto &[change, text] : words)
        if (const int count = plan.count(change))
            parts.append(text.arg(count));
    return parts.join(", "_L1);
}

int refusals(const deploy::Plan &plan, bool force) {
    int count = 0;
    for (const deploy::Step &step : plan.steps)
        if (step.refusal && !(force && step.refusal->kind == base::ErrorKind::Conflict))
            ++count;
    return count;
}

QJsonObject json(const kube::ObjectRef &ref) {
    return {{u"apiVersion"_s, ref.apiVersion}, {u"kind"_s, ref.kind}, {u"namespace"_s, ref.ns}, {u"name"_s, ref.name}};
}

QJsonValue json(const std::optional<deploy::Cause> &cause) {
    if (!cause)
        return {};
    return QJsonObject{{u"kind"_s, deploy::name(cause->kind)}, {u"decisive"_s, cause->decisive}, {u"object"_s, json(cause->object)},
        {u"container"_s, cause->container}, {u"sentence"_s, cause->sentence}, {u"evidence"_s, cause->evidence}, {u"remedy"_s, cause->remedy}};
}

QJsonValue json(const std::optional<base::Error> &error) {
    if (!error)
        return {};
    return QJsonObject{{u"kind"_s, base::name(error->kind)}, {u"where"_s, error->where}, {u"message"_s, error->message}, {u"detail"_s, error->detail}};
}

QString causeHelp() {
    return tr(R"(  cause: null or {"kind" (image-missing, image-auth, image-unreachable, missing-config, crash-loop, out-of-memory,
    readiness-failing, liveness-failing, unschedulable, volume-pending, quota-or-admission, node-lost, job-failed, unknown), "decisive",
    "object", "container", "sentence", "evidence", "remedy"}
  object: {"apiVersion", "kind", "namespace", "name"}
  error, refusal: null or {"kind", "where", "message", "detail"})");
}

} // namespace cli
