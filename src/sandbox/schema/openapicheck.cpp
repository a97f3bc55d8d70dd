// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What decoding an object into its Go type would refuse, in the words in which an API server refuses it.
#include "sandbox/schema/base64.h"
#include "sandbox/schema/depth.h"
#include "sandbox/schema/fielderrors.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

std::string_view goKind(const Json &value) {
    if (value.is_string())
        return "string";
    if (value.is_number())
        return "number";
    if (value.is_boolean())
        return "bool";
    return value.is_array() ? "array" : "object";
}

std::string lastPart(const Json &site) {
    const auto reference = site.find("$ref");
    if (reference == site.end())
        return {};
    const auto &name = reference->get_ref<const std::string &>();
    return name.substr(name.rfind('.') + 1);
}

class Checker {
public:
    Checker(const OpenApi &api, const Kind &kind, OpenApi::Findings &findings)
        : m_api(api)
        , m_kind(kind)
        , m_findings(findings) {}

    struct Place {
        std::string path;   // "spec.template.spec.containers[0].name"
        std::string goPath; // the same without indices
        std::string goType; // the struct around it: "Container"
    };
    void visit(const Json &site, const Json &value, const Place &at);
    [[nodiscard]] const FieldErrors &missing() const { return m_missing; }

private:
    void visitObject(const Json &site, const Json &schema, const Json &value, const Place &at);
    void visitString(const Json &schema, const Json &value, const Place &at);
    void visitFormatted(const std::string &format, const Json &value, const Place &at);
    void wrongType(const Json &value, const Place &at, std::string_view wanted);
    void refuse(const std::string &why);

    const OpenApi &m_api;
    const Kind &m_kind;
    OpenApi::Findings &m_findings;
    FieldErrors m_missing;
};

void Checker::refuse(const std::string &why) {
    const std::string kind(m_kind.kind);
    m_findings.errors.push_back({400, "BadRequest",
        kind + " in version \"" + std::string(m_kind.version) + "\" cannot be handled as a " + kind + ": " + why,
        Json::object()});
}

void Checker::wrongType(const Json &value, const Place &at, std::string_view wanted) {
    refuse("json: cannot unmarshal " + std::string(goKind(value)) + " into Go struct field " + at.goType + '.' +
           at.goPath + " of type " + std::string(wanted));
}

void Checker::visitFormatted(const std::string &format, const Json &value, const Place &at) {
    if (format == "quantity") {
        if (!quantityOf(value))
            refuse("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    } else if (format == "int-or-string") {
        if (!value.is_string() && !value.is_number_integer())
            wrongType(value, at, "intstr.IntOrString");
    } else if (!value.is_string()) {
        wrongType(value, at, "string");
    } else if (format == "date-time") {
        const auto &text = value.get_ref<const std::string &>();
        if (!timeMs(text))
            refuse("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text +
                   "\" as \"2006\"");
    } else if (format == "byte" && !isBase64(value.get_ref<const std::string &>())) {
        // Go's decoder counts in its buffer, which nobody can follow; no key is named, as on a real server.
        refuse("illegal base64 data at input byte " +
               std::to_string(firstNonBase64(value.get_ref<const std::string &>())));
    }
}

void Checker::visitString(const Json &schema, const Json &value, const Place &at) {
    const auto format = schema.find("format");
    if (format != schema.end())
        visitFormatted(format->get_ref<const std::string &>(), value, at);
    else if (!value.is_string())
        wrongType(value, at, "string");
}

void Checker::visitObject(const Json &site, const Json &schema, const Json &value, const Place &at) {
    const std::string type = lastPart(site).empty() ? at.goType : lastPart(site);
    const auto properties = schema.find("properties");
    const auto additional = schema.find("additionalProperties");
    for (const auto &[name, below] : value.items()) {
        const Place place{
            at.path.empty() ? name : at.path + '.' + name, at.goPath.empty() ? name : at.goPath + '.' + name, type};
        if (properties != schema.end()) {
            const auto found = properties->find(name);
            if (found == properties->end())
                m_findings.unknownFields.push_back("unknown field \"" + place.path + '"');
            else if (!below.is_null())
                visit(*found, below, place);
        } else if (additional != schema.end() && additional->is_object() && !below.is_null()) {
            visit(*additional, below, place);
        }
    }
    // A status may be partial: its fields are the server's own.
    const auto required = schema.find("required");
    if (required == schema.end() || at.path == "status" || at.path.starts_with("status."))
        return;
    for (const auto &name : *required) {
        if (value.value(name.get_ref<const std::string &>(), Json()).is_null())
            m_missing.required(at.path.empty() ? name.get<std::string>() : at.path + '.' + name.get<std::string>());
    }
}

void Checker::visit(const Json &site, const Json &value, const Place &at) {
    const Json &schema = m_api.resolve(site);
    const auto type = schema.find("type");
    if (type == schema.end())
        return;
    if (*type == "object") {
        if (value.is_object())
            visitObject(site, schema, value, at);
        else
            wrongType(value, at, lastPart(site).empty() ? "map[string]string" : "v1." + lastPart(site));
    } else if (*type == "array") {
        if (!value.is_array())
            return wrongType(value, at,
                "[]" + (lastPart(schema["items"]).empty() ? std::string("string") : "v1." + lastPart(schema["items"])));
        int index = 0;
        for (const auto &item : value)
            visit(schema["items"], item, {at.path + '[' + std::to_string(index++) + ']', at.goPath, at.goType});
    } else if (*type == "string") {
        visitString(schema, value, at);
    } else if (*type == "boolean") {
        if (!value.is_boolean())
            wrongType(value, at, "bool");
    } else if (*type == "integer" && !value.is_number_integer()) {
        wrongType(value, at, schema.value("format", "int32"));
    }
}

} // namespace

OpenApi::Findings OpenApi::check(const Kind &kind, const Json &object) const {
    Findings findings;
    const Json *schema = definition(kind);
    if (!schema)
        return findings;
    if (!object.is_object() || nestsTooDeep(object)) {
        findings.errors.push_back({400, "BadRequest", "the object provided is unrecognized", Json::object()});
        return findings;
    }
    Checker checker(*this, kind, findings);
    checker.visit(*schema, object, {{}, {}, std::string(kind.kind)});
    if (!checker.missing().empty())
        findings.errors.push_back(checker.missing().toStatus(kind, nameOf(object)));
    return findings;
}

} // namespace sandbox
