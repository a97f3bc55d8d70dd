// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/discovery.h"

#include <QString>
#include <QSysInfo>

#include <algorithm>

namespace sandbox {

namespace {

const std::vector<VirtualResource> &virtualResources() {
    static const std::vector<VirtualResource> resources = {
        {"authentication.k8s.io", "v1", "selfsubjectreviews", "selfsubjectreview", "SelfSubjectReview", false, {"create"}},
        {"authorization.k8s.io", "v1", "localsubjectaccessreviews", "localsubjectaccessreview", "LocalSubjectAccessReview", true, {"create"}},
        {"authorization.k8s.io", "v1", "selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview", false, {"create"}},
        {"authorization.k8s.io", "v1", "selfsubjectrulesreviews", "selfsubjectrulesreview", "SelfSubjectRulesReview", false, {"create"}},
        {"authorization.k8s.io", "v1", "subjectaccessreviews", "subjectaccessreview", "SubjectAccessReview", false, {"create"}},
        {"metrics.k8s.io", "v1beta1", "nodes", "", "NodeMetrics", false, {"get", "list"}},
        {"metrics.k8s.io", "v1beta1", "pods", "", "PodMetrics", true, {"get", "list"}},
    };
    return resources;
}

/// In the order in which clients prefer them: a name that two groups share ("events") means the first.
constexpr std::string_view groupOrder[] = {"", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling",
    "batch", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "scheduling.k8s.io", "coordination.k8s.io",
    "discovery.k8s.io", "metrics.k8s.io"};

constexpr std::string_view objectVerbs[] = {"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"};

std::vector<std::string_view> versionsOf(std::string_view group) {
    std::vector<std::string_view> versions;
    const auto add = [&versions](std::string_view version) {
        if (std::ranges::find(versions, version) == versions.end())
            versions.push_back(version);
    };
    for (const auto &kind : kinds()) {
        if (kind.group == group)
            add(kind.version);
    }
    for (const auto &resource : virtualResources()) {
        if (resource.group == group)
            add(resource.version);
    }
    return versions;
}

/// Group, version and kind of what a subresource reads and writes.
Json subresourceKind(const Kind &kind, std::string_view subresource) {
    if (subresource == "scale")
        return {{"group", "autoscaling"}, {"version", "v1"}, {"kind", "Scale"}};
    if (subresource == "eviction")
        return {{"group", "policy"}, {"version", "v1"}, {"kind", "Eviction"}};
    static constexpr std::pair<std::string_view, const char *> options[] = {{"attach", "PodAttachOptions"}, {"exec", "PodExecOptions"},
        {"portforward", "PodPortForwardOptions"}, {"proxy", "ServiceProxyOptions"}};
    if (const auto found = std::ranges::find(options, subresource, &std::pair<std::string_view, const char *>::first); found != std::end(options))
        return {{"group", ""}, {"version", "v1"}, {"kind", found->second}};
    return {{"group", kind.group}, {"version", kind.version}, {"kind", kind.kind}};
}

Json aggregatedKind(const Kind &kind) {
    Json json = {{"resource", kind.plural}, {"responseKind", {{"group", kind.group}, {"version", kind.version}, {"kind", kind.kind}}},
        {"scope", kind.namespaced ? "Namespaced" : "Cluster"}, {"singularResource", kind.singular}, {"verbs", objectVerbs}};
    if (!kind.shortNames.empty())
        json["shortNames"] = kind.shortNames;
    if (!kind.categories.empty())
        json["categories"] = kind.categories;
    for (const auto subresource : kind.subresources) {
        if (const auto verbs = subresourceVerbs(subresource); !verbs.empty())
            json["subresources"].push_back(
                {{"subresource", subresource}, {"responseKind", subresourceKind(kind, subresource)}, {"verbs", verbs}});
    }
    return json;
}

Json aggregatedVirtual(const VirtualResource &resource) {
    return {{"resource", resource.plural}, {"singularResource", resource.singular}, {"verbs", resource.verbs},
        {"responseKind", {{"group", resource.group}, {"version", resource.version}, {"kind", resource.kind}}},
        {"scope", resource.namespaced ? "Namespaced" : "Cluster"}};
}

Json aggregatedGroup(std::string_view group) {
    Json versions = Json::array();
    for (const auto version : versionsOf(group)) {
        Json resources = Json::array();
        for (const auto &kind : kinds()) {
            if (kind.group == group && kind.version == version)
                resources.push_back(aggregatedKind(kind));
        }
        for (const auto &resource : virtualResources()) {
            if (resource.group == group && resource.version == version)
                resources.push_back(aggregatedVirtual(resource));
        }
        versions.push_back({{"version", version}, {"resources", resources}, {"freshness", "Current"}});
    }
    return {{"metadata", {{"name", group}, {"creationTimestamp", nullptr}}}, {"versions", versions}};
}

Json groupEntry(std::string_view group) {
    Json versions = Json::array();
    for (const auto version : versionsOf(group))
        versions.push_back({{"groupVersion", std::string(group) + '/' + std::string(version)}, {"version", version}});
    return {{"name", group}, {"versions", versions}, {"preferredVersion", versions.at(0)}};
}

void addResources(const Kind &kind, Json &resources) {
    Json json = {{"name", kind.plural}, {"singularName", kind.singular}, {"namespaced", kind.namespaced}, {"kind", kind.kind},
        {"verbs", objectVerbs}};
    if (!kind.shortNames.empty())
        json["shortNames"] = kind.shortNames;
    if (!kind.categories.empty())
        json["categories"] = kind.categories;
    resources.push_back(std::move(json));
    for (const auto subresource : kind.subresources) {
        const auto verbs = subresourceVerbs(subresource);
        if (verbs.empty())
            continue;
        Json entry = subresourceKind(kind, subresource);
        if (entry["group"] == kind.group) {
            entry.erase("group");
            entry.erase("version");
        }
        entry["name"] = std::string(kind.plural) + '/' + std::string(subresource);
        entry["singularName"] = "";
        entry["namespaced"] = kind.namespaced;
        entry["verbs"] = verbs;
        resources.push_back(std::move(entry));
    }
}

} // namespace

const VirtualResource *findVirtual(std::string_view group, std::string_view version, std::string_view plural) {
    const auto found = std::ranges::find_if(virtualResources(), [&](const VirtualResource &resource) {
        return resource.group == group && resource.version == version && resource.plural == plural;
    });
    return found == virtualResources().end() ? nullptr : &*found;
}

Json versionDocument() {
    return {{"major", "1"}, {"minor", "32"}, {"gitVersion", "v1.32.0+aqi-sandbox"}, {"gitCommit", ""}, {"gitTreeState", "clean"},
        {"buildDate", "1970-01-01T00:00:00Z"}, {"goVersion", ""}, {"compiler", "gcc"},
        {"platform", "linux/" + QSysInfo::buildCpuArchitecture().toStdString()}};
}

std::vector<std::string_view> subresourceVerbs(std::string_view subresource) {
    if (subresource == "status" || subresource == "scale")
        return {"get", "patch", "update"};
    if (subresource == "log")
        return {"get"};
    if (subresource == "attach" || subresource == "exec" || subresource == "portforward")
        return {"create", "get"};
    if (subresource == "eviction")
        return {"create"};
    if (subresource == "finalize")
        return {"update"};
    if (subresource == "proxy")
        return {"create", "delete", "get", "patch", "update"};
    return {};
}

bool isGroupVersion(std::string_view group, std::string_view version) {
    const auto versions = versionsOf(group);
    return std::ranges::find(versions, version) != versions.end();
}

Json aggregatedDiscovery(DiscoveryRoot root) {
    Json items = Json::array();
    for (const auto group : groupOrder) {
        if (group.empty() == (root == DiscoveryRoot::Core) && !versionsOf(group).empty())
            items.push_back(aggregatedGroup(group));
    }
    return {{"kind", "APIGroupDiscoveryList"}, {"apiVersion", "apidiscovery.k8s.io/v2"}, {"metadata", Json::object()}, {"items", items}};
}

Json coreVersions() {
    return {{"kind", "APIVersions"}, {"versions", Json::array({"v1"})}, {"serverAddressByClientCIDRs", Json::array()}};
}

Json groupList() {
    Json groups = Json::array();
    for (const auto group : groupOrder) {
        if (!group.empty() && !versionsOf(group).empty())
            groups.push_back(groupEntry(group));
    }
    return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", groups}};
}

std::optional<Json> groupDocument(std::string_view group) {
    if (group.empty() || versionsOf(group).empty())
        return std::nullopt;
    Json document = groupEntry(group);
    document["kind"] = "APIGroup";
    document["apiVersion"] = "v1";
    return document;
}

std::optional<Json> resourceList(std::string_view group, std::string_view version) {
    if (!isGroupVersion(group, version))
        return std::nullopt;
    Json resources = Json::array();
    for (const auto &kind : kinds()) {
        if (kind.group == group && kind.version == version)
            addResources(kind, resources);
    }
    for (const auto &resource : virtualResources()) {
        if (resource.group == group && resource.version == version)
            resources.push_back({{"name", resource.plural}, {"singularName", resource.singular}, {"namespaced", resource.namespaced},
                {"kind", resource.kind}, {"verbs", resource.verbs}});
    }
    const auto groupVersion = group.empty() ? std::string(version) : std::string(group) + '/' + std::string(version);
    return Json{{"kind", "APIResourceList"}, {"apiVersion", "v1"}, {"groupVersion", groupVersion}, {"resources", resources}};
}

} // namespace sandbox
