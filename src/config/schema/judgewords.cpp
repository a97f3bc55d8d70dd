// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What things are called in a message.
#include "config/schema/judge.h"

#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>

namespace config::schema {

QString Judge::nameOf(Node value) const {
    if (!value.key().empty())
        return shown(value.key());
    if (value == m_root || !value)
        return m_judgement.title.isEmpty() ? tr("the file") : m_judgement.title;
    const std::string path = value.path();
    const Node parent = value.parent();
    const std::size_t bracket = path.rfind('[');
    if (bracket == std::string::npos)
        return shown(path);
    return shown(parent.key()) + qstring(std::string_view(path).substr(bracket));
}

QString Judge::placeOf(Node value) const {
    const std::string path = value.path();
    if (path.empty() || value == m_root)
        return m_judgement.title.isEmpty() ? tr("the file") : m_judgement.title;
    return m_judgement.title.isEmpty() ? qstring(path) : m_judgement.title + (path.starts_with('[') ? QString() : QStringLiteral(".")) + qstring(path);
}

namespace {

bool isNumberText(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; });
}

bool isYesOrNo(std::string_view text) {
    static constexpr std::array<std::string_view, 14> words = {"yes", "no", "on", "off", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF", "y", "n"};
    return std::ranges::contains(words, text);
}

/// What to do about it; empty where that is not plain.
QString remedy(Types types, Node value) {
    const auto wants = [&](Kind kind) { return (types & bit(kind)) != 0; };
    const bool quoted = value.style() == Style::SingleQuoted || value.style() == Style::DoubleQuoted;
    if (value.isString() && quoted && wants(Kind::Integer) && isNumberText(value.text()))
        return tr("remove the quotes");
    if (value.isString() && wants(Kind::Bool)) {
        if (value.text() == "true" || value.text() == "false")
            return quoted ? tr("remove the quotes") : QString();
        if (isYesOrNo(value.text()))
            return tr("write true or false");
    }
    if (value.isScalar() && !value.isString() && !value.isNull() && wants(Kind::String))
        return tr("put it in quotes");
    if (wants(Kind::Sequence) && !value.isSequence() && !value.isNull())
        return tr("begin each item with \"- \"");
    if (wants(Kind::Map) && value.isSequence())
        return tr("remove the dash");
    return {};
}

} // namespace

QString Judge::wrongTypeText(Types types, Node value) const {
    const QString text = tr("%1 wants %2, but %3").arg(nameOf(value), typeText(types), whatItIs(value));
    const QString todo = remedy(types, value);
    return todo.isEmpty() ? text : text + QLatin1String("; ") + todo;
}

} // namespace config::schema
