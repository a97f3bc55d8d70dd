// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Dockerfiles: instructions over continued lines and here-documents, with the stage that each belongs to.
#include "config/text/lines.h"
#include "config/text/readers.h"
#include "config/text/treebuilder.h"
#include "config/text/words.h"

#include <algorithm>

namespace config {

namespace {

constexpr std::string_view instructions[] = {"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"};

bool isWordCharacter(char c) { return isAlphanumeric(c) || c == '_'; }

struct HereDocument {
    std::string_view end;
    bool tabs = false; // "<<-": tabs before its lines do not count
};

class DockerfileReader {
public:
    explicit DockerfileReader(Reading &reading)
        : m_text(reading.tree.source), m_builder(reading.tree, reading.problems, reading.limits, "dockerfile") {}

    std::vector<std::uint32_t> read() {
        std::uint32_t at = markSize(m_text);
        directives(at);
        while (at < m_text.size() && !m_builder.stopped()) {
            const TextLine line = lineFrom(m_text, at);
            const Range whole = trimmed(m_text, {line.begin, line.end});
            at = whole.size() == 0 || m_text[whole.begin] == '#' ? line.next : instruction(whole.begin);
        }
        m_builder.finish(m_end);
        return std::move(m_builder.roots);
    }

private:
    void directives(std::uint32_t at) { // comments of the form "# escape=`", before anything else
        while (at < m_text.size()) {
            const TextLine line = lineFrom(m_text, at);
            std::string words;
            for (const char c : m_text.substr(line.begin, line.end - line.begin))
                if (!isBlank(c))
                    words.push_back(isLetter(c) ? static_cast<char>(c | 0x20) : c);
            if (!words.starts_with('#') || words.find('=') == words.npos)
                return;
            if (words == "#escape=`")
                m_escape = '`';
            at = line.next;
        }
    }

    [[nodiscard]] bool isContinued(Range line) const {
        const Range ink = trimmed(m_text, line);
        return ink.size() > 0 && m_text[ink.end - 1] == m_escape;
    }

    std::uint32_t instruction(std::uint32_t begin) {
        std::uint32_t wordEnd = begin;
        while (wordEnd < m_text.size() && isLetter(m_text[wordEnd]))
            ++wordEnd;
        const Range word{begin, wordEnd};
        std::string name(m_text.substr(begin, word.size()));
        std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
        TextLine line = lineFrom(m_text, wordEnd);
        Range range = trimmed(m_text, {wordEnd, line.end});
        std::string logical;
        std::uint32_t at = lines(line, logical, range);
        at = hereDocuments(name, at, logical, range);
        if (wordEnd == begin || (wordEnd < line.end && !isBlank(m_text[wordEnd]) && m_text[wordEnd] != m_escape) || !std::ranges::contains(instructions, name)) {
            const std::uint32_t end = std::max(word.end, std::min(begin + 1, lineFrom(m_text, begin).end));
            m_builder.problem("instruction", tr("%1 is no instruction of a Dockerfile. Is a \\ missing at the end of the line above?")
                .arg(quoted(m_text.substr(begin, end - begin))), {begin, end});
            return at;
        }
        if (range.size() == 0)
            m_builder.problem("no-value", tr("%1 needs a value.").arg(QString::fromStdString(name)), word);
        add(std::move(name), word, std::move(logical), range);
        return at;
    }

    // The lines that belong together into one, comments between them left out; returns where the next begins.
    std::uint32_t lines(TextLine line, std::string &logical, Range &range) {
        Range part = trimmed(m_text, {line.begin, line.end});
        while (true) {
            const bool more = isContinued(part);
            const Range ink = more ? Range{part.begin, part.end - 1} : part;
            logical += m_text.substr(ink.begin, ink.size());
            if (const Range value = trimmed(m_text, ink); value.size() > 0)
                range = {range.size() > 0 ? std::min(range.begin, value.begin) : value.begin, value.end};
            if (!more)
                break;
            do { // comments and empty lines do not end it
                if (line.next >= m_text.size())
                    return finishLines(logical, range, line.next);
                line = lineFrom(m_text, line.next);
                part = trimmed(m_text, {line.begin, line.end});
            } while (part.size() == 0 || m_text[part.begin] == '#');
            part = {line.begin, part.end};
        }
        return finishLines(logical, range, line.next);
    }

