// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/podmetrics.h"

#include "sandbox/store/fields.h"

#include <cmath>

namespace sandbox {

namespace {

constexpr const char *groupVersion = "metrics.k8s.io/v1beta1";

Json usageOf(const PodUsage &usage) {
    return {{"cpu", std::to_string(std::llround(usage.cores * 1e9)) + 'n'},
        {"memory", std::to_string(std::llround(usage.bytes / 1024)) + "Ki"}};
}

Json metricsObject(const char *kind, const Json &object, const std::string &now) {
    Json metadata = {{"name", nameOf(object)}, {"creationTimestamp", now}};
    if (const auto ns = namespaceOf(object); !ns.empty())
        metadata["namespace"] = ns;
    if (const auto &labels = field(object, "metadata.labels"); labels.is_object())
        metadata["labels"] = labels;
    return {{"kind", kind}, {"apiVersion", groupVersion}, {"metadata", std::move(metadata)}, {"timestamp", now}, {"window", "15s"}};
}

Json podMetrics(const Backends &backends, const Json &pod, const std::string &now) {
    const auto usages = backends.usage ? backends.usage(namespaceOf(pod), nameOf(pod)) : Backends::ContainerUsages();
    if (usages.empty())
        return nullptr;
    Json metrics = metricsObject("PodMetrics", pod, now);
    metrics["containers"] = Json::array();
    for (const auto &[container, usage] : usages)
        metrics["containers"].push_back({{"name", container}, {"usage", usageOf(usage)}});
    return metrics;
}

Json nodeMetrics(const ObjectStore &store, const Backends &backends, const Json &node, const std::string &now) {
    PodUsage total;
    for (const auto &pod : store.list("pods")) {
        if (!backends.usage || textAt(*pod, "spec.nodeName") != nameOf(node))
            continue;
        for (const auto &[container, usage] : backends.usage(namespaceOf(*pod), nameOf(*pod))) {
            total.cores += usage.cores;
            total.bytes += usage.bytes;
        }
    }
    Json metrics = metricsObject("NodeMetrics", node, now);
    metrics["usage"] = usageOf(total);
    return metrics;
}

} // namespace

Outcome<Json> resourceMetrics(
    const ObjectStore &store, const Backends &backends, const RequestPath &path, const LabelSelector &selector) {
    const bool pods = path.resource == "pods";
    const auto metricsOf = [&](const Json &object) {
        return pods ? podMetrics(backends, object, store.now()) : nodeMetrics(store, backends, object, store.now());
    };
    if (!path.name.empty()) {
        const auto object = store.get({path.resource, path.ns, path.name});
        Json metrics = object ? metricsOf(*object) : Json();
        if (metrics.is_null())
            return notFound(path.resource + ".metrics.k8s.io", path.ns.empty() ? path.name : path.ns + '/' + path.name);
        return metrics;
    }
    Json items = Json::array();
    for (const auto &object : store.list(path.resource, path.ns)) {
        if (!selector.matches(*object))
            continue;
        if (Json metrics = metricsOf(*object); !metrics.is_null())
            items.push_back(std::move(metrics));
    }
    return Json{{"kind", pods ? "PodMetricsList" : "NodeMetricsList"}, {"apiVersion", groupVersion}, {"metadata", Json::object()},
        {"items", std::move(items)}};
}

} // namespace sandbox
