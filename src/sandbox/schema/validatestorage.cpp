// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

void validateAccessModes(const Json &object, std::string_view whenNone, FieldErrors &errors) {
    const Json &modes = itemsAt(object, "spec.accessModes");
    if (modes.empty())
        errors.required("spec.accessModes", whenNone);
    for (const auto &mode : modes) {
        if (mode != "ReadWriteOnce" && mode != "ReadOnlyMany" && mode != "ReadWriteMany" && mode != "ReadWriteOncePod")
            errors.unsupported(
                "spec.accessModes", mode, {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"});
    }
}

/// A claim's spec as far as it must stay: what the binder and the expander set, and what may be set once, left out.
Json fixedPart(const Json &claim, const Json &other) {
    Json spec = field(claim, "spec");
    if (!spec.is_object())
        return spec;
    spec.erase("volumeAttributesClassName");
    if (const auto resources = spec.find("resources"); resources != spec.end() && resources->is_object())
        resources->erase("requests");
    for (const char *setOnce : {"volumeName", "storageClassName"}) {
        if (field(claim, std::string("spec.") + setOnce).is_null() ||
            field(other, std::string("spec.") + setOnce).is_null())
            spec.erase(setOnce);
    }
    return spec;
}

bool isVolumeSource(const std::string &key) {
    static constexpr std::string_view sources[] = {"awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder",
        "csi", "fc", "flexVolume", "flocker", "gcePersistentDisk", "glusterfs", "hostPath", "iscsi", "local", "nfs",
        "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume"};
    return std::ranges::contains(sources, key);
}

Json volumeSource(const Json &volume) {
    Json source = Json::object();
    const Json &spec = field(volume, "spec");
    if (!spec.is_object())
        return source;
    for (const auto &[key, value] : spec.items()) {
        if (isVolumeSource(key))
            source[key] = value;
    }
    return source;
}

} // namespace

void validateClaim(const Json *before, const Json &object, FieldErrors &errors) {
    validateAccessModes(object, "at least 1 access mode is required", errors);
    const Json &wanted = field(object, "spec.resources.requests.storage");
    const auto size = quantityOf(wanted);
    if (wanted.is_null())
        errors.required("spec.resources[storage]");
    else if (!size || *size <= 0)
        errors.invalid("spec.resources[storage]", wanted, "must be greater than zero");
    if (!before)
        return;
    if (fixedPart(*before, object) != fixedPart(object, *before))
        errors.forbidden("spec", "spec is immutable after creation except resources.requests and "
                                 "volumeAttributesClassName for bound claims");
    const auto old = quantityOf(field(*before, "spec.resources.requests.storage"));
    if (old && size && *size < *old)
        errors.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
}

void validateVolume(const Json *before, const Json &object, FieldErrors &errors) {
    validateAccessModes(object, {}, errors);
    const auto capacity = quantityOf(field(object, "spec.capacity.storage"));
    if (!capacity)
        errors.required("spec.capacity");
    else if (*capacity <= 0)
        errors.invalid("spec.capacity[storage]", field(object, "spec.capacity.storage"), "must be greater than zero");
    const Json source = volumeSource(object);
    if (source.empty())
        errors.required("spec", "must specify a volume type");
    else if (source.size() > 1)
        errors.forbidden("spec." + std::next(source.begin()).key(), "may not specify more than 1 volume type");
    if (source.contains("local") && field(object, "spec.nodeAffinity").is_null())
        errors.required("spec.nodeAffinity", "Local volume requires node affinity");
    if (before && volumeSource(*before) != source)
        errors.forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
}

} // namespace sandbox
