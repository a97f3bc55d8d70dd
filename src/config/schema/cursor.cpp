// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/cursor.h"

#include <algorithm>

namespace config::schema {

namespace {

constexpr auto npos = std::string_view::npos;

/// A line of block YAML: the columns of its dashes, the column of what follows, and, where that is a member, its key and value.
struct Line {
    std::vector<std::size_t> dashes;
    std::size_t column = 0;
    std::string_view key;
    std::string_view value;
    bool member = false;
    std::size_t valueColumn = 0;
};

std::string_view unquoted(std::string_view key) {
    const bool quoted = key.size() >= 2 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front();
    return quoted ? key.substr(1, key.size() - 2) : key;
}

/// What was written of a word whose closing quote may not be there yet.
std::string_view opened(std::string_view text) {
    return text.starts_with('"') || text.starts_with('\'') ? text.substr(1) : text;
}

std::string_view withoutBlanks(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::size_t colonOf(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if ((c == '"' || c == '\'') && i == 0) {
            quote = c;
        } else if (c == '#' && i > 0 && text[i - 1] == ' ') {
            return npos;
        } else if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\r')) {
            return i;
        }
    }
    return npos;
}

Line lineOf(std::string_view text) {
    Line line;
    std::size_t at = std::min(text.find_first_not_of(' '), text.size());
    while (at < text.size() && text[at] == '-' && (at + 1 == text.size() || text[at + 1] == ' ')) {
        line.dashes.push_back(at);
        at = std::min(text.find_first_not_of(' ', at + 1), text.size());
    }
    line.column = at;
    const std::string_view rest = text.substr(at);
    if (const std::size_t colon = colonOf(rest); colon != npos) {
        line.member = true;
        line.key = unquoted(rest.substr(0, colon));
        line.valueColumn = std::min(text.find_first_not_of(' ', at + colon + 1), text.size());
        line.value = text.substr(line.valueColumn);
    }
    return line;
}

bool isNothing(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" \t\r");
    return at == npos || text[at] == '#';
}

bool isBoundary(std::string_view text) {
    return text.starts_with("---") || text.starts_with("...");
}

/// Upwards from a line: what is less indented is around it.
class Climb {
public:
    Climb(Steps &steps, std::size_t column) : m_steps(steps), m_key(column), m_dash(column) {}

    /// From right to left; false where the place is within a text or a flow collection of several lines.
    bool pass(const Line &line) {
        if (line.member && line.column < m_key && !openKey(line))
            return false;
        for (auto dash = line.dashes.rbegin(); dash != line.dashes.rend(); ++dash)
            passDash(*dash);
        return true;
    }
    void passDash(std::size_t column) {
        if (m_items && column == m_dash) {
            ++m_steps.front().index;
        } else if (column < m_dash) {
            m_steps.insert(m_steps.begin(), {{}, 0, true});
            m_dash = column;
            m_key = column + 1; // a list may stand as far to the left as its key
            m_items = true;
        }
    }

private:
    bool openKey(const Line &line) {
        if (line.value.find_first_of("|>[{") == 0)
            return false;
        m_steps.insert(m_steps.begin(), {std::string(line.key), 0, false});
        m_key = m_dash = line.column;
        m_items = false;
        return true;
    }

    Steps &m_steps;
    std::size_t m_key;  // keys to the left of it are around
    std::size_t m_dash; // likewise
    bool m_items = false;
};

std::size_t beginOf(std::string_view text, std::size_t offset) {
    return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1; // npos + 1 is 0
}

bool climb(std::string_view text, std::size_t begin, Climb &way) {
    while (begin > 0) {
        const std::size_t end = begin - 1;
        begin = beginOf(text, end);
        const std::string_view above = text.substr(begin, end - begin);
        if (isBoundary(above))
            break;
        if (!isNothing(above) && !way.pass(lineOf(above)))
            return false;
    }
    return true;
}

