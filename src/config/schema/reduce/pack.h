// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the program reads: a table of keys, sorted, each with its value, and the descriptions beside them, so that a definition that is not asked
// for costs nothing and one that is costs no descriptions.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <ostream>
#include <string>

namespace reduce {

/// Keys: "d:NAME" a definition (JSON; "description" is an offset), "k:APIVERSION/KIND" its definition's name,
/// "r:APIVERSION/KIND" "MINOR APIVERSION KIND" of a version that is gone and what replaces it.
class Pack {
public:
    void add(const std::string &key, std::string value) { m_values[key] = std::move(value); }
    void addDefinition(const std::string &name, nlohmann::json schema);
    /// "AQIS", count, length of the descriptions; per key four 32-bit numbers (offset and length of key and value); bytes. Little endian.
    void write(std::ostream &out) const;

private:
    void takeDescriptions(nlohmann::json &schema);

    std::map<std::string, std::string> m_values;
    std::map<std::string, std::uint32_t> m_offsets; // of descriptions, each once
    std::string m_descriptions;
};

} // namespace reduce
