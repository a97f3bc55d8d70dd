// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata, and which object is judged by what.
#include "config/schema/semantics.h"

#include "config/schema/names.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>

namespace config::schema {

namespace {

struct Entry {
    std::string_view group; // with its slash; empty: core
    std::string_view kind;
    void (*judge)(Semantics &, Node);
    bool mayLackSpec = true; // the schema lets every object be without, the server these only
};

constexpr std::array entries = std::to_array<Entry>({
    {"", "Pod", [](Semantics &to, Node object) { to.podSpec(object["spec"]); }, false},
    {"apps/", "Deployment", [](Semantics &to, Node object) { to.workload(object); }, false},
    {"apps/", "ReplicaSet", [](Semantics &to, Node object) { to.workload(object); }, false},
    {"apps/", "StatefulSet", [](Semantics &to, Node object) { to.workload(object); }, false},
    {"apps/", "DaemonSet", [](Semantics &to, Node object) { to.workload(object); }, false},
    {"batch/", "Job", [](Semantics &to, Node object) { to.job(object["spec"]); }, false},
    {"batch/", "CronJob", [](Semantics &to, Node object) { to.cronJob(object); }, false},
    {"", "Service", [](Semantics &to, Node object) { to.service(object); }, false},
    {"networking.k8s.io/", "Ingress", [](Semantics &to, Node object) { to.ingress(object); }, false},
    {"networking.k8s.io/", "NetworkPolicy", [](Semantics &to, Node object) { to.networkPolicy(object); }},
    {"autoscaling/", "HorizontalPodAutoscaler", [](Semantics &to, Node object) { to.autoscaler(object); }, false},
    {"policy/", "PodDisruptionBudget", [](Semantics &to, Node object) { to.disruptionBudget(object); }},
    {"", "PersistentVolumeClaim", [](Semantics &to, Node object) { to.claim(object["spec"]); }, false},
    {"", "PersistentVolume", [](Semantics &to, Node object) { to.volume(object); }, false},
    {"", "ConfigMap", [](Semantics &to, Node object) { to.configMap(object); }},
    {"", "Secret", [](Semantics &to, Node object) { to.secret(object); }},
    {"rbac.authorization.k8s.io/", "RoleBinding", [](Semantics &to, Node object) { to.binding(object); }},
    {"rbac.authorization.k8s.io/", "ClusterRoleBinding", [](Semantics &to, Node object) { to.binding(object); }},
    {"apiextensions.k8s.io/", "CustomResourceDefinition", [](Semantics &to, Node object) { to.definition(object); }},
    {"scheduling.k8s.io/", "PriorityClass", [](Semantics &to, Node object) { to.priorityClass(object); }},
});

bool isClusterWide(std::string_view kind) {
    static constexpr std::array<std::string_view, 13> kinds = {"Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "StorageClass",
        "PriorityClass", "CustomResourceDefinition", "IngressClass", "RuntimeClass", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "CSIDriver"};
    return std::ranges::contains(kinds, kind);
}

QString nameError(std::string_view apiVersion, std::string_view kind, std::string_view name) {
    if (apiVersion.starts_with("rbac.authorization.k8s.io/"))
        return name == "." || name == ".." || name.find_first_of("/%") != std::string_view::npos ? tr("may not be a path and may not hold \"/\" or \"%\"") : QString();
    if (kind == "Service" && apiVersion == "v1")
        return dnsLabel1035Error(name);
    return kind == "Namespace" ? dnsLabelError(name) : dnsSubdomainError(name);
}

} // namespace

void Semantics::say(const char *code, Node at, QString message, std::string suggestion) {
    m_problems.push_back({code, at, false, std::move(message), std::move(suggestion)});
}

void Semantics::need(Node map, std::string_view key, const QString &message) {
    say("invalid-missing", map, message, std::string(key));
}

void Semantics::needSpec(Node holder, const QString &message) {
    if (holder.isMap() && holder["spec"].isNull())
        need(holder, "spec", message);
}

void Semantics::metadata(Node object) {
    const Node meta = object["metadata"];
    const Node name = meta["name"];
    const std::string_view kind = object["kind"].text();
    if (!name || name.text().empty()) {
        if (meta["generateName"].text().empty())
            need(meta.isMap() ? meta : object, meta.isMap() ? "name" : "metadata", tr("%1 has no name: write metadata.name").arg(shown(kind)));
    } else if (name.isString()) {
        if (const QString wrong = nameError(object["apiVersion"].text(), kind, name.text()); !wrong.isEmpty())
            say("invalid-name", name, tr("The name \"%1\" %2").arg(shown(name.text()), wrong));
    }
    if (const Node ns = meta["namespace"]; ns && !ns.text().empty() && isClusterWide(kind))
        say("invalid-namespace", ns, tr("%1 belongs to the whole cluster and has no namespace").arg(shown(kind)));
    std::size_t total = 0;
    for (const Node annotation : meta["annotations"])
        total += annotation.key().size() + annotation.text().size();
    constexpr std::size_t most = 256 * 1024;
    if (total > most)
        say("invalid-size", meta["annotations"], tr("The annotations have %1 bytes together; at most %2 are allowed").arg(total).arg(most));
}

void judgeSemantics(Node object, std::vector<SchemaProblem> &problems) {
    Semantics semantics(problems);
    const std::string_view apiVersion = object["apiVersion"].text();
    const std::string_view kind = object["kind"].text();
    if (!kind.ends_with("List"))
        semantics.metadata(object);
    for (const Entry &entry : entries) {
        const bool same = entry.group.empty() ? apiVersion == "v1" : apiVersion.starts_with(entry.group);
        if (!same || entry.kind != kind)
            continue;
        if (!entry.mayLackSpec)
            semantics.needSpec(object, tr("%1 has no spec").arg(shown(kind)));
        entry.judge(semantics, object);
    }
}

} // namespace config::schema
