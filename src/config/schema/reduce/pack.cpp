// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pack.h"

namespace reduce {

using nlohmann::json;

namespace {

void put(std::string &out, std::size_t number) {
    for (int shift = 0; shift < 32; shift += 8)
        out += char((number >> shift) & 0xff);
}

} // namespace

void Pack::takeDescriptions(json &schema) {
    if (schema.is_array()) {
        for (json &each : schema)
            takeDescriptions(each);
        return;
    }
    if (!schema.is_object())
        return;
    if (const auto found = schema.find("description"); found != schema.end() && found->is_string()) {
        const auto text = found->get<std::string>();
        const auto [offset, isNew] = m_offsets.try_emplace(text, std::uint32_t(m_descriptions.size()));
        if (isNew) {
            put(m_descriptions, text.size());
            m_descriptions += text;
        }
        *found = offset->second;
    }
    for (const char *inner : {"items", "additionalProperties"})
        if (schema.contains(inner))
            takeDescriptions(schema[inner]);
    if (schema.contains("properties"))
        for (json &property : schema["properties"])
            takeDescriptions(property);
}

void Pack::addDefinition(const std::string &name, json schema) {
    takeDescriptions(schema);
    add("d:" + name, schema.dump());
}

void Pack::write(std::ostream &out) const {
    std::string table = "AQIS";
    std::string bytes;
    put(table, m_values.size());
    put(table, m_descriptions.size());
    const std::size_t begin = 12 + m_values.size() * 16 + m_descriptions.size();
    for (const auto &[key, value] : m_values) {
        for (const std::string *text : {&key, &value}) {
            put(table, begin + bytes.size());
            put(table, text->size());
            bytes += *text;
        }
    }
    out << table << m_descriptions << bytes;
}

} // namespace reduce
