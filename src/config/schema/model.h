// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON Schema, compiled: what a value must be. Points into the document that it was read from, which its library keeps.
#pragma once

#include "config/schema/form.h"
#include "config/schema/pattern.h"
#include "config/text/node.h"

#include <atomic>
#include <limits>
#include <memory>

namespace config::schema {

struct Source;
struct Schema;

/// Bits of config::Kind. A schema's "number" is Integer | Number.
using Types = std::uint8_t;
constexpr Types bit(Kind kind) {
    return Types(1u << unsigned(kind));
}
constexpr Types anyType = 0x7f;

struct Property {
    std::string_view name;
    const Schema *schema = nullptr;
};

struct Bounds {
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool above = false; // exclusive minimum
    bool below = false;
    double multipleOf = 0;
    std::int64_t minLength = 0, maxLength = -1; // -1: no limit
    std::int64_t minItems = 0, maxItems = -1;
    std::int64_t minProperties = 0, maxProperties = -1;
    std::int64_t minContains = 1, maxContains = -1;
    bool unique = false;
    const Schema *contains = nullptr;
    Pattern pattern;
};

struct Logic {
    std::vector<const Schema *> allOf, anyOf, oneOf;
    const Schema *negated = nullptr, *condition = nullptr, *then = nullptr, *otherwise = nullptr;
    std::vector<std::pair<std::string_view, std::vector<std::string_view>>> needs; // dependencies: a key needs these keys
    std::vector<Property> dependent;                                                // and this schema
};

struct Schema {
    const Source *source = nullptr;
    bool never = false;  // the schema "false"
    bool closed = false; // Kubernetes' definitions: no keys but those named
    bool free = false;   // x-kubernetes-preserve-unknown-fields
    bool object = false; // x-kubernetes-embedded-resource: a whole object with its own kind
    bool deprecated = false;
    Types types = anyType;
    Form form = Form::None;

    std::string_view reference;                      // absolute after compilation; empty where there is none
    mutable std::atomic<const Schema *> target = nullptr; // found when first asked for

    std::vector<Property> properties; // by name
    std::vector<std::pair<Pattern, const Schema *>> patterns;
    const Schema *additional = nullptr;
    const Schema *propertyNames = nullptr;
    std::vector<std::string_view> required;
    const Schema *items = nullptr; // of every item, or of those behind `tuple`
    std::vector<const Schema *> tuple;
    std::vector<std::string_view> mapKeys; // by which the items of a list are told apart
    bool isSet = false;
    Node values; // enum
    Node constant;
    std::unique_ptr<Bounds> bounds;
    std::unique_ptr<Logic> logic;

    std::string_view title, description;
    Node standard; // default
    Node examples;

    [[nodiscard]] const Schema *property(std::string_view name) const;
};

} // namespace config::schema
