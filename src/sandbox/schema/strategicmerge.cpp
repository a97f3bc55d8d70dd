// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Strategic merge patch, as
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
// describes it.
#include "sandbox/schema/depth.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

constexpr std::string_view orderPrefix = "$setElementOrder/";
constexpr std::string_view deletePrefix = "$deleteFromPrimitiveList/";

/// What a patch says that cannot be carried out; caught at the room's door.
struct BadPatch {
    std::string message;
};

bool isDirective(const std::string &key) {
    return key.starts_with('$');
}

std::string directiveOf(const Json &patch) {
    const auto found = patch.find("$patch");
    if (found == patch.end())
        return {};
    if (!found->is_string())
        throw BadPatch{"Invalid value for $patch: must be a string"};
    return found->get<std::string>();
}

/// A patch taken as a value: without directives, and without the nulls that only mean "remove".
Json withoutDirectives(const Json &patch) {
    if (patch.is_array()) {
        Json items = Json::array();
        for (const auto &item : patch) {
            if (!(item.is_object() && item.contains("$patch")))
                items.push_back(withoutDirectives(item));
        }
        return items;
    }
    if (!patch.is_object())
        return patch;
    Json result = Json::object();
    for (const auto &[key, value] : patch.items()) {
        if (!isDirective(key) && !value.is_null())
            result[key] = withoutDirectives(value);
    }
    return result;
}

/// Carries out the $deleteFromPrimitiveList directives of a patch.
void deleteScalars(Json &object, const Json &patch) {
    for (const auto &[key, values] : patch.items()) {
        if (!key.starts_with(deletePrefix) || !values.is_array())
            continue;
        const auto list = object.find(key.substr(deletePrefix.size()));
        if (list == object.end() || !list->is_array())
            continue;
        const auto unwanted = [&](const Json &value) { return std::ranges::contains(values, value); };
        list->erase(std::remove_if(list->begin(), list->end(), unwanted), list->end());
    }
}

class Merger {
public:
    explicit Merger(const OpenApi &api)
        : m_api(api) {}

    Json mergeObject(const Json *schema, const Json &current, const Json &patch) const;

private:
    struct ListRule {
        bool merges = false;
        std::string key; // empty for lists of scalars
        const Json *items = nullptr;
    };

    const Json *property(const Json *schema, const std::string &name) const;
    const Json *resolved(const Json *site) const { return site ? &m_api.resolve(*site) : nullptr; }
    static ListRule ruleOf(const Json *site);
    Json mergeField(const Json *site, const Json *current, const Json &patch) const;
    Json mergeKeyed(const ListRule &rule, const Json &current, const Json &patch) const;
    static Json mergeScalars(const Json &current, const Json &patch);
    static void order(const ListRule &rule, Json &items, const Json &wanted);

    const OpenApi &m_api;
};

const Json *Merger::property(const Json *schema, const std::string &name) const {
    if (!schema)
        return nullptr;
    if (const auto properties = schema->find("properties"); properties != schema->end()) {
        if (const auto found = properties->find(name); found != properties->end())
            return &*found;
    }
    const auto additional = schema->find("additionalProperties");
    return additional != schema->end() && additional->is_object() ? &*additional : nullptr;
}

Merger::ListRule Merger::ruleOf(const Json *site) {
    if (!site)
        return {};
    const auto strategy = site->value("x-kubernetes-patch-strategy", std::string());
    const auto items = site->find("items");
    return {strategy.contains("merge"), site->value("x-kubernetes-patch-merge-key", std::string()),
        items == site->end() ? nullptr : &*items};
}

Json Merger::mergeField(const Json *site, const Json *current, const Json &patch) const {
    if (patch.is_object()) {
        const Json empty = Json::object();
        const bool replaces = site && site->value("x-kubernetes-patch-strategy", std::string()) == "replace";
        return mergeObject(resolved(site), current && current->is_object() && !replaces ? *current : empty, patch);
    }
    if (!patch.is_array())
        return patch;
    const ListRule rule = ruleOf(site);
    const Json none = Json::array();
    const Json &before = current && current->is_array() ? *current : none;
    if (!rule.merges)
        return withoutDirectives(patch);
    return rule.key.empty() ? mergeScalars(before, patch) : mergeKeyed(rule, before, patch);
}

