// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/value.h"

#include "config/schema/words.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace config::schema {

namespace {

bool isNumber(Node node) {
    return node.kind() == Kind::Integer || node.kind() == Kind::Number;
}

void appendQuoted(std::string &out, std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string numberText(Node value) {
    if (const auto whole = value.toInteger())
        return std::to_string(*whole);
    const double number = value.toNumber().value_or(0);
    if (!std::isfinite(number))
        return "0";
    char buffer[40];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
    std::string text(buffer, end);
    if (std::abs(number) < 9e15 && number == std::floor(number))
        text = std::to_string(static_cast<long long>(number));
    return text;
}

void append(std::string &out, Node value) {
    switch (value.kind()) {
    case Kind::Null: out += "null"; return;
    case Kind::Bool: out += value.toBool().value_or(false) ? "true" : "false"; return;
    case Kind::Integer:
    case Kind::Number: out += numberText(value); return;
    case Kind::String: appendQuoted(out, value.text()); return;
    case Kind::Sequence: {
        out += '[';
        bool first = true;
        for (const Node each : value) {
            if (!std::exchange(first, false))
                out += ',';
            append(out, each);
        }
        out += ']';
        return;
    }
    case Kind::Map: break;
    }
    std::vector<Node> members(value.begin(), value.end());
    std::ranges::stable_sort(members, {}, &Node::key);
    out += '{';
    bool first = true;
    for (const Node each : members) {
        if (!std::exchange(first, false))
            out += ',';
        appendQuoted(out, each.key());
        out += ':';
        append(out, each);
    }
    out += '}';
}

} // namespace

bool isWhole(Node number) {
    if (number.kind() == Kind::Integer)
        return true;
    const auto value = number.toNumber();
    return number.kind() == Kind::Number && value && std::isfinite(*value) && *value == std::floor(*value);
}

bool equal(Node a, Node b) {
    if (isNumber(a) && isNumber(b)) {
        if (a.toInteger() && b.toInteger())
            return *a.toInteger() == *b.toInteger();
        return a.toNumber() == b.toNumber();
    }
    if (a.kind() != b.kind())
        return false;
    if (a.kind() == Kind::Null)
        return true;
    if (a.kind() == Kind::Bool)
        return a.toBool() == b.toBool();
    if (a.kind() == Kind::String)
        return a.text() == b.text();
    return a.size() == b.size() && canonical(a) == canonical(b);
}

std::string canonical(Node value) {
    std::string text;
    append(text, value);
    return text;
}

std::string toJson(Node value) {
    return canonical(value);
}

std::string toJson(std::string_view text) {
    std::string json;
    appendQuoted(json, text);
    return json;
}

QString whatItIs(Node value) {
    switch (value.kind()) {
    case Kind::Null: return value.range().size() == 0 ? tr("nothing stands there") : tr("it is null");
    case Kind::Bool: return tr("%1 is true or false").arg(shown(value.text()));
    case Kind::Integer:
    case Kind::Number: return tr("%1 is a number").arg(shown(value.text()));
    case Kind::String: return value.text().empty() ? tr("it is an empty text") : tr("\"%1\" is text").arg(shown(value.text()));
    case Kind::Map: return tr("it is a map");
    case Kind::Sequence: return tr("it is a list");
    }
    return {};
}

QString listed(const QStringList &values, const QString &lastJoin) {
    if (values.size() < 2)
        return values.join(QString());
    return values.mid(0, values.size() - 1).join(QLatin1String(", ")) + u' ' + lastJoin + u' ' + values.last();
}

QString typeText(Types types) {
    QStringList names;
    const auto has = [&](Kind kind) { return (types & bit(kind)) != 0; };
    if (has(Kind::Number))
        names += tr("a number");
    else if (has(Kind::Integer))
        names += tr("a whole number");
    if (has(Kind::String))
        names += tr("text");
    if (has(Kind::Bool))
        names += tr("true or false");
    if (has(Kind::Map))
        names += tr("a map");
    if (has(Kind::Sequence))
        names += tr("a list");
    if (names.isEmpty())
        names += tr("null");
    return types == anyType ? tr("anything") : listed(names, tr("or"));
}

QString shortText(Node value) {
    if (value.isString())
        return value.text().empty() ? QStringLiteral("\"\"") : shown(value.text());
    return shown(canonical(value));
}

} // namespace config::schema
