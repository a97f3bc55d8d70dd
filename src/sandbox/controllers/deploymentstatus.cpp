// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/deploymentstatus.h"

#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <limits>

namespace sandbox {

namespace {

struct Counts {
    long long replicas = 0;
    long long updated = 0;
    long long ready = 0;
    long long available = 0;
};

Counts countsOf(const Json &deployment) {
    return {numberAt(deployment, "status.replicas"), numberAt(deployment, "status.updatedReplicas"),
        numberAt(deployment, "status.readyReplicas"), numberAt(deployment, "status.availableReplicas")};
}

bool progressed(const Counts &before, const Counts &after) {
    return after.updated > before.updated || after.replicas - after.updated < before.replicas - before.updated
        || after.ready > before.ready || after.available > before.available;
}

void dropCondition(Json &deployment, std::string_view type) {
    if (auto &conditions = deployment["status"]["conditions"]; conditions.is_array())
        std::erase_if(conditions.get_ref<Json::array_t &>(), [type](const Json &c) { return field(c, "type") == type; });
}

void setWithUpdate(Json &deployment, std::string_view type, bool status, std::string_view reason, const std::string &message,
    const std::string &now) {
    const Json &known = conditionOf(deployment, type);
    const bool same = field(known, "status") == (status ? "True" : "False") && field(known, "reason") == reason;
    const std::string updated = same && known.contains("lastUpdateTime") ? textAt(known, "lastUpdateTime") : now;
    setCondition(deployment, type, status, reason, message, now, {{"lastUpdateTime", updated}});
}

void writeAvailable(Json &deployment, const std::string &now) {
    const long long replicas = numberAt(deployment, "spec.replicas", 1);
    const bool enough = numberAt(deployment, "status.availableReplicas") >= replicas - rolloutLimits(deployment).unavailable;
    setWithUpdate(deployment, "Available", enough, enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now);
}

void writeReplicaFailure(Json &deployment, const DeploymentSets &sets, const std::string &now) {
    for (const auto &set : sets.all()) {
        const Json &failure = conditionOf(*set, "ReplicaFailure");
        if (field(failure, "status") != "True" || (sets.current && set != sets.current && wantedOf(sets.current) > 0))
            continue;
        setWithUpdate(deployment, "ReplicaFailure", true, textAt(failure, "reason"), textAt(failure, "message"), now);
        return;
    }
    dropCondition(deployment, "ReplicaFailure");
}

/// Milliseconds of the deadline that are left; nothing where none is set or it has been met.
std::int64_t deadlineLeft(const Json &deployment, std::int64_t nowMs) {
    const Json &progressing = conditionOf(deployment, "Progressing");
    const auto since = timeMs(textAt(progressing, "lastUpdateTime"));
    const long long deadline = numberAt(deployment, "spec.progressDeadlineSeconds", 600) * 1000;
    return since ? *since + deadline - nowMs : deadline;
}

std::int64_t writeProgressing(Json &deployment, const DeploymentSets &sets, const Counts &before, std::int64_t nowMs, const std::string &now) {
    const long long deadline = numberAt(deployment, "spec.progressDeadlineSeconds", 600);
    if (deadline >= std::numeric_limits<std::int32_t>::max())
        return 0;
    const std::string subject
        = sets.current ? "ReplicaSet \"" + nameOf(*sets.current) + "\"" : "Deployment \"" + nameOf(deployment) + "\"";
    const Counts after = countsOf(deployment);
    const std::string reason = textAt(conditionOf(deployment, "Progressing"), "reason");
    if (after.replicas == after.updated && reason == "NewReplicaSetAvailable")
        return 0;
    if (deploymentComplete(deployment)) {
        setProgressing(deployment, true, "NewReplicaSetAvailable", subject + " has successfully progressed.", now);
        return 0;
    }
    if (progressed(before, after)) {
        setProgressing(deployment, true, "ReplicaSetUpdated", subject + " is progressing.", now);
        return deadline * 1000;
    }
    if (reason == "NewReplicaSetAvailable" || reason.empty() || flagAt(deployment, "spec.paused"))
        return 0;
    const std::int64_t left = deadlineLeft(deployment, nowMs);
    if (left > 0 && reason != "ProgressDeadlineExceeded")
        return left;
    setWithUpdate(deployment, "Progressing", false, "ProgressDeadlineExceeded", subject + " has timed out progressing.", now);
    return 0;
}

} // namespace

void setProgressing(Json &deployment, bool status, std::string_view reason, const std::string &message, const std::string &now) {
    setCondition(deployment, "Progressing", status, reason, message, now, {{"lastUpdateTime", now}});
}

bool deploymentComplete(const Json &deployment) {
    const long long replicas = numberAt(deployment, "spec.replicas", 1);
    const Counts counts = countsOf(deployment);
    return counts.updated == replicas && counts.replicas == replicas && counts.available == replicas
        && numberAt(deployment, "status.observedGeneration") >= numberAt(deployment, "metadata.generation");
}

std::int64_t writeDeploymentStatus(Json &deployment, const DeploymentSets &sets, std::int64_t nowMs, const std::string &now) {
    const Counts before = countsOf(deployment);
    const auto all = sets.all();
    Json &status = deployment["status"];
    const long long replicas = sumStatus(all, "replicas");
    const long long available = sumStatus(all, "availableReplicas");
    status["observedGeneration"] = numberAt(deployment, "metadata.generation");
    const auto count = [&status](const char *name, long long value) { // zero is left out, as omitempty does
        if (value == 0)
            status.erase(name);
        else
            status[name] = value;
    };
    count("replicas", replicas);
    count("updatedReplicas", sets.current ? numberAt(*sets.current, "status.replicas") : 0);
    count("readyReplicas", sumStatus(all, "readyReplicas"));
    count("availableReplicas", available);
    // Pods that were asked for but not made yet are unavailable too.
    count("unavailableReplicas", std::max(0LL, std::max(sumWanted(all), replicas) - available));
    writeAvailable(deployment, now);
    writeReplicaFailure(deployment, sets, now);
    return writeProgressing(deployment, sets, before, nowMs, now);
}

} // namespace sandbox
