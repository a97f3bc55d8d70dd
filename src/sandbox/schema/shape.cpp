// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/shape.h"

namespace sandbox {

namespace {

bool says(const Json &schema, const char *what, std::string_view value) {
    const auto found = schema.find(what);
    return found != schema.end() && *found == value;
}

Shape::Form listForm(const Json &site) {
    if (says(site, "x-kubernetes-list-type", "map"))
        return Shape::Form::MapList;
    return says(site, "x-kubernetes-list-type", "set") ? Shape::Form::SetList : Shape::Form::AtomicList;
}

Shape::Form objectForm(const Json &site, const Json &schema) {
    if (says(site, "x-kubernetes-map-type", "atomic") || says(schema, "x-kubernetes-map-type", "atomic"))
        return Shape::Form::AtomicMap;
    if (schema.contains("properties"))
        return Shape::Form::Struct;
    return schema.contains("additionalProperties") ? Shape::Form::Map : Shape::Form::Untyped;
}

Shape::Form formOf(const Json &site, const Json &schema) {
    const auto type = schema.find("type");
    if (type == schema.end())
        return schema.contains("properties") ? objectForm(site, schema) : Shape::Form::Untyped;
    if (*type == "array")
        return listForm(site);
    if (*type == "object")
        return objectForm(site, schema);
    if (*type == "boolean")
        return Shape::Form::Flag;
    if (*type == "integer" || *type == "number")
        return Shape::Form::Number;
    const bool open = says(schema, "format", "int-or-string") || says(schema, "format", "quantity") ||
                      says(schema, "format", "date-time");
    return open ? Shape::Form::Untyped : Shape::Form::Text;
}

} // namespace

Shape::Shape(const OpenApi &api, const Json &site)
    : m_api(&api)
    , m_site(&site)
    , m_schema(&api.resolve(site))
    , m_form(formOf(site, *m_schema)) {}

Shape Shape::of(const OpenApi &api, const Kind &kind) {
    const Json *definition = api.definition(kind);
    return definition ? Shape(api, *definition) : Shape();
}

bool Shape::isGranular() const {
    return m_form == Form::Struct || m_form == Form::Map || m_form == Form::SetList || m_form == Form::MapList;
}

bool Shape::declares(const std::string &name) const {
    if (!m_schema)
        return false;
    const auto properties = m_schema->find("properties");
    return properties != m_schema->end() && properties->contains(name);
}

Shape Shape::child(const std::string &name) const {
    if (!m_schema)
        return {};
    if (const auto properties = m_schema->find("properties"); properties != m_schema->end()) {
        if (const auto found = properties->find(name); found != properties->end())
            return {*m_api, *found};
    }
    const auto additional = m_schema->find("additionalProperties");
    return additional != m_schema->end() && additional->is_object() ? Shape(*m_api, *additional) : Shape();
}

Shape Shape::item() const {
    if (!m_schema)
        return {};
    const auto items = m_schema->find("items");
    return items == m_schema->end() ? Shape() : Shape(*m_api, *items);
}

std::vector<std::string> Shape::keys() const {
    return m_form == Form::MapList ? OpenApi::mapKeys(*m_site) : std::vector<std::string>();
}

std::optional<std::string> Shape::step(const Json &value) const {
    constexpr auto replace = Json::error_handler_t::replace;
    if (m_form == Form::SetList)
        return value.is_structured() ? std::nullopt : std::optional("v:" + value.dump(-1, ' ', false, replace));
    if (m_form != Form::MapList || !value.is_object())
        return std::nullopt;
    Json identity = Json::object();
    const Shape entry = item();
    for (const auto &key : keys()) {
        const auto found = value.find(key);
        if (found != value.end() && !found->is_structured()) {
            identity[key] = *found;
            continue;
        }
        const Shape keyShape = entry.child(key);
        if (!keyShape.m_site || !keyShape.m_site->contains("default"))
            return std::nullopt;
        identity[key] = keyShape.m_site->at("default");
    }
    return "k:" + identity.dump(-1, ' ', false, replace);
}

} // namespace sandbox
