// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// TOML: toml++ says where each value begins; its tables come in the order of their keys and are put into that of the text. It reads whole
// documents only, so what it refuses is blanked out, reported, and the rest read again.
#include "config/text/lines.h"
#include "config/text/readers.h"
#include "config/text/treebuilder.h"
#include "config/text/words.h"

#include <toml++/toml.hpp>

#include <algorithm>

namespace config {

namespace {

constexpr int mostMistakes = 20; // after so many the rest is not looked at

// toml++ follows dotted keys as deep as they go, on the stack, so that their depth is counted before it sees them.
class TomlDepth {
public:
    TomlDepth(std::string_view text, int limit) : m_text(text), m_limit(limit) {}

    /// Where the text nests deeper than the limit. True up to the first mistake in the text, and no parser reads further than that.
    std::optional<std::uint32_t> beyond() {
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            const char c = m_text[at];
            if (c == '#')
                at = std::min(m_text.find('\n', at), m_text.size()) - 1;
            else if (c == '"' || c == '\'')
                at = stringEnd(at);
            else
                count(c);
            if (m_sum > m_limit)
                return static_cast<std::uint32_t>(at);
        }
        return {};
    }

private:
    void count(char c) {
        if (c == '.') {
            ++m_levels.back();
            ++m_sum;
        } else if (c == '[' || c == '{') {
            m_levels.push_back(1);
            ++m_sum;
        } else if ((c == ']' || c == '}') && m_levels.size() > 1) {
            m_sum -= m_levels.back();
            m_levels.pop_back();
        } else if (c == ',' || (c == '\n' && m_levels.size() == 1)) {
            const int left = m_levels.size() > 1 ? 1 : 0; // the bracket itself
            m_sum -= m_levels.back() - left;
            m_levels.back() = left;
        }
    }

    [[nodiscard]] std::size_t stringEnd(std::size_t at) const {
        const char quote = m_text[at];
        const bool many = m_text.substr(at + 1).starts_with(std::string(2, quote));
        const std::string close(many ? 3 : 1, quote);
        for (at += close.size(); at < m_text.size(); ++at) {
            if (m_text[at] == '\\' && quote == '"')
                ++at;
            else if (m_text.substr(at).starts_with(close))
                return at + close.size() - 1;
            else if (m_text[at] == '\n' && !many)
                return at - 1;
        }
        return m_text.size();
    }

    const std::string_view m_text;
    const int m_limit;
    std::vector<int> m_levels{0};
    int m_sum = 0;
};

class TomlReader {
public:
    explicit TomlReader(Reading &reading)
        : m_text(reading.tree.source), m_limits(reading.limits), m_builder(reading.tree, reading.problems, reading.limits, "toml") {
        m_lines.push_back(markSize(m_text));
        for (auto at = m_text.find('\n'); at != m_text.npos; at = m_text.find('\n', at + 1))
            m_lines.push_back(static_cast<std::uint32_t>(at + 1));
    }

    std::vector<std::uint32_t> read() {
        std::string text(m_text);
        for (int mistakes = 0; mistakes < mostMistakes; ++mistakes) {
            const auto bad = attempt(text);
            if (!bad)
                break;
            for (std::uint32_t i = bad->begin; i < bad->end; ++i)
                if (text[i] != '\n' && text[i] != '\r')
                    text[i] = ' ';
        }
        return std::move(m_builder.roots);
    }

private:
    // What has to be left out, where the text cannot be read.
    std::optional<Range> attempt(std::string_view text) {
        if (const auto deep = TomlDepth(text, m_limits.depth).beyond()) {
            m_builder.problem("too-deep", tr("Nested deeper than %1 levels. This is not read.").arg(m_limits.depth), lineRange(*deep));
            return lineRange(*deep);
        }
        try {
            const toml::table root = toml::parse(text);
            if (!root.empty())
                node(root, nullptr);
            m_builder.finish(0);
        } catch (const toml::parse_error &error) {
            return mistake(std::string(error.description()), place(error.source().begin));
        } catch (const std::exception &) {
            m_builder.problem("syntax", tr("This is not valid TOML."), {});
        }
        return {};
    }

