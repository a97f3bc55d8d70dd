// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of YAML end: yaml-cpp says where each begins, the rest is found here in the text.
#pragma once

#include "config/text/node.h"

namespace config {

class YamlPlaces {
public:
    explicit YamlPlaces(std::string_view text) : m_text(text) {}

    /// What of tag and anchor stands before a value.
    struct Properties {
        bool anchor = false;
        bool tag = false;
    };
    struct Start {
        std::uint32_t properties = 0; // behind the last of them, or where they would begin
        std::uint32_t value = 0;
    };
    struct Scalar {
        Range range;
        Style style = Style::Plain;
        bool closed = true; // its quote
    };

    /// Over white space, line breaks and comments.
    [[nodiscard]] std::uint32_t overTrivia(std::uint32_t at) const;
    [[nodiscard]] Start start(std::uint32_t at, Properties properties) const;
    /// `value` is what the scalar means; `plain` where yaml-cpp said that it is unquoted.
    [[nodiscard]] Scalar scalar(Start start, std::string_view value, bool plain, bool isKey) const;
    [[nodiscard]] std::uint32_t aliasEnd(std::uint32_t at) const;
    /// The length of "~" or "null" where it stands there alone; 0 elsewhere.
    [[nodiscard]] std::uint32_t nullWord(std::uint32_t at, bool isKey) const;
    /// Behind a flow map's or sequence's closing bracket; `at` itself where there is none.
    [[nodiscard]] std::uint32_t flowEnd(std::uint32_t at, char bracket) const;
    /// Behind the next character where it is `indicator`, else `at` itself.
    [[nodiscard]] std::uint32_t behind(std::uint32_t at, char indicator) const;

private:
    [[nodiscard]] char get(std::uint32_t at) const { return at < m_text.size() ? m_text[at] : '\0'; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_text.size()); }
    [[nodiscard]] std::uint32_t lineEnd(std::uint32_t at) const;
    [[nodiscard]] std::uint32_t quotedEnd(std::uint32_t at) const;
    [[nodiscard]] std::uint32_t blockEnd(std::uint32_t at, std::string_view value) const;
    [[nodiscard]] std::uint32_t matchedEnd(std::uint32_t at, std::string_view value) const;

    std::string_view m_text;
};

} // namespace config
