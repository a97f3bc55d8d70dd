// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/schema/names.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

void requireOneOf(const Json &object, const char *key, const std::string &where,
    const std::vector<std::string_view> &allowed, FieldErrors &errors) {
    const Json &value = field(object, key);
    if (!value.is_null() && !std::ranges::contains(allowed, textAt(object, key)))
        errors.unsupported(where + '.' + key, value, allowed);
}

std::set<std::string> validateVolumes(const Json &spec, const std::string &where, FieldErrors &errors) {
    std::set<std::string> names;
    std::size_t index = 0;
    for (const auto &volume : itemsAt(spec, "volumes")) {
        const std::string place = itemPath(where + ".volumes", index++);
        const std::string name = textAt(volume, "name");
        if (name.empty())
            errors.required(place + ".name");
        else if (const auto wrong = dnsLabelError(name); !wrong.empty())
            errors.invalid(place + ".name", name, wrong);
        else if (!names.insert(name).second)
            errors.duplicate(place + ".name", name);
        if (!volume.is_object())
            continue;
        std::string first;
        for (const auto &[key, source] : volume.items()) {
            if (key == "name")
                continue;
            if (!first.empty())
                errors.forbidden(place + '.' + key, "may not specify more than 1 volume type");
            first = key;
        }
        if (volume.contains("secret") && textAt(volume, "secret.secretName").empty())
            errors.required(place + ".secret.secretName");
        if (volume.contains("configMap") && textAt(volume, "configMap.name").empty())
            errors.required(place + ".configMap.name");
        if (volume.contains("persistentVolumeClaim") && textAt(volume, "persistentVolumeClaim.claimName").empty())
            errors.required(place + ".persistentVolumeClaim.claimName");
    }
    return names;
}

void validateMounts(
    const Json &container, const std::string &where, const std::set<std::string> &volumes, FieldErrors &errors) {
    std::set<std::string> paths;
    std::size_t index = 0;
    for (const auto &mount : itemsAt(container, "volumeMounts")) {
        const std::string place = itemPath(where + ".volumeMounts", index++);
        const std::string name = textAt(mount, "name");
        const std::string path = textAt(mount, "mountPath");
        if (name.empty())
            errors.required(place + ".name");
        else if (!volumes.contains(name))
            errors.notFound(place + ".name", name);
        if (path.empty())
            errors.required(place + ".mountPath");
        else if (!paths.insert(path).second)
            errors.invalid(place + ".mountPath", path, "must be unique");
    }
}

void validateMountsOfAll(
    const Json &spec, const std::string &where, const std::set<std::string> &volumes, FieldErrors &errors) {
    for (const char *list : {"initContainers", "containers"}) {
        std::size_t index = 0;
        for (const auto &container : itemsAt(spec, list))
            validateMounts(container, itemPath(where + '.' + list, index++), volumes, errors);
    }
}

void validateConstraints(const Json &spec, const std::string &where, FieldErrors &errors) {
    std::size_t index = 0;
    for (const auto &constraint : itemsAt(spec, "topologySpreadConstraints")) {
        const std::string place = itemPath(where + ".topologySpreadConstraints", index++);
        requireAtLeast(constraint, "maxSkew", place + ".maxSkew", 1, errors);
        requireOneOf(constraint, "whenUnsatisfiable", place, {"DoNotSchedule", "ScheduleAnyway"}, errors);
    }
}

} // namespace

void validatePodSpec(
    const Json &spec, const std::string &where, FieldErrors &errors, const std::set<std::string> &claims) {
    auto volumes = validateVolumes(spec, where, errors);
    volumes.insert(claims.begin(), claims.end());
    validateContainers(spec, where, errors);
    validateMountsOfAll(spec, where, volumes, errors);
    requireOneOf(spec, "restartPolicy", where, {"Always", "OnFailure", "Never"}, errors);
    requireOneOf(spec, "dnsPolicy", where, {"ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"}, errors);
    requireAtLeast(spec, "terminationGracePeriodSeconds", where + ".terminationGracePeriodSeconds", 0, errors);
    if (const auto account = textAt(spec, "serviceAccountName");
        !account.empty() && !dnsSubdomainError(account).empty())
        errors.invalid(where + ".serviceAccountName", account, dnsSubdomainError(account));
    validateLabels(field(spec, "nodeSelector"), where + ".nodeSelector", errors);
    validateConstraints(spec, where, errors);
    validatePodWords(spec, where, errors);
    std::size_t index = 0;
    for (const auto &alias : itemsAt(spec, "hostAliases")) {
        const std::string place = itemPath(where + ".hostAliases", index++);
        if (textAt(alias, "ip").empty())
            errors.invalid(place + ".ip", "", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
}

void validatePod(const Json *before, const Json &object, FieldErrors &errors) {
    if (!before) {
        validatePodSpec(field(object, "spec"), "spec", errors);
        return;
    }
    // What may change is taken over from before; any other difference is refused.
    Json old = field(*before, "spec");
    const Json &now = field(object, "spec");
    for (const char *list : {"containers", "initContainers"}) {
        const Json &images = itemsAt(object, std::string("spec.") + list);
        for (std::size_t i = 0; i < images.size() && i < itemsAt(old, list).size(); ++i)
            old[list][i]["image"] = field(images[i], "image");
    }
    for (const char *key :
        {"activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName", "schedulingGates"}) {
        if (now.is_object() && now.contains(key))
            old[key] = now[key];
        else if (old.is_object())
            old.erase(key);
    }
    if (old != now)
        errors.forbidden("spec",
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
            "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
            "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
}

} // namespace sandbox
