// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/judge.h"

#include "config/schema/suggest.h"
#include "config/schema/value.h"
#include "config/schema/words.h"
#include "config/text/tree.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace config::schema {

namespace {

constexpr int deepest = 250;                  // schemas that refer to one another without end
constexpr std::size_t stepsAtMost = 20'000'000; // branches of branches of branches
constexpr std::size_t problemsAtMost = 1000;

QString number(double value) {
    return QString::number(value, 'g', 15);
}

std::int64_t letters(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

bool isMultiple(double value, double of) {
    if (of == 0)
        return true;
    if (value == std::floor(value) && of == std::floor(of))
        return std::fmod(value, of) == 0;
    const double quotient = value / of;
    if (!std::isfinite(quotient))
        return std::fmod(value, of) == 0;
    return std::abs(quotient - std::round(quotient)) <= 1e-12 * std::max(1.0, std::abs(quotient));
}

} // namespace

Judge::Judge(const Library &library, Node root, Judgement judgement) : m_library(library), m_root(root), m_judgement(std::move(judgement)) {}

Judge::~Judge() = default;

std::vector<SchemaProblem> Judge::problems(const Schema &schema) {
    check(schema, m_root);
    return std::move(m_problems);
}

bool Judge::fits(const Schema &schema, Node value) {
    const bool quick = std::exchange(m_quick, true);
    const bool failed = std::exchange(m_failed, false);
    check(schema, value);
    m_quick = quick;
    return !std::exchange(m_failed, failed);
}

std::vector<SchemaProblem> Judge::collect(const Schema &schema, Node value) {
    std::vector<SchemaProblem> outer = std::exchange(m_problems, {});
    check(schema, value);
    return std::exchange(m_problems, std::move(outer));
}

bool Judge::fail(const char *code, Node node, const Message &message, Options options) {
    m_failed = true;
    if (m_quick)
        return false;
    if (m_problems.size() < problemsAtMost)
        m_problems.push_back({code, node, options.atKey, message(), std::move(options.suggestion)});
    return true;
}

const Schema &followed(const Library &library, const Schema &schema) {
    const Schema *now = &schema;
    for (int i = 0; i < 20 && !now->reference.empty(); ++i)
        now = library.target(*now);
    return *now;
}

bool Judge::check(const Schema &schema, Node value) {
    if (m_depth > deepest || ++m_steps > stepsAtMost)
        return true;
    ++m_depth;
    bool on = true;
    if (!schema.reference.empty())
        on = check(*m_library.target(schema), value);
    if (on)
        on = checkOwn(schema, value);
    --m_depth;
    return on;
}

bool Judge::checkOwn(const Schema &schema, Node value) {
    if (schema.never)
        return fail("schema-not-allowed", value, [&] { return tr("%1 may not stand here").arg(nameOf(value)); }, {!value.key().empty()});
    if (value.isNull() && schema.source && isNullAbsent(schema.source->dialect))
        return true;
    if (schema.object && m_judgement.embedded && !m_quick) {
        m_judgement.embedded(value);
        return true;
    }
    const std::size_t before = m_problems.size();
    if (!checkType(schema, value))
        return false;
    if (m_problems.size() > before) // of a wrong type; all else would only repeat that
        return true;
    if (!checkValues(schema, value) || !checkForm(schema, value))
        return false;
    if (value.isMap() ? !checkMap(schema, value) : value.isSequence() ? !checkList(schema, value) : schema.bounds && !(checkNumber(schema, value) && checkText(schema, value)))
        return false;
    return !schema.logic || checkLogic(schema, value);
}

bool Judge::checkType(const Schema &schema, Node value) {
    if (schema.types == anyType || (schema.types & bit(value.kind())) != 0)
        return true;
    const bool wholes = (schema.types & bit(Kind::Integer)) != 0 && (!schema.source || schema.source->dialect != Dialect::Draft4);
    if (wholes && isWhole(value))
        return true;
    return fail("schema-wrong-type", value, [&] { return wrongTypeText(schema.types, value); });
}

bool Judge::checkValues(const Schema &schema, Node value) {
    if (schema.constant && !equal(schema.constant, value)) {
        return fail("schema-value", value, [&] { return tr("%1 must be %2, but %3").arg(nameOf(value), shortText(schema.constant), whatItIs(value)); },
            {false, schema.constant.isScalar() ? std::string(schema.constant.text()) : std::string()});
    }
    if (!schema.values || std::ranges::any_of(schema.values, [&](Node each) { return equal(each, value); }))
        return true;
    std::vector<std::string_view> texts;
    QStringList names;
    for (const Node each : schema.values) {
        names += shortText(each);
        if (each.isScalar())
            texts.push_back(each.text());
    }
    if (m_quick)
        return fail("schema-value", value, {});
    const std::string meant = closest(value.text(), texts).text;
    constexpr qsizetype most = 12;
    if (names.size() > most)
        names = names.mid(0, most) << QStringLiteral("…");
    QString message = tr("%1: \"%2\" is not one of %3").arg(nameOf(value), shown(value.text()), names.join(QLatin1String(", ")));
    if (!meant.empty())
        message += tr("; did you mean %1?").arg(qstring(meant));
    return fail("schema-value", value, [&] { return message; }, {false, meant});
}

bool Judge::checkForm(const Schema &schema, Node value) {
    if (schema.form == Form::None || !value.isScalar())
        return true;
    const QString wrong = formError(schema.form, value);
    if (wrong.isEmpty())
        return true;
    return fail("schema-format", value, [&] { return tr("%1: \"%2\" %3").arg(nameOf(value), shown(value.text()), wrong); });
}

bool Judge::checkNumber(const Schema &schema, Node value) {
    const auto have = value.kind() == Kind::Integer || value.kind() == Kind::Number ? value.toNumber() : std::nullopt;
    const Bounds &bounds = *schema.bounds;
    if (!have)
        return true;
    const bool few = bounds.above ? *have <= bounds.minimum : *have < bounds.minimum;
    const bool many = bounds.below ? *have >= bounds.maximum : *have > bounds.maximum;
    if (few || many) {
        return fail("schema-range", value, [&] {
            const QString subject = tr("%1 is %2").arg(nameOf(value), shown(value.text()));
            if (std::isfinite(bounds.minimum) && std::isfinite(bounds.maximum))
                return tr("%1; it must lie between %2 and %3").arg(subject, number(bounds.minimum), number(bounds.maximum));
            if (few)
                return (bounds.above ? tr("%1; it must be more than %2") : tr("%1; it must be at least %2")).arg(subject, number(bounds.minimum));
            return (bounds.below ? tr("%1; it must be less than %2") : tr("%1; it must be at most %2")).arg(subject, number(bounds.maximum));
        });
    }
    if (!isMultiple(*have, bounds.multipleOf))
        return fail("schema-range", value, [&] { return tr("%1 is %2; it must be a multiple of %3").arg(nameOf(value), shown(value.text()), number(bounds.multipleOf)); });
    return true;
}

bool Judge::checkText(const Schema &schema, Node value) {
    if (!value.isString())
        return true;
    const Bounds &bounds = *schema.bounds;
    if (bounds.minLength > 0 || bounds.maxLength >= 0) {
        const std::int64_t length = letters(value.text());
        if (length < bounds.minLength)
            return fail("schema-length", value, [&] {
                return length == 0 ? tr("%1 is empty").arg(nameOf(value))
                                   : tr("%1 has %2 characters; at least %3 are needed").arg(nameOf(value)).arg(length).arg(bounds.minLength);
            });
        if (bounds.maxLength >= 0 && length > bounds.maxLength)
            return fail("schema-length", value, [&] { return tr("%1 has %2 characters; at most %3 are allowed").arg(nameOf(value)).arg(length).arg(bounds.maxLength); });
    }
    if (bounds.pattern.isEmpty() || bounds.pattern.matches(value.text()))
        return true;
    return fail("schema-pattern", value, [&] {
        return tr("%1: \"%2\" does not have the form that is asked for (%3)").arg(nameOf(value), shown(value.text()), shown(bounds.pattern.expression()));
    });
}

bool Judge::checkList(const Schema &schema, Node value) {
    if (schema.bounds) {
        const auto count = std::int64_t(value.size());
        const Bounds &bounds = *schema.bounds;
        if (count < bounds.minItems && !fail("schema-length", value, [&] {
                return count == 0 ? tr("%1 is an empty list; it needs at least one item").arg(nameOf(value))
                                  : tr("%1 has %2 items; at least %3 are needed").arg(nameOf(value)).arg(count).arg(bounds.minItems);
            }))
            return false;
        if (bounds.maxItems >= 0 && count > bounds.maxItems &&
            !fail("schema-length", value, [&] { return tr("%1 has %2 items; at most %3 are allowed").arg(nameOf(value)).arg(count).arg(bounds.maxItems); }))
            return false;
        if (!checkContains(bounds, value))
            return false;
    }
    if (((schema.bounds && schema.bounds->unique) || schema.isSet) && !checkItemsDiffer(schema, value))
        return false;
    if (!schema.mapKeys.empty() && !checkMapKeys(schema, value))
        return false;
    if (schema.tuple.empty() && !schema.items)
        return true;
    std::size_t index = 0;
    for (const Node item : value) {
        const Schema *wanted = index < schema.tuple.size() ? schema.tuple[index] : schema.items;
        ++index;
        if (wanted && !check(*wanted, item))
            return false;
    }
    return true;
}

bool Judge::checkContains(const Bounds &bounds, Node value) {
    if (!bounds.contains)
        return true;
    const auto count = std::ranges::count_if(value, [&](Node item) { return fits(*bounds.contains, item); });
    if (count < bounds.minContains)
        return fail("schema-missing-item", value, [&] { return tr("%1 lacks an item that is required").arg(nameOf(value)); });
    if (bounds.maxContains >= 0 && count > bounds.maxContains)
        return fail("schema-length", value, [&] { return tr("%1 has more items of a kind than the %2 that are allowed").arg(nameOf(value)).arg(bounds.maxContains); });
    return true;
}

bool Judge::checkItemsDiffer(const Schema &, Node value) {
    std::unordered_map<std::string, Node> seen;
    for (const Node item : value) {
        const auto [before, isNew] = seen.try_emplace(canonical(item), item);
        if (!isNew && !fail("schema-duplicate-item", item, [&] { return tr("%1 stands in the list twice").arg(shortText(item)); }))
            return false;
    }
    return true;
}

/// "x-kubernetes-list-map-keys": two items of the same keys are the same item. One that is not written has its default.
bool Judge::checkMapKeys(const Schema &schema, Node value) {
    if (value.size() < 2)
        return true;
    std::unordered_map<std::string, Node> seen;
    for (const Node item : value) {
        std::string identity;
        Node named;
        for (const std::string_view key : schema.mapKeys) {
            Node part = item[key];
            if (part)
                named = named ? named : part;
            else if (const Schema *property = schema.items ? followed(m_library, *schema.items).property(key) : nullptr)
                part = property->standard;
            if (!part) {
                identity.clear();
                break;
            }
            identity += canonical(part) + ' ';
        }
        if (identity.empty() || !named)
            continue;
        const auto [before, isNew] = seen.try_emplace(identity, item);
        if (!isNew && !fail("schema-duplicate-item", named, [&] {
                return tr("%1 has the %2 \"%3\" twice").arg(nameOf(value), qstring(named.key()), shown(named.text()));
            }))
            return false;
    }
    return true;
}

} // namespace config::schema