Json Merger::mergeScalars(const Json &current, const Json &patch) {
    Json result = current;
    for (const auto &value : patch) {
        if (!std::ranges::contains(result, value))
            result.push_back(value);
    }
    return result;
}

Json Merger::mergeKeyed(const ListRule &rule, const Json &current, const Json &patch) const {
    const bool replaces = std::ranges::any_of(
        patch, [](const Json &item) { return item.is_object() && directiveOf(item) == "replace" && item.size() == 1; });
    if (replaces)
        return withoutDirectives(patch);
    Json result = current;
    for (const auto &item : patch) {
        if (!item.is_object())
            throw BadPatch{"cannot merge a list of objects with " + std::string(item.type_name())};
        const auto identity = item.find(rule.key);
        if (identity == item.end())
            throw BadPatch{"map does not contain declared merge key: " + rule.key};
        const auto same = [&](const Json &known) {
            return known.is_object() && known.value(rule.key, Json()) == *identity;
        };
        const auto found = std::ranges::find_if(result, same);
        if (directiveOf(item) == "delete") {
            result.erase(std::remove_if(result.begin(), result.end(), same), result.end());
        } else if (found == result.end()) {
            result.push_back(mergeObject(resolved(rule.items), Json::object(), item));
        } else {
            *found = mergeObject(resolved(rule.items), *found, item);
        }
    }
    return result;
}

/// Items named by $setElementOrder come in its order; what only the server has keeps its place before what it stood
/// before.
void Merger::order(const ListRule &rule, Json &items, const Json &wanted) {
    if (!items.is_array() || !wanted.is_array())
        return;
    const auto identity = [&](const Json &value) {
        return rule.key.empty() ? value : (value.is_object() ? value.value(rule.key, Json()) : Json());
    };
    const auto rank = [&](const Json &item) {
        const Json mine = identity(item);
        return std::ranges::find_if(wanted, [&](const Json &entry) { return identity(entry) == mine; }) -
               wanted.begin();
    };
    std::vector<Json> named;
    for (const auto &item : items) {
        if (rank(item) < wanted.end() - wanted.begin())
            named.push_back(item);
    }
    std::ranges::stable_sort(named, {}, rank);
    auto next = named.begin();
    for (auto &item : items) {
        if (rank(item) < wanted.end() - wanted.begin())
            item = *next++;
    }
}

Json Merger::mergeObject(const Json *schema, const Json &current, const Json &patch) const {
    const std::string directive = directiveOf(patch);
    if (directive == "replace")
        return withoutDirectives(patch);
    if (directive == "delete")
        return Json::object();
    if (!directive.empty() && directive != "merge")
        throw BadPatch{"Unknown patch type found: " + directive};
    Json result = current;
    if (const auto retained = patch.find("$retainKeys"); retained != patch.end() && retained->is_array()) {
        for (const auto &[key, value] : current.items()) {
            if (!std::ranges::contains(*retained, Json(key)))
                result.erase(key);
        }
    }
    deleteScalars(result, patch);
    for (const auto &[key, value] : patch.items()) {
        if (isDirective(key))
            continue;
        const auto found = result.find(key);
        if (value.is_null() || (value.is_object() && directiveOf(value) == "delete"))
            result.erase(key);
        else
            result[key] = mergeField(property(schema, key), found == result.end() ? nullptr : &*found, value);
    }
    for (const auto &[key, wanted] : patch.items()) {
        if (key.starts_with(orderPrefix)) {
            const std::string name = key.substr(orderPrefix.size());
            if (result.contains(name))
                order(ruleOf(property(schema, name)), result[name], wanted);
        }
    }
    return result;
}

} // namespace

Outcome<Json> strategicMergePatch(const OpenApi &api, const Kind &kind, const Json &current, const Json &patch) {
    if (!patch.is_object())
        return badRequest(
            "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
    if (nestsTooDeep(patch))
        return badRequest("error decoding patch: exceeded max depth");
    try {
        return Merger(api).mergeObject(api.definition(kind), current, patch);
    } catch (const BadPatch &bad) {
        return badRequest(bad.message);
    }
}

} // namespace sandbox
