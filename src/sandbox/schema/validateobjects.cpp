// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/validation.h"

#include "sandbox/schema/names.h"
#include "sandbox/store/fields.h"

#include <array>

namespace sandbox {

namespace {

constexpr std::size_t dataLimit = 1024 * 1024;

void validateKeys(const Json &object, const char *section, std::size_t &total, FieldErrors &errors) {
    const Json &data = field(object, section);
    if (!data.is_object())
        return;
    for (const auto &[key, value] : data.items()) {
        if (const auto wrong = configKeyError(key); !wrong.empty())
            errors.invalid(std::string(section) + '[' + key + ']', key, wrong);
        total += value.is_string() ? value.get_ref<const std::string &>().size() : 0;
    }
}

void validateFrozen(
    const Json *before, const Json &object, std::initializer_list<const char *> sections, FieldErrors &errors) {
    if (!before || !flagAt(*before, "immutable"))
        return;
    if (!flagAt(object, "immutable"))
        errors.forbidden("immutable", "field is immutable when `immutable` is set");
    for (const char *section : sections) {
        if (field(*before, section) != field(object, section))
            errors.forbidden(section, "field is immutable when `immutable` is set");
    }
}

void validateSecretKeys(const Json &object, FieldErrors &errors) {
    static constexpr std::pair<std::string_view, std::array<const char *, 2>> wanted[] = {
        {"kubernetes.io/tls", {"tls.crt", "tls.key"}},
        {"kubernetes.io/dockerconfigjson", {".dockerconfigjson", nullptr}},
        {"kubernetes.io/ssh-auth", {"ssh-privatekey", nullptr}}};
    const Json &data = field(object, "data");
    for (const auto &[type, keys] : wanted) {
        if (textAt(object, "type") != type)
            continue;
        for (const char *key : keys) {
            if (key && !(data.is_object() && data.contains(key)))
                errors.required("data[" + std::string(key) + ']');
        }
    }
}

} // namespace

void validateConfigMap(const Json *before, const Json &object, FieldErrors &errors) {
    std::size_t total = 0;
    validateKeys(object, "data", total, errors);
    validateKeys(object, "binaryData", total, errors);
    if (total > dataLimit)
        errors.tooLong("[]", dataLimit);
    validateFrozen(before, object, {"data", "binaryData"}, errors);
}

void validateSecret(const Json *before, const Json &object, FieldErrors &errors) {
    std::size_t total = 0;
    validateKeys(object, "data", total, errors);
    if (total > dataLimit * 4 / 3)
        errors.tooLong("data", dataLimit);
    validateSecretKeys(object, errors);
    requireSame(before, object, "type", errors);
    validateFrozen(before, object, {"data"}, errors);
}

void validateBinding(const Json *before, const Json &object, FieldErrors &errors) {
    const std::string kind = textAt(object, "roleRef.kind");
    if (kind != "Role" && kind != "ClusterRole")
        errors.unsupported("roleRef.kind", kind, {"Role", "ClusterRole"});
    if (textAt(object, "roleRef.name").empty())
        errors.required("roleRef.name");
    if (before && field(*before, "roleRef") != field(object, "roleRef"))
        errors.invalid("roleRef", field(object, "roleRef"), "cannot change roleRef");
    std::size_t index = 0;
    for (const auto &subject : itemsAt(object, "subjects")) {
        const std::string where = itemPath("subjects", index++);
        const std::string subjectKind = textAt(subject, "kind");
        if (textAt(subject, "name").empty())
            errors.required(where + ".name");
        if (subjectKind == "ServiceAccount" && textAt(subject, "namespace").empty())
            errors.required(where + ".namespace");
        else if (subjectKind != "ServiceAccount" && subjectKind != "User" && subjectKind != "Group")
            errors.unsupported(where + ".kind", subjectKind, {"ServiceAccount", "User", "Group"});
    }
}

void validateStorageClass(const Json *before, const Json &object, FieldErrors &errors) {
    if (textAt(object, "provisioner").empty())
        errors.required("provisioner");
    if (!before)
        return;
    for (const char *key : {"provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"}) {
        if (field(*before, key) != field(object, key))
            errors.forbidden(key, "updates to " + std::string(key) + " are forbidden.");
    }
}

void validatePriorityClass(const Json *before, const Json &object, FieldErrors &errors) {
    if (before && field(*before, "value") != field(object, "value"))
        errors.forbidden("value", "may not be changed in an update.");
    constexpr long long highest = 1000000000;
    const bool ofSystem = nameOf(object).starts_with("system-");
    if (!ofSystem && numberAt(object, "value") > highest)
        errors.forbidden("value", "maximum allowed value of a user defined priority is " + std::to_string(highest));
}

} // namespace sandbox