/// Of the line alone: whether a key or a value is being written, and what of it stands there. Absent in a flow collection and behind an anchor.
std::optional<Cursor> wordOf(const Line &line, std::string_view whole, std::string_view before) {
    const std::string_view written = before.substr(line.column);
    Cursor cursor;
    if (whole.substr(line.column).find_first_of("{[") == 0)
        return {};
    if (line.member && colonOf(written) != npos) {
        if (line.value.find_first_of("[{|>&*!") == 0)
            return {};
        cursor.value = true;
        cursor.word = unquoted(withoutBlanks(line.value));
        cursor.prefix = opened(before.substr(std::min(line.valueColumn, before.size())));
        return cursor;
    }
    cursor.word = line.member ? line.key : unquoted(withoutBlanks(whole.substr(line.column)));
    cursor.prefix = opened(written);
    cursor.item = !line.dashes.empty() && line.dashes.back() < line.column;
    return cursor;
}

/// What stands of a value before the offset, without its opening quote.
std::string typedOf(const Document &document, Node value, std::uint32_t offset) {
    const std::uint32_t begin = value.range().begin;
    const std::string_view typed = document.text({begin, std::max(begin, std::min(offset, value.range().end))});
    return std::string(opened(typed));
}

} // namespace

std::optional<Cursor> cursorInYaml(std::string_view text, std::uint32_t offset) {
    offset = std::min(offset, std::uint32_t(text.size()));
    const std::size_t begin = beginOf(text, offset);
    const std::string_view whole = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
    const std::string_view before = text.substr(begin, offset - begin);
    if (isBoundary(whole) || (before.contains('#') && (isNothing(before) || before.contains(" #"))))
        return {};
    Line line = lineOf(whole);
    line.column = std::min(line.column, before.size()); // a line of blanks: as far as the cursor is
    std::optional<Cursor> cursor = wordOf(line, whole, before);
    if (!cursor)
        return {};
    Climb way(cursor->steps, line.column);
    for (auto dash = line.dashes.rbegin(); dash != line.dashes.rend(); ++dash)
        if (*dash < line.column)
            way.passDash(*dash);
    if (!climb(text, begin, way))
        return {};
    if (cursor->value)
        cursor->steps.push_back({std::string(line.key), 0, false});
    return cursor;
}

std::optional<Cursor> cursorAt(const Document &document, std::uint32_t offset) {
    Node node = document.at(offset);
    if (!node && offset > 0)
        node = document.at(offset - 1);
    if (!node)
        return {};
    Cursor cursor;
    const Range key = node.keyRange();
    if (key.size() > 0 && offset >= key.begin && offset <= key.end) {
        cursor.word = node.key();
        cursor.prefix = std::string(node.key().substr(0, std::min<std::size_t>(offset - key.begin, node.key().size())));
        node = node.parent();
    } else if (!node.isMap()) {
        cursor.value = true;
        cursor.word = node.text();
        cursor.prefix = node.isScalar() ? typedOf(document, node, offset) : std::string();
    }
    cursor.steps = stepsTo(node);
    return cursor;
}

std::string withoutLine(std::string_view text, std::uint32_t offset) {
    offset = std::min(offset, std::uint32_t(text.size()));
    std::size_t from = beginOf(text, offset);
    const std::size_t begin = from;
    std::size_t to = std::min(text.find('\n', begin), text.size());
    const std::size_t end = to;
    while (from > 0 && !isBoundary(text.substr(from)))
        from = beginOf(text, from - 1);
    while (to < text.size() && !isBoundary(text.substr(to + 1)))
        to = std::min(text.find('\n', to + 1), text.size());
    std::string result(text.substr(from, to - from));
    const std::string_view line = text.substr(begin, end - begin);
    const Line parts = lineOf(line);
    if (parts.member || isNothing(line))
        return result;
    for (std::size_t i = parts.dashes.empty() ? 0 : parts.dashes.back() + 1; i < line.size(); ++i) // an item stays one
        result[begin - from + i] = ' ';
    return result;
}

} // namespace config::schema
