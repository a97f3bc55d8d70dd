// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/health.h"

#include "kube/healthrules.h"

#include <array>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

struct Rule {
    QLatin1StringView group;
    QLatin1StringView kind;
    Health (*health)(const QJsonObject &, const QDateTime &);
};

constexpr std::array rules{
    Rule{""_L1, "Pod"_L1, podHealth},
    Rule{""_L1, "Service"_L1, serviceHealth},
    Rule{""_L1, "PersistentVolumeClaim"_L1, claimHealth},
    Rule{""_L1, "Node"_L1, nodeHealth},
    Rule{""_L1, "Namespace"_L1, namespaceHealth},
    Rule{"apps"_L1, "Deployment"_L1, deploymentHealth},
    Rule{"apps"_L1, "StatefulSet"_L1, statefulSetHealth},
    Rule{"apps"_L1, "DaemonSet"_L1, daemonSetHealth},
    Rule{"apps"_L1, "ReplicaSet"_L1, replicaSetHealth},
    Rule{"batch"_L1, "Job"_L1, jobHealth},
    Rule{"batch"_L1, "CronJob"_L1, cronJobHealth},
    Rule{"autoscaling"_L1, "HorizontalPodAutoscaler"_L1, autoscalerHealth},
    Rule{"networking.k8s.io"_L1, "Ingress"_L1, ingressHealth},
    Rule{"policy"_L1, "PodDisruptionBudget"_L1, disruptionBudgetHealth},
    Rule{"apiextensions.k8s.io"_L1, "CustomResourceDefinition"_L1, definitionHealth},
    Rule{"apiregistration.k8s.io"_L1, "APIService"_L1, apiServiceHealth},
};

} // namespace

QString name(HealthState state) {
    switch (state) {
    case HealthState::Healthy: return u"healthy"_s;
    case HealthState::Suspended: return u"suspended"_s;
    case HealthState::Progressing: return u"progressing"_s;
    case HealthState::Missing: return u"missing"_s;
    case HealthState::Degraded: return u"degraded"_s;
    case HealthState::Failed: return u"failed"_s;
    case HealthState::Unknown: return u"unknown"_s;
    }
    return u"unknown"_s;
}

HealthState worse(HealthState a, HealthState b) {
    return std::max(a, b); // declared in the order of the roll-up
}

Health healthOf(const QJsonObject &object, const QDateTime &now) {
    if (object["kind"_L1].toString().isEmpty())
        return {HealthState::Unknown, {}, {}};
    if (object["metadata"_L1].toObject().contains("deletionTimestamp"_L1))
        return {HealthState::Progressing, u"Terminating"_s, u"is being deleted"_s};
    const QString apiVersion = object["apiVersion"_L1].toString();
    const QString group = apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString();
    const QString kind = object["kind"_L1].toString();
    for (const Rule &rule : rules) {
        if (rule.kind == kind && rule.group == group)
            return rule.health(object, now);
    }
    return genericHealth(object, now);
}

} // namespace kube
