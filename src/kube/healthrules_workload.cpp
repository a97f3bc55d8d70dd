// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/healthrules.h"
#include "kube/rowparser.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

/// The numbers that the controllers of pods share.
struct Counts {
    QJsonObject spec;
    QJsonObject status;
    int desired = 0;
    int current = 0;
    int updated = 0;
    int ready = 0;
    int available = 0;
};

Counts countsOf(const QJsonObject &object) {
    Counts counts{.spec = object["spec"_L1].toObject(), .status = object["status"_L1].toObject()};
    counts.desired = counts.spec["replicas"_L1].toInt(1);
    counts.current = counts.status["replicas"_L1].toInt();
    counts.updated = counts.status["updatedReplicas"_L1].toInt();
    counts.ready = counts.status["readyReplicas"_L1].toInt();
    counts.available = counts.status["availableReplicas"_L1].toInt();
    return counts;
}

Health progressing(const QString &reason, const QString &message) {
    return {HealthState::Progressing, reason, message};
}

std::optional<Health> unseen(const QJsonObject &object) {
    const double generation = object["metadata"_L1].toObject()["generation"_L1].toDouble();
    const double observed = object["status"_L1].toObject()["observedGeneration"_L1].toDouble();
    if (observed >= generation)
        return std::nullopt;
    return progressing(u"NotObserved"_s, u"the controller has not seen the last change yet"_s);
}

std::optional<Health> replicaFailure(const QJsonObject &object) {
    const Condition failure = conditionOf(object, "ReplicaFailure"_L1);
    if (failure.status != "True"_L1)
        return std::nullopt;
    return Health{HealthState::Degraded, failure.reason, failure.message.isEmpty() ? u"pods cannot be created"_s : failure.message};
}

QString ofPods(int count, int all, const QString &what) {
    return u"%1 of %2 %3 %4"_s.arg(count).arg(all).arg(all == 1 ? u"pod"_s : u"pods"_s, what);
}

Health allReady(int desired) {
    if (desired == 0)
        return {HealthState::Healthy, u"ScaledToZero"_s, u"scaled to zero"_s};
    return {HealthState::Healthy, {}, ofPods(desired, desired, u"ready"_s)};
}

} // namespace

Health deploymentHealth(const QJsonObject &object, const QDateTime &) {
    const Counts counts = countsOf(object);
    if (counts.spec["paused"_L1].toBool())
        return {HealthState::Suspended, u"Paused"_s, u"its roll-out is paused"_s};
    if (const auto health = unseen(object))
        return *health;
    const Condition progress = conditionOf(object, "Progressing"_L1);
    if (progress.reason == "ProgressDeadlineExceeded"_L1)
        return {HealthState::Failed, progress.reason, u"%1; the roll-out made no progress in time"_s.arg(ofPods(counts.ready, counts.desired, u"ready"_s))};
    if (const auto health = replicaFailure(object))
        return *health;
    if (counts.updated < counts.desired)
        return progressing(u"Updating"_s, ofPods(counts.updated, counts.desired, u"updated"_s));
    if (counts.current > counts.updated)
        return progressing(u"Updating"_s, u"%1 of the old pods still to go"_s.arg(counts.current - counts.updated));
    if (counts.current > counts.desired)
        return progressing(u"ScalingDown"_s, u"%1 pods too many still to go"_s.arg(counts.current - counts.desired));
    if (counts.ready < counts.desired)
        return progressing(u"NotReady"_s, ofPods(counts.ready, counts.desired, u"ready"_s));
    if (counts.available < counts.desired)
        return progressing(u"NotAvailable"_s, ofPods(counts.available, counts.desired, u"available"_s));
    if (conditionOf(object, "Available"_L1).status == "False"_L1)
        return progressing(u"MinimumReplicasUnavailable"_s, ofPods(counts.available, counts.desired, u"available"_s));
    return allReady(counts.desired);
}

