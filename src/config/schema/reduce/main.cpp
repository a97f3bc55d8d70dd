// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: Kubernetes' OpenAPI document, its API types laid over it, and constraints of ours, in a form that loads by definition.
//   config_schema_reduce SWAGGER API_FOLDER MACHINERY_FOLDER CONSTRAINTS MINOR OUTPUT
#include "gotypes.h"
#include "pack.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>

using nlohmann::json;

namespace {

std::vector<reduce::GoPackage> packagesBelow(const std::filesystem::path &api) {
    std::vector<reduce::GoPackage> packages;
    for (const auto &group : std::filesystem::directory_iterator(api)) {
        if (!group.is_directory())
            continue;
        for (const auto &version : std::filesystem::directory_iterator(group)) {
            const std::string prefix = "io.k8s.api." + group.path().filename().string() + '.' + version.path().filename().string() + '.';
            if (std::filesystem::exists(version.path() / "types.go"))
                packages.push_back(reduce::readGoPackage(version.path(), prefix));
        }
    }
    return packages;
}

std::string apiVersion(const std::string &group, const std::string &version) {
    return group.empty() ? version : group + '/' + version;
}

/// "core.v1.Container": {"name": {...}}; null takes a keyword away. "" is the definition itself.
void constrain(json &definitions, const json &constraints) {
    for (const auto &[name, fields] : constraints.items()) {
        if (name.starts_with('$'))
            continue;
        const std::string full = name.starts_with("io.") ? name : "io.k8s.api." + name;
        if (!definitions.contains(full))
            throw std::runtime_error("constraints name a definition that does not exist: " + full);
        for (const auto &[field, keywords] : fields.items()) {
            if (!field.empty() && !definitions[full].value("properties", json::object()).contains(field))
                throw std::runtime_error("constraints name a field that does not exist: " + full + ' ' + field);
            json &schema = field.empty() ? definitions[full] : definitions[full]["properties"][field];
            schema.merge_patch(keywords);
        }
    }
}

bool hasField(const json &definitions, const json &field) {
    if (!field.is_object() || !field.contains("$ref"))
        return true;
    return definitions.contains(field["$ref"].get<std::string>().substr(14));
}

/// What refers to nothing is anything.
void mend(const json &definitions, json &schema) {
    if (!hasField(definitions, schema))
        schema.erase("$ref");
    for (const char *inner : {"items", "additionalProperties"})
        if (schema.contains(inner) && schema[inner].is_object())
            mend(definitions, schema[inner]);
    if (schema.contains("properties"))
        for (json &property : schema["properties"])
            mend(definitions, property);
}

struct Kind {
    std::string group, version, kind, definition;
};

std::vector<Kind> kindsOf(const json &definitions) {
    std::vector<Kind> kinds;
    for (const auto &[name, schema] : definitions.items()) {
        const json identities = schema.value("x-kubernetes-group-version-kind", json::array());
        if (identities.size() == 1) // options of requests name every group there is
            kinds.push_back({identities[0]["group"], identities[0]["version"], identities[0]["kind"], name});
    }
    return kinds;
}

int rank(const std::string &version) { // v2 before v1 before betas
    return version.contains("alpha") ? 0 : version.contains("beta") ? 1 : 10 + std::atoi(version.c_str() + 1);
}

const Kind *successor(const std::vector<Kind> &served, const std::string &group, const std::string &kind) {
    const Kind *best = nullptr;
    for (const Kind &each : served) {
        if (each.kind == kind && (!best || (each.group == group) > (best->group == group) ||
                                     ((each.group == group) == (best->group == group) && rank(each.version) > rank(best->version))))
            best = &each;
    }
    return best;
}

std::map<std::string, std::pair<std::string, reduce::Lifecycle>> removedOf(const std::vector<reduce::GoPackage> &packages, int minor) {
    std::map<std::string, std::pair<std::string, reduce::Lifecycle>> removed;
    for (const auto &package : packages)
        for (const auto &[kind, lifecycle] : package.lifecycles)
            if (lifecycle.removedMinor > 0 && lifecycle.removedMinor <= minor)
                removed[apiVersion(package.group, package.version) + '/' + kind] = {package.group, lifecycle};
    return removed;
}

/// Kinds of groups that are older than the markers of removal.
void addForgotten(std::map<std::string, std::pair<std::string, reduce::Lifecycle>> &removed, const json &constraints) {
    for (const auto &[key, value] : constraints.at("$removed").items())
        removed.try_emplace(key, key.substr(0, key.find('/')), reduce::Lifecycle{value.at(0), value.at(1), value.at(2), value.at(3)});
}

void packKinds(reduce::Pack &pack, const json &definitions, const std::vector<reduce::GoPackage> &packages, const json &constraints, int minor) {
    auto removed = removedOf(packages, minor);
    addForgotten(removed, constraints);
    std::vector<Kind> served;
    for (Kind &kind : kindsOf(definitions))
        if (!removed.contains(apiVersion(kind.group, kind.version) + '/' + kind.kind))
            served.push_back(std::move(kind));
    for (const Kind &kind : served)
        pack.add("k:" + apiVersion(kind.group, kind.version) + '/' + kind.kind, kind.definition);
    for (const auto &[key, entry] : removed) {
        const auto &[group, lifecycle] = entry;
        const std::string kind = key.substr(key.rfind('/') + 1);
        // The markers name a version that was the newest when they were written, and it may be gone too.
        std::string by = lifecycle.version.empty() ? std::string() : apiVersion(lifecycle.group, lifecycle.version) + ' ' + lifecycle.kind;
        if (const Kind *next = successor(served, group, kind))
            by = apiVersion(next->group, next->version) + ' ' + next->kind;
        pack.add("r:" + key, std::to_string(lifecycle.removedMinor) + ' ' + by);
    }
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 7) {
        std::cerr << "usage: config_schema_reduce SWAGGER API_FOLDER MACHINERY_FOLDER CONSTRAINTS MINOR OUTPUT\n";
        return 2;
    }
    std::ifstream swagger(argv[1]);
    std::ifstream constraintsFile(argv[4]);
    json definitions = json::parse(swagger).at("definitions");
    const json constraints = json::parse(constraintsFile);
    const auto packages = packagesBelow(argv[2]);
    reduce::layOver(definitions, reduce::readGoPackage(argv[3], "io.k8s.apimachinery.pkg.apis.meta.v1."), packages);
    for (const auto &package : packages)
        reduce::layOver(definitions, package, packages);
    for (json &schema : definitions)
        mend(definitions, schema);
    constrain(definitions, constraints);
    reduce::Pack pack;
    for (const auto &[name, schema] : definitions.items())
        pack.addDefinition(name, schema);
    packKinds(pack, definitions, packages, constraints, std::atoi(argv[5]));
    std::ofstream out(argv[6], std::ios::binary);
    pack.write(out);
    return out.flush() ? 0 : 1;
} catch (const std::exception &error) {
    std::cerr << "config_schema_reduce: " << error.what() << '\n';
    return 1;
}