    [[nodiscard]] std::uint32_t place(const toml::source_position &position) const {
        const auto line = std::clamp<std::size_t>(position.line, 1, m_lines.size()) - 1;
        std::uint32_t at = m_lines[line];
        for (std::uint32_t column = 1; column < position.column && at < m_text.size() && m_text[at] != '\n'; ++column)
            do
                ++at;
            while (at < m_text.size() && (static_cast<unsigned char>(m_text[at]) & 0xC0) == 0x80);
        return at;
    }

    [[nodiscard]] std::uint32_t lineBegin(std::uint32_t at) const {
        return *(std::ranges::upper_bound(m_lines, std::max(at, m_lines.front())) - 1);
    }
    [[nodiscard]] Range lineRange(std::uint32_t at) const {
        const std::uint32_t begin = lineBegin(at);
        return trimmed(m_text, {begin, lineFrom(m_text, begin).end});
    }
    [[nodiscard]] bool isAssignment(std::uint32_t at) const {
        const Range line = lineRange(at);
        const std::string_view text = m_text.substr(line.begin, line.size());
        const auto sign = text.find('=');
        return sign != text.npos && sign > 0 && text.substr(0, sign).find_first_of("[]{},#") == text.npos;
    }

    // What has to be left out for the rest to be read; the problem is noted.
    Range mistake(const std::string &description, std::uint32_t at) {
        at = std::min(at, static_cast<std::uint32_t>(m_text.size()));
        const bool value = description.contains("parsing array") || description.contains("parsing inline table") || description.contains("parsing string");
        std::uint32_t begin = lineBegin(at);
        while (begin > m_lines.front() && ((value && !isAssignment(begin)) || lineRange(begin).size() == 0))
            begin = lineBegin(begin - 1);
        if (begin == lineBegin(at) || !value) {
            const Range line = lineRange(begin);
            report(description, {std::clamp(at, line.begin, line.end), line.end});
            return line.size() > 0 ? line : Range{m_lines.front(), static_cast<std::uint32_t>(m_text.size())};
        }
        m_builder.problem("syntax", tr("The value that begins in this line is not closed, or a comma is missing in it."), lineRange(begin));
        const bool isHeader = lineRange(at).size() > 0 && m_text[lineRange(at).begin] == '[';
        return {begin, isHeader || isAssignment(at) ? lineBegin(at) : lineRange(at).end};
    }

    void report(const std::string &description, Range range) {
        if (description.contains("cannot redefine"))
            return m_builder.problem("duplicate-key", tr("This key or table stands here for the second time. Remove one of the two."), range);
        if (description.contains("expected value"))
            return m_builder.problem("syntax", tr("A value is missing behind this =, or it is none. Text stands in quotes."), range);
        if (description.contains("expected '='") || description.contains("expected '.' or '='"))
            return m_builder.problem("syntax", tr("An = has to follow the key. A line has the form key = value."), range);
        if (description.contains("parsing string"))
            return m_builder.problem("syntax", tr("This text is not closed in its line, or a backslash in it means nothing."), range);
        QString words = QString::fromStdString(description);
        words.remove(QStringLiteral("Error while parsing "));
        m_builder.problem("syntax", tr("This is not valid TOML: %1.").arg(words), range);
    }

    struct Member {
        const toml::key *key = nullptr;
        const toml::node *value = nullptr;
        std::uint32_t begin = 0;
    };

    // Returns where it ends.
    std::uint32_t node(const toml::node &node, const toml::key *key) {
        if (m_builder.stopped())
            return 0;
        const std::uint32_t begin = key || node.source().begin.line > 0 ? place(node.source().begin) : m_lines.front();
        if (const toml::table *table = node.as_table())
            return this->table(*table, begin, key == nullptr);
        if (const toml::array *array = node.as_array())
            return this->array(*array, begin, key && place(key->source().begin) >= begin);
        const Range range{begin, scalarEnd(begin)};
        m_builder.scalar(kindOf(node), styleOf(begin), range, textOf(node, range));
        return range.end;
    }

