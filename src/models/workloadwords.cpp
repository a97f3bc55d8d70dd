// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workloadwords.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using kube::Rollout;

namespace models {

namespace {

QString autoscalerClause(const kube::AutoscalerRow &autoscaler, int now, int replicas) {
    if (replicas == 0)
        return tr("it stops, and its autoscaler %1 stays off until it is scaled up again.").arg(autoscaler.ref.name);
    if (replicas < autoscaler.minimum)
        return tr("the autoscaler's minimum is %1, so it will go back to %1.").arg(autoscaler.minimum);
    if (replicas > autoscaler.maximum)
        return tr("the autoscaler's maximum is %1, so it will go back to %1.").arg(autoscaler.maximum);
    if (now == 0)
        return tr("its autoscaler %1 goes on from there, between %2 and %3.").arg(autoscaler.ref.name).arg(autoscaler.minimum).arg(autoscaler.maximum);
    return tr("the autoscaler %1 sets the number itself, between %2 and %3 by load, and may change it again at once.")
        .arg(autoscaler.ref.name).arg(autoscaler.minimum).arg(autoscaler.maximum);
}

QString plainClause(const kube::WorkloadRow &workload, int replicas) {
    const bool ordered = workload.ref.kind == "StatefulSet"_L1;
    if (replicas == 0)
        return ordered ? tr("it stops; its volumes stay.") : tr("it stops.");
    if (replicas > workload.desired)
        return tr("%1 more, if the nodes have room.").arg(podsText(replicas - workload.desired));
    if (ordered)
        return tr("the last of them first; their volumes stay.");
    return tr("%1 fewer.").arg(podsText(workload.desired - replicas));
}

/// What happens to the pods when the template becomes another one.
QString replacementClause(const QString &kind, const Rollout &rollout) {
    if (rollout.replicas == 0)
        return tr("it has no pods now, so nothing is replaced.");
    if (rollout.strategy == Rollout::Strategy::OnDelete)
        return tr("its pods change only as each is deleted (its strategy is OnDelete).");
    const bool one = rollout.replicas == 1;
    if (rollout.strategy == Rollout::Strategy::Recreate)
        return one ? tr("its only pod ends before the new one starts (Recreate); nothing answers meanwhile.")
                   : tr("its %1 all end before the new ones start (Recreate); nothing answers meanwhile.").arg(podsText(rollout.replicas));
    if (one && rollout.surge == 0)
        return tr("its only pod ends before the new one starts; nothing answers meanwhile.");
    const int least = std::max(0, rollout.replicas - rollout.unavailable);
    if (kind == "DaemonSet"_L1)
        return tr("its %1 are replaced node by node, at least %2 stay available.").arg(podsText(rollout.replicas)).arg(least);
    if (kind == "StatefulSet"_L1)
        return tr("its %1 are replaced one after the other, the last first; at least %2 stay available.").arg(podsText(rollout.replicas)).arg(least);
    return one ? tr("its only pod is replaced once the new one is ready.")
               : tr("its %1 are replaced step by step; at least %2 stay available, at most %3 run at once.").arg(podsText(rollout.replicas)).arg(least).arg(rollout.replicas + rollout.surge);
}

QString ownerClause(const kube::PodRow &pod, const kube::WorkloadRow *owner) {
    const QString name = pod.workloadKind + u'/' + pod.workloadName;
    if (pod.ownerKind == "Job"_L1)
        return tr("Job/%1 counts it as a failed try and may start the work anew.").arg(pod.ownerName);
    if (pod.ownerKind == "DaemonSet"_L1)
        return tr("%1 starts another one on node %2.").arg(name, pod.node.isEmpty() ? tr("of its choice") : pod.node);
    const QString start = pod.ownerKind == "StatefulSet"_L1 ? tr("%1 starts it again under the same name with the same volumes").arg(name) : tr("%1 starts another one").arg(name);
    if (!owner)
        return start + u'.';
    const int left = std::max(0, owner->ready - (pod.containers > 0 && pod.ready == pod.containers ? 1 : 0));
    if (left == 0 && owner->ready > 0)
        return tr("%1; it is the only one that is ready, so nothing answers meanwhile.").arg(start);
    return tr("%1; %2 of %3 are ready meanwhile.").arg(start).arg(left).arg(owner->desired);
}

} // namespace

QString podsText(int count) { return count == 1 ? tr("1 pod") : tr("%1 pods").arg(base::countText(count)); }

QString scaleConsequence(const kube::WorkloadRow &workload, int replicas) {
    if (replicas == workload.desired)
        return tr("%1 is to have %2 already.").arg(workload.ref.text(), podsText(replicas));
    const QString clause = workload.autoscaler ? autoscalerClause(*workload.autoscaler, workload.desired, replicas) : plainClause(workload, replicas);
    return tr("Scales %1 from %2 to %3; %4").arg(workload.ref.text()).arg(workload.desired).arg(podsText(replicas), clause);
}

QString restartConsequence(const kube::ObjectRef &workload, const Rollout &rollout) {
    if (rollout.paused)
        return tr("%1 is paused (spec.paused): its pods are replaced only once its roll-out is resumed.").arg(workload.text());
    return tr("Restarts %1: %2").arg(workload.text(), replacementClause(workload.kind, rollout));
}

QString undoConsequence(const kube::ObjectRef &workload, const Rollout &rollout, const kube::Revision &from, const kube::Revision &to) {
    if (rollout.paused)
        return tr("%1 is paused (spec.paused): it can go back only once its roll-out is resumed.").arg(workload.text());
    const QString images = from.images == to.images ? tr("with the same images") : tr("%1 instead of %2").arg(to.images.join(", "_L1), from.images.join(", "_L1));
    return tr("Takes %1 from revision %2 back to what revision %3 was (%4): %5").arg(workload.text()).arg(from.number).arg(to.number).arg(images, replacementClause(workload.kind, rollout));
}

QString deleteConsequence(const kube::PodRow &pod, const kube::WorkloadRow *owner) {
    if (pod.deleted.isValid())
        return tr("Pod %1 is ending already.").arg(pod.ref.name);
    if (pod.ownerName.isEmpty())
        return tr("Deletes pod %1 for good: it belongs to no workload, so nothing starts it again.").arg(pod.ref.name);
    if (pod.phase == "Succeeded"_L1 || pod.phase == "Failed"_L1)
        return tr("Deletes pod %1, which has ended (%2), with its log.").arg(pod.ref.name, pod.status);
    return tr("Deletes pod %1: %2").arg(pod.ref.name, ownerClause(pod, owner));
}

QString revisionText(const kube::Revision &revision, const QDateTime &now) {
    QStringList parts{tr("Revision %1").arg(revision.number)};
    if (revision.created.isValid())
        parts << tr("%1 ago").arg(base::ageText(revision.created, now));
    parts << revision.images.join(", "_L1);
    if (!revision.cause.isEmpty())
        parts << revision.cause;
    return parts.join(u" · "_s);
}

} // namespace models
