// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Defaults of what makes pods: pkg/apis/{apps,batch,autoscaling} of Kubernetes 1.32.
#include "sandbox/schema/defaults.h"

#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

Json *specOf(Json &object) {
    Json *spec = objectAt(object, "spec");
    if (Json *pods = spec ? objectAt(*spec, "template") : nullptr) {
        preset(*pods, "metadata", Json::object());
        if (Json *podSpec = objectAt(*pods, "spec"))
            defaultPodSpec(*podSpec);
    }
    return spec;
}

Json policy(const char *type, int value) {
    return {{"type", type}, {"value", value}, {"periodSeconds", 15}};
}

/// The labels by which a job finds its pods:
/// https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-selector
void selectByUid(Json &job, Json &spec) {
    if (spec.contains("selector") || flagAt(spec, "manualSelector") || !spec.contains("template"))
        return;
    Json *metadata = ensureObject(job, "metadata");
    Json *pods = objectAt(spec, "template");
    Json *podMetadata = pods ? ensureObject(*pods, "metadata") : nullptr;
    Json *labels = podMetadata ? ensureObject(*podMetadata, "labels") : nullptr;
    if (!metadata || !labels)
        return;
    const std::string uid = textAt(*metadata, "uid");
    const std::string name = textAt(*metadata, "name");
    for (const char *key : {"batch.kubernetes.io/controller-uid", "controller-uid"})
        (*labels)[key] = uid;
    for (const char *key : {"batch.kubernetes.io/job-name", "job-name"})
        (*labels)[key] = name;
    spec["selector"] = {{"matchLabels", {{"batch.kubernetes.io/controller-uid", uid}}}};
}

} // namespace

void defaultDeployment(Json &object) {
    Json *spec = specOf(object);
    if (!spec)
        return;
    preset(*spec, "replicas", 1);
    preset(*spec, "revisionHistoryLimit", 10);
    preset(*spec, "progressDeadlineSeconds", 600);
    Json *strategy = ensureObject(*spec, "strategy");
    if (!strategy)
        return;
    preset(*strategy, "type", "RollingUpdate");
    if (textAt(*strategy, "type") != "RollingUpdate")
        return;
    if (Json *rolling = ensureObject(*strategy, "rollingUpdate")) {
        preset(*rolling, "maxUnavailable", "25%");
        preset(*rolling, "maxSurge", "25%");
    }
}

void defaultReplicaSet(Json &object) {
    if (Json *spec = specOf(object))
        preset(*spec, "replicas", 1);
}

void defaultStatefulSet(Json &object) {
    Json *spec = specOf(object);
    if (!spec)
        return;
    preset(*spec, "replicas", 1);
    preset(*spec, "revisionHistoryLimit", 10);
    preset(*spec, "podManagementPolicy", "OrderedReady");
    if (Json *strategy = ensureObject(*spec, "updateStrategy")) {
        preset(*strategy, "type", "RollingUpdate");
        if (textAt(*strategy, "type") == "RollingUpdate") {
            if (Json *rolling = ensureObject(*strategy, "rollingUpdate"))
                preset(*rolling, "partition", 0);
        }
    }
    if (Json *retention = ensureObject(*spec, "persistentVolumeClaimRetentionPolicy")) {
        preset(*retention, "whenDeleted", "Retain");
        preset(*retention, "whenScaled", "Retain");
    }
    if (Json *claims = arrayAt(*spec, "volumeClaimTemplates")) {
        for (auto &claim : *claims) {
            preset(claim, "apiVersion", "v1");
            preset(claim, "kind", "PersistentVolumeClaim");
            defaultClaim(claim);
        }
    }
}

void defaultDaemonSet(Json &object) {
    Json *spec = specOf(object);
    if (!spec)
        return;
    preset(*spec, "revisionHistoryLimit", 10);
    Json *strategy = ensureObject(*spec, "updateStrategy");
    if (!strategy)
        return;
    preset(*strategy, "type", "RollingUpdate");
    if (textAt(*strategy, "type") != "RollingUpdate")
        return;
    if (Json *rolling = ensureObject(*strategy, "rollingUpdate")) {
        preset(*rolling, "maxUnavailable", 1);
        preset(*rolling, "maxSurge", 0);
    }
}

void defaultJob(Json &object) {
    Json *spec = specOf(object);
    if (!spec)
        return;
    if (!spec->contains("completions") && !spec->contains("parallelism"))
        (*spec)["completions"] = 1;
    preset(*spec, "parallelism", 1);
    preset(*spec, "backoffLimit", spec->contains("backoffLimitPerIndex") ? 2147483647 : 6);
    preset(*spec, "completionMode", "NonIndexed");
    preset(*spec, "suspend", false);
    preset(*spec, "manualSelector", false);
    preset(*spec, "podReplacementPolicy", spec->contains("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
    Json *metadata = ensureObject(object, "metadata");
    if (!metadata)
        return;
    const auto inheritLabels = [&] {
        const Json labels = field(*spec, "template.metadata.labels");
        if (!metadata->contains("labels") && labels.is_object() && !labels.empty())
            (*metadata)["labels"] = labels;
    };
    inheritLabels();
    if (!spec->contains("selector"))
        preset(*metadata, "uid", newUid());
    selectByUid(object, *spec);
    inheritLabels(); // those by which its pods are found, where the template had none
}

void defaultCronJob(Json &object) {
    Json *spec = objectAt(object, "spec");
    if (!spec)
        return;
    preset(*spec, "concurrencyPolicy", "Allow");
    preset(*spec, "suspend", false);
    preset(*spec, "successfulJobsHistoryLimit", 3);
    preset(*spec, "failedJobsHistoryLimit", 1);
    if (Json *job = objectAt(*spec, "jobTemplate")) {
        preset(*job, "metadata", Json::object());
        (void)specOf(*job);
    }
}

void defaultAutoscaler(Json &object) {
    Json *spec = objectAt(object, "spec");
    if (!spec)
        return;
    preset(*spec, "minReplicas", 1);
    preset(*spec, "metrics",
        Json::array({{{"type", "Resource"},
            {"resource", {{"name", "cpu"}, {"target", {{"type", "Utilization"}, {"averageUtilization", 80}}}}}}}));
    Json *behavior = objectAt(*spec, "behavior");
    if (!behavior)
        return;
    if (Json *up = ensureObject(*behavior, "scaleUp")) {
        preset(*up, "stabilizationWindowSeconds", 0);
        preset(*up, "selectPolicy", "Max");
        preset(*up, "policies", Json::array({policy("Pods", 4), policy("Percent", 100)}));
    }
    if (Json *down = ensureObject(*behavior, "scaleDown")) {
        preset(*down, "selectPolicy", "Max");
        preset(*down, "policies", Json::array({policy("Percent", 100)}));
    }
}

} // namespace sandbox
