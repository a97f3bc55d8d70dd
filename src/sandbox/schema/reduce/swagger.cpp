// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/reduce/swagger.h"

#include "sandbox/schema/kinds.h"

#include <set>
#include <string>
#include <string_view>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::string_view prefix = "#/definitions/";

bool isKept(const std::string &key) {
    static const std::set<std::string> kept = {"type", "format", "$ref", "items", "properties", "additionalProperties",
        "required", "enum", "description", "default"};
    return kept.contains(key) || (key.starts_with("x-kubernetes-") && key != "x-kubernetes-unions");
}

/// Drops what is not used and collects the definitions referred to.
void reduce(json &schema, std::set<std::string> &references) {
    for (auto it = schema.begin(); it != schema.end();) {
        if (!isKept(it.key())) {
            it = schema.erase(it);
            continue;
        }
        if (it.key() == "$ref")
            references.insert(it->get<std::string>().substr(prefix.size()));
        else if (it.key() == "properties")
            for (auto &property : *it)
                reduce(property, references);
        else if (it.key() == "items" || (it.key() == "additionalProperties" && it->is_object()))
            reduce(*it, references);
        ++it;
    }
}

bool serves(const json &identity) {
    const auto group = identity.at("group").get<std::string>();
    const auto version = identity.at("version").get<std::string>();
    const auto name = identity.at("kind").get<std::string>();
    const std::string apiVersion = group.empty() ? version : group + '/' + version;
    return findKindByName(apiVersion, name) != nullptr;
}

} // namespace

json swaggerDefinitions(std::istream &document) {
    json definitions = json::parse(document).at("definitions");
    // The document knows it as a string only in prose.
    definitions.at("io.k8s.apimachinery.pkg.api.resource.Quantity")["format"] = "quantity";
    return definitions;
}

json reachableDefinitions(const json &definitions) {
    std::set<std::string> pending;
    for (const auto &[name, schema] : definitions.items()) {
        const auto identities = schema.find("x-kubernetes-group-version-kind");
        // options of requests (DeleteOptions) name every group there is
        if (identities != schema.end() && identities->size() == 1 && serves(identities->front()))
            pending.insert(name);
    }
    json result = json::object();
    while (!pending.empty()) {
        const std::string name = *pending.begin();
        pending.erase(pending.begin());
        if (result.contains(name))
            continue;
        json schema = definitions.at(name);
        std::set<std::string> references;
        reduce(schema, references);
        result[name] = std::move(schema);
        pending.merge(references);
    }
    return result;
}

} // namespace sandbox
