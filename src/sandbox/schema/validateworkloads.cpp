// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace sandbox {

namespace {

/// The number of an int-or-string; a percentage counts by its number.
long long wholeOf(const Json &value) {
    if (value.is_number_integer())
        return value.get<long long>();
    return value.is_string() ? std::strtoll(value.get_ref<const std::string &>().c_str(), nullptr, 10) : 0;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string goIntOrString(const Json &value) {
    if (value.is_string())
        return "intstr.IntOrString{Type:1, IntVal:0, StrVal:" + value.dump() + '}';
    return "intstr.IntOrString{Type:0, IntVal:" + value.dump() + ", StrVal:\"\"}";
}

void validateTemplate(const Json &object, FieldErrors &errors) {
    std::set<std::string> claims;
    for (const auto &claim : itemsAt(object, "spec.volumeClaimTemplates"))
        claims.insert(textAt(claim, "metadata.name"));
    validateLabels(field(object, "spec.template.metadata.labels"), "spec.template.metadata.labels", errors);
    Json spec = field(object, "spec.template.spec");
    // A stateful set's claims are volumes too, once its controller has made the pods.
    for (const auto &claim : itemsAt(object, "spec.volumeClaimTemplates")) {
        const bool known = std::ranges::any_of(
            itemsAt(spec, "volumes"), [&](const Json &volume) { return textAt(volume, "name") == nameOf(claim); });
        if (spec.is_object() && !known)
            spec["volumes"].push_back(
                {{"name", nameOf(claim)}, {"persistentVolumeClaim", {{"claimName", nameOf(claim)}}}});
    }
    validatePodSpec(spec, "spec.template.spec", errors);
}

void validateSelector(const Json *before, const Json &object, FieldErrors &errors) {
    const Json &selector = field(object, "spec.selector");
    const Json &labels = field(object, "spec.template.metadata.labels");
    const bool none = !selector.is_object() ||
                      (field(selector, "matchLabels").is_null() && itemsAt(selector, "matchExpressions").empty());
    if (selector.is_null())
        errors.required("spec.selector");
    else if (none)
        errors.invalidShown(
            "spec.selector", goSelector(selector), "empty selector is invalid for " + lower(textAt(object, "kind")));
    else if (!selectorMatches(selector, labels))
        errors.invalidShown(
            "spec.template.metadata.labels", goMap(labels), "`selector` does not match template `labels`");
    if (before && field(*before, "spec.selector") != selector)
        errors.invalidShown("spec.selector", goSelector(selector), "field is immutable");
}

/// Pods of a controller that keeps them running must restart.
void validateAlwaysRestarts(const Json &object, FieldErrors &errors) {
    const std::string policy = textAt(object, "spec.template.spec.restartPolicy", "Always");
    if (policy != "Always")
        errors.unsupported("spec.template.spec.restartPolicy", policy, {"Always"});
    if (!field(object, "spec.template.spec.activeDeadlineSeconds").is_null())
        errors.forbidden("spec.template.spec.activeDeadlineSeconds", "must not be specified");
}

void validateController(const Json *before, const Json &object, FieldErrors &errors) {
    requireAtLeast(object, "spec.replicas", "spec.replicas", 0, errors);
    requireAtLeast(object, "spec.revisionHistoryLimit", "spec.revisionHistoryLimit", 0, errors);
    requireAtLeast(object, "spec.minReadySeconds", "spec.minReadySeconds", 0, errors);
    validateSelector(before, object, errors);
    validateTemplate(object, errors);
    validateAlwaysRestarts(object, errors);
}

} // namespace

void validateIntOrPercent(const Json &strategy, const char *key, const std::string &where, FieldErrors &errors) {
    const Json &value = field(strategy, key);
    if (value.is_null())
        return;
    const auto isPercent = [](const std::string &text) {
        return text.size() > 1 && text.back() == '%' &&
               std::all_of(text.begin(), text.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (value.is_string() && !isPercent(value.get<std::string>()))
        errors.invalid(where + '.' + key, value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex "
            "used for validation is '[0-9]+%')");
    if (value.is_number_integer() && value < 0)
        errors.invalidShown(where + '.' + key, goIntOrString(value), "must be greater than or equal to 0");
}

void validateDeployment(const Json *before, const Json &object, FieldErrors &errors) {
    validateController(before, object, errors);
    const Json &strategy = field(object, "spec.strategy");
    const std::string type = textAt(strategy, "type", "RollingUpdate");
    const Json &rolling = field(strategy, "rollingUpdate");
    if (type != "RollingUpdate" && type != "Recreate")
        errors.unsupported("spec.strategy.type", type, {"Recreate", "RollingUpdate"});
    if (type == "Recreate" && !rolling.is_null())
        errors.forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
    if (type == "RollingUpdate" && rolling.is_object()) {
        for (const char *key : {"maxUnavailable", "maxSurge"})
            validateIntOrPercent(rolling, key, "spec.strategy.rollingUpdate", errors);
        const Json &unavailable = field(rolling, "maxUnavailable");
        if (!unavailable.is_null() && wholeOf(unavailable) == 0 && wholeOf(field(rolling, "maxSurge")) == 0)
            errors.invalidShown("spec.strategy.rollingUpdate.maxUnavailable", goIntOrString(unavailable),
                "may not be 0 when `maxSurge` is 0");
    }
    const Json &deadline = field(object, "spec.progressDeadlineSeconds");
    requireAtLeast(object, "spec.progressDeadlineSeconds", "spec.progressDeadlineSeconds", 0, errors);
    if (deadline.is_number_integer() && deadline.get<long long>() <= numberAt(object, "spec.minReadySeconds"))
        errors.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
}

void validateReplicaSet(const Json *before, const Json &object, FieldErrors &errors) {
    validateController(before, object, errors);
}

void validateStatefulSet(const Json *before, const Json &object, FieldErrors &errors) {
    if (!before) {
        validateController(before, object, errors);
        return;
    }
    requireAtLeast(object, "spec.replicas", "spec.replicas", 0, errors);
    validateTemplate(object, errors);
    validateAlwaysRestarts(object, errors);
    Json old = field(*before, "spec");
    Json now = field(object, "spec");
    for (Json *spec : {&old, &now}) {
        for (const char *key : {"replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
                 "persistentVolumeClaimRetentionPolicy", "minReadySeconds"}) {
            if (spec->is_object())
                spec->erase(key);
        }
    }
    if (old != now)
        errors.forbidden("spec",
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
            "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
}

void validateDaemonSet(const Json *before, const Json &object, FieldErrors &errors) {
    validateController(before, object, errors);
}

void validateJob(const Json *before, const Json &object, FieldErrors &errors) {
    for (const char *key :
        {"parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"}) {
        const std::string path = std::string("spec.") + key;
        requireAtLeast(object, path.c_str(), path, 0, errors);
    }
    const std::string policy = textAt(object, "spec.template.spec.restartPolicy", "Always");
    if (policy == "Always")
        errors.required("spec.template.spec.restartPolicy", R"(valid values: "OnFailure", "Never")");
    validateTemplate(object, errors);
    requireSame(before, object, "spec.completionMode", errors);
    if (before && field(*before, "spec.selector") != field(object, "spec.selector"))
        errors.invalidShown("spec.selector", goSelector(field(object, "spec.selector")), "field is immutable");
    if (before && field(*before, "spec.template") != field(object, "spec.template"))
        errors.invalidShown("spec.template", "core.PodTemplateSpec{...}", "field is immutable");
    if (before && textAt(object, "spec.completionMode") != "Indexed")
        requireSame(before, object, "spec.completions", errors);
}

} // namespace sandbox
