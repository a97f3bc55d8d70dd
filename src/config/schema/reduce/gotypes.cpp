// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gotypes.h"

#include <algorithm>

namespace reduce {

using nlohmann::json;

namespace {

class Layer {
public:
    Layer(json &definitions, const GoPackage &package, const std::vector<GoPackage> &others)
        : m_definitions(definitions), m_package(package), m_others(others) {}
    void lay(const std::string &name, const std::vector<GoField> &fields);

private:
    struct Flat { // a field with those of inlined types
        const GoField *field;
        std::string owner;
    };
    void flatten(const std::string &owner, const std::vector<GoField> &fields, std::vector<Flat> &into) const;
    [[nodiscard]] json schemaOf(std::string type) const;
    [[nodiscard]] json namedSchema(const std::string &type) const;
    [[nodiscard]] json property(const json *before, const Flat &flat) const;
    [[nodiscard]] std::string description(const Flat &flat) const;

    json &m_definitions;
    const GoPackage &m_package;
    const std::vector<GoPackage> &m_others;
};

void Layer::flatten(const std::string &owner, const std::vector<GoField> &fields, std::vector<Flat> &into) const {
    for (const GoField &field : fields) {
        if (!field.name.empty()) {
            into.push_back({&field, owner});
        } else if (const auto found = m_package.structs.find(field.type); found != m_package.structs.end()) {
            flatten(found->first, found->second, into);
        }
    }
}

json reference(const std::string &name) {
    return {{"$ref", "#/definitions/" + name}};
}

json Layer::namedSchema(const std::string &type) const {
    const auto dot = type.find('.');
    if (dot != std::string::npos) {
        const auto import = m_package.imports.find(type.substr(0, dot));
        const std::string prefix = import == m_package.imports.end() ? std::string() : import->second;
        if (prefix == "io.k8s.apimachinery.pkg.types.")
            return {{"type", "string"}};
        const std::string own = type.substr(dot + 1);
        const std::string name = prefix + own;
        for (const GoPackage &other : m_others)
            if (other.prefix == prefix && other.named.contains(own))
                return Layer(m_definitions, other, m_others).namedSchema(own);
        return m_definitions.contains(name) ? reference(name) : type.ends_with(".Object") ? json{{"type", "object"}} : json::object();
    }
    if (const auto named = m_package.named.find(type); named != m_package.named.end()) {
        json schema = schemaOf(named->second);
        if (const auto values = m_package.values.find(type); values != m_package.values.end())
            schema["enum"] = values->second;
        return schema;
    }
    return m_package.structs.contains(type) || m_definitions.contains(m_package.prefix + type) ? reference(m_package.prefix + type) : json::object();
}

json Layer::schemaOf(std::string type) const {
    while (type.starts_with('*'))
        type.erase(0, 1);
    if (type == "[]byte")
        return {{"type", "string"}, {"format", "byte"}};
    if (type.starts_with("[]"))
        return {{"type", "array"}, {"items", schemaOf(type.substr(2))}};
    if (type.starts_with("map["))
        return {{"type", "object"}, {"additionalProperties", schemaOf(type.substr(type.find(']') + 1))}};
    if (type == "string")
        return {{"type", "string"}};
    if (type == "bool")
        return {{"type", "boolean"}};
    if (type == "int32" || type == "int64")
        return {{"type", "integer"}, {"format", type}};
    if (type == "int" || type == "uint" || type == "uint32" || type == "uint64" || type == "rune")
        return {{"type", "integer"}};
    if (type == "float32" || type == "float64")
        return {{"type", "number"}};
    return namedSchema(type);
}

std::string Layer::description(const Flat &flat) const {
    const auto owner = m_package.descriptions.find(flat.owner);
    if (owner == m_package.descriptions.end())
        return {};
    const auto found = owner->second.find(flat.field->name);
    return found == owner->second.end() ? std::string() : found->second;
}

json Layer::property(const json *before, const Flat &flat) const {
    const json fresh = schemaOf(flat.field->type);
    json schema = before ? *before : fresh;
    if (schema.empty())
        schema = fresh;
    if (fresh.contains("enum"))
        schema["enum"] = fresh["enum"];
    if (const std::string text = description(flat); !text.empty())
        schema["description"] = text;
    const auto &markers = flat.field->markers;
    const auto marker = [&](const char *name) { return markers.contains(name) ? markers.at(name) : std::vector<std::string>(); };
    if (const auto kind = marker("listType"); !kind.empty())
        schema["x-kubernetes-list-type"] = kind.front();
    if (const auto keys = marker("listMapKey"); !keys.empty())
        schema["x-kubernetes-list-map-keys"] = keys;
    if (const auto key = marker("patchMergeKey"); !key.empty())
        schema["x-kubernetes-patch-merge-key"] = key.front();
    if (const auto value = marker("default"); !value.empty() && json::accept(value.front()))
        schema["default"] = json::parse(value.front());
    return schema;
}

void Layer::lay(const std::string &name, const std::vector<GoField> &fields) {
    std::vector<Flat> flat;
    flatten(name, fields, flat);
    if (flat.empty())
        return; // Time, Quantity, FieldsV1: what they are in JSON is not in their struct
    json &definition = m_definitions[m_package.prefix + name];
    const json before = definition.value("properties", json::object());
    json properties = json::object();
    json required = json::array();
    for (const char *own : {"apiVersion", "kind"}) { // of metav1.TypeMeta
        if (std::ranges::any_of(fields, [](const GoField &field) { return field.name.empty() && field.type.ends_with("TypeMeta"); }))
            properties[own] = before.contains(own) ? before[own] : json{{"type", "string"}};
    }
    for (const Flat &each : flat) {
        const std::string &key = each.field->name;
        properties[key] = property(before.contains(key) ? &before[key] : nullptr, each);
        if (!each.field->optional)
            required.push_back(key);
    }
    definition["type"] = "object";
    definition["properties"] = std::move(properties);
    definition.erase("required");
    if (!required.empty())
        definition["required"] = std::move(required);
    if (const auto own = m_package.descriptions.find(name); own != m_package.descriptions.end() && own->second.contains(""))
        definition["description"] = own->second.at("");
}

bool isKind(const std::vector<GoField> &fields) {
    const bool typed = std::ranges::any_of(fields, [](const GoField &field) { return field.name.empty() && field.type.ends_with("TypeMeta"); });
    return typed && std::ranges::any_of(fields, [](const GoField &field) { return field.name == "metadata"; });
}

} // namespace

void layOver(json &definitions, const GoPackage &package, const std::vector<GoPackage> &others) {
    Layer layer(definitions, package, others);
    for (const auto &[name, fields] : package.structs) // named first, so that they can refer to one another
        if (!fields.empty() && !definitions.contains(package.prefix + name))
            definitions[package.prefix + name] = json{{"type", "object"}};
    for (const auto &[name, fields] : package.structs) {
        layer.lay(name, fields);
        if (isKind(fields) && package.prefix.starts_with("io.k8s.api."))
            definitions[package.prefix + name]["x-kubernetes-group-version-kind"] =
                json::array({{{"group", package.group}, {"version", package.version}, {"kind", name}}});
    }
}

} // namespace reduce
