// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/condition.h"

#include "config/rules/measure.h"

#include <algorithm>

namespace config {

namespace {

constexpr std::size_t textAtMost = 256 * 1024; // what an expression looks through

bool isEmpty(Node value) {
    if (!value || value.isNull())
        return true;
    return value.isScalar() ? value.text().empty() : value.size() == 0;
}

} // namespace

Node Sight::from(PathBase base, Node value) const {
    switch (base) {
    case PathBase::Value: return value;
    case PathBase::Thing: return thing;
    case PathBase::Pod: return pod;
    case PathBase::Object: return object;
    case PathBase::File: return file;
    }
    return {};
}

bool Condition::holds(Node value, const Sight &sight) const {
    const auto part = [&](const Condition &condition) { return condition.holds(value, sight); };
    switch (m_test) {
    case Test::All: return std::ranges::all_of(m_parts, part);
    case Test::Any: return std::ranges::any_of(m_parts, part);
    case Test::Not: return !m_parts.front().holds(value, sight);
    case Test::Every:
        return std::all_of(value.begin(), value.end(), [&](Node item) { return m_parts.front().holds(item, sight); });
    case Test::Some:
        return std::any_of(value.begin(), value.end(), [&](Node item) { return m_parts.front().holds(item, sight); });
    case Test::At: return holdsAt(value, sight);
    case Test::Less:
    case Test::Greater: return holdsNumber(value, sight);
    default: return holdsHere(value, sight);
    }
}

bool Condition::holdsHere(Node value, const Sight &) const {
    const auto isText = [value](const std::string &text) { return value.text() == text; };
    switch (m_test) {
    case Test::Exists: return (value && !value.isNull()) == m_flag;
    case Test::Empty: return isEmpty(value) == m_flag;
    case Test::Is:
    case Test::In: return value.isScalar() && !value.isNull() && std::ranges::any_of(m_texts, isText);
    case Test::Matches: {
        if (!value.isScalar() || value.isNull())
            return false;
        const std::string_view text = value.text().substr(0, textAtMost);
        return m_expression.match(QString::fromUtf8(text.data(), qsizetype(text.size()))).hasMatch();
    }
    case Test::Type: return holdsType(value);
    case Test::Count: return holdsCount(value);
    case Test::Contains:
        return value.isSequence() && std::any_of(value.begin(), value.end(), [&](Node item) { return item.isScalar() && item.text() == m_texts.front(); });
    case Test::Has: return value.isMap() && std::ranges::all_of(m_texts, [value](const std::string &key) { return bool(value[key]); });
    default: return false;
    }
}

bool Condition::holdsAt(Node value, const Sight &sight) const {
    const Node from = sight.from(m_path.base(), value);
    if (!m_path.hasStars())
        return m_parts.front().holds(m_path.value(from), sight);
    bool holds = false;
    m_path.each(from, [&](const Spot &spot) { holds = holds || m_parts.front().holds(spot.node, sight); });
    return holds;
}

bool Condition::holdsType(Node value) const {
    const std::string &type = m_texts.front();
    if (!value)
        return false;
    switch (value.kind()) {
    case Kind::Null: return type == "null";
    case Kind::Bool: return type == "bool" || type == "scalar";
    case Kind::Integer: return type == "integer" || type == "number" || type == "scalar";
    case Kind::Number: return type == "number" || type == "scalar";
    case Kind::String: return type == "string" || type == "scalar";
    case Kind::Map: return type == "map";
    case Kind::Sequence: return type == "sequence";
    }
    return false;
}

bool Condition::holdsNumber(Node value, const Sight &sight) const {
    bool asDuration = m_operand.duration;
    std::optional<double> right = m_operand.number;
    if (!right) {
        const Node other = m_operand.path.value(sight.from(m_operand.path.base(), value));
        asDuration = other.isScalar() && isDuration(other.text());
        right = other.isScalar() && !other.isNull() ? (asDuration ? duration(other.text()) : quantity(other.text())) : m_operand.absent;
    }
    std::optional<double> left = m_absent;
    if (value && !value.isNull())
        left = !value.isScalar() ? std::nullopt : asDuration || isDuration(value.text()) ? duration(value.text()) : quantity(value.text());
    if (!left || !right)
        return false;
    const double bound = *right * m_operand.times;
    return m_test == Test::Less ? *left < bound : *left > bound;
}

bool Condition::holdsCount(Node value) const {
    const double count = value.isMap() || value.isSequence() ? double(value.size()) : 0;
    if (m_operand.number)
        return count == *m_operand.number;
    return std::ranges::all_of(m_parts, [count](const Condition &part) {
        const double bound = part.m_operand.number.value_or(0);
        return part.m_test == Test::Less ? count < bound : count > bound;
    });
}

} // namespace config
