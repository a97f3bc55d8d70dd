// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Environment files as Compose reads them: quotes, comments, "export", a colon for the sign, names alone, values over several lines in quotes.
// ${...} stays as it is written.
#include "config/text/lines.h"
#include "config/text/readers.h"
#include "config/text/treebuilder.h"
#include "config/text/words.h"

#include <algorithm>

namespace config {

namespace {

bool isNameCharacter(char c) {
    return isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
}
bool isName(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isNameCharacter) && (text[0] < '0' || text[0] > '9');
}

class DotenvReader {
public:
    explicit DotenvReader(Reading &reading)
        : m_text(reading.tree.source), m_builder(reading.tree, reading.problems, reading.limits, "dotenv") {}

    std::vector<std::uint32_t> read() {
        for (std::uint32_t at = markSize(m_text); at < m_text.size() && !m_builder.stopped();)
            at = line(lineFrom(m_text, at));
        m_builder.finish(m_end);
        return std::move(m_builder.roots);
    }

private:
    // Where the next one begins.
    std::uint32_t line(TextLine line) {
        Range whole = trimmed(m_text, {line.begin, line.end});
        if (whole.size() == 0 || m_text[whole.begin] == '#')
            return line.next;
        Range key = whole;
        constexpr std::string_view exported = "export ";
        if (m_text.substr(key.begin, key.size()).starts_with(exported))
            key = trimmed(m_text, {key.begin + static_cast<std::uint32_t>(exported.size()), key.end});
        const auto sign = m_text.substr(0, key.end).find_first_of("=:", key.begin);
        if (sign == m_text.npos && isName(m_text.substr(key.begin, key.size()))) {
            inherited(key);
            return line.next;
        }
        if (sign == m_text.npos) {
            m_builder.problem("syntax", tr("%1 is no assignment. A line has the form NAME=value.").arg(quoted(m_text.substr(whole.begin, whole.size()))), whole);
            return line.next;
        }
        key = trimmed(m_text, {key.begin, static_cast<std::uint32_t>(sign)});
        const std::string_view name = m_text.substr(key.begin, key.size());
        if (!isName(name))
            m_builder.problem("name", tr("%1 is no name of a variable: letters, digits and _ may stand in one, and no digit first.").arg(quoted(name)), key);
        member(name, key);
        return value(line, static_cast<std::uint32_t>(sign) + 1);
    }

    void member(std::string_view name, Range key) {
        if (m_builder.depth() == 0)
            m_builder.open(Kind::Map, Style::Block, key.begin);
        m_builder.key(name, key);
    }

    // Its value is that of the environment which the file is read in.
    void inherited(Range key) {
        member(m_text.substr(key.begin, key.size()), key);
        m_builder.scalar(Kind::Null, Style::Plain, {key.end, key.end}, {});
        m_end = key.end;
    }

    std::uint32_t value(TextLine line, std::uint32_t from) {
        const Range rest = trimmed(m_text, {from, line.end});
        const char first = rest.size() > 0 ? m_text[rest.begin] : '\0';
        if (first == '"' || first == '\'') {
            if (const std::uint32_t end = quotedEnd(rest.begin)) {
                const Range range{rest.begin, end};
                add(first == '"' ? Style::DoubleQuoted : Style::SingleQuoted, range, unquoted(range));
                line = lineFrom(m_text, end);
                const Range behind = trimmed(m_text, {end, line.end});
                if (behind.size() > 0 && m_text[behind.begin] != '#')
                    m_builder.problem("syntax", tr("Only a comment may stand behind the closing quote."), behind);
                return line.next;
            }
            m_builder.problem("syntax", tr("This quote is not closed. Write %1 behind the text.").arg(QLatin1Char(first)), {rest.begin, rest.begin + 1});
        }
        Range plain = rest;
        for (std::uint32_t i = from; i < line.end; ++i) {
            if (m_text[i] == '#' && isBlank(m_text[i - 1])) {
                plain = trimmed(m_text, {from, i});
                break;
            }
        }
        if (plain.size() == 0)
            plain = {from, from};
        add(Style::Plain, plain, m_text.substr(plain.begin, plain.size()));
        return line.next;
    }

    void add(Style style, Range range, std::string_view text) {
        m_builder.scalar(Kind::String, style, range, text);
        m_end = range.end;
    }

    [[nodiscard]] std::uint32_t quotedEnd(std::uint32_t at) const { // 0: not closed
        const char quote = m_text[at];
        for (++at; at < m_text.size(); ++at) {
            if (m_text[at] == '\\' && (quote == '"' || m_text.substr(at + 1, 1) == "'"))
                ++at;
            else if (m_text[at] == quote)
                return at + 1;
        }
        return 0;
    }

    std::string_view unquoted(Range range) {
        const std::string_view inside = m_text.substr(range.begin + 1, range.size() - 2);
        if (inside.find('\\') == inside.npos)
            return inside;
        std::string text;
        const bool single = m_text[range.begin] == '\'';
        for (std::size_t i = 0; i < inside.size(); ++i) {
            // In single quotes only their own sign is escaped.
            const std::string_view letters = single ? "'" : "nrt\"\\$";
            const std::string_view meanings = single ? "'" : "\n\r\t\"\\$";
            const auto which = inside[i] == '\\' && i + 1 < inside.size() ? letters.find(inside[i + 1]) : letters.npos;
            if (which != letters.npos)
                ++i;
            text.push_back(which != letters.npos ? meanings[which] : inside[i]);
        }
        return m_builder.keep(std::move(text));
    }

    const std::string_view m_text;
    TreeBuilder m_builder;
    std::uint32_t m_end = 0;
};

} // namespace

void readDotenv(Reading &reading) { reading.roots = DotenvReader(reading).read(); }

} // namespace config
