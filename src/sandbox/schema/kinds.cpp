// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/kinds.h"

#include <algorithm>

namespace sandbox {

namespace {

using Names = std::vector<std::string_view>;

enum class Scope { Cluster, Namespace };

Kind make(std::string_view groupVersion, std::string_view kind, std::string_view plural, std::string_view singular,
    Scope scope, Names shortNames = {}, Names subresources = {}, Names categories = {}) {
    const auto slash = groupVersion.find('/');
    const bool core = slash == std::string_view::npos;
    return {core ? std::string_view{} : groupVersion.substr(0, slash),
        core ? groupVersion : groupVersion.substr(slash + 1), kind, plural, singular, scope == Scope::Namespace,
        std::move(shortNames), std::move(subresources), std::move(categories)};
}

std::vector<Kind> coreKinds() {
    constexpr auto cluster = Scope::Cluster;
    constexpr auto ns = Scope::Namespace;
    return {
        make("v1", "ConfigMap", "configmaps", "configmap", ns, {"cm"}),
        make("v1", "Endpoints", "endpoints", "endpoints", ns, {"ep"}),
        make("v1", "Event", "events", "event", ns, {"ev"}),
        make("v1", "LimitRange", "limitranges", "limitrange", ns, {"limits"}),
        make("v1", "Namespace", "namespaces", "namespace", cluster, {"ns"}, {"finalize", "status"}),
        make("v1", "Node", "nodes", "node", cluster, {"no"}, {"status"}),
        make("v1", "PersistentVolumeClaim", "persistentvolumeclaims", "persistentvolumeclaim", ns, {"pvc"}, {"status"}),
        make("v1", "PersistentVolume", "persistentvolumes", "persistentvolume", cluster, {"pv"}, {"status"}),
        make("v1", "Pod", "pods", "pod", ns, {"po"},
            {"attach", "binding", "eviction", "exec", "log", "portforward", "status"}, {"all"}),
        make("v1", "ResourceQuota", "resourcequotas", "resourcequota", ns, {"quota"}, {"status"}),
        make("v1", "Secret", "secrets", "secret", ns),
        make("v1", "ServiceAccount", "serviceaccounts", "serviceaccount", ns, {"sa"}, {"token"}),
        make("v1", "Service", "services", "service", ns, {"svc"}, {"proxy", "status"}, {"all"}),
    };
}

std::vector<Kind> workloadKinds() {
    constexpr auto ns = Scope::Namespace;
    const Names scaled = {"scale", "status"};
    return {
        make("apps/v1", "ControllerRevision", "controllerrevisions", "controllerrevision", ns),
        make("apps/v1", "DaemonSet", "daemonsets", "daemonset", ns, {"ds"}, {"status"}, {"all"}),
        make("apps/v1", "Deployment", "deployments", "deployment", ns, {"deploy"}, scaled, {"all"}),
        make("apps/v1", "ReplicaSet", "replicasets", "replicaset", ns, {"rs"}, scaled, {"all"}),
        make("apps/v1", "StatefulSet", "statefulsets", "statefulset", ns, {"sts"}, scaled, {"all"}),
        make("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "horizontalpodautoscaler", ns,
            {"hpa"}, {"status"}, {"all"}),
        make("batch/v1", "CronJob", "cronjobs", "cronjob", ns, {"cj"}, {"status"}, {"all"}),
        make("batch/v1", "Job", "jobs", "job", ns, {}, {"status"}, {"all"}),
    };
}

std::vector<Kind> otherKinds() {
    constexpr auto cluster = Scope::Cluster;
    constexpr auto ns = Scope::Namespace;
    return {
        make("coordination.k8s.io/v1", "Lease", "leases", "lease", ns),
        make("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "endpointslice", ns),
        make("events.k8s.io/v1", "Event", "events", "event", ns, {"ev"}),
        make("networking.k8s.io/v1", "IngressClass", "ingressclasses", "ingressclass", cluster),
        make("networking.k8s.io/v1", "Ingress", "ingresses", "ingress", ns, {"ing"}, {"status"}),
        make("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "networkpolicy", ns, {"netpol"}),
        make(
            "policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "poddisruptionbudget", ns, {"pdb"}, {"status"}),
        make(
            "rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", "clusterrolebinding", cluster),
        make("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", "clusterrole", cluster),
        make("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", "rolebinding", ns),
        make("rbac.authorization.k8s.io/v1", "Role", "roles", "role", ns),
        make("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "priorityclass", cluster, {"pc"}),
        make("storage.k8s.io/v1", "StorageClass", "storageclasses", "storageclass", cluster, {"sc"}),
    };
}

std::vector<Kind> allKinds() {
    auto all = coreKinds();
    for (auto &part : {workloadKinds(), otherKinds()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

std::string Kind::apiVersion() const {
    return group.empty() ? std::string(version) : std::string(group) + '/' + std::string(version);
}

std::string Kind::resource() const {
    return group.empty() ? std::string(plural) : std::string(plural) + '.' + std::string(group);
}

std::span<const Kind> kinds() {
    static const std::vector<Kind> all = allKinds();
    return all;
}

const Kind *findKind(std::string_view group, std::string_view version, std::string_view plural) {
    const auto found = std::ranges::find_if(kinds(),
        [&](const Kind &kind) { return kind.group == group && kind.version == version && kind.plural == plural; });
    return found == kinds().end() ? nullptr : &*found;
}

const Kind *findKindByName(std::string_view apiVersion, std::string_view name) {
    const auto found = std::ranges::find_if(
        kinds(), [&](const Kind &kind) { return kind.kind == name && kind.apiVersion() == apiVersion; });
    return found == kinds().end() ? nullptr : &*found;
}

const Kind *findResource(std::string_view resource) {
    const auto found = std::ranges::find_if(kinds(), [&](const Kind &kind) { return kind.resource() == resource; });
    return found == kinds().end() ? nullptr : &*found;
}

} // namespace sandbox
