// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The order of application: the kinds' table and what an object's labels say about its part in the system.
#include "deploy/plan.h"
#include "deploy/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

struct KindRule {
    QLatin1StringView kind;
    Phase phase;
    bool wait;
};

// Within a phase the order of this table. After gitops-engine's and kapp's orders (namespaces and definitions before what is in them,
// accounts and policies before pods, storage before its users), with services before the pods that look them up.
constexpr KindRule rules[] = {
    {"Namespace"_L1, Phase::Namespace, true},
    {"CustomResourceDefinition"_L1, Phase::Namespace, true},
    {"PriorityClass"_L1, Phase::Policy, false},
    {"ResourceQuota"_L1, Phase::Policy, false},
    {"LimitRange"_L1, Phase::Policy, false},
    {"NetworkPolicy"_L1, Phase::Policy, false},
    {"PodDisruptionBudget"_L1, Phase::Policy, false},
    {"ServiceAccount"_L1, Phase::Policy, false},
    {"ClusterRole"_L1, Phase::Policy, false},
    {"ClusterRoleBinding"_L1, Phase::Policy, false},
    {"Role"_L1, Phase::Policy, false},
    {"RoleBinding"_L1, Phase::Policy, false},
    {"Secret"_L1, Phase::Config, false},
    {"ConfigMap"_L1, Phase::Config, false},
    {"Service"_L1, Phase::Config, false},
    {"StorageClass"_L1, Phase::Storage, false},
    {"PersistentVolume"_L1, Phase::Storage, false},
    {"PersistentVolumeClaim"_L1, Phase::Storage, false}, // not waited for: it may be bound only by its first consumer
    {"StatefulSet"_L1, Phase::Database, true},
    {"Job"_L1, Phase::Migration, true},
    {"DaemonSet"_L1, Phase::Application, true},
    {"ReplicationController"_L1, Phase::Application, false},
    {"ReplicaSet"_L1, Phase::Application, true},
    {"Deployment"_L1, Phase::Application, true},
    {"Pod"_L1, Phase::Application, true},
    {"CronJob"_L1, Phase::Application, false},
    {"HorizontalPodAutoscaler"_L1, Phase::Scaling, false}, // its metrics come only after the pods have run for a while
    {"IngressClass"_L1, Phase::Ingress, false},
    {"Ingress"_L1, Phase::Ingress, false}, // many controllers never publish an address
    {"APIService"_L1, Phase::Ingress, false},
    {"MutatingWebhookConfiguration"_L1, Phase::Ingress, false},
    {"ValidatingWebhookConfiguration"_L1, Phase::Ingress, false},
};

const KindRule *ruleOf(const QString &kind) {
    const auto found = std::ranges::find_if(rules, [&](const KindRule &rule) { return rule.kind == kind; });
    return found == std::end(rules) ? nullptr : found;
}

int rank(const QString &kind) {
    const KindRule *rule = ruleOf(kind);
    return rule ? static_cast<int>(rule - rules) : static_cast<int>(std::size(rules));
}

bool runsPods(const QString &kind) {
    return kind == "Deployment"_L1 || kind == "StatefulSet"_L1 || kind == "DaemonSet"_L1 || kind == "ReplicaSet"_L1 || kind == "Pod"_L1;
}

// What app.kubernetes.io/component says, else what well-known names say.
std::optional<Phase> partOf(const ManifestObject &manifest) {
    const QJsonObject labels = manifest.object["metadata"_L1]["labels"_L1].toObject();
    const QString component = labels["app.kubernetes.io/component"_L1].toString();
    static const QStringList monitoring{u"monitoring"_s, u"metrics"_s, u"observability"_s, u"alerting"_s};
    static const QStringList stores{u"database"_s, u"db"_s, u"cache"_s, u"broker"_s, u"store"_s, u"storage"_s};
    if (monitoring.contains(component))
        return Phase::Monitoring;
    if (stores.contains(component))
        return Phase::Database;
    static const QStringList names{u"prometheus"_s, u"grafana"_s, u"alertmanager"_s, u"kube-state-metrics"_s, u"node-exporter"_s};
    const auto isNamed = [&](const QString &known) { return manifest.ref.name == known || manifest.ref.name.startsWith(known + u'-'); };
    if (std::ranges::any_of(names, isNamed))
        return Phase::Monitoring;
    return {};
}

QString reasonOf(Phase phase, const QString &kind) {
    switch (phase) {
    case Phase::Namespace: return tr("everything else is inside it or of its kind");
    case Phase::Policy: return tr("accounts, limits and rules hold before the first pod starts");
    case Phase::Config:
        return kind == "Service"_L1 ? tr("an address before the pods that look it up") : tr("pods read it when they start");
    case Phase::Storage: return tr("pods wait for their volumes");
    case Phase::Database: return tr("stores data that the applications need from the start");
    case Phase::Migration: return tr("changes the database before the applications use it");
    case Phase::Monitoring: return tr("watches the applications from their first second");
    case Phase::Application: return tr("needs what comes before");
    case Phase::Scaling: return tr("takes over the number of pods once they run");
    case Phase::Ingress: return tr("lets traffic in last");
    }
    return {};
}

} // namespace

Step stepFor(const ManifestObject &manifest) {
    const KindRule *rule = ruleOf(manifest.ref.kind);
    Step step;
    step.manifest = manifest;
    step.phase = rule ? rule->phase : Phase::Application;
    step.waitHealthy = rule && rule->wait;
    if (runsPods(manifest.ref.kind))
        step.phase = partOf(manifest).value_or(step.phase);
    if (!rule && manifest.ref.apiVersion.startsWith("monitoring.coreos.com/"_L1))
        step.phase = Phase::Monitoring;
    step.reason = reasonOf(step.phase, manifest.ref.kind);
    return step;
}

QList<Step> ordered(const ManifestSet &set) {
    QList<Step> steps;
    steps.reserve(set.objects.size());
    for (const ManifestObject &manifest : set.objects)
        steps.append(stepFor(manifest));
    const auto key = [](const Step &step) {
        return std::tuple(step.phase, rank(step.manifest.ref.kind), step.manifest.ref.kind, step.manifest.ref.ns, step.manifest.ref.name);
    };
    std::ranges::stable_sort(steps, {}, key);
    return steps;
}

} // namespace deploy
