// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/reduce/applytypes.h"

#include <yaml-cpp/yaml.h>

#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

using nlohmann::json;

namespace {

std::string rawString(const std::string &goSource) {
    constexpr std::string_view opening = "schemaYAML = typed.YAMLObject(`";
    const auto begin = goSource.find(opening);
    if (begin == std::string::npos)
        throw std::runtime_error("no schemaYAML in the Go source");
    const auto first = begin + opening.size();
    const auto end = goSource.find('`', first);
    if (end == std::string::npos)
        throw std::runtime_error("schemaYAML does not end");
    return goSource.substr(first, end - first);
}

json schemaOf(const YAML::Node &type);

json scalarSchema(const std::string &scalar) {
    if (scalar == "string" || scalar == "boolean")
        return {{"type", scalar}};
    if (scalar == "numeric") // no newer field is a float
        return {{"type", "integer"}};
    return json::object(); // "untyped"
}

json listSchema(const YAML::Node &list) {
    json schema = {{"type", "array"}, {"items", schemaOf(list["elementType"])}, {"x-kubernetes-list-type", "atomic"}};
    if (list["elementRelationship"].as<std::string>() != "associative")
        return schema;
    const YAML::Node keys = list["keys"];
    if (!keys) {
        schema["x-kubernetes-list-type"] = "set";
        return schema;
    }
    schema["x-kubernetes-list-type"] = "map";
    schema["x-kubernetes-list-map-keys"] = keys.as<std::vector<std::string>>();
    // Strategic merge is not in this source. The lists that are newer than the document merge by the same key there,
    // in api/core/v1/types.go; only claims and the health of resources, which nothing here patches, are replaced.
    schema["x-kubernetes-patch-merge-key"] = keys[0].as<std::string>();
    schema["x-kubernetes-patch-strategy"] = "merge";
    return schema;
}

void addField(json &schema, const YAML::Node &field) {
    const auto name = field["name"].as<std::string>();
    json property = schemaOf(field["type"]);
    const YAML::Node value = field["default"];
    if (value && value.IsScalar()) {
        const auto &text = value.Scalar();
        // Go's zero value is the default of a field that is written even when it is empty: one that is required.
        if (text.empty() || text == "0" || text == "false")
            schema["required"].push_back(name);
        else
            property["default"] = property.value("type", "") == "string" ? json(text) : json::parse(text);
    }
    schema["properties"][name] = std::move(property);
}

json mapSchema(const YAML::Node &map) {
    json schema = {{"type", "object"}};
    for (const auto &field : map["fields"])
        addField(schema, field);
    if (map["elementType"])
        schema["additionalProperties"] = schemaOf(map["elementType"]);
    if (map["elementRelationship"] && map["elementRelationship"].as<std::string>() == "atomic")
        schema["x-kubernetes-map-type"] = "atomic";
    return schema;
}

/// A type's definition or a reference to one. A scalar that may be a list or a map as well is anything at all.
json schemaOf(const YAML::Node &type) {
    if (const YAML::Node named = type["namedType"]) {
        const auto name = named.as<std::string>();
        return name.starts_with("__untyped_") ? json::object() : json{{"$ref", "#/definitions/" + name}};
    }
    if (const YAML::Node scalar = type["scalar"])
        return scalarSchema(scalar.as<std::string>());
    if (const YAML::Node list = type["list"])
        return listSchema(list);
    if (const YAML::Node map = type["map"])
        return mapSchema(map);
    throw std::runtime_error("a type that is neither scalar, list nor map");
}

void layFieldOver(json &field, const json &newer) {
    if (field.contains("$ref") && newer.contains("$ref"))
        field["$ref"] = newer["$ref"];
    for (const char *key : {"default", "x-kubernetes-map-type", "x-kubernetes-list-type"})
        if (newer.contains(key))
            field[key] = newer[key];
    if (newer.contains("x-kubernetes-list-map-keys"))
        field["x-kubernetes-list-map-keys"] = newer["x-kubernetes-list-map-keys"];
    else if (newer.contains("x-kubernetes-list-type"))
        field.erase("x-kubernetes-list-map-keys");
}

void layTypeOver(json &type, const json &newer) {
    if (newer.contains("x-kubernetes-map-type"))
        type["x-kubernetes-map-type"] = newer["x-kubernetes-map-type"];
    if (!newer.contains("properties"))
        return;
    json &fields = type["properties"];
    for (const auto &[name, field] : newer["properties"].items()) {
        if (fields.contains(name))
            layFieldOver(fields[name], field);
        else
            fields[name] = field;
    }
}

} // namespace

json applyDefinitions(std::istream &goSource) {
    const std::string source(std::istreambuf_iterator<char>(goSource), {});
    json definitions = json::object();
    for (const auto &type : YAML::Load(rawString(source))["types"])
        definitions[type["name"].as<std::string>()] = schemaOf(type);
    return definitions;
}

void layOver(json &definitions, const json &newer) {
    for (const auto &[name, type] : newer.items()) {
        if (definitions.contains(name))
            layTypeOver(definitions[name], type);
        else
            definitions[name] = type;
    }
}

} // namespace sandbox
