// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/environment.h"

#include "sandbox/runtime/runningpod.h"
#include "sandbox/store/fields.h"

#include <QByteArray>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace sandbox {

namespace {

std::string decoded(const std::string &base64) {
    return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString();
}

/// "api-service" -> "API_SERVICE"
std::string variableName(std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
    return name;
}

void addService(Environment &environment, const std::string &service, const std::string &host, const Json &ports) {
    const std::string name = variableName(service);
    environment[name + "_SERVICE_HOST"] = host;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Json &port = ports[i];
        const std::string number = std::to_string(numberAt(port, "port"));
        const std::string protocol = textAt(port, "protocol", "TCP");
        std::string lower = protocol;
        std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const std::string url = lower + "://" + host + ":" + number;
        if (i == 0) {
            environment[name + "_SERVICE_PORT"] = number;
            environment[name + "_PORT"] = url;
        }
        if (const std::string portName = textAt(port, "name"); !portName.empty())
            environment[name + "_SERVICE_PORT_" + variableName(portName)] = number;
        const std::string prefix = name + "_PORT_" + number + "_" + protocol;
        environment[prefix] = url;
        environment[prefix + "_PROTO"] = lower;
        environment[prefix + "_PORT"] = number;
        environment[prefix + "_ADDR"] = host;
    }
}

void addServices(Environment &environment, const ObjectStore &store, const Json &pod, const ApiAddress &api) {
    if (flagAt(pod, "spec.enableServiceLinks", true)) {
        for (const auto &service : store.list("services", namespaceOf(pod))) {
            const std::string address = textAt(*service, "spec.clusterIP");
            if (!address.empty() && address != "None")
                addService(environment, nameOf(*service), address, itemsAt(*service, "spec.ports"));
        }
    }
    // The API server's own address, whatever its service says: no one listens on port 443.
    if (api.port > 0)
        addService(environment, "kubernetes", api.host, Json::array({{{"name", "https"}, {"port", api.port}, {"protocol", "TCP"}}}));
}

void addAll(Environment &environment, const ObjectStore &store, const Json &pod, const Json &from) {
    const std::pair<const char *, const char *> sources[] = {{"configMapRef", "configmaps"}, {"secretRef", "secrets"}};
    for (const auto &[reference, resource] : sources) {
        if (!field(from, reference).is_object())
            continue;
        if (const ObjectPtr object = store.get({resource, namespaceOf(pod), textAt(field(from, reference), "name")})) {
            for (const auto &[key, value] : contents(*object))
                environment[textAt(from, "prefix") + key] = value;
        }
    }
}

std::optional<std::string> referenced(
    const ObjectStore &store, const Json &pod, const Json &container, const Json &from, const std::string &podIp) {
    const std::pair<const char *, const char *> sources[] = {{"configMapKeyRef", "configmaps"}, {"secretKeyRef", "secrets"}};
    for (const auto &[reference, resource] : sources) {
        const Json &wanted = field(from, reference);
        if (!wanted.is_object())
            continue;
        const ObjectPtr object = store.get({resource, namespaceOf(pod), textAt(wanted, "name")});
        return object ? contentOf(*object, textAt(wanted, "key")) : std::nullopt;
    }
    if (const Json &wanted = field(from, "fieldRef"); wanted.is_object())
        return fieldValue(pod, textAt(wanted, "fieldPath"), podIp);
    if (const Json &wanted = field(from, "resourceFieldRef"); wanted.is_object())
        return resourceValue(store, pod, container, wanted);
    return std::nullopt;
}

} // namespace

std::optional<std::string> contentOf(const Json &object, const std::string &key) {
    const bool secret = textAt(object, "kind") == "Secret";
    if (const Json &data = field(object, "data"); data.is_object() && data.contains(key) && data[key].is_string())
        return secret ? decoded(data[key].get<std::string>()) : data[key].get<std::string>();
    if (const Json &data = field(object, "binaryData"); data.is_object() && data.contains(key) && data[key].is_string())
        return decoded(data[key].get<std::string>());
    return std::nullopt;
}

std::map<std::string, std::string> contents(const Json &object) {
    std::map<std::string, std::string> result;
    for (const char *part : {"data", "binaryData"}) {
        const Json &data = field(object, part);
        if (!data.is_object())
            continue;
        for (const auto &entry : data.items()) {
            if (const auto value = contentOf(object, entry.key()))
                result[entry.key()] = *value;
        }
    }
    return result;
}

std::string expanded(std::string_view text, const Environment &environment) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '$' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const auto end = text[i + 1] == '(' ? text.find(')', i) : std::string_view::npos;
        if (text[i + 1] == '$') {
            result += '$';
            ++i;
        } else if (end != std::string_view::npos) {
            const auto found = environment.find(std::string(text.substr(i + 2, end - i - 2)));
            result += found == environment.end() ? std::string(text.substr(i, end - i + 1)) : found->second;
            i = end;
        } else {
            result += '$';
        }
    }
    return result;
}

std::string fieldValue(const Json &pod, std::string_view fieldPath, const std::string &podIp) {
    if (fieldPath == "status.podIP" || fieldPath == "status.podIPs")
        return podIp;
    if (fieldPath == "status.hostIPs")
        return textAt(pod, "status.hostIP");
    for (const std::string_view map : {"metadata.labels", "metadata.annotations"}) {
        if (!fieldPath.starts_with(map))
            continue;
        const auto key = fieldPath.substr(map.size());
        if (key.starts_with("['") && key.ends_with("']"))
            return entryAt(pod, map, key.substr(2, key.size() - 4));
        std::string lines; // the whole map, as a downward API file holds it
        for (const auto &entry : field(pod, map).items()) // of a null value there are none
            lines += (lines.empty() ? "" : "\n") + entry.key() + "=" + entry.value().dump();
        return lines;
    }
    return textAt(pod, fieldPath, fieldPath == "spec.serviceAccountName" ? "default" : "");
}

std::string resourceValue(const ObjectStore &store, const Json &pod, const Json &container, const Json &reference) {
    const std::string resource = textAt(reference, "resource"); // "limits.memory"
    const auto dot = resource.find('.');
    if (dot == std::string::npos)
        return {};
    const std::string name = textAt(reference, "containerName");
    const Json &spec = name.empty() ? container : containerSpec(pod, name);
    const std::string what = resource.substr(dot + 1);
    auto value = quantityOf(field(field(field(spec, "resources"), resource.substr(0, dot)), what));
    if (!value && resource.starts_with("limits")) {
        const ObjectPtr node = store.get({"nodes", {}, textAt(pod, "spec.nodeName")});
        value = node ? quantityOf(field(field(*node, "status.allocatable"), what)) : std::nullopt;
    }
    const double divisor = quantityOf(field(reference, "divisor")).value_or(0);
    return std::to_string(static_cast<long long>(std::ceil(value.value_or(0) / (divisor > 0 ? divisor : 1))));
}

Environment containerEnvironment(
    const ObjectStore &store, const Json &pod, const Json &container, const std::string &podIp, const ApiAddress &api) {
    Environment environment;
    addServices(environment, store, pod, api);
    for (const auto &from : itemsAt(container, "envFrom"))
        addAll(environment, store, pod, from);
    for (const auto &variable : itemsAt(container, "env")) {
        const std::string name = textAt(variable, "name");
        if (const Json &from = field(variable, "valueFrom"); from.is_object()) {
            if (auto value = referenced(store, pod, container, from, podIp))
                environment[name] = *std::move(value);
        } else {
            environment[name] = expanded(textAt(variable, "value"), environment);
        }
    }
    return environment;
}

} // namespace sandbox
