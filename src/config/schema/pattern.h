// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A regular expression of a schema. Those that only ask for a beginning or for anything, which most are, need no engine.
#pragma once

#include <QRegularExpression>

#include <string_view>

namespace config::schema {

class Pattern {
public:
    Pattern() = default;
    explicit Pattern(std::string_view expression);

    [[nodiscard]] bool matches(std::string_view text) const;
    [[nodiscard]] bool isEmpty() const { return m_expression.empty(); }
    [[nodiscard]] std::string_view expression() const { return m_expression; }

private:
    enum class How : std::uint8_t { Engine, Prefix, NotEmpty, Always };

    How m_how = How::Always;
    std::string_view m_expression; // of the schema's text, which outlives it
    std::string_view m_prefix;
    QRegularExpression m_engine;
};

} // namespace config::schema