    std::uint32_t table(const toml::table &table, std::uint32_t begin, bool noKey) {
        std::vector<Member> members;
        for (const auto &[key, value] : table)
            members.push_back({&key, &value, place(key.source().begin)});
        std::ranges::stable_sort(members, {}, &Member::begin);
        const bool flow = table.is_inline();
        const bool header = !flow && begin < m_text.size() && m_text[begin] == '[';
        // A table without members of its own stands behind its header.
        const std::uint32_t empty = flow ? begin + 1 : header ? lineRange(begin).end : begin;
        const std::uint32_t index = m_builder.open(Kind::Map, flow ? Style::Flow : Style::Block, flow || noKey ? begin : empty);
        std::uint32_t end = empty;
        std::uint32_t last = empty;
        for (const Member &member : members) {
            const std::string_view name = member.key->str();
            const Range range{member.begin, std::max(place(member.key->source().end), member.begin)};
            m_builder.key(m_builder.keep(name, range), range);
            last = node(*member.value, member.key);
            end = members.front().begin == member.begin && !flow ? last : std::max(end, last);
        }
        end = flow ? closing(std::max(end, begin + 1), '}') : std::max(end, members.empty() ? empty : members.front().begin);
        m_builder.close(end);
        if (index != noNode && !members.empty() && !flow)
            m_builder.node(index).range.begin = members.front().begin;
        return end;
    }

    std::uint32_t array(const toml::array &array, std::uint32_t begin, bool header) {
        m_builder.open(Kind::Sequence, header ? Style::Block : Style::Flow, begin);
        std::uint32_t end = begin + 1;
        for (const toml::node &item : array)
            end = std::max(end, node(item, nullptr));
        end = header ? end : closing(end, ']');
        m_builder.close(end);
        return end;
    }

    [[nodiscard]] std::uint32_t closing(std::uint32_t at, char bracket) const {
        for (std::uint32_t end = at; end < m_text.size(); ++end) {
            if (m_text[end] == bracket)
                return end + 1;
            if (m_text[end] == '#')
                end = lineFrom(m_text, end).end;
        }
        return at;
    }

    [[nodiscard]] std::uint32_t scalarEnd(std::uint32_t begin) const {
        const std::string_view rest = m_text.substr(begin);
        const char quote = rest.empty() ? '\0' : rest[0];
        if (quote != '"' && quote != '\'') {
            const Range plain = trimmed(m_text, {begin, begin + static_cast<std::uint32_t>(std::min(rest.find_first_of(",]}#\r\n"), rest.size()))});
            return plain.end;
        }
        const bool many = rest.size() > 5 && rest[1] == quote && rest[2] == quote;
        for (std::size_t at = many ? 3 : 1; at < rest.size(); ++at) {
            if (rest[at] == '\\' && quote == '"') {
                ++at;
            } else if (rest[at] == quote && (!many || (at + 2 < rest.size() && rest[at + 1] == quote && rest[at + 2] == quote))) {
                at += many ? 3 : 1;
                for (int more = 0; many && more < 2 && at < rest.size() && rest[at] == quote; ++more) // up to two belong to the text
                    ++at;
                return begin + static_cast<std::uint32_t>(at);
            }
        }
        return static_cast<std::uint32_t>(m_text.size());
    }

    static Kind kindOf(const toml::node &node) {
        return node.is_boolean() ? Kind::Bool : node.is_integer() ? Kind::Integer : node.is_floating_point() ? Kind::Number : Kind::String;
    }

    [[nodiscard]] Style styleOf(std::uint32_t begin) const {
        const char first = begin < m_text.size() ? m_text[begin] : '\0';
        return first == '"' ? Style::DoubleQuoted : first == '\'' ? Style::SingleQuoted : Style::Plain;
    }

    std::string_view textOf(const toml::node &node, Range range) {
        if (const auto *text = node.as_string())
            return m_builder.keep(std::string_view(text->get()), range);
        return m_text.substr(range.begin, range.size());
    }

    const std::string_view m_text;
    const Limits &m_limits;
    TreeBuilder m_builder;
    std::vector<std::uint32_t> m_lines;
};

} // namespace

void readToml(Reading &reading) { reading.roots = TomlReader(reading).read(); }

} // namespace config
