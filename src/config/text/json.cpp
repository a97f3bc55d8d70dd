// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON by hand: fast parsers of whole documents say neither where a value stands nor anything of a broken file, and this is about files
// while they are typed. The tests hold its verdicts against simdjson's.
#include "config/text/characters.h"
#include "config/text/readers.h"
#include "config/text/treebuilder.h"
#include "config/text/words.h"

#include <array>
#include <charconv>

namespace config {

namespace {

void appendUtf8(std::string &text, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

class JsonReader {
public:
    JsonReader(Reading &reading) : m_text(reading.tree.source), m_builder(reading.tree, reading.problems, reading.limits, "json"), m_at(markSize(m_text)) {}

    std::vector<std::uint32_t> read() {
        skip();
        if (m_at == m_text.size() && m_builder.roots.empty())
            complain(tr("The file is empty. The smallest JSON file is {}."), m_at);
        else
            values();
        m_builder.finish(m_end);
        return std::move(m_builder.roots);
    }

private:
    enum class State { Value, FirstKey, Key, Colon, FirstItem, Next, Done };

    [[nodiscard]] char get(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    void complain(const QString &message, std::uint32_t from) {
        m_builder.stop("syntax", message, {from, std::min(from + 1, static_cast<std::uint32_t>(m_text.size()))});
    }

    void skip() {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
                ++m_at;
            else if (c == '#' || (c == '/' && (get(1) == '/' || get(1) == '*')))
                comment();
            else
                return;
        }
    }

    void comment() {
        const std::uint32_t from = m_at;
        const bool block = get() == '/' && get(1) == '*';
        const auto end = m_text.find(block ? "*/" : "\n", m_at + (block ? 2 : 0));
        m_at = static_cast<std::uint32_t>(end == m_text.npos ? m_text.size() : end + (block ? 2 : 0));
        m_builder.problem("comment", tr("JSON has no comments. Remove this one."), {from, m_at});
    }

    void values() {
        State state = State::Value;
        while (state != State::Done && !m_builder.stopped()) {
            state = step(state);
            skip();
        }
        if (!m_builder.stopped() && m_at < m_text.size())
            complain(tr("The value before this is complete, and nothing may follow it."), m_at);
    }

    State step(State state) {
        const char c = get();
        switch (state) {
        case State::FirstKey:
            if (c == '}')
                return close();
            [[fallthrough]];
        case State::Key: return key();
        case State::Colon:
            if (c != ':')
                return fail(tr("A colon is missing behind the key."), m_end);
            m_end = ++m_at;
            return State::Value;
        case State::FirstItem:
            if (c == ']')
                return close();
            [[fallthrough]];
        case State::Value: return value();
        case State::Next: return next();
        case State::Done: break;
        }
        return State::Done;
    }

    State fail(const QString &message, std::uint32_t at) {
        complain(message, at);
        return State::Done;
    }

    State close() {
        m_end = ++m_at;
        m_builder.close(m_end);
        m_open.pop_back();
        return m_open.empty() ? State::Done : State::Next;
    }

    State next() { // behind a member or an item
        const bool map = m_open.back();
        const char c = get();
        if (c == (map ? '}' : ']'))
            return close();
        if (c == ',') {
            const std::uint32_t comma = m_at++;
            skip();
            if (get() != (map ? '}' : ']'))
                return map ? State::Key : State::Value;
            m_builder.problem("trailing-comma", tr("A comma stands behind the last value. Remove it."), {comma, comma + 1});
            return close();
        }
        if (m_at == m_text.size())
            return fail(map ? tr("The text ends before } closes the map.") : tr("The text ends before ] closes the list."), m_at);
        if (c == '}' || c == ']')
            return fail(tr("This bracket closes nothing that is open here."), m_at);
        m_builder.problem("missing-comma", tr("A comma is missing behind this value."), {m_end - 1, m_end});
        return map ? State::Key : State::Value;
    }

    State key() {
        if (get() != '"') {
            return fail(get() == '\'' ? tr("JSON texts stand in double quotes.") : m_at == m_text.size()
                ? tr("The text ends before } closes the map.") : tr("A key in double quotes has to stand here."), m_at);
        }
        Range range;
        const auto text = string(range);
        if (!text)
            return State::Done;
        m_builder.key(*text, range);
        return State::Colon;
    }

    State value() {
        const char c = get();
        const std::uint32_t from = m_at;
        if (c == '{' || c == '[') {
            m_builder.open(c == '{' ? Kind::Map : Kind::Sequence, Style::Flow, from);
            m_open.push_back(c == '{');
            m_end = ++m_at;
            return c == '{' ? State::FirstKey : State::FirstItem;
        }
        if (c == '"') {
            Range range;
            if (const auto text = string(range))
                m_builder.scalar(Kind::String, Style::DoubleQuoted, range, *text);
        } else if (c == '-' || isDigit(c)) {
            number();
        } else {
            word();
        }
        return m_open.empty() ? State::Done : State::Next;
    }

    void word() {
        static constexpr std::array<std::pair<std::string_view, Kind>, 3> words{{{"true", Kind::Bool}, {"false", Kind::Bool}, {"null", Kind::Null}}};
        std::uint32_t end = m_at;
        while (end < m_text.size() && isLetter(m_text[end]))
            ++end;
        const std::string_view found = m_text.substr(m_at, end - m_at);
        for (const auto &[word, kind] : words) {
            if (word != found)
                continue;
            m_builder.scalar(kind, Style::Plain, {m_at, end}, kind == Kind::Null ? std::string_view() : found);
            m_end = m_at = end;
            return;
        }
        complain(m_at == m_text.size() ? tr("The text ends where a value has to stand.") : get() == '\'' ? tr("JSON texts stand in double quotes.")
            : found.empty() ? tr("A value has to stand here.") : tr("%1 is no value in JSON: text stands in double quotes, and true, false and null in lower case.").arg(quoted(found)), m_at);
    }

    bool digits() {
        const std::uint32_t from = m_at;
        while (isDigit(get()))
            ++m_at;
        return m_at > from;
    }

    void number() {
        const std::uint32_t from = m_at;
        bool whole = true;
        if (get() == '-')
            ++m_at;
        bool valid = !(get() == '0' && isDigit(get(1))) && digits();
        if (valid && get() == '.') {
            ++m_at;
            whole = false;
            valid = digits();
        }
        if (valid && (get() | 0x20) == 'e') {
            ++m_at;
            whole = false;
            if (get() == '-' || get() == '+')
                ++m_at;
            valid = digits();
        }
        if (!valid || isLetter(get()) || get() == '.')
            return complain(tr("This is no number as JSON writes them."), from);
        const std::string_view text = m_text.substr(from, m_at - from);
        std::int64_t small = 0;
        std::uint64_t large = 0;
        const bool fits = std::from_chars(text.data(), text.data() + text.size(), small).ec == std::errc() ||
            std::from_chars(text.data(), text.data() + text.size(), large).ec == std::errc();
        m_builder.scalar(whole && fits ? Kind::Integer : Kind::Number, Style::Plain, {from, m_at}, text);
        m_end = m_at;
    }

    std::optional<std::string_view> string(Range &range) {
        const std::uint32_t from = m_at++;
        const auto end = m_text.find_first_of("\"\\", m_at);
        if (end != m_text.npos && m_text[end] == '"' && m_text.substr(m_at, end - m_at).find_first_of("\n\r\t") == m_text.npos) {
            range = {from, static_cast<std::uint32_t>(end + 1)};
            m_end = m_at = range.end;
            return m_text.substr(from + 1, end - from - 1);
        }
        std::string decoded;
        while (get() != '"') {
            const char c = get();
            if (m_at == m_text.size() || c == '\n' || c == '\r') {
                complain(tr("This quote is not closed. Write %1 behind the text.").arg(u'"'), from);
                return {};
            }
            if (c == '\t') {
                complain(tr("A tab may not stand in a text. Write \\t."), m_at);
                return {};
            }
            if (c == '\\' && !escape(decoded))
                return {};
            if (c != '\\') {
                decoded.push_back(c);
                ++m_at;
            }
        }
        range = {from, ++m_at};
        m_end = m_at;
        return m_builder.keep(std::move(decoded));
    }

    bool escape(std::string &decoded) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::uint32_t from = m_at++;
        if (const auto which = letters.find(get()); which != letters.npos && m_at < m_text.size()) {
            decoded.push_back(meanings[which]);
            ++m_at;
            return true;
        }
        auto code = unit();
        if (!code) {
            complain(tr("No such escape sequence. A backslash has to be written twice."), from);
            return false;
        }
        if (*code >= 0xD800 && *code < 0xDC00 && get() == '\\' && get(1) == 'u') {
            const std::uint32_t second = m_at++;
            const auto low = unit();
            if (low && *low >= 0xDC00 && *low < 0xE000)
                code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
            else
                m_at = second;
        }
        appendUtf8(decoded, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code); // half a pair
        return true;
    }

    std::optional<std::uint32_t> unit() { // u and four digits
        std::uint32_t code = 0;
        if (get() != 'u' || m_at + 5 > m_text.size())
            return {};
        const char *begin = m_text.data() + m_at + 1;
        const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
        if (error != std::errc() || end != begin + 4)
            return {};
        m_at += 5;
        return code;
    }

    const std::string_view m_text;
    TreeBuilder m_builder;
    std::uint32_t m_at = 0;
    std::uint32_t m_end = 0;  // behind what was read last, white space aside
    std::vector<bool> m_open; // true: a map
};

} // namespace

void readJson(Reading &reading) { reading.roots = JsonReader(reading).read(); }

} // namespace config
