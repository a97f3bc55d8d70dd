// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/yaml.h"

#include <yaml-cpp/yaml.h>

#include <charconv>
#include <stdexcept>

namespace sandbox {

namespace {

constexpr int mostNodes = 200000; // of the document with its aliases followed
constexpr int deepest = 100;

Json scalar(const YAML::Node &node) {
    const std::string &text = node.Scalar();
    if (node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str") // quoted, or said to be text
        return text;
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return nullptr;
    if (text == "true" || text == "True" || text == "TRUE")
        return true;
    if (text == "false" || text == "False" || text == "FALSE")
        return false;
    std::int64_t integer = 0;
    const char *last = text.data() + text.size();
    if (const auto [end, error] = std::from_chars(text.data(), last, integer); error == std::errc() && end == last)
        return integer;
    double number = 0;
    const bool digits = text.find_first_of("0123456789") != std::string::npos && text.find_first_not_of("+-.0123456789eE") == std::string::npos;
    if (const auto [end, error] = std::from_chars(text.data(), last, number); digits && error == std::errc() && end == last)
        return number;
    return text;
}

Json converted(const YAML::Node &node, int depth, int &nodes) {
    if (++nodes > mostNodes || depth > deepest)
        throw std::length_error("the document is too large or too deep once its aliases are followed");
    if (node.IsMap()) {
        Json object = Json::object();
        for (const auto &entry : node)
            object[entry.first.Scalar()] = converted(entry.second, depth + 1, nodes);
        return object;
    }
    if (node.IsSequence()) {
        Json array = Json::array();
        for (const auto &item : node)
            array.push_back(converted(item, depth + 1, nodes));
        return array;
    }
    return node.IsScalar() ? scalar(node) : Json();
}

} // namespace

Outcome<Json> jsonFromYaml(const std::string &text) {
    try {
        int nodes = 0;
        return converted(YAML::Load(text), 0, nodes);
    } catch (const std::exception &error) {
        return badRequest(std::string("error decoding YAML: ") + error.what());
    }
}

} // namespace sandbox
