// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// https://kubernetes.io/docs/concepts/policy/resource-quotas/
#include "sandbox/schema/quota.h"

#include "sandbox/schema/admission.h"
#include "sandbox/schema/canonicalquantity.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace sandbox {

namespace {

/// Sum over the containers of a pod, init containers counted as the scheduler counts them.
double podLimit(const Json &pod, std::string_view resource) {
    const auto limit = [&](const Json &container) {
        const Json &limits = field(container, "resources.limits");
        const auto found = limits.is_object() ? limits.find(resource) : limits.end();
        return found == limits.end() ? 0.0 : quantityOf(*found).value_or(0);
    };
    double running = 0;
    double initial = 0;
    for (const auto &container : itemsAt(pod, "spec.containers"))
        running += limit(container);
    for (const auto &container : itemsAt(pod, "spec.initContainers")) {
        if (textAt(container, "restartPolicy") == "Always")
            running += limit(container);
        else
            initial = std::max(initial, limit(container));
    }
    return std::max(running, initial);
}

double usedByPod(const Json &pod, std::string_view name) {
    if (podFinished(pod))
        return 0;
    if (name == "pods")
        return 1;
    if (name.starts_with("limits."))
        return podLimit(pod, name.substr(7));
    if (name.starts_with("requests.") && name != "requests.storage")
        return podRequest(pod, name.substr(9));
    return name == "cpu" || name == "memory" || name == "ephemeral-storage" ? podRequest(pod, name) : 0;
}

double usedByClaim(const Json &claim, std::string_view name) {
    const double size = quantityOf(field(claim, "spec.resources.requests.storage")).value_or(0);
    if (name == "persistentvolumeclaims")
        return 1;
    if (name == "requests.storage")
        return size;
    constexpr std::string_view classSuffix = ".storageclass.storage.k8s.io/";
    const auto dot = name.find(classSuffix);
    if (dot == std::string_view::npos || textAt(claim, "spec.storageClassName") != name.substr(0, dot))
        return 0;
    return name.ends_with("/requests.storage") ? size : 1;
}

double usedByService(const Json &service, std::string_view name) {
    const std::string type = textAt(service, "spec.type");
    if (name == "services")
        return 1;
    if (name == "services.loadbalancers")
        return type == "LoadBalancer" ? 1 : 0;
    if (name == "services.nodeports")
        return type == "NodePort" || type == "LoadBalancer" ? static_cast<double>(itemsAt(service, "spec.ports").size())
                                                            : 0;
    return 0;
}

double usedBy(const std::string &resource, const Json &object, std::string_view name) {
    if (name.starts_with("count/"))
        return name.substr(6) == resource ? 1 : 0;
    if (resource == "pods")
        return usedByPod(object, name);
    if (resource == "persistentvolumeclaims")
        return usedByClaim(object, name);
    if (resource == "services")
        return usedByService(object, name);
    const bool counted = resource == "secrets" || resource == "configmaps" || resource == "resourcequotas";
    return counted && name == resource ? 1 : 0;
}

/// Which resource's objects a name of a quota counts.
std::string countedResource(const std::string &name) {
    if (name.starts_with("count/"))
        return name.substr(6);
    if (name == "persistentvolumeclaims" || name.ends_with("requests.storage") ||
        name.contains(".storageclass.storage.k8s.io/"))
        return "persistentvolumeclaims";
    if (name.starts_with("services"))
        return "services";
    if (name == "secrets" || name == "configmaps" || name == "resourcequotas")
        return name;
    return "pods";
}

bool isBestEffort(const Json &pod) {
    for (const char *list : {"spec.containers", "spec.initContainers"}) {
        for (const auto &container : itemsAt(pod, list)) {
            for (const char *section : {"resources.requests", "resources.limits"}) {
                if (const Json &amounts = field(container, section); amounts.is_object() && !amounts.empty())
                    return false;
            }
        }
    }
    return true;
}

bool scopeMatches(const Json &requirement, const Json &pod) {
    const std::string scope = textAt(requirement, "scopeName");
    const bool ends = !field(pod, "spec.activeDeadlineSeconds").is_null();
    if (scope == "Terminating" || scope == "NotTerminating")
        return ends == (scope == "Terminating");
    if (scope == "BestEffort" || scope == "NotBestEffort")
        return isBestEffort(pod) == (scope == "BestEffort");
    if (scope != "PriorityClass")
        return false;
    const std::string priority = textAt(pod, "spec.priorityClassName");
    const std::string how = textAt(requirement, "operator");
    const bool listed = std::ranges::contains(itemsAt(requirement, "values"), Json(priority));
    if (how == "Exists" || how == "DoesNotExist")
        return priority.empty() == (how == "DoesNotExist");
    return listed == (how == "In");
}

/// Scopes restrict a quota to some pods.
bool inScope(const Json &quotaSpec, const std::string &resource, const Json &object) {
    const Json &scopes = itemsAt(quotaSpec, "scopes");
    const Json &selector = itemsAt(quotaSpec, "scopeSelector.matchExpressions");
    if (scopes.empty() && selector.empty())
        return true;
    if (resource != "pods")
        return false;
    return std::ranges::all_of(scopes, [&](const Json &scope) {
        return scopeMatches({{"scopeName", scope}}, object);
    }) && std::ranges::all_of(selector, [&](const Json &requirement) { return scopeMatches(requirement, object); });
}

std::map<std::string, double> usage(const ObjectStore &store, const std::string &ns, const Json &quotaSpec) {
    std::map<std::string, double> used;
    const Json &hard = field(quotaSpec, "hard");
    if (!hard.is_object())
        return used;
    std::map<std::string, std::vector<std::string>> namesByResource;
    for (const auto &[name, limit] : hard.items()) {
        used[name] = 0;
        namesByResource[countedResource(name)].push_back(name);
    }
    for (const auto &[resource, names] : namesByResource) {
        for (const auto &object : store.list(resource, ns)) {
            if (!inScope(quotaSpec, resource, *object))
                continue;
            for (const auto &name : names)
                used[name] += usedBy(resource, *object, name);
        }
    }
    return used;
}

/// What the containers of a pod must say because a quota counts it: "limits.cpu for: api; requests.cpu for: api".
std::string unsaid(const Json &hard, const Json &pod) {
    std::string text;
    for (const auto &[name, limit] : hard.items()) {
        const bool isLimit = name == "limits.cpu" || name == "limits.memory";
        const bool isRequest = name == "requests.cpu" || name == "requests.memory" || name == "cpu" || name == "memory";
        if (!isLimit && !isRequest)
            continue;
        const std::string resource = name.substr(name.find('.') + 1);
        const std::string section = isLimit ? "resources.limits" : "resources.requests";
        std::set<std::string> containers;
        for (const char *list : {"spec.containers", "spec.initContainers"}) {
            for (const auto &container : itemsAt(pod, list)) {
                if (field(container, section + '.' + resource).is_null())
                    containers.insert(textAt(container, "name"));
            }
        }
        std::string who;
        for (const auto &container : containers)
            who += (who.empty() ? "" : ",") + container;
        if (!who.empty())
            text += (text.empty() ? "" : "; ") + name + " for: " + who;
    }
    return text;
}

struct Amounts {
    std::string requested;
    std::string used;
    std::string limited;
    void add(const std::string &name, double request, double use, const Json &limit) {
        const char *comma = requested.empty() ? "" : ",";
        requested += comma + name + '=' + amountText(name, request);
        used += comma + name + '=' + amountText(name, use);
        limited += comma + name + '=' + (limit.is_string() ? limit.get<std::string>() : limit.dump());
    }
};

Outcome<void> admitByOne(
    const ObjectStore &store, const Json &quota, const Kind &kind, const Json *before, const Json &object) {
    const Json &spec = field(quota, "spec");
    const Json &hard = field(spec, "hard");
    const std::string resource = kind.resource();
    if (!hard.is_object() || !inScope(spec, resource, object))
        return {};
    if (resource == "pods" && !before) {
        if (const auto what = unsaid(hard, object); !what.empty())
            return forbidden(kind, nameOf(object), "failed quota: " + nameOf(quota) + ": must specify " + what);
    }
    std::map<std::string, double> requested;
    for (const auto &[name, limit] : hard.items()) {
        const double delta = usedBy(resource, object, name) - (before ? usedBy(resource, *before, name) : 0);
        if (delta > 0)
            requested[name] = delta;
    }
    if (requested.empty())
        return {};
    const auto used = usage(store, namespaceOf(object), spec);
    Amounts amounts;
    for (const auto &[name, request] : requested) {
        // a millionth: sums of binary fractions are not exact
        if (used.at(name) + request > quantityOf(hard.at(name)).value_or(0) + 1e-6)
            amounts.add(name, request, used.at(name), hard.at(name));
    }
    if (amounts.requested.empty())
        return {};
    return forbidden(kind, nameOf(object),
        "exceeded quota: " + nameOf(quota) + ", requested: " + amounts.requested + ", used: " + amounts.used +
            ", limited: " + amounts.limited);
}

} // namespace

std::unexpected<StatusError> forbidden(const Kind &kind, const std::string &name, const std::string &why) {
    Json details = {{"name", name}, {"kind", kind.plural}};
    if (!kind.group.empty())
        details["group"] = kind.group;
    return std::unexpected(
        StatusError{403, "Forbidden", kind.resource() + " \"" + name + "\" is forbidden: " + why, details});
}

Outcome<void> admitByQuota(const ObjectStore &store, const Kind &kind, const Json *before, const Json &object) {
    for (const auto &quota : store.list("resourcequotas", namespaceOf(object))) {
        if (auto admitted = admitByOne(store, *quota, kind, before, object); !admitted)
            return admitted;
    }
    return {};
}

Json quotaUsage(const ObjectStore &store, const std::string &ns, const Json &quotaSpec) {
    Json used = Json::object();
    for (const auto &[name, amount] : usage(store, ns, quotaSpec))
        used[name] = amountText(name, amount);
    return used;
}

} // namespace sandbox
