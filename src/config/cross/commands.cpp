// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/commands.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
/// Reads a shell's words well enough to know programs, options and names; what it does not understand becomes a word that is not literal.
class Reader {
public:
    Reader(const File &file, Range range, std::vector<Command> &out)
        : m_file(file), m_text(file.document->text().substr(0, range.end)), m_at(range.begin), m_out(out) {}

    void read() {
        while (m_at < m_text.size())
            step();
        endCommand();
    }

private:
    void step() {
        const char c = m_text[m_at];
        if (c == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n') {
            endWord();
            m_at += 2;
        } else if (c == '\n') {
            endCommand();
            ++m_at;
            skipHereDocument();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            endWord();
            ++m_at;
        } else if (c == '#' && !m_open) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (contains(";&|()`", std::string_view(&c, 1))) {
            if (m_open && c != ';' && c != '|' && c != '&')
                m_word.literal = false;
            endCommand();
            ++m_at;
        } else if (c == '<' || c == '>') {
            redirect(c);
        } else {
            put(c);
        }
    }

    void put(char c) {
        begin();
        if (c == '\'' || c == '"') {
            const std::size_t end = std::min(closing(c), m_text.size());
            const std::string_view inner = m_text.substr(m_at + 1, end - m_at - 1);
            m_word.literal = m_word.literal && (c == '\'' || !contains(inner, "$"));
            m_word.text += inner;
            m_at = end + 1;
            return;
        }
        m_word.literal = m_word.literal && !contains("$*?~[]{}\\", std::string_view(&c, 1));
        m_word.text += c;
        ++m_at;
    }

    std::size_t closing(char quote) const {
        for (std::size_t at = m_at + 1; at < m_text.size(); ++at) {
            if (m_text[at] == quote && (quote == '\'' || m_text[at - 1] != '\\'))
                return at;
        }
        return m_text.size();
    }

    void redirect(char c) {
        endWord();
        if (m_text.substr(m_at, 2) == "<<" && m_text.substr(m_at, 3) != "<<<") {
            std::size_t from = m_at + 2;
            while (from < m_text.size() && contains("-'\" ", m_text.substr(from, 1)))
                ++from;
            std::size_t to = from;
            while (to < m_text.size() && !contains("'\" \n;)", m_text.substr(to, 1)))
                ++to;
            m_here = m_text.substr(from, to - from);
            m_at = std::min(to + (to < m_text.size() && contains("'\"", m_text.substr(to, 1)) ? 1 : 0), m_text.size());
            return;
        }
        m_written = c == '>';
        while (m_at < m_text.size() && contains("<>&", m_text.substr(m_at, 1)))
            ++m_at;
        m_redirected = true;
    }

    void skipHereDocument() {
        while (!m_here.empty() && m_at < m_text.size()) {
            const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
            const bool last = trimmed(m_text.substr(m_at, end - m_at)) == m_here;
            m_at = std::min(end + 1, m_text.size());
            if (last)
                break;
        }
        m_here = {};
    }

    void begin() {
        if (m_open)
            return;
        m_open = true;
        m_word = {};
        m_word.range.begin = std::uint32_t(m_at);
    }

    void endWord() {
        if (!m_open)
            return;
        m_open = false;
        m_word.range.end = std::uint32_t(m_at);
        m_word.written = m_redirected && m_written;
        if (!m_redirected || m_written)
            m_words.push_back(std::move(m_word));
        m_redirected = false;
    }

    void endCommand() {
        endWord();
        m_redirected = false;
        const auto first = std::ranges::find_if(m_words, [](const Argument &word) {
            static constexpr std::array<std::string_view, 13> leading = {"sudo", "if", "then", "else", "elif", "do", "while", "until", "!", "time", "exec", "{", "$"};
            const std::size_t sign = word.text.find('=');
            const bool assigns = sign != word.text.npos && sign > 0 && !word.text.starts_with('-') && word.text.find('/') > sign;
            return !assigns && !std::ranges::contains(leading, word.text);
        });
        m_words.erase(m_words.begin(), first);
        if (!m_words.empty())
            m_out.push_back({&m_file, std::move(m_words)});
        m_words.clear();
    }

