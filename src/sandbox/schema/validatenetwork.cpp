// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/schema/names.h"
#include "sandbox/store/fields.h"

#include <set>

namespace sandbox {

namespace {

void validateServicePort(const Json &port, const std::string &where, bool nameNeeded, FieldErrors &errors) {
    const std::string name = textAt(port, "name");
    if (name.empty() && nameNeeded)
        errors.required(where + ".name");
    else if (!name.empty() && !dnsLabelError(name).empty())
        errors.invalid(where + ".name", name, dnsLabelError(name));
    const Json &number = field(port, "port");
    if (number.is_null())
        errors.required(where + ".port");
    for (const char *key : {"port", "targetPort"}) {
        const Json &value = field(port, key);
        if (value.is_number_integer() && (value < 1 || value > 65535))
            errors.invalid(where + '.' + key, value, "must be between 1 and 65535, inclusive");
    }
    if (const auto protocol = textAt(port, "protocol", "TCP");
        protocol != "TCP" && protocol != "UDP" && protocol != "SCTP")
        errors.unsupported(where + ".protocol", protocol, {"SCTP", "TCP", "UDP"});
}

void validateServicePorts(const Json &object, FieldErrors &errors) {
    const Json &ports = itemsAt(object, "spec.ports");
    const bool portless = textAt(object, "spec.clusterIP") == "None" || textAt(object, "spec.type") == "ExternalName";
    if (ports.empty() && !portless)
        errors.required("spec.ports");
    std::set<std::string> names;
    std::set<std::string> numbers;
    std::size_t index = 0;
    for (const auto &port : ports) {
        const std::string where = itemPath("spec.ports", index++);
        validateServicePort(port, where, ports.size() > 1, errors);
        if (const auto name = textAt(port, "name"); !name.empty() && !names.insert(name).second)
            errors.duplicate(where + ".name", name);
        const Json key = {{"port", field(port, "port")}, {"protocol", textAt(port, "protocol", "TCP")}};
        if (!numbers.insert(key.dump()).second)
            errors.duplicate(where, key);
    }
}

void validateBackend(const Json &backend, const std::string &where, FieldErrors &errors) {
    const Json &service = field(backend, "service");
    const Json &resource = field(backend, "resource");
    if (service.is_null() && resource.is_null())
        return errors.required(where, "port name or number is required");
    if (!service.is_null() && !resource.is_null())
        return errors.invalid(where, "", "cannot set both resource and service backends");
    if (service.is_null())
        return;
    if (textAt(service, "name").empty())
        errors.required(where + ".service.name");
    const bool named = !textAt(service, "port.name").empty();
    const bool numbered = numberAt(service, "port.number") != 0;
    if (!named && !numbered)
        errors.required(where, "port name or number is required");
    if (named && numbered)
        errors.invalid(where, "", "cannot set both port name & port number");
}

void validatePath(const Json &path, const std::string &where, FieldErrors &errors) {
    const Json &type = field(path, "pathType");
    const std::string text = textAt(path, "path");
    if (type.is_null())
        errors.required(where + ".pathType", "pathType must be specified");
    else if (type != "Exact" && type != "Prefix" && type != "ImplementationSpecific")
        errors.unsupported(where + ".pathType", type, {"Exact", "ImplementationSpecific", "Prefix"});
    else if (type != "ImplementationSpecific" && !text.starts_with('/'))
        errors.invalid(where + ".path", text, "must be an absolute path");
    else if (type != "ImplementationSpecific") {
        for (const char *wrong : {"//", "/./", "/../", "%2f", "%2F"}) {
            if (text.contains(wrong))
                errors.invalid(where + ".path", text, "must not contain '" + std::string(wrong) + "'");
        }
    }
    validateBackend(field(path, "backend"), where + ".backend", errors);
}

} // namespace

void validateService(const Json *before, const Json &object, FieldErrors &errors) {
    const std::string type = textAt(object, "spec.type", "ClusterIP");
    if (type != "ClusterIP" && type != "NodePort" && type != "LoadBalancer" && type != "ExternalName")
        errors.unsupported("spec.type", type, {"ClusterIP", "ExternalName", "LoadBalancer", "NodePort"});
    if (const auto affinity = textAt(object, "spec.sessionAffinity", "None");
        affinity != "None" && affinity != "ClientIP")
        errors.unsupported("spec.sessionAffinity", affinity, {"ClientIP", "None"});
    if (type == "ExternalName" && textAt(object, "spec.externalName").empty())
        errors.required("spec.externalName");
    validateServicePorts(object, errors);
    validateLabels(field(object, "spec.selector"), "spec.selector", errors);
    const bool keeps = before && textAt(*before, "spec.type") != "ExternalName" && type != "ExternalName";
    const Json old = before ? field(*before, "spec.clusterIP") : Json();
    if (keeps && !old.is_null() && old != "" && field(object, "spec.clusterIP") != old) {
        const Json now = textAt(object, "spec.clusterIP");
        errors.invalidShown("spec.clusterIPs[0]", "[]string{" + now.dump() + '}', "may not change once set");
    }
}

void validateIngress(const Json *, const Json &object, FieldErrors &errors) {
    const Json &rules = itemsAt(object, "spec.rules");
    const Json &fallback = field(object, "spec.defaultBackend");
    if (rules.empty() && fallback.is_null())
        errors.invalid("spec", Json::array(), "either `defaultBackend` or `rules` must be specified");
    if (!fallback.is_null())
        validateBackend(fallback, "spec.defaultBackend", errors);
    std::size_t index = 0;
    for (const auto &rule : rules) {
        const std::string where = itemPath("spec.rules", index++);
        std::string host = textAt(rule, "host");
        if (host.starts_with("*."))
            host.erase(0, 2);
        if (!host.empty() && !dnsSubdomainError(host).empty())
            errors.invalid(where + ".host", textAt(rule, "host"), dnsSubdomainError(host));
        const Json &http = field(rule, "http");
        if (http.is_object() && itemsAt(http, "paths").empty())
            errors.required(where + ".http.paths");
        std::size_t each = 0;
        for (const auto &path : itemsAt(http, "paths"))
            validatePath(path, where + ".http.paths[" + std::to_string(each++) + ']', errors);
    }
}

} // namespace sandbox
