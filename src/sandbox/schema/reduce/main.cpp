// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: reduces Kubernetes' OpenAPI document to the definitions that the kinds served reach, and lays newer
// fields over them.
//   schema_reduce SWAGGER OVERLAY OUTPUT
#include "sandbox/schema/kinds.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <set>

using Json = nlohmann::json;

namespace {

constexpr std::string_view prefix = "#/definitions/";

bool isKept(const std::string &key) {
    static const std::set<std::string> kept = {"type", "format", "$ref", "items", "properties", "additionalProperties",
        "required", "enum", "description", "default"};
    return kept.contains(key) || (key.starts_with("x-kubernetes-") && key != "x-kubernetes-unions");
}

/// Drops what is not used and collects the definitions referred to.
void reduce(Json &schema, std::set<std::string> &references) {
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

bool serves(const Json &identity) {
    const auto group = identity.at("group").get<std::string>();
    const auto version = identity.at("version").get<std::string>();
    const auto name = identity.at("kind").get<std::string>();
    const Json::string_t apiVersion = group.empty() ? version : group + '/' + version;
    return sandbox::findKindByName(apiVersion, name) != nullptr;
}

Json reachable(Json &definitions) {
    std::set<std::string> pending;
    for (const auto &[name, schema] : definitions.items()) {
        const auto identities = schema.find("x-kubernetes-group-version-kind");
        // options of requests (DeleteOptions) name every group there is
        if (identities != schema.end() && identities->size() == 1 && serves(identities->front()))
            pending.insert(name);
    }
    Json result = Json::object();
    while (!pending.empty()) {
        const std::string name = *pending.begin();
        pending.erase(pending.begin());
        if (result.contains(name))
            continue;
        Json schema = definitions.at(name);
        std::set<std::string> references;
        reduce(schema, references);
        result[name] = std::move(schema);
        pending.merge(references);
    }
    return result;
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 4) {
        std::cerr << "usage: schema_reduce SWAGGER OVERLAY OUTPUT\n";
        return 2;
    }
    Json definitions = Json::parse(std::ifstream(argv[1])).at("definitions");
    definitions.merge_patch(Json::parse(std::ifstream(argv[2])));
    // The document knows it as a string only in prose.
    definitions.at("io.k8s.apimachinery.pkg.api.resource.Quantity")["format"] = "quantity";
    const Json result = reachable(definitions);
    std::ofstream out(argv[3]);
    out << Json{{"definitions", result}}.dump();
    return out.flush() ? 0 : 1;
} catch (const std::exception &error) {
    std::cerr << "schema_reduce: " << error.what() << '\n';
    return 1;
}
