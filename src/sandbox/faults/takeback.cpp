// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/takeback.h"

#include "sandbox/store/fields.h"

#include <map>
#include <optional>
#include <set>

namespace sandbox {

namespace {

/// Nothing (std::nullopt) stands for a key that is not there.
using Value = std::optional<Json>;

Value member(const Value &object, const std::string &key) {
    if (!object || !object->is_object())
        return std::nullopt;
    const auto found = object->find(key);
    return found == object->end() ? std::nullopt : Value(*found);
}

Value merged(const Value &live, const Value &before, const Value &after) {
    if (live == after)
        return before;
    if (before == after || !live || !before || !after || live->type() != after->type() || live->type() != before->type())
        return live;
    if (live->is_object()) {
        std::set<std::string> keys;
        for (const Value *side : {&live, &before, &after}) {
            for (const auto &item : (*side)->items())
                keys.insert(item.key());
        }
        Json result = Json::object();
        for (const auto &key : keys) {
            if (Value value = merged(member(live, key), member(before, key), member(after, key)))
                result[key] = *std::move(value);
        }
        return result;
    }
    if (!live->is_array() || live->size() != after->size() || live->size() != before->size())
        return live;
    Json result = Json::array();
    for (std::size_t i = 0; i < live->size(); ++i)
        result.push_back(merged((*live)[i], (*before)[i], (*after)[i]).value_or(Json()));
    return result;
}

/// An entry of managedFields counts as the same one whoever wrote it when.
std::string ownerKey(const Json &entry) {
    std::string key;
    for (const char *part : {"manager", "operation", "apiVersion", "subresource"})
        key += textAt(entry, part) + '\n';
    return key;
}

Json owners(const Json &live, const Json &before, const Json &after) {
    std::map<std::string, Json> was;
    std::map<std::string, Json> became;
    for (const auto &entry : before)
        was[ownerKey(entry)] = entry;
    for (const auto &entry : after)
        became[ownerKey(entry)] = entry;
    std::map<std::string, Json> now;
    for (const auto &entry : live)
        now[ownerKey(entry)] = entry;
    std::set<std::string> keys;
    for (const auto *side : {&was, &became, &now}) {
        for (const auto &[key, entry] : *side)
            keys.insert(key);
    }
    const auto at = [](const std::map<std::string, Json> &entries, const std::string &key) {
        const auto found = entries.find(key);
        return found == entries.end() ? Value() : Value(found->second);
    };
    std::map<std::string, Json> left;
    for (const auto &key : keys) {
        if (Value entry = merged(at(now, key), at(was, key), at(became, key)))
            left[key] = *std::move(entry);
    }
    Json result = Json::array(); // in the order of before, then what has come since
    for (const auto *list : {&before, &live}) {
        for (const auto &entry : *list) {
            if (const auto found = left.find(ownerKey(entry)); found != left.end()) {
                result.push_back(std::move(found->second));
                left.erase(found);
            }
        }
    }
    return result;
}

} // namespace

Json writtenPart(const Json &object) {
    Json part = object;
    part.erase("status");
    for (const char *key : {"resourceVersion", "generation", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"})
        part["metadata"].erase(key);
    return part;
}

Json takenBack(const Json &live, const Json &before, const Json &after) {
    Json result = *merged(live, before, after);
    const Json managed = owners(itemsAt(live, "metadata.managedFields"), itemsAt(before, "metadata.managedFields"), itemsAt(after, "metadata.managedFields"));
    if (managed.empty())
        result["metadata"].erase("managedFields");
    else
        result["metadata"]["managedFields"] = managed;
    return result;
}

} // namespace sandbox
