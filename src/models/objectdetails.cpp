// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/objectdetails.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using kube::HealthState;

namespace models {

namespace {

constexpr qsizetype mostEvents = 30;

DetailsFact ageFact(const QString &name, const QDateTime &time, const QDateTime &now) {
    return {name, tr("%1 ago").arg(base::ageText(time, now)), base::absoluteText(time), false};
}

DetailsSection conditionsOf(const QList<kube::Condition> &conditions, const QDateTime &now) {
    DetailsSection section{tr("Conditions"), tr("None are reported."), {}};
    for (const kube::Condition &condition : conditions) {
        DetailsEntry entry;
        entry.head = condition.reason.isEmpty() ? tr("%1: %2").arg(condition.type, condition.status) : tr("%1: %2 · %3").arg(condition.type, condition.status, condition.reason);
        entry.aside = condition.since.isValid() ? base::ageText(condition.since, now) : QString();
        entry.text = condition.message;
        entry.toolTip = condition.since.isValid() ? base::absoluteText(condition.since) : QString();
        // Most conditions are good when True; these few say a trouble or a limit when they are.
        const bool inverted = condition.type == "ReplicaFailure"_L1 || condition.type == "Failed"_L1 || condition.type == "ScalingLimited"_L1 || condition.type == "DisruptionTarget"_L1;
        const bool bad = (condition.status == "True"_L1) == inverted;
        entry.state = condition.status == "Unknown"_L1 ? HealthState::Unknown : bad ? HealthState::Degraded : HealthState::Healthy;
        if (condition.type == "ScalingLimited"_L1 && bad)
            entry.state = HealthState::Progressing;
        section.entries << entry;
    }
    return section;
}

QString containerText(const kube::Container &container) {
    QStringList lines{container.image};
    if (!container.message.isEmpty())
        lines << container.message;
    if (!container.lastReason.isEmpty())
        lines << tr("Ended before: %1, exit code %2").arg(container.lastReason).arg(container.lastExitCode);
    if (container.cpuRequest > 0 || container.memoryRequest > 0) {
        const QString limit = container.memoryLimit > 0 ? tr("; at most %1 CPU, %2").arg(container.cpuLimit > 0 ? base::cpuText(container.cpuLimit) : u"∞"_s, base::memoryText(container.memoryLimit)) : QString();
        lines << tr("Asks for %1 CPU, %2%3").arg(base::cpuText(container.cpuRequest), base::memoryText(container.memoryRequest), limit);
    }
    return lines.join(u'\n');
}

DetailsEntry entryOf(const kube::Container &container) {
    using State = kube::Container::State;
    DetailsEntry entry;
    QString word = container.reason;
    switch (container.state) {
    case State::Waiting:
        entry.state = container.reason == "ContainerCreating"_L1 || container.reason == "PodInitializing"_L1 ? HealthState::Progressing : HealthState::Failed;
        word = container.reason.isEmpty() ? tr("waiting") : container.reason;
        break;
    case State::Running:
        entry.state = container.ready || container.init ? HealthState::Healthy : HealthState::Progressing;
        word = container.ready || container.init ? tr("running") : tr("running, not ready");
        break;
    case State::Terminated:
        entry.state = container.exitCode == 0 ? HealthState::Healthy : HealthState::Failed;
        word = container.exitCode == 0 ? tr("completed") : tr("%1, exit code %2").arg(container.reason).arg(container.exitCode);
        break;
    case State::Unknown: entry.state = HealthState::Unknown; word = tr("not started yet"); break;
    }
    entry.head = container.init ? tr("%1 (init) · %2").arg(container.name, word) : tr("%1 · %2").arg(container.name, word);
    entry.aside = container.restarts > 0 ? (container.restarts == 1 ? tr("1 restart") : tr("%1 restarts").arg(container.restarts)) : QString();
    entry.text = containerText(container);
    return entry;
}

DetailsSection eventsOf(const QSet<QString> &uids, const QList<kube::EventRow> &events, const QString &own, const QDateTime &now) {
    DetailsSection section{tr("Events"), tr("None in the time that the cluster keeps them (an hour by default)."), {}};
    QList<kube::EventRow> picked;
    std::copy_if(events.cbegin(), events.cend(), std::back_inserter(picked), [&](const kube::EventRow &event) { return uids.contains(event.regarding.uid); });
    std::sort(picked.begin(), picked.end(), [](const kube::EventRow &a, const kube::EventRow &b) { return a.last > b.last; });
    for (const kube::EventRow &event : picked.first(std::min(mostEvents, picked.size()))) {
        DetailsEntry entry;
        entry.head = event.count > 1 ? tr("%1 ×%2").arg(event.reason).arg(event.count) : event.reason;
        entry.aside = base::ageText(event.last, now);
        entry.text = event.regarding.uid == own ? event.message : tr("%1: %2").arg(event.regarding.name, event.message);
        entry.toolTip = base::absoluteText(event.last);
        entry.state = event.warning ? HealthState::Degraded : HealthState::Healthy;
        section.entries << entry;
    }
    return section;
}

} // namespace

ObjectDetails detailsOf(const kube::PodRow &pod, const QList<kube::EventRow> &events, const QDateTime &now) {
    ObjectDetails details{pod.ref, pod.health, {}, {}};
    details.facts << DetailsFact{tr("Status"), pod.status, {}, false} << DetailsFact{tr("Ready"), tr("%1 of %2 containers").arg(pod.ready).arg(pod.containers), {}, false};
    details.facts << DetailsFact{tr("Restarts"), base::countText(pod.restarts), {}, false};
    if (!pod.workloadName.isEmpty())
        details.facts << DetailsFact{tr("Workload"), pod.workloadKind + u'/' + pod.workloadName, {}, true};
    details.facts << DetailsFact{tr("Node"), pod.node.isEmpty() ? tr("not scheduled yet") : pod.node, {}, true} << DetailsFact{tr("Address"), pod.ip.isEmpty() ? tr("none yet") : pod.ip, {}, true};
    if (pod.usage)
        details.facts << DetailsFact{tr("Uses"), tr("%1 CPU, %2").arg(base::cpuText(pod.usage->cpu), base::memoryText(pod.usage->memory)), base::absoluteText(pod.usage->at), false};
    details.facts << ageFact(tr("Created"), pod.created, now);
    DetailsSection containers{tr("Containers"), tr("None are known yet."), {}};
    for (const kube::Container &container : pod.details)
        containers.entries << entryOf(container);
    details.sections << containers << conditionsOf(pod.conditions, now) << eventsOf({pod.ref.uid}, events, pod.ref.uid, now);
    return details;
}

ObjectDetails detailsOf(const kube::WorkloadRow &workload, const QList<kube::PodRow> &pods, const QList<kube::EventRow> &events, const QDateTime &now) {
    ObjectDetails details{workload.ref, workload.health, {}, {}};
    if (workload.ref.kind == "CronJob"_L1)
        details.facts << DetailsFact{tr("Schedule"), workload.schedule, {}, true};
    else
        details.facts << DetailsFact{tr("Ready"), tr("%1 of %2, %3 up to date").arg(workload.ready).arg(workload.desired).arg(workload.updated), {}, false};
    if (workload.lastSchedule.isValid())
        details.facts << ageFact(tr("Last run"), workload.lastSchedule, now);
    if (workload.autoscaler) {
        QStringList metrics;
        for (const kube::AutoscalerMetric &metric : workload.autoscaler->metrics)
            metrics << metricText(metric);
        details.facts << DetailsFact{tr("Autoscaler"), tr("%1 pods; wants %2").arg(rangeText(*workload.autoscaler)).arg(workload.autoscaler->desired), {}, false};
        details.facts << DetailsFact{tr("Metrics"), metrics.join(", "_L1), {}, false};
    }
    details.facts << DetailsFact{tr("Restarts"), base::countText(workload.restarts), {}, false} << DetailsFact{tr("Images"), workload.images.join(u'\n'), {}, true};
    if (!workload.revision.isEmpty())
        details.facts << DetailsFact{tr("Revision"), workload.revision, {}, false};
    details.facts << ageFact(tr("Created"), workload.created, now);
    DetailsSection podSection{tr("Pods"), tr("It has none now."), {}};
    QSet<QString> uids{workload.ref.uid};
    for (const kube::PodRow &pod : pods) {
        if (pod.workloadName != workload.ref.name || pod.workloadKind != workload.ref.kind)
            continue;
        uids << pod.ref.uid << pod.ownerUid;
        podSection.entries << DetailsEntry{pod.ref.name, base::ageText(pod.created, now), tr("%1, %2 of %3 ready").arg(pod.status).arg(pod.ready).arg(pod.containers), pod.health.message, pod.health.state};
    }
    std::sort(podSection.entries.begin(), podSection.entries.end(), [](const DetailsEntry &a, const DetailsEntry &b) { return naturalOrder(a.head, b.head) < 0; });
    details.sections << podSection << conditionsOf(workload.conditions, now) << eventsOf(uids, events, workload.ref.uid, now);
    return details;
}

ObjectDetails detailsOf(const kube::AutoscalerRow &autoscaler, const QList<kube::EventRow> &events, const QDateTime &now) {
    ObjectDetails details{autoscaler.ref, autoscaler.health, {}, {}};
    details.facts << DetailsFact{tr("Target"), autoscaler.targetKind + u'/' + autoscaler.targetName, {}, true};
    details.facts << DetailsFact{tr("Pods"), tr("%1; wants %2").arg(rangeText(autoscaler)).arg(autoscaler.desired), {}, false};
    for (const kube::AutoscalerMetric &metric : autoscaler.metrics)
        details.facts << DetailsFact{tr("Metric"), metricText(metric), {}, false};
    details.facts << (autoscaler.lastScale.isValid() ? ageFact(tr("Last scaled"), autoscaler.lastScale, now) : DetailsFact{tr("Last scaled"), tr("never"), {}, false});
    details.facts << ageFact(tr("Created"), autoscaler.created, now);
    details.sections << conditionsOf(autoscaler.conditions, now) << eventsOf({autoscaler.ref.uid}, events, autoscaler.ref.uid, now);
    return details;
}

} // namespace models