    std::uint32_t finishLines(std::string &logical, Range &range, std::uint32_t next) const {
        const Range ink = trimmed(logical, {0, static_cast<std::uint32_t>(logical.size())});
        logical = logical.substr(ink.begin, ink.size());
        if (logical.empty()) // a lone continuation
            range = {range.begin, range.begin};
        return next;
    }

    std::vector<HereDocument> hereDocumentsOf(Range range) const {
        std::vector<HereDocument> found;
        const std::string_view value = m_text.substr(range.begin, range.size());
        for (auto at = value.find("<<"); at != value.npos; at = value.find("<<", at + 2)) {
            HereDocument document;
            std::size_t from = at + 2;
            if (from < value.size() && value[from] == '<') { // "<<<" is the shell's own
                ++at;
                continue;
            }
            document.tabs = from < value.size() && value[from] == '-';
            from += document.tabs ? 1 : 0;
            const bool isQuoted = from < value.size() && (value[from] == '"' || value[from] == '\'');
            from += isQuoted ? 1 : 0;
            std::size_t to = from;
            while (to < value.size() && isWordCharacter(value[to]))
                ++to;
            document.end = value.substr(from, to - from);
            if (!document.end.empty() && (at == 0 || !isWordCharacter(value[at - 1])))
                found.push_back(document);
        }
        return found;
    }

    std::uint32_t hereDocuments(std::string_view name, std::uint32_t at, std::string &logical, Range &range) {
        if (name != "RUN" && name != "COPY" && name != "ADD")
            return at;
        for (const HereDocument &document : hereDocumentsOf(range)) {
            bool closed = false;
            while (at < m_text.size() && !closed) {
                const TextLine line = lineFrom(m_text, at);
                std::string_view words = m_text.substr(line.begin, line.end - line.begin);
                logical += '\n';
                logical += words;
                while (document.tabs && words.starts_with('\t'))
                    words.remove_prefix(1);
                closed = words == document.end;
                range.end = line.end;
                at = line.next;
            }
            if (!closed)
                m_builder.problem("here-document", tr("The line %1 that ends this text is missing.").arg(quoted(document.end)), {range.begin, range.begin + 1});
        }
        return at;
    }

    void add(std::string name, Range word, std::string logical, Range range) {
        if (m_builder.depth() == 0)
            m_builder.open(Kind::Sequence, Style::Block, word.begin);
        if (name == "FROM")
            ++m_stage;
        if (range.size() == 0)
            range = {word.end, word.end};
        const auto behind = [&](std::uint32_t at) { return Range{at, at}; };
        m_end = range.end;
        m_builder.open(Kind::Map, Style::Block, word.begin);
        m_builder.key("instruction", behind(word.begin));
        m_builder.scalar(Kind::String, Style::Plain, word, m_builder.keep(std::string_view(name), word));
        m_builder.key("value", behind(range.begin));
        const std::string_view value = m_builder.keep(std::string_view(logical), range);
        m_builder.scalar(Kind::String, Style::Plain, range, value);
        m_builder.key("stage", behind(range.end));
        m_builder.scalar(Kind::Integer, Style::Plain, behind(range.end), m_builder.keep(std::to_string(std::max(m_stage, 0))));
        arguments(name, range, value);
        m_builder.close(range.end);
    }

    // The exec form, ["python", "-m", "app"], is read as the JSON that it is; one that is no JSON is a shell command to Docker too.
    void arguments(std::string_view name, Range range, std::string_view value) {
        if (!value.starts_with('[') || !value.ends_with(']') || name == "FROM" || name == "ARG" || name == "ENV" || name == "LABEL" || m_builder.stopped())
            return;
        const auto json = Document::parse({}, std::string(value), Format::Json);
        if (!json->problems().empty() || json->roots().size() != 1 || !json->roots()[0].isSequence())
            return;
        const bool sameBytes = value == m_text.substr(range.begin, range.size());
        m_builder.key("arguments", {range.begin, range.begin});
        m_builder.open(Kind::Sequence, Style::Flow, range.begin);
        for (const Node item : json->roots()[0]) {
            const Range there = sameBytes ? Range{range.begin + item.range().begin, range.begin + item.range().end} : Range{range.end, range.end};
            m_builder.scalar(Kind::String, Style::DoubleQuoted, there, m_builder.keep(item.text(), there));
        }
        m_builder.close(range.end);
    }

    const std::string_view m_text;
    TreeBuilder m_builder;
    char m_escape = '\\';
    int m_stage = -1;
    std::uint32_t m_end = 0;
};

} // namespace

void readDockerfile(Reading &reading) { reading.roots = DockerfileReader(reading).read(); }

} // namespace config
