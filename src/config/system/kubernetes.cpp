// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/names.h"
#include "config/system/projections.h"
#include "config/system/reading.h"
#include "config/system/units.h"

#include <algorithm>

namespace config {

namespace {

class KubernetesReader {
public:
    KubernetesReader(const Scope &scope, const Object &object) : m_scope(scope), m_object(object) {}

    [[nodiscard]] Service service() const {
        Service result;
        const Node pod = isKnative() ? m_object.root.find("spec.template.spec") : podSpec(m_object);
        const Node container = mainContainer(pod);
        result.written = std::string(m_object.name);
        result.site = site(container);
        result.environmentSite = site(container["env"] ? container["env"] : container);
        if (container["image"])
            result.image = {std::string(container["image"].text()), site(container["image"])};
        result.name = serviceName(result.written, result.image ? result.image->value : std::string());
        result.command = commandOf(container);
        for (const Node port : container["ports"])
            if (const auto number = port["containerPort"].toInteger())
                result.ports.push_back({int(*number), site(port["containerPort"])});
        readEnvironment(container, result);
        result.resources = resourcesOf(container["resources"]);
        readProbes(container, result);
        result.replicas = isKnative() ? knativeReplicas() : replicas();
        return result;
    }

    [[nodiscard]] bool isKnative() const { return m_object.apiVersion.starts_with("serving.knative.dev/"); }

private:
    [[nodiscard]] Site site(Node node) const { return {m_object.document, node, &m_scope, &m_object}; }

    /// The one that is called like the object, else the first.
    [[nodiscard]] Node mainContainer(Node pod) const {
        for (const Node container : pod["containers"])
            if (container["name"].text() == m_object.name)
                return container;
        return pod["containers"][std::size_t(0)];
    }

    [[nodiscard]] std::optional<Placed<std::string>> commandOf(Node container) const {
        std::string words = joinedWords(container["command"]);
        const std::string arguments = joinedWords(container["args"]);
        if (!words.empty() && !arguments.empty())
            words += ' ';
        words += arguments;
        if (words.empty())
            return {};
        return Placed<std::string>{words, site(container["command"] ? container["command"] : container["args"])};
    }

    void readEnvironment(Node container, Service &result) const {
        for (const Node from : container["envFrom"]) {
            const Object *map = m_scope.find("ConfigMap", from["configMapRef"]["name"].text());
            if (!map || !from["configMapRef"]) {
                result.environmentOpen = true;
                continue;
            }
            for (const Node entry : map->root["data"])
                put(result.environment, {std::string(from["prefix"].text()) + std::string(entry.key()), Given::Literal, std::string(entry.text()), false,
                    Site{map->document, entry, &m_scope, map}});
        }
        for (const Node entry : container["env"])
            put(result.environment, variable(entry));
    }

    [[nodiscard]] Variable variable(Node entry) const {
        Variable result{std::string(entry["name"].text()), Given::Literal, std::string(entry["value"].text()), false, site(entry["value"] ? entry["value"] : entry)};
        const Node from = entry["valueFrom"];
        if (!from)
            return result;
        result.site = site(from);
        if (const Node secret = from["secretKeyRef"]) {
            result.given = Given::Secret;
            result.text = std::string(secret["key"].text());
        } else if (const Node map = from["configMapKeyRef"]) {
            const Object *object = m_scope.find("ConfigMap", map["name"].text());
            const Node value = object ? object->root["data"][map["key"].text()] : Node();
            result.given = value ? Given::Literal : Given::Config;
            result.text = std::string(value ? value.text() : map["key"].text());
            if (value)
                result.site = {object->document, value, &m_scope, object};
        } else {
            result.given = Given::Pod;
        }
        return result;
    }

