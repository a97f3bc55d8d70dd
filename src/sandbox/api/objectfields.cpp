// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/objectfields.h"

#include "sandbox/store/fields.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace sandbox {

namespace {

/// Kinds whose spec has a generation.
bool countsGenerations(const Kind &kind) {
    static const std::set<std::string_view> groups = {"apps", "batch", "networking.k8s.io", "policy"};
    return groups.contains(kind.group) && kind.kind != "ControllerRevision";
}

/// https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
std::string qosClass(const Json &pod) {
    bool any = false;
    bool guaranteed = true;
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(pod, list)) {
            const auto &limits = field(container, "resources.limits");
            const auto &requests = field(container, "resources.requests");
            any = any || !limits.empty() || !requests.empty();
            for (const char *resource : {"cpu", "memory"}) {
                const auto &limit = field(limits, resource);
                const auto &request = field(requests, resource);
                if (limit.is_null() || (!request.is_null() && quantityOf(request) != quantityOf(limit)))
                    guaranteed = false;
            }
        }
    }
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
}

Json toleration(const char *key) {
    return {{"key", key}, {"operator", "Exists"}, {"effect", "NoExecute"}, {"tolerationSeconds", 300}};
}

void addDefaultTolerations(Json &spec) {
    if (!spec["tolerations"].is_array())
        spec["tolerations"] = Json::array();
    for (const char *key : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}) {
        const bool there = std::ranges::any_of(spec["tolerations"], [key](const Json &known) {
            const auto knownKey = textAt(known, "key");
            return (knownKey == key || knownKey.empty()) && textAt(known, "effect", "NoExecute") == "NoExecute";
        });
        if (!there)
            spec["tolerations"].push_back(toleration(key));
    }
}

void preparePod(const ObjectStore &store, Json &pod) {
    auto &spec = pod["spec"];
    if (textAt(spec, "serviceAccountName").empty())
        spec["serviceAccountName"] = textAt(spec, "serviceAccount").empty() ? "default" : textAt(spec, "serviceAccount");
    spec["serviceAccount"] = spec["serviceAccountName"];
    const auto className = textAt(spec, "priorityClassName");
    const auto priority = className.empty() ? nullptr : store.get({"priorityclasses.scheduling.k8s.io", {}, className});
    spec["priority"] = priority ? numberAt(*priority, "value") : 0;
    if (!spec.contains("preemptionPolicy"))
        spec["preemptionPolicy"] = priority ? textAt(*priority, "preemptionPolicy", "PreemptLowerPriority") : "PreemptLowerPriority";
    addDefaultTolerations(spec);
    pod["status"] = {{"phase", "Pending"}, {"qosClass", qosClass(pod)}};
}

/// The next one after that of the service "kubernetes", which has the first.
std::string freeAddress(const ObjectStore &store) {
    std::set<std::string> taken;
    for (const auto &service : store.list("services"))
        taken.insert(textAt(*service, "spec.clusterIP"));
    const auto kubernetes = store.get({"services", "default", "kubernetes"});
    std::string network = kubernetes ? textAt(*kubernetes, "spec.clusterIP") : std::string(); // "10.96.", and the third number
    if (std::ranges::count(network, '.') != 3)
        network = "10.96.0.1";
    network.resize(network.rfind('.'));
    const int third = std::atoi(network.substr(network.rfind('.') + 1).c_str());
    network.resize(network.rfind('.') + 1);
    for (int i = 10; third + i / 256 < 255; ++i) { // the first ones are left to the cluster itself
        const auto address = network + std::to_string(third + i / 256) + '.' + std::to_string(i % 256);
        if (i % 256 != 0 && i % 256 != 255 && !taken.contains(address))
            return address;
    }
    return {};
}

void prepareService(const ObjectStore &store, Json &service) {
    auto &spec = service["spec"];
    if (textAt(spec, "type") == "ExternalName")
        return;
    if (textAt(spec, "clusterIP").empty())
        spec["clusterIP"] = freeAddress(store);
    spec["clusterIPs"] = Json::array({spec["clusterIP"]});
    if (!spec.contains("ipFamilies"))
        spec["ipFamilies"] = Json::array({"IPv4"});
    if (!spec.contains("ipFamilyPolicy"))
        spec["ipFamilyPolicy"] = "SingleStack";
    service["status"] = {{"loadBalancer", Json::object()}};
}

void prepareNamespace(Json &object) {
    object["spec"]["finalizers"] = Json::array({"kubernetes"});
    object["status"] = {{"phase", "Active"}};
    object["metadata"]["labels"]["kubernetes.io/metadata.name"] = object["metadata"]["name"];
}

