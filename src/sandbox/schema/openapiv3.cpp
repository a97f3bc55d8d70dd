// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The documents under /openapi/v3: kubectl explain reads the schemas; kubectl apply looks for PATCH's fieldValidation
// parameter.
#include "sandbox/schema/openapi.h"

#include <set>

namespace sandbox {

namespace {

constexpr std::string_view v2Prefix = "#/definitions/";

std::string pathOf(const Kind &kind) {
    return (kind.group.empty() ? "api/" : "apis/" + std::string(kind.group) + '/') + std::string(kind.version);
}

/// v3 has references beside nothing else: what stood beside one goes around it.
Json toV3(const Json &schema, std::set<std::string> &references) {
    Json result = schema;
    for (const char *nested : {"items", "additionalProperties"}) {
        if (const auto found = result.find(nested); found != result.end() && found->is_object())
            *found = toV3(*found, references);
    }
    if (const auto properties = result.find("properties"); properties != result.end()) {
        for (auto &property : *properties)
            property = toV3(property, references);
    }
    if (result.value("format", std::string()) == "quantity")
        result.erase("format");
    const auto reference = result.find("$ref");
    if (reference == result.end())
        return result;
    std::string name = reference->get<std::string>().substr(v2Prefix.size());
    Json target = {{"$ref", "#/components/schemas/" + name}};
    references.insert(std::move(name));
    result.erase("$ref");
    if (result.empty())
        return target;
    result["allOf"] = Json::array({target});
    return result;
}

Json parameter(const char *name, const char *type, const char *description) {
    return {{"name", name}, {"in", "query"}, {"description", description},
        {"schema", {{"type", type}, {"uniqueItems", true}}}};
}

Json patchOperation(const Kind &kind) {
    const Json identity = {{"group", kind.group}, {"version", kind.version}, {"kind", kind.kind}};
    return {{"description", "partially update the specified " + std::string(kind.kind)},
        {"operationId", "patch" + std::string(kind.kind)},
        {"parameters",
            {parameter("dryRun", "string", "When present, indicates that modifications should not be persisted: All"),
                parameter(
                    "fieldManager", "string", "The name of who makes these changes; required for server-side apply."),
                parameter("fieldValidation", "string",
                    "What is done about unknown and duplicate fields: Ignore, Warn or Strict."),
                parameter("force", "boolean", "Take fields over that others own; for server-side apply only.")}},
        {"responses", {{"200", {{"description", "OK"}}}}}, {"x-kubernetes-action", "patch"},
        {"x-kubernetes-group-version-kind", identity}};
}

Json pathsOf(const std::string &groupVersionPath) {
    Json paths = Json::object();
    for (const auto &kind : kinds()) {
        if (pathOf(kind) != groupVersionPath)
            continue;
        const std::string scope = kind.namespaced ? "/namespaces/{namespace}/" : "/";
        paths['/' + groupVersionPath + scope + std::string(kind.plural) + "/{name}"] = {
            {"patch", patchOperation(kind)}};
    }
    return paths;
}

} // namespace

Json OpenApi::v3Index() const {
    Json paths = Json::object();
    for (const auto &kind : kinds())
        paths[pathOf(kind)] = {{"serverRelativeURL", "/openapi/v3/" + pathOf(kind)}};
    return {{"paths", paths}};
}

Json OpenApi::v3Document(const std::string &groupVersionPath) const {
    std::set<std::string> pending;
    for (const auto &kind : kinds()) {
        const Json *schema = pathOf(kind) == groupVersionPath ? definition(kind) : nullptr;
        for (const auto &[name, known] : m_definitions->items()) {
            if (&known == schema)
                pending.insert(name);
        }
    }
    if (pending.empty())
        return {};
    Json schemas = Json::object();
    while (!pending.empty()) {
        const std::string name = *pending.begin();
        pending.erase(pending.begin());
        if (schemas.contains(name))
            continue;
        std::set<std::string> references;
        schemas[name] = toV3(m_definitions->at(name), references);
        pending.merge(references);
    }
    return {{"openapi", "3.0.0"}, {"info", {{"title", "Kubernetes"}, {"version", "v1.32.0"}}},
        {"paths", pathsOf(groupVersionPath)}, {"components", {{"schemas", schemas}}}};
}

} // namespace sandbox
