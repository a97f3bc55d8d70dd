// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// https://kubernetes.io/docs/concepts/policy/limit-range/
#include "sandbox/schema/admission.h"
#include "sandbox/schema/canonicalquantity.h"
#include "sandbox/schema/defaults.h"
#include "sandbox/schema/quota.h"
#include "sandbox/store/fields.h"

#include <map>
#include <vector>

namespace sandbox {

namespace {

std::string joined(const std::vector<std::string> &parts) {
    std::string text;
    for (const auto &part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

/// The names that a section of a container got from a limit range.
std::vector<std::string> fill(Json &container, const char *section, const Json &values) {
    std::vector<std::string> set;
    Json *resources = values.is_object() && !values.empty() ? ensureObject(container, "resources") : nullptr;
    Json *amounts = resources ? ensureObject(*resources, section) : nullptr;
    if (!amounts)
        return set;
    for (const auto &[name, value] : values.items()) {
        if (amounts->contains(name))
            continue;
        (*amounts)[name] = value;
        set.push_back(name);
    }
    return set;
}

void fillContainers(Json &spec, const char *list, const Json &limit, std::vector<std::string> &notes) {
    Json *containers = arrayAt(spec, list);
    if (!containers)
        return;
    const std::string role = std::string_view(list) == "containers" ? " for container " : " for init container ";
    for (auto &container : *containers) {
        const std::string name = textAt(container, "name");
        if (const auto set = fill(container, "requests", field(limit, "defaultRequest")); !set.empty())
            notes.push_back(joined(set) + " request" + role + name);
        if (const auto set = fill(container, "limits", field(limit, "default")); !set.empty())
            notes.push_back(joined(set) + " limit" + role + name);
    }
}

const Json &amountOf(const Json &map, const std::string &name) {
    static const Json none;
    const auto found = map.is_object() ? map.find(name) : map.end();
    return found == map.end() ? none : *found;
}

std::string text(const Json &value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

struct Bounds {
    std::string what; // "Container"
    const Json &limit;
    std::vector<std::string> &errors;

    void checkLeast(const Json &requests) const {
        const Json &least = field(limit, "min");
        if (!least.is_object())
            return;
        for (const auto &[name, bound] : least.items()) {
            const Json &request = amountOf(requests, name);
            const std::string head = "minimum " + name + " usage per " + what + " is " + text(bound);
            if (request.is_null())
                errors.push_back(head + ".  No request is specified");
            else if (quantityOf(request) < quantityOf(bound))
                errors.push_back(head + ", but request is " + text(request));
        }
    }

    /// used: limits, or, of a claim, requests.
    void checkMost(const Json &used, const char *noun) const {
        const Json &most = field(limit, "max");
        if (!most.is_object())
            return;
        for (const auto &[name, bound] : most.items()) {
            const Json &amount = amountOf(used, name);
            const std::string head = "maximum " + name + " usage per " + what + " is " + text(bound);
            if (amount.is_null())
                errors.push_back(head + ".  No " + noun + " is specified");
            else if (quantityOf(amount) > quantityOf(bound))
                errors.push_back(head + ", but " + noun + " is " + text(amount));
        }
    }

    void check(const Json &requests, const Json &limits) const {
        checkLeast(requests);
        checkMost(limits, "limit");
    }
};

/// Sums over containers, for limits of type Pod.
Json sumOf(const Json &pod, const char *section) {
    std::map<std::string, double> sums;
    for (const auto &container : itemsAt(pod, "spec.containers")) {
        const Json &amounts = field(container, std::string("resources.") + section);
        if (!amounts.is_object())
            continue;
        for (const auto &[name, value] : amounts.items())
            sums[name] += quantityOf(value).value_or(0);
    }
    Json result = Json::object();
    for (const auto &[name, sum] : sums)
        result[name] = amountText(name, sum);
    return result;
}

void checkLimit(const Json &limit, const Kind &kind, const Json &object, std::vector<std::string> &errors) {
    const std::string type = textAt(limit, "type");
    const Bounds bounds{type, limit, errors};
    if (type == "PersistentVolumeClaim" && kind.kind == type) {
        bounds.checkLeast(field(object, "spec.resources.requests"));
        bounds.checkMost(field(object, "spec.resources.requests"), "request");
    }
    if (kind.kind != "Pod")
        return;
    if (type == "Pod")
        bounds.check(sumOf(object, "requests"), sumOf(object, "limits"));
    if (type != "Container")
        return;
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(object, list))
            bounds.check(field(container, "resources.requests"), field(container, "resources.limits"));
    }
}

} // namespace

void applyLimitRanges(const ObjectStore &store, const Kind &kind, Json &object) {
    Json *spec = kind.kind == "Pod" && kind.group.empty() ? objectAt(object, "spec") : nullptr;
    if (!spec)
        return;
    std::vector<std::string> notes;
    for (const auto &range : store.list("limitranges", namespaceOf(object))) {
        for (const auto &limit : itemsAt(*range, "spec.limits")) {
            if (textAt(limit, "type") != "Container")
                continue;
            fillContainers(*spec, "containers", limit, notes);
            fillContainers(*spec, "initContainers", limit, notes);
        }
    }
    if (notes.empty())
        return;
    std::string text;
    for (const auto &note : notes)
        text += (text.empty() ? "LimitRanger plugin set: " : "; ") + note;
    Json *metadata = ensureObject(object, "metadata");
    if (Json *annotations = metadata ? ensureObject(*metadata, "annotations") : nullptr)
        (*annotations)["kubernetes.io/limit-ranger"] = text;
}

Outcome<void> admitByLimitRange(const ObjectStore &store, const Kind &kind, const Json &object) {
    std::vector<std::string> errors;
    for (const auto &range : store.list("limitranges", namespaceOf(object))) {
        for (const auto &limit : itemsAt(*range, "spec.limits"))
            checkLimit(limit, kind, object, errors);
    }
    if (errors.empty())
        return {};
    return forbidden(kind, nameOf(object), errors.size() == 1 ? errors.front() : '[' + joined(errors) + ']');
}

} // namespace sandbox