    const File &m_file;
    std::string_view m_text;
    std::size_t m_at;
    std::vector<Command> &m_out;
    std::vector<Argument> m_words;
    Argument m_word;
    std::string_view m_here;
    bool m_open = false, m_redirected = false, m_written = false;
};

/// Code blocks of a guide that are a shell's.
void addBlocks(const File &file, std::vector<Command> &out) {
    const std::string_view text = file.document->text();
    std::size_t begin = 0;
    bool inside = false, shell = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at));
        if (line.starts_with("```")) {
            static constexpr std::array<std::string_view, 5> languages = {"", "sh", "bash", "shell", "console"};
            if (inside && shell)
                addCommands(file, {std::uint32_t(begin), std::uint32_t(at)}, out);
            shell = !inside && std::ranges::contains(languages, trimmed(line.substr(3)));
            inside = !inside;
            begin = end + 1;
        }
        at = end + 1;
    }
}

void addRunSteps(const File &file, std::vector<Command> &out) {
    for (const Node root : file.document->roots()) {
        for (const Node job : root["jobs"]) {
            for (const Node step : job["steps"]) {
                const Node run = step["run"];
                Range range = run.range();
                if (run.style() == Style::Folded || !run.isScalar() || range.size() == 0)
                    continue;
                // The first line of a block holds only its sign.
                const std::string_view text = file.document->text(range);
                if (text.starts_with('|'))
                    range.begin += std::uint32_t(std::min(text.find('\n'), text.size() - 1));
                addCommands(file, range, out);
            }
        }
    }
}

bool isOnDisk(const QString &path) { return QFileInfo::exists(path); }
} // namespace

void addCommands(const File &file, Range range, std::vector<Command> &out) { Reader(file, range, out).read(); }

std::vector<Command> commandsOf(const Set &set) {
    std::vector<Command> out;
    for (const File &file : set.files()) {
        if (file.kind.role == Role::Script)
            addCommands(file, {0, std::uint32_t(file.document->text().size())}, out);
        else if (file.kind.role == Role::Guide)
            addBlocks(file, out);
        else if (file.kind.role == Role::Workflow)
            addRunSteps(file, out);
    }
    return out;
}

bool Command::has(std::string_view word) const {
    return std::ranges::any_of(words.begin() + 1, words.end(), [&](const Argument &one) { return one.text == word; });
}

std::vector<Argument> Command::options(std::initializer_list<std::string_view> names) const {
    std::vector<Argument> out;
    for (std::size_t i = 1; i < words.size(); ++i) {
        for (const std::string_view name : names) {
            const Argument &word = words[i];
            if (word.text == name && i + 1 < words.size()) {
                out.push_back(words[i + 1]);
            } else if (word.text.starts_with(name) && word.text.size() > name.size() && word.text[name.size()] == '=') {
                Argument value = word;
                value.text = word.text.substr(name.size() + 1);
                value.range.begin += std::uint32_t(name.size() + 1);
                out.push_back(std::move(value));
            }
        }
    }
    return out;
}

Paths pathsOf(const Set &set) {
    Paths out;
    for (const File &file : set.files()) {
        QString path = QDir::cleanPath(file.document->path());
        out.files.insert(path);
        for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/')) {
            path.truncate(slash);
            if (!out.folders.insert(path).second)
                break;
        }
    }
    return out;
}

bool Paths::has(const QString &path) const { return files.contains(path) || folders.contains(path) || isOnDisk(path); }

bool Paths::isMissing(const Document &document, std::string_view written, const std::set<QString> &from) const {
    while (written.starts_with("./"))
        written.remove_prefix(2);
    const QString path = QDir::cleanPath(text(written));
    const QString first = path.section(u'/', 0, 0);
    if (first.isEmpty() || first == u".." || !path.contains(u'/'))
        return false;
    bool begins = false;
    QString folder = QDir::cleanPath(document.path());
    while (!folder.isEmpty()) {
        const qsizetype slash = folder.lastIndexOf(u'/');
        folder.truncate(std::max<qsizetype>(slash, 0));
        const QString prefix = folder.isEmpty() ? folder : folder + u'/';
        if (has(prefix + path) || std::ranges::any_of(from, [&](const QString &entered) { return has(QDir::cleanPath(prefix + entered + u'/' + path)); }))
            return false;
        begins = begins || folders.contains(prefix + first);
    }
    return begins;
}

} // namespace config::cross
