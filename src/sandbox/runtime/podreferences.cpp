// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podreferences.h"

#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

struct Source {
    const char *resource;
    const char *kind;
    const char *word;
};
constexpr Source secrets{"secrets", "Secret", "secret"};
constexpr Source configMaps{"configmaps", "ConfigMap", "configmap"};

std::string absent(const Source &source, const std::string &name) {
    return std::string(source.word) + " \"" + name + "\" not found";
}

bool hasKey(const Json &object, const std::string &key) {
    for (const char *part : {"data", "binaryData", "stringData"}) {
        if (const Json &map = field(object, part); map.is_object() && map.contains(key))
            return true;
    }
    return false;
}

/// A secretKeyRef or configMapKeyRef.
std::string missingKey(const ObjectStore &store, const std::string &ns, const Source &source, const Json &reference) {
    if (!reference.is_object() || flagAt(reference, "optional"))
        return {};
    const std::string name = textAt(reference, "name");
    const ObjectPtr object = store.get({source.resource, ns, name});
    if (!object)
        return absent(source, name);
    const std::string key = textAt(reference, "key");
    return hasKey(*object, key) ? "" : "couldn't find key " + key + " in " + source.kind + " " + ns + "/" + name;
}

/// A secretRef or configMapRef.
std::string missingAll(const ObjectStore &store, const std::string &ns, const Source &source, const Json &reference) {
    if (!reference.is_object() || flagAt(reference, "optional"))
        return {};
    const std::string name = textAt(reference, "name");
    return store.get({source.resource, ns, name}) ? "" : absent(source, name);
}

/// A volume's configMap or secret, or one of a projected volume: the items it names must be there.
std::string missingProjection(const ObjectStore &store, const std::string &ns, const Source &source, const Json &projection) {
    if (!projection.is_object() || flagAt(projection, "optional"))
        return {};
    const std::string name = textAt(projection, "secretName", textAt(projection, "name"));
    const ObjectPtr object = store.get({source.resource, ns, name});
    if (!object)
        return absent(source, name);
    for (const auto &item : itemsAt(projection, "items")) {
        if (!hasKey(*object, textAt(item, "key")))
            return "references non-existent " + std::string(source.word) + " key: " + textAt(item, "key");
    }
    return {};
}

std::string missingOfVolume(const ObjectStore &store, const std::string &ns, const Json &volume) {
    std::string missing = missingProjection(store, ns, configMaps, field(volume, "configMap"));
    if (missing.empty())
        missing = missingProjection(store, ns, secrets, field(volume, "secret"));
    for (const auto &source : itemsAt(volume, "projected.sources")) {
        if (missing.empty())
            missing = missingProjection(store, ns, configMaps, field(source, "configMap"));
        if (missing.empty())
            missing = missingProjection(store, ns, secrets, field(source, "secret"));
    }
    return missing;
}

} // namespace

std::string missingConfiguration(const ObjectStore &store, const std::string &ns, const Json &container) {
    for (const auto &from : itemsAt(container, "envFrom")) {
        std::string missing = missingAll(store, ns, configMaps, field(from, "configMapRef"));
        if (missing.empty())
            missing = missingAll(store, ns, secrets, field(from, "secretRef"));
        if (!missing.empty())
            return missing;
    }
    for (const auto &variable : itemsAt(container, "env")) {
        std::string missing = missingKey(store, ns, secrets, field(variable, "valueFrom.secretKeyRef"));
        if (missing.empty())
            missing = missingKey(store, ns, configMaps, field(variable, "valueFrom.configMapKeyRef"));
        if (!missing.empty())
            return missing;
    }
    return {};
}

std::string missingVolume(const ObjectStore &store, const std::string &ns, const Json &pod) {
    for (const auto &volume : itemsAt(pod, "spec.volumes")) {
        if (const std::string missing = missingOfVolume(store, ns, volume); !missing.empty())
            return "MountVolume.SetUp failed for volume \"" + textAt(volume, "name") + "\" : " + missing;
    }
    return {};
}

} // namespace sandbox
