// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {
const Json &nothing() {
    static const Json null;
    return null;
}
} // namespace

const Json &field(const Json &object, std::string_view path) {
    const Json *at = &object;
    while (!path.empty()) {
        const auto dot = path.find('.');
        if (!at->is_object())
            return nothing();
        const auto found = at->find(path.substr(0, dot));
        if (found == at->end())
            return nothing();
        at = &*found;
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return *at;
}

std::string textAt(const Json &object, std::string_view path, std::string_view otherwise) {
    const Json &value = field(object, path);
    return value.is_string() ? value.get<std::string>() : std::string(otherwise);
}

long long numberAt(const Json &object, std::string_view path, long long otherwise) {
    const Json &value = field(object, path);
    return value.is_number() ? value.get<long long>() : otherwise;
}

bool flagAt(const Json &object, std::string_view path, bool otherwise) {
    const Json &value = field(object, path);
    return value.is_boolean() ? value.get<bool>() : otherwise;
}

const Json &itemsAt(const Json &object, std::string_view path) {
    static const Json none = Json::array();
    const Json &value = field(object, path);
    return value.is_array() ? value : none;
}

std::string entryAt(const Json &object, std::string_view mapPath, std::string_view key) {
    const Json &map = field(object, mapPath);
    if (!map.is_object())
        return {};
    const auto found = map.find(key);
    return found != map.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool isTerminating(const Json &object) {
    return field(object, "metadata.deletionTimestamp").is_string();
}

const Json &conditionOf(const Json &object, std::string_view type) {
    for (const auto &condition : itemsAt(object, "status.conditions")) {
        if (condition.is_object() && field(condition, "type") == type)
            return condition;
    }
    return nothing();
}

bool conditionTrue(const Json &object, std::string_view type) {
    return field(conditionOf(object, type), "status") == "True";
}

void setCondition(Json &object, std::string_view type, bool status, std::string_view reason, std::string_view message,
    const std::string &now, const Json &extra) {
    Json &conditions = object["status"]["conditions"];
    if (!conditions.is_array())
        conditions = Json::array();
    Json condition = extra;
    condition["type"] = type;
    condition["status"] = status ? "True" : "False";
    condition["lastTransitionTime"] = now;
    if (!reason.empty())
        condition["reason"] = reason;
    if (!message.empty())
        condition["message"] = message;
    for (auto &known : conditions) {
        if (field(known, "type") != type)
            continue;
        if (field(known, "status") == condition["status"] && known.contains("lastTransitionTime"))
            condition["lastTransitionTime"] = known["lastTransitionTime"];
        known = std::move(condition);
        return;
    }
    conditions.push_back(std::move(condition));
}

bool podReady(const Json &pod) {
    return conditionTrue(pod, "Ready");
}

bool podFinished(const Json &pod) {
    const Json &phase = field(pod, "status.phase");
    return phase == "Succeeded" || phase == "Failed";
}

const Json &controllerOf(const Json &object) {
    for (const auto &reference : itemsAt(object, "metadata.ownerReferences")) {
        if (flagAt(reference, "controller"))
            return reference;
    }
    return nothing();
}

std::string controllerUidOf(const Json &object) {
    return textAt(controllerOf(object), "uid");
}

void deletePod(ObjectStore &store, const ObjectId &id) {
    const ObjectPtr pod = store.get(id);
    if (!pod)
        return;
    const auto grace = numberAt(*pod, "spec.terminationGracePeriodSeconds", 30);
    if (textAt(*pod, "spec.nodeName").empty() || podFinished(*pod) || grace <= 0)
        (void)store.remove(id);
    else
        (void)store.markDeleted(id, static_cast<int>(grace));
}

bool namespaceOpen(const ObjectStore &store, const std::string &ns) {
    if (ns.empty() || store.count("namespaces") == 0)
        return true;
    const ObjectPtr found = store.get({"namespaces", {}, ns});
    return found && !isTerminating(*found);
}

} // namespace sandbox