Health statefulSetHealth(const QJsonObject &object, const QDateTime &) {
    const Counts counts = countsOf(object);
    if (const auto health = unseen(object))
        return *health;
    if (counts.current > counts.desired)
        return progressing(u"ScalingDown"_s, u"%1 pods too many still to go"_s.arg(counts.current - counts.desired));
    if (counts.ready < counts.desired) // pods start in order, so the first that is not ready holds up the rest
        return progressing(u"NotReady"_s, u"%1, waiting for %2-%3"_s.arg(ofPods(counts.ready, counts.desired, u"ready"_s),
            refOf(object).name).arg(counts.ready));
    const QJsonObject strategy = counts.spec["updateStrategy"_L1].toObject();
    if (strategy["type"_L1].toString() == "OnDelete"_L1)
        return allReady(counts.desired);
    const int partition = strategy["rollingUpdate"_L1].toObject()["partition"_L1].toInt();
    const bool sameRevision = counts.status["currentRevision"_L1] == counts.status["updateRevision"_L1];
    const int wanted = std::max(0, counts.desired - partition);
    if (!sameRevision && counts.updated < wanted)
        return progressing(u"Updating"_s, ofPods(counts.updated, wanted, u"updated"_s));
    if (!sameRevision && partition == 0)
        return progressing(u"Updating"_s, u"the new revision is being completed"_s);
    return allReady(counts.desired);
}

Health daemonSetHealth(const QJsonObject &object, const QDateTime &) {
    if (const auto health = unseen(object))
        return *health;
    const QJsonObject status = object["status"_L1].toObject();
    const int desired = status["desiredNumberScheduled"_L1].toInt();
    const int ready = status["numberReady"_L1].toInt();
    const int updated = status["updatedNumberScheduled"_L1].toInt();
    const bool onDelete = object["spec"_L1].toObject()["updateStrategy"_L1].toObject()["type"_L1].toString() == "OnDelete"_L1;
    if (!onDelete && updated < desired)
        return progressing(u"Updating"_s, ofPods(updated, desired, u"updated"_s));
    if (ready < desired || status["numberAvailable"_L1].toInt() < desired)
        return progressing(u"NotReady"_s, ofPods(std::min(ready, status["numberAvailable"_L1].toInt()), desired, u"available"_s));
    return allReady(desired);
}

Health replicaSetHealth(const QJsonObject &object, const QDateTime &) {
    if (const auto health = replicaFailure(object))
        return *health;
    if (const auto health = unseen(object))
        return *health;
    const Counts counts = countsOf(object);
    if (counts.available < counts.desired)
        return progressing(u"NotReady"_s, ofPods(counts.available, counts.desired, u"available"_s));
    return allReady(counts.desired);
}

Health jobHealth(const QJsonObject &object, const QDateTime &) {
    const QJsonObject spec = object["spec"_L1].toObject();
    const QJsonObject status = object["status"_L1].toObject();
    const Condition failed = conditionOf(object, "Failed"_L1);
    if (failed.status == "True"_L1)
        return {HealthState::Failed, failed.reason, failed.message.isEmpty() ? u"the job failed"_s : failed.message};
    if (conditionOf(object, "Complete"_L1).status == "True"_L1)
        return {HealthState::Healthy, u"Complete"_s, u"has completed"_s};
    if (spec["suspend"_L1].toBool())
        return {HealthState::Suspended, u"Suspended"_s, u"is suspended"_s};
    const int failures = status["failed"_L1].toInt();
    const QString done = u"%1 of %2 completed"_s.arg(status["succeeded"_L1].toInt()).arg(spec["completions"_L1].toInt(1));
    return progressing(u"Running"_s, failures == 0 ? done : u"%1, %2 failed tries"_s.arg(done).arg(failures));
}

Health cronJobHealth(const QJsonObject &object, const QDateTime &) {
    if (object["spec"_L1].toObject()["suspend"_L1].toBool())
        return {HealthState::Suspended, u"Suspended"_s, u"is suspended"_s};
    const QJsonObject status = object["status"_L1].toObject();
    const QString last = status["lastScheduleTime"_L1].toString();
    return {HealthState::Healthy, {}, last.isEmpty() ? u"has not run yet"_s : u"last started %1"_s.arg(last)};
}

} // namespace kube
