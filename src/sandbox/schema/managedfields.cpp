// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/managedfields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::string entryText(const Json &entry, const char *key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json toJson(const ManagerEntry &entry) {
    Json json = {{"manager", entry.manager.name}, {"operation", entry.manager.operation},
        {"apiVersion", entry.manager.apiVersion}, {"fieldsType", "FieldsV1"}, {"fieldsV1", entry.fields.toJson()}};
    if (!entry.time.empty())
        json["time"] = entry.time;
    if (!entry.manager.subresource.empty())
        json["subresource"] = entry.manager.subresource;
    return json;
}

} // namespace

ManagedFields ManagedFields::of(const Json &object) {
    ManagedFields fields;
    const auto metadata = object.find("metadata");
    if (metadata == object.end() || !metadata->is_object())
        return fields;
    const auto entries = metadata->find("managedFields");
    if (entries == metadata->end() || !entries->is_array())
        return fields;
    for (const auto &entry : *entries) {
        if (!entry.is_object() || !entry.contains("fieldsV1") || entryText(entry, "operation").empty())
            continue;
        fields.m_entries.push_back(
            {{entryText(entry, "manager"), entryText(entry, "operation"), entryText(entry, "apiVersion"), entryText(entry, "subresource")},
                entryText(entry, "time"), FieldSet::fromJson(entry["fieldsV1"])});
    }
    return fields;
}

void ManagedFields::writeTo(Json &object) const {
    Json entries = Json::array();
    auto sorted = m_entries;
    // Apply before Update, then by time and name, as kube-apiserver sorts them.
    std::ranges::stable_sort(sorted, [](const ManagerEntry &a, const ManagerEntry &b) {
        return std::tie(a.manager.operation, a.time, a.manager) < std::tie(b.manager.operation, b.time, b.manager);
    });
    for (const auto &entry : sorted)
        entries.push_back(toJson(entry));
    if (entries.empty())
        object["metadata"].erase("managedFields");
    else
        object["metadata"]["managedFields"] = std::move(entries);
}

FieldSet ManagedFields::fieldsOf(const FieldManager &manager) const {
    const auto found = std::ranges::find(m_entries, manager, &ManagerEntry::manager);
    return found == m_entries.end() ? FieldSet() : found->fields;
}

void ManagedFields::set(const FieldManager &manager, FieldSet fields, const std::string &time) {
    const auto found = std::ranges::find(m_entries, manager, &ManagerEntry::manager);
    if (fields.empty()) {
        if (found != m_entries.end())
            m_entries.erase(found);
        return;
    }
    if (found == m_entries.end()) {
        m_entries.push_back({manager, time, std::move(fields)});
    } else if (found->fields != fields) {
        found->fields = std::move(fields);
        found->time = time;
    }
}

void ManagedFields::takeFromOthers(const FieldManager &manager, const FieldSet &fields) {
    for (auto &entry : m_entries) {
        if (entry.manager != manager)
            entry.fields.subtract(fields);
    }
    std::erase_if(m_entries, [](const ManagerEntry &entry) { return entry.fields.empty(); });
}

FieldSet ManagedFields::ownedByAnyone() const {
    FieldSet all;
    for (const auto &entry : m_entries)
        all.unite(entry.fields);
    return all;
}

void dropUnowned(const Kind &kind, const std::string &subresource, FieldSet &fields) {
    fields.member = false;
    fields.cut({"f:apiVersion"});
    fields.cut({"f:kind"});
    for (const char *name : {"f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:generation",
             "f:managedFields", "f:resourceVersion", "f:deletionTimestamp", "f:deletionGracePeriodSeconds"})
        fields.cut({"f:metadata", name});
    if (const auto metadata = fields.children.find("f:metadata"); metadata != fields.children.end()) {
        metadata->second.member = false;
        if (metadata->second.empty())
            fields.children.erase(metadata);
    }
    if (subresource == "status") {
        fields.cut({"f:spec"});
        fields.cut({"f:metadata", "f:labels"});
    } else if (std::ranges::contains(kind.subresources, "status")) {
        fields.cut({"f:status"});
    }
}

} // namespace sandbox
