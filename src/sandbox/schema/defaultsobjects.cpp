// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Defaults of what pods use and are reached by: pkg/apis/{core,networking,rbac,storage,scheduling,discovery} of
// Kubernetes 1.32.
#include "sandbox/schema/defaults.h"

#include "sandbox/schema/base64.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {
constexpr const char *rbacGroup = "rbac.authorization.k8s.io";

void defaultPort(Json &port) {
    preset(port, "protocol", "TCP");
    const Json &target = field(port, "targetPort");
    const bool unset = target.is_null() || target == 0 || target == "";
    if (unset && port.is_object() && port.contains("port"))
        port["targetPort"] = port["port"];
}
} // namespace

void defaultService(Json &object) {
    Json *spec = objectAt(object, "spec");
    if (!spec)
        return;
    preset(*spec, "type", "ClusterIP");
    preset(*spec, "sessionAffinity", "None");
    if (textAt(*spec, "sessionAffinity") == "ClientIP")
        preset(*spec, "sessionAffinityConfig", {{"clientIP", {{"timeoutSeconds", 10800}}}});
    if (Json *ports = arrayAt(*spec, "ports")) {
        for (auto &port : *ports)
            defaultPort(port);
    }
    const std::string type = textAt(*spec, "type");
    if (type != "ExternalName") {
        preset(*spec, "internalTrafficPolicy", "Cluster");
        preset(*spec, "ipFamilies", Json::array({"IPv4"}));
        preset(*spec, "ipFamilyPolicy", "SingleStack");
    }
    if (type == "NodePort" || type == "LoadBalancer")
        preset(*spec, "externalTrafficPolicy", "Cluster");
    if (type == "LoadBalancer")
        preset(*spec, "allocateLoadBalancerNodePorts", true);
    if (Json *status = ensureObject(object, "status"))
        preset(*status, "loadBalancer", Json::object());
}

void defaultSecret(Json &object) {
    preset(object, "type", "Opaque");
    const Json plain = object.value("stringData", Json());
    object.erase("stringData");
    Json *data = plain.is_object() && !plain.empty() ? ensureObject(object, "data") : nullptr;
    if (!data)
        return;
    for (const auto &[key, value] : plain.items()) {
        if (value.is_string())
            (*data)[key] = toBase64(value.get_ref<const std::string &>());
    }
}

void defaultNamespace(Json &object) {
    if (Json *metadata = ensureObject(object, "metadata")) {
        if (Json *labels = ensureObject(*metadata, "labels"))
            (*labels)["kubernetes.io/metadata.name"] = textAt(*metadata, "name");
    }
    if (Json *spec = ensureObject(object, "spec")) {
        if (!isTerminating(object))
            preset(*spec, "finalizers", Json::array({"kubernetes"}));
    }
    if (Json *status = ensureObject(object, "status"))
        preset(*status, "phase", "Active");
}

void defaultClaimSpec(Json &spec) {
    preset(spec, "volumeMode", "Filesystem");
}

void defaultClaim(Json &object) {
    if (Json *spec = objectAt(object, "spec"))
        defaultClaimSpec(*spec);
    if (Json *status = ensureObject(object, "status"))
        preset(*status, "phase", "Pending");
}

void defaultVolume(Json &object) {
    if (Json *spec = objectAt(object, "spec")) {
        preset(*spec, "persistentVolumeReclaimPolicy", "Retain");
        preset(*spec, "volumeMode", "Filesystem");
        if (Json *path = objectAt(*spec, "hostPath"))
            preset(*path, "type", "");
    }
    if (Json *status = ensureObject(object, "status"))
        preset(*status, "phase", "Pending");
}

void defaultNetworkPolicy(Json &object) {
    Json *spec = objectAt(object, "spec");
    if (!spec)
        return;
    Json types = Json::array({"Ingress"});
    if (spec->contains("egress"))
        types.push_back("Egress");
    preset(*spec, "policyTypes", std::move(types));
    for (const char *direction : {"ingress", "egress"}) {
        Json *rules = arrayAt(*spec, direction);
        if (!rules)
            continue;
        for (auto &rule : *rules) {
            if (Json *ports = arrayAt(rule, "ports")) {
                for (auto &port : *ports)
                    preset(port, "protocol", "TCP");
            }
        }
    }
}

void defaultBinding(Json &object) {
    if (Json *role = objectAt(object, "roleRef"))
        preset(*role, "apiGroup", rbacGroup);
    if (Json *subjects = arrayAt(object, "subjects")) {
        for (auto &subject : *subjects) {
            const std::string kind = textAt(subject, "kind");
            if (kind == "User" || kind == "Group")
                preset(subject, "apiGroup", rbacGroup);
        }
    }
}

void defaultStorageClass(Json &object) {
    preset(object, "reclaimPolicy", "Delete");
    preset(object, "volumeBindingMode", "Immediate");
}

void defaultLimitRange(Json &object) {
    Json *spec = objectAt(object, "spec");
    Json *limits = spec ? arrayAt(*spec, "limits") : nullptr;
    if (!limits)
        return;
    const auto inherit = [](Json &limit, const char *to, const char *from) {
        const Json source = field(limit, from);
        if (!source.is_object())
            return;
        if (Json *target = ensureObject(limit, to)) {
            for (const auto &[name, value] : source.items())
                preset(*target, name.c_str(), value);
        }
    };
    for (auto &limit : *limits) {
        if (!limit.is_object() || textAt(limit, "type") != "Container")
            continue;
        inherit(limit, "default", "max");
        inherit(limit, "defaultRequest", "default");
        inherit(limit, "defaultRequest", "min");
    }
}

void defaultEndpoints(Json &object) {
    Json *subsets = arrayAt(object, "subsets");
    if (!subsets)
        return;
    for (auto &subset : *subsets) {
        if (Json *ports = arrayAt(subset, "ports")) {
            for (auto &port : *ports)
                preset(port, "protocol", "TCP");
        }
    }
}

void defaultEndpointSlice(Json &object) {
    if (Json *ports = arrayAt(object, "ports")) {
        for (auto &port : *ports) {
            preset(port, "name", "");
            preset(port, "protocol", "TCP");
        }
    }
}

void defaultPriorityClass(Json &object) {
    preset(object, "preemptionPolicy", "PreemptLowerPriority");
}

void defaultIngressClass(Json &object) {
    if (Json *spec = objectAt(object, "spec")) {
        if (Json *parameters = objectAt(*spec, "parameters"))
            preset(*parameters, "scope", "Cluster");
    }
}

} // namespace sandbox
