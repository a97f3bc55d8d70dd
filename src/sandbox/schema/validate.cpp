// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/schema/admission.h"
#include "sandbox/schema/names.h"
#include "sandbox/store/fields.h"

#include <array>
#include <utility>

namespace sandbox {

namespace {

constexpr std::size_t annotationsLimit = 256 * 1024;

std::string_view nameError(const Kind &kind, std::string_view name) {
    if (kind.group == "rbac.authorization.k8s.io")
        return pathSegmentError(name);
    if (kind.kind == "Service")
        return serviceNameError(name);
    return kind.kind == "Namespace" ? dnsLabelError(name) : dnsSubdomainError(name);
}

void validateAnnotations(const Json &annotations, FieldErrors &errors) {
    if (!annotations.is_object())
        return;
    std::size_t total = 0;
    for (const auto &[key, value] : annotations.items()) {
        if (const auto wrong = qualifiedNameError(key); !wrong.empty())
            errors.invalid("metadata.annotations", key, wrong);
        total += key.size() + (value.is_string() ? value.get_ref<const std::string &>().size() : 0);
    }
    if (total > annotationsLimit)
        errors.tooLong("metadata.annotations", annotationsLimit);
}

void validateOwners(const Json &object, FieldErrors &errors) {
    int controllers = 0;
    std::size_t index = 0;
    for (const auto &owner : itemsAt(object, "metadata.ownerReferences")) {
        const std::string at = "metadata.ownerReferences[" + std::to_string(index++) + "].";
        for (const char *name : {"apiVersion", "kind", "name", "uid"}) {
            if (textAt(owner, name).empty())
                errors.invalid(at + name, textAt(owner, name), std::string(name) + " must not be empty");
        }
        controllers += flagAt(owner, "controller") ? 1 : 0;
    }
    if (controllers > 1)
        errors.invalid("metadata.ownerReferences", field(object, "metadata.ownerReferences"),
            "Only one reference can have Controller set to true");
}

} // namespace

void validateLabels(const Json &labels, const std::string &at, FieldErrors &errors) {
    if (!labels.is_object())
        return;
    for (const auto &[key, value] : labels.items()) {
        if (const auto wrong = qualifiedNameError(key); !wrong.empty())
            errors.invalid(at, key, wrong);
        if (!value.is_string())
            continue;
        if (const auto wrong = labelValueError(value.get_ref<const std::string &>()); !wrong.empty())
            errors.invalid(at, value, wrong);
    }
}

void validateMetadata(const Kind &kind, const Json *before, const Json &object, FieldErrors &errors) {
    const std::string name = nameOf(object);
    if (name.empty())
        errors.required("metadata.name", "name or generateName is required");
    else if (const auto wrong = nameError(kind, name); !wrong.empty())
        errors.invalid("metadata.name", name, wrong);
    if (kind.namespaced) {
        if (const auto ns = namespaceOf(object); !ns.empty() && !dnsLabelError(ns).empty())
            errors.invalid("metadata.namespace", ns, dnsLabelError(ns));
    } else if (!namespaceOf(object).empty()) {
        errors.forbidden("metadata.namespace", "not allowed on this type");
    }
    validateLabels(field(object, "metadata.labels"), "metadata.labels", errors);
    validateAnnotations(field(object, "metadata.annotations"), errors);
    validateOwners(object, errors);
    for (const auto &finalizer : itemsAt(object, "metadata.finalizers")) {
        if (!finalizer.is_string())
            continue;
        if (const auto wrong = qualifiedNameError(finalizer.get<std::string>()); !wrong.empty())
            errors.invalid("metadata.finalizers", finalizer, wrong);
    }
    for (const char *same : {"metadata.name", "metadata.namespace", "metadata.uid"}) {
        if (!field(object, same).is_null())
            requireSame(before, object, same, errors);
    }
}

void requireSame(const Json *before, const Json &object, const char *path, FieldErrors &errors) {
    if (before && field(*before, path) != field(object, path))
        errors.invalid(path, field(object, path), "field is immutable");
}

void requireAtLeast(const Json &object, const char *path, const std::string &at, long long least, FieldErrors &errors) {
    const Json &value = field(object, path);
    if (value.is_number_integer() && value.get<long long>() < least)
        errors.invalid(at, value,
            least == 1 ? "must be greater than 0" : "must be greater than or equal to " + std::to_string(least));
}

std::string goMap(const Json &map) {
    std::string text;
    if (map.is_object()) {
        for (const auto &[key, value] : map.items())
            text += (text.empty() ? "" : ", ") + Json(key).dump() + ':' + value.dump();
    }
    return "map[string]string{" + text + '}';
}

std::string goSelector(const Json &selector) {
    const Json &labels = field(selector, "matchLabels");
    return "v1.LabelSelector{MatchLabels:" + (labels.is_object() ? goMap(labels) : "map[string]string(nil)") +
           ", MatchExpressions:[]v1.LabelSelectorRequirement(nil)}";
}

Outcome<void> validate(const Kind &kind, const Json *before, const Json &object) {
    using Validator = void (*)(const Json *, const Json &, FieldErrors &);
    static constexpr std::array<std::pair<std::string_view, Validator>, 19> validators = {{{"Pod", validatePod},
        {"Deployment", validateDeployment}, {"ReplicaSet", validateReplicaSet}, {"StatefulSet", validateStatefulSet},
        {"DaemonSet", validateDaemonSet}, {"Job", validateJob}, {"CronJob", validateCronJob},
        {"HorizontalPodAutoscaler", validateAutoscaler}, {"PodDisruptionBudget", validateDisruptionBudget},
        {"Service", validateService}, {"Ingress", validateIngress}, {"ConfigMap", validateConfigMap},
        {"Secret", validateSecret}, {"PersistentVolumeClaim", validateClaim}, {"PersistentVolume", validateVolume},
        {"RoleBinding", validateBinding}, {"ClusterRoleBinding", validateBinding},
        {"StorageClass", validateStorageClass}, {"PriorityClass", validatePriorityClass}}};
    FieldErrors errors;
    validateMetadata(kind, before, object, errors);
    validateWords(kind, object, errors);
    for (const auto &[name, judge] : validators) {
        if (name == kind.kind)
            judge(before, object, errors);
    }
    return errors.outcome(kind, nameOf(object));
}

} // namespace sandbox
