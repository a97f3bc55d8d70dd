// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/planwords.h"

#include "base/duration.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using deploy::Change;
using Phase = deploy::StepState::Phase;

QString tr(const char *text, int n = -1) {
    return QCoreApplication::translate("plan", text, nullptr, n);
}

QString objects(int count) {
    return count == 1 ? tr("1 object") : tr("%1 objects").arg(count);
}

QString enumeration(const QStringList &parts) {
    if (parts.size() < 2)
        return parts.join(QString());
    return tr("%1 and %2").arg(parts.first(parts.size() - 1).join(", "_L1), parts.last());
}

bool replacesPods(const deploy::Step &step) {
    return step.change == Change::Update
        && std::ranges::any_of(step.changes, [](const deploy::FieldChange &one) { return one.path.startsWith("spec.template."_L1); });
}

} // namespace

QString changeWord(Change change) {
    switch (change) {
    case Change::Create: return tr("create");
    case Change::Update: return tr("update");
    case Change::Unchanged: return tr("unchanged");
    case Change::Replace: return tr("replace");
    case Change::Unknown: return tr("refused");
    }
    return {};
}

QString phaseTitle(deploy::Phase phase) {
    switch (phase) {
    case deploy::Phase::Namespace: return tr("Namespace");
    case deploy::Phase::Policy: return tr("Policies and accounts");
    case deploy::Phase::Config: return tr("Configuration and addresses");
    case deploy::Phase::Storage: return tr("Storage");
    case deploy::Phase::Database: return tr("Databases");
    case deploy::Phase::Migration: return tr("Migration");
    case deploy::Phase::Monitoring: return tr("Monitoring");
    case deploy::Phase::Application: return tr("Applications");
    case deploy::Phase::Scaling: return tr("Autoscaling");
    case deploy::Phase::Ingress: return tr("Ingress");
    }
    return {};
}

QString stepWord(Phase phase) {
    switch (phase) {
    case Phase::Pending: return {};
    case Phase::Applying: return tr("applying");
    case Phase::Applied: return tr("applied");
    case Phase::Waiting: return tr("waiting");
    case Phase::Healthy: return tr("healthy");
    case Phase::Skipped: return tr("as wanted");
    case Phase::Failed: return tr("failed");
    }
    return {};
}

std::optional<kube::HealthState> healthOf(const deploy::Step &step, const deploy::StepState &state) {
    switch (state.phase) {
    case Phase::Pending: return {};
    case Phase::Applying: return kube::HealthState::Progressing;
    case Phase::Applied: return step.waitHealthy ? kube::HealthState::Progressing : kube::HealthState::Healthy;
    case Phase::Waiting: return state.cause ? kube::HealthState::Degraded : kube::HealthState::Progressing;
    case Phase::Healthy:
    case Phase::Skipped: return kube::HealthState::Healthy;
    case Phase::Failed: return kube::HealthState::Failed;
    }
    return {};
}

QString countsText(const deploy::Plan &plan) {
    const std::pair<Change, QString> words[] = {{Change::Create, tr("%1 to create")}, {Change::Update, tr("%1 to update")},
        {Change::Replace, tr("%1 to replace")}, {Change::Unknown, tr("%1 refused")}, {Change::Unchanged, tr("%1 unchanged")}};
    QStringList parts;
    for (const auto &[change, text] : words)
        if (const int count = plan.count(change); count > 0)
            parts.append(text.arg(count));
    return parts.join(", "_L1);
}

int changeCount(const deploy::Plan &plan) {
    return static_cast<int>(plan.steps.size()) - plan.count(Change::Unchanged);
}

int refusedCount(const deploy::Plan &plan) {
    return static_cast<int>(std::ranges::count_if(plan.steps, [](const deploy::Step &step) { return step.refusal.has_value(); }));
}

QString consequence(const deploy::Plan &plan) {
    QStringList parts;
    const std::pair<Change, QString> words[] = {{Change::Create, tr("creates %1")}, {Change::Update, tr("updates %1")},
        {Change::Replace, tr("deletes and makes anew %1")}};
    for (const auto &[change, text] : words)
        if (const int count = plan.count(change); count > 0)
            parts.append(text.arg(objects(count)));
    QStringList replaced;
    for (const deploy::Step &step : plan.steps)
        if (replacesPods(step))
            replaced.append(step.manifest.ref.name);
    QString text = enumeration(parts);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    if (!plan.set.ns.isEmpty())
        text = tr("%1 in namespace %2").arg(text, plan.set.ns);
    text = tr("%1, on %2.").arg(text, plan.cluster);
    if (!replaced.isEmpty())
        text += u' ' + tr("The pods of %1 are replaced, a few at a time.").arg(enumeration(replaced));
    return text;
}

QString outcomeText(const deploy::Outcome &outcome) {
    const QString took = base::ageText((outcome.took.count() + 500) / 1000);
    switch (outcome.kind) {
    case deploy::Outcome::Kind::Succeeded:
        return outcome.applied == 0 ? tr("Nothing had to be changed; everything is healthy.")
                                    : tr("Applied %1 in %2; everything is healthy.").arg(objects(outcome.applied), took);
    case deploy::Outcome::Kind::Cancelled:
        return tr("Stopped after %1: %2 applied, %3 not reached. The next run goes on from there.").arg(took, objects(outcome.applied)).arg(outcome.remaining);
    case deploy::Outcome::Kind::Failed: break;
    }
    const QString why = outcome.cause ? outcome.cause->sentence : outcome.error ? outcome.error->text() : QString();
    return tr("Failed after %1: %2. %3 applied, %4 not reached.").arg(took, why, objects(outcome.applied)).arg(outcome.remaining);
}

QString failureText(const deploy::Outcome &outcome) {
    const QString took = base::ageText((outcome.took.count() + 500) / 1000);
    return tr("Failed after %1. %2 applied, %3 not reached.").arg(took, objects(outcome.applied)).arg(outcome.remaining);
}

} // namespace models