void keep(const Json &before, Json &object, const char *key) {
    if (before.contains(key))
        object[key] = before[key];
    else
        object.erase(key);
}

void keepAddresses(const Json &before, Json &service) {
    auto &spec = service["spec"];
    const auto type = textAt(spec, "type");
    if (type == "ExternalName" || textAt(before, "spec.type") == "ExternalName")
        return;
    for (const char *key : {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
        const bool missing = !spec.contains(key) || spec[key].is_null() || spec[key].empty() || spec[key] == "";
        if (missing && before["spec"].contains(key))
            spec[key] = before["spec"][key];
    }
}

/// One step of a path: "containers[0]" is the key and then the index; keys may hold dots, so the longest that is there is taken.
void dropAt(Json &at, std::string_view path) {
    if (path.starts_with('[')) {
        const auto close = path.find(']');
        const auto index = static_cast<std::size_t>(std::atoll(std::string(path.substr(1, close - 1)).c_str()));
        if (close == std::string_view::npos || !at.is_array() || index >= at.size())
            return;
        const auto rest = path.substr(close + 1);
        dropAt(at[index], rest.starts_with('.') ? rest.substr(1) : rest);
        return;
    }
    if (!at.is_object())
        return;
    if (at.erase(std::string(path)) > 0)
        return;
    for (auto end = path.find_last_of(".["); end != std::string_view::npos && end > 0; end = path.find_last_of(".[", end - 1)) {
        const auto found = at.find(std::string(path.substr(0, end)));
        if (found != at.end())
            return dropAt(*found, path.substr(path[end] == '.' ? end + 1 : end));
    }
}

} // namespace

bool hasSubresource(const Kind &kind, std::string_view subresource) {
    return std::ranges::find(kind.subresources, subresource) != kind.subresources.end();
}

std::string generatedName(const std::string &base) {
    constexpr std::string_view letters = "bcdfghjklmnpqrstvwxz2456789"; // apimachinery util/rand
    std::string name = base.substr(0, 58);
    for (int i = 0; i < 5; ++i)
        name += letters[static_cast<std::size_t>(QRandomGenerator::global()->bounded(static_cast<int>(letters.size())))];
    return name;
}

void dropServerFields(Json &object) {
    for (const char *key : {"uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
             "generation", "selfLink"})
        object["metadata"].erase(key);
}

void prepareNew(const ObjectStore &store, const Kind &kind, Json &object) {
    if (countsGenerations(kind))
        object["metadata"]["generation"] = 1;
    if (hasSubresource(kind, "status") && kind.kind != "Node")
        object["status"] = Json::object();
    if (kind.kind == "Pod")
        preparePod(store, object);
    else if (kind.kind == "Service")
        prepareService(store, object);
    else if (kind.kind == "Namespace")
        prepareNamespace(object);
    else if (kind.kind == "PersistentVolumeClaim" || kind.kind == "PersistentVolume")
        object["status"] = {{"phase", "Pending"}};
}

void prepareUpdate(const Kind &kind, const std::string &subresource, const Json &before, Json &object) {
    auto &metadata = object["metadata"];
    const auto &live = before["metadata"];
    for (const char *key : {"name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"})
        keep(live, metadata, key);
    if (subresource == "status") {
        const auto fields = metadata.find("managedFields");
        Json written = fields == metadata.end() ? Json() : *fields;
        metadata = live;
        if (!written.is_null())
            metadata["managedFields"] = std::move(written);
        Json status = object.contains("status") ? object["status"] : Json();
        metadata["resourceVersion"] = live["resourceVersion"];
        Json kept = before;
        kept["metadata"] = metadata;
        if (!status.is_null())
            kept["status"] = std::move(status);
        object = std::move(kept);
        return;
    }
    if (hasSubresource(kind, "status"))
        keep(before, object, "status");
    if (kind.kind == "Service")
        keepAddresses(before, object);
    if (countsGenerations(kind) && object.value("spec", Json()) != before.value("spec", Json()))
        metadata["generation"] = numberAt(live, "generation") + 1;
}

void dropUnknownFields(Json &object, const std::vector<std::string> &findings) {
    for (const auto &finding : findings) {
        const auto open = finding.find('"');
        const auto close = finding.rfind('"');
        if (open != std::string::npos && close > open)
            dropAt(object, std::string_view(finding).substr(open + 1, close - open - 1));
    }
}

} // namespace sandbox
