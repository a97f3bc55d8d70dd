// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/decode.h"

#include "sandbox/schema/canonicalquantity.h"

#include <algorithm>

namespace sandbox {

namespace {

bool saysType(const Json &schema, std::string_view type) {
    const auto found = schema.find("type");
    return found != schema.end() && *found == type;
}

void decode(const OpenApi &api, const Json &site, Json &value);

bool vanishes(const OpenApi &api, const Json &site, const Json &value, bool required) {
    if (value.is_null())
        return true;
    if (required || !value.is_structured() || !value.empty())
        return false;
    const Json &schema = api.resolve(site);
    return value.is_array() ? saysType(schema, "array") : schema.contains("additionalProperties");
}

void decodeFields(const OpenApi &api, const Json &schema, Json &value) {
    const auto properties = schema.find("properties");
    const auto additional = schema.find("additionalProperties");
    const auto required = schema.find("required");
    for (auto it = value.begin(); it != value.end();) {
        const Json *site = additional != schema.end() && additional->is_object() ? &*additional : nullptr;
        if (properties != schema.end()) {
            const auto found = properties->find(it.key());
            site = found == properties->end() ? nullptr : &*found;
        }
        if (!site) {
            ++it;
            continue;
        }
        decode(api, *site, *it);
        const bool isRequired = required != schema.end() && std::ranges::contains(*required, Json(it.key()));
        const bool isField = properties != schema.end();
        it = isField && vanishes(api, *site, *it, isRequired) ? value.erase(it) : std::next(it);
    }
}

void decode(const OpenApi &api, const Json &site, Json &value) {
    const Json &schema = api.resolve(site);
    if (value.is_object()) {
        decodeFields(api, schema, value);
    } else if (value.is_array() && saysType(schema, "array") && schema.contains("items")) {
        for (auto &item : value)
            decode(api, schema["items"], item);
    } else if (const auto format = schema.find("format"); format != schema.end() && *format == "quantity") {
        value = canonicalQuantity(value);
    }
}

} // namespace

void asDecoded(const OpenApi &api, const Kind &kind, Json &object) {
    if (const Json *definition = api.definition(kind); definition && object.is_object())
        decode(api, *definition, object);
}

} // namespace sandbox
