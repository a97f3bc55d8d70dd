// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/cause.h"

#include "deploy/podcause.h"
#include "deploy/words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

const kube::Condition *condition(const QList<kube::Condition> &conditions, QLatin1StringView type) {
    const auto found = std::ranges::find_if(conditions, [&](const kube::Condition &one) { return one.type == type; });
    return found == conditions.cend() ? nullptr : &*found;
}

Cause refusedPods(const kube::WorkloadRow &workload, const kube::ObjectRef &object, const QString &evidence) {
    const bool quota = evidence.contains("exceeded quota"_L1) || evidence.contains("limits."_L1);
    return {CauseKind::QuotaOrAdmission, true, object, {},
        quota ? tr("No pod of %1 can be made: the namespace's quota is used up").arg(workload.ref.name)
              : tr("No pod of %1 can be made: the API server refuses it").arg(workload.ref.name),
        evidence,
        quota ? tr("Raise the ResourceQuota, or lower replicas or requests of this or another workload.")
              : tr("Change the pod template so that it meets what the message asks (pod security, limits, a service account, a webhook's rule).")};
}

// ReplicaFailure is a condition of deployments and replica sets; stateful sets and jobs only send events.
std::optional<Cause> quotaCause(const kube::WorkloadRow &workload, const QList<kube::EventRow> &events) {
    if (const kube::Condition *failure = condition(workload.conditions, "ReplicaFailure"_L1); failure && failure->status == "True"_L1)
        return refusedPods(workload, workload.ref, failure->message);
    for (const kube::EventRow &event : events) {
        const bool ours = event.regarding.uid == workload.ref.uid || event.regarding.kind == "ReplicaSet"_L1;
        if (event.warning && event.reason == "FailedCreate"_L1 && ours)
            return refusedPods(workload, event.regarding, event.message);
    }
    return {};
}

std::optional<Cause> jobCause(const kube::WorkloadRow &workload, const QList<kube::PodRow> &pods) {
    const kube::Condition *failed = condition(workload.conditions, "Failed"_L1);
    if (workload.ref.kind != "Job"_L1 || !failed || failed->status != "True"_L1)
        return {};
    Cause cause{CauseKind::JobFailed, true, workload.ref, {},
        failed->reason == "DeadlineExceeded"_L1 ? tr("%1 was stopped: it ran longer than its deadline").arg(workload.ref.name)
                                                : tr("%1 failed as often as it may").arg(workload.ref.name),
        failed->message, tr("Read the log of its last pod, mend what it names, and deploy again: the job is then made anew.")};
    const auto newest = std::ranges::max_element(pods, {}, &kube::PodRow::created);
    if (newest == pods.cend())
        return cause;
    cause.object = newest->ref;
    for (const kube::Container &container : newest->details) {
        if (container.state != kube::Container::State::Terminated || container.exitCode == 0)
            continue;
        cause.container = container.name;
        cause.sentence = tr("%1 failed as often as it may; its last exit code was %2").arg(workload.ref.name).arg(container.exitCode);
    }
    return cause;
}

std::optional<Cause> deadlineCause(const kube::WorkloadRow &workload) {
    const kube::Condition *progressing = condition(workload.conditions, "Progressing"_L1);
    if (!progressing || progressing->reason != "ProgressDeadlineExceeded"_L1)
        return {};
    return Cause{CauseKind::Unknown, true, workload.ref, {}, tr("%1 made no progress within its deadline").arg(workload.ref.name),
        progressing->message, tr("Look at the events and logs of its pods.")};
}

int weight(const Cause &cause) {
    return (cause.decisive ? 0 : 100) + static_cast<int>(cause.kind);
}

} // namespace

QString name(CauseKind kind) {
    switch (kind) {
    case CauseKind::ImageUnreachable: return u"image-unreachable"_s;
    case CauseKind::ImageAuth: return u"image-auth"_s;
    case CauseKind::ImageMissing: return u"image-missing"_s;
    case CauseKind::MissingConfig: return u"missing-config"_s;
    case CauseKind::CrashLoop: return u"crash-loop"_s;
    case CauseKind::OutOfMemory: return u"out-of-memory"_s;
    case CauseKind::ReadinessFailing: return u"readiness-failing"_s;
    case CauseKind::LivenessFailing: return u"liveness-failing"_s;
    case CauseKind::Unschedulable: return u"unschedulable"_s;
    case CauseKind::VolumePending: return u"volume-pending"_s;
    case CauseKind::QuotaOrAdmission: return u"quota-or-admission"_s;
    case CauseKind::NodeLost: return u"node-lost"_s;
    case CauseKind::JobFailed: return u"job-failed"_s;
    case CauseKind::Unknown: return u"unknown"_s;
    }
    return u"unknown"_s;
}

std::chrono::seconds settleTime(CauseKind kind) {
    switch (kind) {
    case CauseKind::Unschedulable: return std::chrono::seconds(15);
    case CauseKind::MissingConfig:
    case CauseKind::QuotaOrAdmission: return std::chrono::seconds(5);
    default: return std::chrono::seconds(0);
    }
}

std::optional<Cause> causeOf(const kube::WorkloadRow &workload, const QList<kube::PodRow> &pods, const QList<kube::EventRow> &events) {
    QList<Cause> causes;
    for (const kube::PodRow &pod : pods)
        if (const auto cause = podCause(pod, events))
            causes.append(*cause);
    if (auto cause = quotaCause(workload, events)) {
        // Some pods are there: a rolling update goes on with fewer, and may yet end well.
        cause->decisive = pods.isEmpty() || workload.available < workload.desired;
        causes.append(*cause);
    }
    if (const auto cause = jobCause(workload, pods))
        causes.append(*cause);
    if (causes.isEmpty())
        return deadlineCause(workload);
    const Cause first = *std::ranges::min_element(causes, {}, weight);
    if (const auto deadline = deadlineCause(workload); deadline && !first.decisive) {
        Cause late = first;
        late.decisive = true; // the controller has given up, and the pods say why
        return late;
    }
    return first;
}

} // namespace deploy
