// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Maps: which keys they may have, must have, and what those that they may not have were meant to be.
#include "config/schema/judge.h"

#include "config/schema/suggest.h"
#include "config/schema/value.h"
#include "config/schema/words.h"
#include "config/text/tree.h"

#include <algorithm>
#include <deque>
#include <set>

namespace config::schema {

namespace {

bool isDirective(std::string_view key) { // of a strategic merge patch
    return key == "$patch" || key == "$retainKeys" || key.starts_with("$setElementOrder/") || key.starts_with("$deleteFromPrimitiveList/");
}

bool isClosed(const Schema &schema) {
    return schema.closed || (schema.additional && schema.additional->never);
}

} // namespace

bool Judge::checkMap(const Schema &schema, Node value) {
    if (schema.bounds) {
        const auto count = std::int64_t(value.size());
        const Bounds &bounds = *schema.bounds;
        if (count < bounds.minProperties && !fail("schema-length", value, [&] {
                return count == 0 ? tr("%1 is empty; it needs at least one key").arg(nameOf(value))
                                  : tr("%1 has %2 keys; at least %3 are needed").arg(nameOf(value)).arg(count).arg(bounds.minProperties);
            }))
            return false;
        if (bounds.maxProperties >= 0 && count > bounds.maxProperties &&
            !fail("schema-length", value, [&] { return tr("%1 has %2 keys; at most %3 are allowed").arg(nameOf(value)).arg(count).arg(bounds.maxProperties); }))
            return false;
    }
    if (!schema.required.empty() && !checkRequired(schema, value))
        return false;
    const bool plain = schema.properties.empty() && schema.patterns.empty() && !schema.additional && !schema.propertyNames;
    if (plain)
        return true;
    if (!m_quick)
        m_around.emplace_back(&schema, value);
    bool on = true;
    for (auto member = value.begin(); on && member != value.end(); ++member)
        on = checkMember(schema, *member);
    if (!m_quick)
        m_around.pop_back();
    return on;
}

bool Judge::checkMember(const Schema &schema, Node member) {
    if (schema.propertyNames && !checkName(*schema.propertyNames, member))
        return false;
    bool known = false;
    if (const Schema *property = schema.property(member.key())) {
        known = true;
        if (!check(*property, member))
            return false;
    }
    for (const auto &[pattern, wanted] : schema.patterns) {
        if (!pattern.matches(member.key()))
            continue;
        known = true;
        if (!check(*wanted, member))
            return false;
    }
    if (known)
        return true;
    if (isClosed(schema))
        return failUnknown(schema, member);
    return !schema.additional || check(*schema.additional, member);
}

bool Judge::checkRequired(const Schema &schema, Node value) {
    if (m_judgement.completeness == Completeness::Partial && !m_asking)
        return true;
    const bool nullIsAbsent = schema.source && isNullAbsent(schema.source->dialect);
    for (const std::string_view key : schema.required) {
        const Node member = value[key];
        if (member && !(nullIsAbsent && member.isNull()))
            continue;
        const Schema *property = member ? schema.property(key) : nullptr;
        if (property && schema.source->dialect == Dialect::GoYaml && followed(m_library, *property).types == bit(Kind::Sequence))
            continue; // a list with nothing in it, as Prometheus reads "targets:" of its own example
        const auto message = [&] {
            return member ? tr("%1 lacks %2, which is required: nothing stands behind it").arg(placeOf(value), qstring(key))
                          : tr("%1 lacks %2, which is required").arg(placeOf(value), qstring(key));
        };
        if (!fail("schema-missing-key", value, message, {false, std::string(key)}))
            return false;
    }
    return true;
}

bool Judge::checkName(const Schema &schema, Node member) {
    const Schema &names = followed(m_library, schema);
    QString wrong = formError(names.form, member.key());
    if (wrong.isEmpty()) {
        if (names.form != Form::None && !names.bounds && !names.logic && !names.values)
            return true;
        if (!m_key) {
            m_key = std::make_unique<Tree>();
            m_key->nodes.resize(1);
            m_key->nodes[0].kind = Kind::String;
        }
        m_key->nodes[0].text = member.key();
        if (fits(names, Node(m_key.get(), 0)))
            return true;
        wrong = names.bounds && !names.bounds->pattern.isEmpty() ? tr("does not have the form that is asked for (%1)").arg(shown(names.bounds->pattern.expression()))
                                                                 : tr("is no key that may stand here");
    }
    return fail("schema-format", member, [&] { return tr("The key \"%1\" %2").arg(shown(member.key()), wrong); }, {true});
}

bool Judge::failUnknown(const Schema &schema, Node member) {
    if (m_judgement.completeness == Completeness::Partial && isDirective(member.key()))
        return true;
    if (m_quick)
        return fail("schema-unknown-key", member, {});
    std::vector<std::string_view> names;
    for (const Property &property : schema.properties)
        if (!member.parent()[property.name]) // what stands there already was not meant
            names.push_back(property.name);
    Suggestion meant = closest(member.key(), names);
    QString message = m_around.back().second == m_root && m_judgement.title.isEmpty()
                          ? tr("%1 is not a key of this file").arg(shown(member.key()))
                          : tr("%1 is not a field of %2").arg(shown(member.key()), placeOf(m_around.back().second));
    const auto isMeant = [&](std::string_view name) { return qstring(name).compare(qstring(member.key()), Qt::CaseInsensitive) == 0; };
    const bool anyCase = schema.source && schema.source->dialect == Dialect::GoJson;
    if (const auto name = std::ranges::find_if(names, isMeant); anyCase && name != names.end())
        return fail("schema-key-case", member, [&] { return tr("%1 is written %2").arg(shown(member.key()), qstring(*name)); }, {true, std::string(*name)});
    if (meant.text.empty() || meant.distance > 1) {
        if (const QString elsewhere = relocation(schema, member); !elsewhere.isEmpty()) {
            message += QLatin1String("; ") + elsewhere;
            meant.text.clear();
        }
    }
    if (!meant.text.empty())
        message += tr("; did you mean %1?").arg(qstring(meant.text));
    return fail("schema-unknown-key", member, [&] { return message; }, {true, meant.text});
}

namespace {

struct Place {
    const Schema *schema;
    std::string path;
    int depth;
};

/// The nearest map below a schema that has this key: "spec.template.spec".
std::string below(const Library &library, const Schema &from, std::string_view key) {
    constexpr int deepest = 3;
    constexpr std::size_t most = 600;
    std::deque<Place> queue = {{&from, {}, 0}};
    std::set<const Schema *> seen;
    while (!queue.empty() && seen.size() < most) {
        const Place place = queue.front();
        queue.pop_front();
        std::vector<Property> names;
        collectNames(library, *place.schema, names);
        std::ranges::stable_sort(names, [&](const Property &a, const Property &b) { // what must be there is what was meant
            return std::ranges::contains(place.schema->required, a.name) > std::ranges::contains(place.schema->required, b.name);
        });
        if (place.depth > 0 && std::ranges::contains(names, key, &Property::name))
            return place.path;
        if (place.depth == deepest)
            continue;
        for (const Property &property : names) {
            const Schema *next = &followed(library, *property.schema);
            std::string path = place.path.empty() ? std::string(property.name) : place.path + '.' + std::string(property.name);
            if (next->items && (next->types & bit(Kind::Map)) == 0) {
                next = &followed(library, *next->items);
                path += "[]";
            }
            if (property.name != "status" && property.name != "managedFields" && seen.insert(next).second)
                queue.push_back({next, std::move(path), place.depth + 1});
        }
    }
    return {};
}

} // namespace

QString Judge::relocation(const Schema &schema, Node member) const {
    for (std::size_t i = m_around.size() - 1; i-- > 0;) {
        const auto &[outer, map] = m_around[i];
        if (outer->property(member.key()))
            return map == m_root ? tr("it belongs to the left, beside %1").arg(qstring(m_around[i + 1].second.key()))
                                 : tr("%1 belongs under %2").arg(shown(member.key()), qstring(map.path()));
    }
    const std::string path = below(m_library, schema, member.key());
    if (path.empty())
        return {};
    const std::string prefix = member.parent().path();
    return tr("%1 belongs under %2").arg(shown(member.key()), qstring(prefix.empty() ? path : prefix + '.' + path));
}

void collectNames(const Library &library, const Schema &schema, std::vector<Property> &names, int depth) {
    constexpr int deepest = 8;
    if (depth > deepest)
        return;
    for (const Property &property : schema.properties)
        if (!std::ranges::contains(names, property.name, &Property::name))
            names.push_back(property);
    if (!schema.reference.empty())
        collectNames(library, *library.target(schema), names, depth + 1);
    if (!schema.logic)
        return;
    for (const auto *branches : {&schema.logic->allOf, &schema.logic->anyOf, &schema.logic->oneOf})
        for (const Schema *branch : *branches)
            collectNames(library, *branch, names, depth + 1);
    for (const Schema *branch : {schema.logic->then, schema.logic->otherwise})
        if (branch)
            collectNames(library, *branch, names, depth + 1);
}

} // namespace config::schema
