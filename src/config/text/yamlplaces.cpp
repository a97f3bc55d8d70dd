// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/yamlplaces.h"

#include "config/text/characters.h"

#include <algorithm>

namespace config {

std::uint32_t YamlPlaces::lineEnd(std::uint32_t at) const {
    const auto found = m_text.find('\n', at);
    auto end = found == m_text.npos ? size() : static_cast<std::uint32_t>(found);
    return end > at && m_text[end - 1] == '\r' ? end - 1 : end;
}

std::uint32_t YamlPlaces::overTrivia(std::uint32_t at) const {
    for (; at < size(); ++at) {
        if (m_text[at] == '#')
            at = std::max(lineEnd(at), at + 1);
        if (at < size() && !isSpace(m_text[at]))
            break;
    }
    return std::min(at, size());
}

YamlPlaces::Start YamlPlaces::start(std::uint32_t at, Properties properties) const {
    Start start{at, at};
    while ((properties.anchor && get(at) == '&') || (properties.tag && get(at) == '!')) {
        (get(at) == '&' ? properties.anchor : properties.tag) = false;
        const bool verbatim = get(at) == '!' && get(at + 1) == '<';
        while (at < size() && !isSpace(m_text[at]) && (verbatim || !isFlowIndicator(m_text[at])))
            if (m_text[at++] == '>' && verbatim)
                break;
        start.properties = at;
        at = overTrivia(at);
        start.value = at;
    }
    return start;
}

YamlPlaces::Scalar YamlPlaces::scalar(Start start, std::string_view value, bool plain, bool isKey) const {
    const std::uint32_t at = start.value;
    const char first = get(at);
    const Range absent{start.properties, start.properties};
    if (!plain && (first == '"' || first == '\'')) {
        const std::uint32_t end = quotedEnd(at);
        // A tag may stand alone, and what follows it be the next key.
        const bool isNext = value.empty() && (end != at + 2 || (!isKey && get(end) == ':'));
        if (!isNext)
            return {{at, end}, first == '"' ? Style::DoubleQuoted : Style::SingleQuoted, end > at + 1 && get(end - 1) == first};
        return {absent, Style::Plain};
    }
    if (!plain && (first == '|' || first == '>'))
        return {{at, blockEnd(at, value)}, first == '|' ? Style::Literal : Style::Folded};
    if (value.empty())
        return {absent, Style::Plain};
    return {{at, matchedEnd(at, value)}, Style::Plain};
}

std::uint32_t YamlPlaces::quotedEnd(std::uint32_t at) const {
    const char quote = m_text[at];
    for (++at; at < size(); ++at) {
        if (m_text[at] == '\\' && quote == '"') {
            ++at;
        } else if (m_text[at] == quote) {
            if (quote == '\'' && get(at + 1) == '\'')
                ++at;
            else
                return at + 1;
        }
    }
    return size();
}

// Lines may be folded and white space be dropped, but every other character of a plain scalar or a block stands in the text as it is.
std::uint32_t YamlPlaces::matchedEnd(std::uint32_t at, std::string_view value) const {
    if (m_text.substr(at, value.size()) == value)
        return at + static_cast<std::uint32_t>(value.size());
    std::uint32_t end = at;
    for (const char c : value) {
        if (isSpace(c))
            continue;
        while (at < size() && m_text[at] != c && isSpace(m_text[at]))
            ++at;
        if (get(at) != c)
            break;
        end = ++at;
    }
    return end;
}

std::uint32_t YamlPlaces::blockEnd(std::uint32_t at, std::string_view value) const {
    std::uint32_t header = at;
    bool keep = false;
    bool strip = false;
    for (; header < size() && !isSpace(m_text[header]); ++header) {
        keep = keep || m_text[header] == '+';
        strip = strip || m_text[header] == '-';
    }
    std::uint32_t end = header;
    // Blank lines at the end are the value's where "+" keeps them, or where they are indented deeper than it.
    const auto lastInk = value.find_last_not_of(" \t\r\n");
    auto blankLines = std::ranges::count(value.substr(lastInk == value.npos ? 0 : lastInk + 1), '\n');
    if (lastInk != value.npos) {
        std::uint32_t body = lineEnd(at);
        while (isSpace(get(body)) && body < size())
            ++body;
        const auto firstInk = value.find_first_not_of(" \t\r\n");
        end = lineEnd(matchedEnd(body, value.substr(firstInk, lastInk + 1 - firstInk)));
        blankLines -= strip ? 0 : 1;
    } else if (blankLines > 0) {
        end = lineEnd(at);
        blankLines -= keep || strip ? 0 : 1;
    }
    for (; blankLines > 0 && end < size(); --blankLines) {
        const auto next = static_cast<std::uint32_t>(std::min<std::size_t>(m_text.find('\n', end), size()));
        const std::uint32_t line = std::min(next + 1, size());
        const std::uint32_t stop = lineEnd(line);
        if (next == size() || line == size() || !std::ranges::all_of(m_text.substr(line, stop - line), isSpace))
            break;
        end = stop;
    }
    return end;
}

std::uint32_t YamlPlaces::aliasEnd(std::uint32_t at) const {
    while (at < size() && !isSpace(m_text[at]) && !isFlowIndicator(m_text[at]))
        ++at;
    return at;
}

std::uint32_t YamlPlaces::nullWord(std::uint32_t at, bool isKey) const {
    const std::string_view rest = m_text.substr(std::min(at, size()));
    std::uint32_t length = 0;
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
        if (rest.starts_with(word))
            length = static_cast<std::uint32_t>(word.size());
    if (length == 0)
        return 0;
    std::uint32_t end = at + length;
    if (isKey)
        return end == size() || isSpace(m_text[end]) || isFlowIndicator(m_text[end]) || m_text[end] == ':' ? length : 0;
    while (isBlank(get(end)))
        ++end;
    const bool comment = get(end) == '#' && end > at + length;
    return end == size() || m_text[end] == '\n' || m_text[end] == '\r' || isFlowIndicator(m_text[end]) || comment ? length : 0;
}

std::uint32_t YamlPlaces::flowEnd(std::uint32_t at, char bracket) const {
    for (std::uint32_t end = at; end < size();) {
        end = overTrivia(end);
        if (get(end) == bracket)
            return end + 1;
        if (get(end) != ',' && get(end) != ':' && get(end) != '?')
            break;
        ++end;
    }
    return at;
}

std::uint32_t YamlPlaces::behind(std::uint32_t at, char indicator) const {
    const std::uint32_t next = overTrivia(at);
    return get(next) == indicator ? next + 1 : at;
}

} // namespace config
