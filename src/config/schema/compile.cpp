// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/compile.h"

#include "config/schema/words.h"

#include <QScopedValueRollback>
#include <QUrl>

#include <algorithm>
#include <unordered_map>

namespace config::schema {

namespace {

constexpr int deepest = 200; // schemas within schemas, of a document of somebody else's

class Compiler {
public:
    explicit Compiler(Source &source) : m_source(source) {}
    const Schema *compile(Node node, std::string_view base, int depth);

private:
    void member(Schema &schema, Node value, std::string_view base, int depth);
    bool constrain(Schema &schema, std::string_view key, Node value);
    bool combine(Schema &schema, std::string_view key, Node value, std::string_view base, int depth);
    bool describe(Schema &schema, std::string_view key, Node value);
    bool extend(Schema &schema, std::string_view key, Node value);
    void listItems(Schema &schema, std::string_view key, Node value, std::string_view base, int depth);
    void dependencies(Schema &schema, Node value, std::string_view base, int depth);
    void finish(Schema &schema, Node node) const;
    std::vector<const Schema *> list(Node value, std::string_view base, int depth);

    Source &m_source;
    int m_branches = 0; // that are around: in a custom resource's schema, what stands in them does not say which keys there may be
};

Types typesOf(Node value) {
    static const std::unordered_map<std::string_view, Types> names = {{"null", bit(Kind::Null)}, {"boolean", bit(Kind::Bool)}, {"integer", bit(Kind::Integer)},
        {"number", Types(bit(Kind::Integer) | bit(Kind::Number))}, {"string", bit(Kind::String)}, {"object", bit(Kind::Map)}, {"array", bit(Kind::Sequence)}};
    const auto one = [](std::string_view name) {
        const auto found = names.find(name);
        return found == names.end() ? anyType : found->second;
    };
    if (!value.isSequence())
        return one(value.text());
    Types types = 0;
    for (const Node each : value)
        types = Types(types | one(each.text()));
    return types;
}

std::vector<std::string_view> texts(Node sequence) {
    std::vector<std::string_view> result;
    for (const Node each : sequence)
        if (each.isString())
            result.push_back(each.text());
    return result;
}

Bounds &boundsOf(Schema &schema) {
    if (!schema.bounds)
        schema.bounds = std::make_unique<Bounds>();
    return *schema.bounds;
}

Logic &logicOf(Schema &schema) {
    if (!schema.logic)
        schema.logic = std::make_unique<Logic>();
    return *schema.logic;
}

std::int64_t countOf(Node value) {
    if (const auto whole = value.toInteger())
        return *whole;
    return std::int64_t(std::clamp(value.toNumber().value_or(0), -1.0, 9e18));
}

/// minLength and the like: where each stands.
std::int64_t *countBound(Schema &schema, std::string_view key) {
    static const std::unordered_map<std::string_view, std::int64_t Bounds::*> counts = {{"minLength", &Bounds::minLength}, {"maxLength", &Bounds::maxLength},
        {"minItems", &Bounds::minItems}, {"maxItems", &Bounds::maxItems}, {"minProperties", &Bounds::minProperties}, {"maxProperties", &Bounds::maxProperties},
        {"minContains", &Bounds::minContains}, {"maxContains", &Bounds::maxContains}};
    const auto found = counts.find(key);
    return found == counts.end() ? nullptr : &(boundsOf(schema).*found->second);
}

std::vector<const Schema *> Compiler::list(Node value, std::string_view base, int depth) {
    std::vector<const Schema *> result;
    for (const Node each : value)
        result.push_back(compile(each, base, depth));
    return result;
}

bool Compiler::constrain(Schema &schema, std::string_view key, Node value) {
    if (std::int64_t *count = value.toNumber() ? countBound(schema, key) : nullptr) {
        *count = countOf(value);
    } else if (key == "minimum" && value.toNumber()) {
        boundsOf(schema).minimum = std::max(boundsOf(schema).minimum, *value.toNumber());
    } else if (key == "maximum" && value.toNumber()) {
        boundsOf(schema).maximum = std::min(boundsOf(schema).maximum, *value.toNumber());
    } else if (key == "exclusiveMinimum") { // draft 4: whether minimum is
        Bounds &bounds = boundsOf(schema);
        if (value.kind() == Kind::Bool)
            bounds.above = value.toBool().value_or(false);
        else if (const auto number = value.toNumber(); number && *number >= bounds.minimum)
            bounds.minimum = *number, bounds.above = true;
    } else if (key == "exclusiveMaximum") {
        Bounds &bounds = boundsOf(schema);
        if (value.kind() == Kind::Bool)
            bounds.below = value.toBool().value_or(false);
        else if (const auto number = value.toNumber(); number && *number <= bounds.maximum)
            bounds.maximum = *number, bounds.below = true;
    } else if (key == "multipleOf") {
        boundsOf(schema).multipleOf = value.toNumber().value_or(0);
    } else if (key == "uniqueItems") {
        boundsOf(schema).unique = value.toBool().value_or(false);
    } else if (key == "pattern" && value.isString()) {
        boundsOf(schema).pattern = Pattern(value.text());
    } else {
        return false;
    }
    return true;
}

void Compiler::dependencies(Schema &schema, Node value, std::string_view base, int depth) {
    for (const Node each : value) {
        if (each.isSequence())
            logicOf(schema).needs.emplace_back(each.key(), texts(each));
        else if (each.isString())
            logicOf(schema).needs.emplace_back(each.key(), std::vector{each.text()});
        else
            logicOf(schema).dependent.push_back({each.key(), compile(each, base, depth)});
    }
}

bool Compiler::combine(Schema &schema, std::string_view key, Node value, std::string_view base, int depth) {
    using List = std::vector<const Schema *> Logic::*;
    using One = const Schema *Logic::*;
    static const std::unordered_map<std::string_view, List> lists = {{"allOf", &Logic::allOf}, {"anyOf", &Logic::anyOf}, {"oneOf", &Logic::oneOf}};
    static const std::unordered_map<std::string_view, One> ones = {
        {"not", &Logic::negated}, {"if", &Logic::condition}, {"then", &Logic::then}, {"else", &Logic::otherwise}};
    const bool conditional = key == "if" || key == "then" || key == "else";
    if (conditional && (m_source.dialect == Dialect::Draft4 || m_source.dialect == Dialect::Draft6))
        return true;
    const QScopedValueRollback within(m_branches, m_branches + 1);
    if (const auto found = lists.find(key); found != lists.end())
        logicOf(schema).*found->second = list(value, base, depth);
    else if (const auto one = ones.find(key); one != ones.end())
        logicOf(schema).*one->second = compile(value, base, depth);
    else if (key == "dependencies" || key == "dependentRequired" || key == "dependentSchemas")
        dependencies(schema, value, base, depth);
    else
        return false;
    return true;
}

bool Compiler::describe(Schema &schema, std::string_view key, Node value) {
    if (key == "description")
        schema.description = m_source.pack && value.toInteger() ? m_source.pack->description(std::size_t(*value.toInteger())) : value.text();
    else if (key == "title")
        schema.title = value.text();
    else if (key == "default")
        schema.standard = value;
    else if (key == "examples" || key == "example")
        schema.examples = value;
    else if (key == "deprecated")
        schema.deprecated = value.toBool().value_or(false);
    else
        return false;
    return true;
}

bool Compiler::extend(Schema &schema, std::string_view key, Node value) {
    if (!key.starts_with("x-kubernetes-"))
        return false;
    if (key == "x-kubernetes-list-map-keys")
        schema.mapKeys = texts(value);
    else if (key == "x-kubernetes-list-type")
        schema.isSet = value.text() == "set";
    else if (key == "x-kubernetes-preserve-unknown-fields")
        schema.free = value.toBool().value_or(false);
    else if (key == "x-kubernetes-embedded-resource")
        schema.object = value.toBool().value_or(false);
    else if (key == "x-kubernetes-int-or-string" && value.toBool().value_or(false))
        schema.form = Form::IntOrString;
    return true;
}

void Compiler::listItems(Schema &schema, std::string_view key, Node value, std::string_view base, int depth) {
    if (key == "items" && value.isSequence())
        schema.tuple = list(value, base, depth);
    else if (key == "items" || (key == "additionalItems" && value.parent()["items"].isSequence()))
        schema.items = compile(value, base, depth);
    else if (key == "prefixItems")
        schema.tuple = list(value, base, depth);
    else if (key == "contains" && m_source.dialect != Dialect::Draft4)
        boundsOf(schema).contains = compile(value, base, depth);
}

void Compiler::member(Schema &schema, Node value, std::string_view base, int depth) {
    const std::string_view key = value.key();
    if (key == "type") {
        schema.types = typesOf(value);
    } else if (key == "properties") {
        schema.properties.reserve(value.size());
        for (const Node each : value)
            schema.properties.push_back({each.key(), compile(each, base, depth)});
    } else if (key == "patternProperties") {
        for (const Node each : value)
            schema.patterns.emplace_back(Pattern(each.key()), compile(each, base, depth));
    } else if (key == "additionalProperties") {
        schema.additional = compile(value, base, depth);
    } else if (key == "propertyNames" && m_source.dialect != Dialect::Draft4) {
        schema.propertyNames = compile(value, base, depth);
    } else if (key == "required") {
        schema.required = texts(value);
    } else if (key == "enum" && value.isSequence()) {
        schema.values = value;
    } else if (key == "const" && m_source.dialect != Dialect::Draft4) {
        schema.constant = value;
    } else if (key == "format") {
        schema.form = formNamed(value.text());
    } else if (!describe(schema, key, value) && !extend(schema, key, value) && !constrain(schema, key, value) && !combine(schema, key, value, base, depth)) {
        listItems(schema, key, value, base, depth);
    }
}

void Compiler::finish(Schema &schema, Node node) const {
    std::ranges::stable_sort(schema.properties, {}, &Property::name);
    if (m_source.dialect != Dialect::Kubernetes)
        return;
    schema.closed = m_branches == 0 && schema.reference.empty() && !schema.properties.empty() && !schema.additional && !schema.free;
    if (node.key() == "io.k8s.apimachinery.pkg.api.resource.Quantity") // to a server's document it is a text like others
        schema.form = Form::Quantity;
    if (schema.form == Form::IntOrString)
        schema.types = Types(bit(Kind::Integer) | bit(Kind::String));
    if (schema.form == Form::Quantity)
        schema.types = Types(bit(Kind::Integer) | bit(Kind::Number) | bit(Kind::String));
    if (m_source.base.starts_with(definitionBase)) // a server fills in what has a default before it judges
        std::erase_if(schema.required, [&](std::string_view key) { return schema.property(key) && schema.property(key)->standard; });
    // Older documents know the keys of a list only by how patches are merged.
    if (const Node key = node["x-kubernetes-patch-merge-key"]; key && schema.mapKeys.empty() && !node["x-kubernetes-list-type"])
        schema.mapKeys = {key.text()};
}

const Schema *Compiler::compile(Node node, std::string_view base, int depth) {
    Schema &schema = m_source.schemas.emplace_back();
    schema.source = &m_source;
    if (node.kind() == Kind::Bool)
        schema.never = !node.toBool().value_or(true) && m_source.dialect != Dialect::Draft4;
    if (node.kind() == Kind::Bool && m_source.dialect == Dialect::Draft4)
        schema.never = !node.toBool().value_or(true) && (node.key() == "additionalProperties" || node.key() == "additionalItems");
    if (!node.isMap() || depth > deepest)
        return &schema;
    const bool modern = m_source.dialect == Dialect::Draft2019 || m_source.dialect == Dialect::Kubernetes;
    const Node reference = node["$ref"];
    if (const Node id = node[m_source.dialect == Dialect::Draft4 ? "id" : "$id"]; id.isString() && !(reference.isString() && !modern))
        base = m_source.strings.emplace_back(resolved(base, id.text()));
    if (reference.isString()) {
        schema.reference = m_source.strings.emplace_back(resolved(base, reference.text()));
        if (!modern) { // what stands beside a reference says something to people only
            for (const Node each : node)
                describe(schema, each.key(), each);
            return &schema;
        }
    }
    for (const Node each : node)
        member(schema, each, base, depth + 1);
    finish(schema, node);
    return &schema;
}

} // namespace

const Schema *compile(Source &source, Node node, std::string_view base) {
    return Compiler(source).compile(node, base, 0);
}

std::string resolved(std::string_view base, std::string_view reference) {
    const std::string_view document = base.substr(0, base.find('#'));
    std::string result;
    if (reference.starts_with('#'))
        result = std::string(document) + std::string(reference);
    else if (document.empty())
        result = std::string(reference);
    else
        result = QUrl(qstring(document)).resolved(QUrl(qstring(reference))).toString(QUrl::FullyEncoded).toStdString();
    if (result.ends_with('#'))
        result.pop_back();
    return result;
}

const Schema *Schema::property(std::string_view name) const {
    const auto found = std::ranges::lower_bound(properties, name, {}, &Property::name);
    return found != properties.end() && found->name == name ? found->schema : nullptr;
}

} // namespace config::schema