    [[nodiscard]] Resources resourcesOf(Node node) const {
        Resources result;
        const auto cpu = [this](Node value, auto &into) {
            if (const auto cores = cpuOf(value.text()); value && cores)
                into = {*cores, site(value)};
        };
        const auto memory = [this](Node value, auto &into) {
            if (const auto bytes = memoryOf(value.text(), Letters::Decimal); value && bytes)
                into = {*bytes, site(value)};
        };
        cpu(node["requests"]["cpu"], result.cpuRequest);
        cpu(node["limits"]["cpu"], result.cpuLimit);
        memory(node["requests"]["memory"], result.memoryRequest);
        memory(node["limits"]["memory"], result.memoryLimit);
        return result;
    }

    void readProbes(Node container, Service &result) const {
        for (const std::string_view kind : {"readinessProbe", "startupProbe", "livenessProbe"}) {
            const Node get = container[kind]["httpGet"];
            if (!get["path"])
                continue;
            Probe probe{std::string(get["path"].text()), int(get["port"].toInteger().value_or(0)), site(get["path"])};
            for (const Node port : container["ports"])
                if (probe.port == 0 && port["name"].text() == get["port"].text())
                    probe.port = int(port["containerPort"].toInteger().value_or(0));
            result.probes.push_back(std::move(probe));
        }
    }

    [[nodiscard]] std::optional<Replicas> replicas() const {
        for (const Object *scaler : m_scope.ofKind("HorizontalPodAutoscaler")) {
            const Node target = scaler->root["spec"]["scaleTargetRef"];
            if (target["kind"].text() != m_object.kind || target["name"].text() != m_object.name)
                continue;
            const Node least = scaler->root["spec"]["minReplicas"];
            const Node most = scaler->root["spec"]["maxReplicas"];
            return Replicas{int(least.toInteger().value_or(1)), int(most.toInteger().value_or(1)), {scaler->document, least ? least : most, &m_scope, scaler}};
        }
        if (m_object.kind != "Deployment" && m_object.kind != "StatefulSet")
            return {};
        const Node number = m_object.root["spec"]["replicas"];
        const int count = int(number.toInteger().value_or(1));
        return Replicas{count, count, site(number ? number : m_object.root["spec"])};
    }

    [[nodiscard]] std::optional<Replicas> knativeReplicas() const {
        const Node annotations = m_object.root.find("spec.template.metadata.annotations");
        const Node least = annotations["autoscaling.knative.dev/minScale"];
        const Node most = annotations["autoscaling.knative.dev/maxScale"];
        if (!least && !most)
            return {};
        return Replicas{numberIn(least.text()).value_or(0), numberIn(most.text()).value_or(100), site(least ? least : most)};
    }

    const Scope &m_scope;
    const Object &m_object;
};

/// Whether a Kubernetes Service of this name leads to the workload.
bool leadsTo(const Scope &scope, std::string_view name, const Object &workload) {
    const Object *service = scope.find("Service", name);
    return service && selects(service->root["spec"]["selector"], podMetadata(workload)["labels"], true);
}

void readHosts(const Scope &scope, const Object &workload, Service &service) {
    for (const Object *ingress : scope.ofKind("Ingress")) {
        for (const Node rule : ingress->root["spec"]["rules"]) {
            const Node paths = rule["http"]["paths"];
            const bool leads = std::any_of(paths.begin(), paths.end(),
                [&](Node path) { return leadsTo(scope, path["backend"]["service"]["name"].text(), workload); });
            const auto known = std::ranges::find(service.hosts, rule["host"].text(), &Placed<std::string>::value);
            if (leads && rule["host"] && known == service.hosts.end())
                service.hosts.push_back({std::string(rule["host"].text()), {ingress->document, rule["host"], &scope, ingress}});
        }
    }
}

} // namespace

System kubernetesSystem(const Scope &scope) {
    System system;
    system.platform = scope.platform;
    system.name = scope.name;
    for (const Object &object : scope.objects) {
        const KubernetesReader reader(scope, object);
        const bool serves = reader.isKnative() ? object.kind == "Service" : isWorkload(object.kind);
        if (!serves)
            continue;
        system.services.push_back(reader.service());
        if (!reader.isKnative())
            readHosts(scope, object, system.services.back());
    }
    return system;
}

} // namespace config
