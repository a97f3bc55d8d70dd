// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/yamlwords.h"

#include "config/text/characters.h"
#include "config/text/words.h"

#include <algorithm>

namespace config {

namespace {

struct Line {
    std::uint32_t begin = 0;
    std::string_view text; // without its break

    [[nodiscard]] Range range(std::size_t from, std::size_t to) const {
        return {begin + static_cast<std::uint32_t>(from), begin + static_cast<std::uint32_t>(to)};
    }
    [[nodiscard]] Range ink() const {
        const auto first = text.find_first_not_of(" \t");
        return first == text.npos ? range(text.size(), text.size()) : range(first, text.find_last_not_of(" \t") + 1);
    }
};

Line lineAt(std::string_view text, Range document, std::uint32_t at) {
    const auto before = at > document.begin ? text.rfind('\n', at - 1) : text.npos;
    const auto begin = before == text.npos || before + 1 < document.begin ? document.begin : static_cast<std::uint32_t>(before + 1);
    const auto end = std::min<std::size_t>(std::min(text.find('\n', begin), text.size()), document.end);
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return {begin, line};
}

// The line where reading stopped and the two before it that hold anything: the cause often stands above.
std::vector<Line> linesBefore(std::string_view text, Range document, std::uint32_t at) {
    std::vector<Line> lines;
    for (int looked = 0; looked < 200 && lines.size() < 3; ++looked) {
        const Line line = lineAt(text, document, at);
        if (const auto ink = line.text.find_first_not_of(" \t"); ink != line.text.npos && line.text[ink] != '#')
            lines.push_back(line);
        if (line.begin == document.begin)
            break;
        at = line.begin - 1;
    }
    return lines;
}

std::optional<YamlTrouble> tab(const std::vector<Line> &lines) {
    for (const Line &line : lines) {
        const auto ink = line.text.find_first_not_of(" \t");
        const auto found = line.text.substr(0, ink).find('\t');
        if (found != line.text.npos)
            return YamlTrouble{tr("A tab indents this line. YAML allows only spaces there: replace the tab by spaces."), line.range(found, found + 1)};
    }
    return {};
}

bool isKeyCharacter(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '/';
}

std::optional<YamlTrouble> colon(const std::vector<Line> &lines) {
    for (const Line &line : lines) {
        std::size_t key = line.text.find_first_not_of(" -");
        const std::size_t begin = key;
        while (key < line.text.size() && isKeyCharacter(line.text[key]))
            ++key;
        const bool ends = key + 1 < line.text.size() && key > begin && line.text[key] == ':' && line.text[key + 1] != ' ' && line.text[key + 1] != '\t';
        if (ends && !line.text.substr(key).starts_with("://"))
            return YamlTrouble{tr("A space is missing behind the colon of %1.").arg(quoted(line.text.substr(begin, key - begin))), line.range(key, key + 1)};
    }
    return {};
}

bool holds(std::string_view complaint, std::string_view words) { return complaint.find(words) != complaint.npos; }

// The last quote or bracket that is opened and not closed, counting from the document's beginning.
std::optional<YamlTrouble> unclosedQuote(std::string_view text, Range document, std::uint32_t at) {
    std::optional<std::uint32_t> opened;
    char quote = 0;
    for (std::uint32_t i = document.begin; i < std::min(at, document.end); ++i) {
        const char c = text[i];
        const char before = i > document.begin ? text[i - 1] : '\n';
        if (quote != 0) {
            if (c == '\\' && quote == '"')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if ((c == '"' || c == '\'') && (before == ' ' || before == '\n' || before == '[' || before == '{' || before == ',')) {
            quote = c;
            opened = i;
        } else if (c == '#' && (before == ' ' || before == '\n')) {
            while (i < document.end && text[i] != '\n')
                ++i;
        }
    }
    if (quote == 0)
        return {};
    return YamlTrouble{unclosedQuoteWords(quote), {*opened, *opened + 1}};
}

std::optional<YamlTrouble> indentation(const std::vector<Line> &lines, std::string_view complaint) {
    const bool structure = holds(complaint, "end of map not found") || holds(complaint, "end of sequence not found") || holds(complaint, "illegal map value") ||
        holds(complaint, "illegal block entry");
    if (!structure || lines.empty())
        return {};
    if (holds(complaint, "illegal map value")) {
        const std::string_view line = lines[0].text;
        const auto first = line.find(": ");
        if (first != line.npos && line.find(": ", first + 1) != line.npos)
            return YamlTrouble{tr("A second colon stands in this line. Write the value in quotes, or begin a new line."), lines[0].ink()};
    }
    return YamlTrouble{tr("This line does not fit those above it. Is its indentation right, or is a colon or a dash missing above?"), lines[0].ink()};
}

struct Words {
    const char *complaint;
    const char *plain;
};

constexpr Words plainWords[] = {
    {"end of map flow not found", QT_TRANSLATE_NOOP("configtext", "A map that begins with { is not closed. Is a comma or } missing before this?")},
    {"end of sequence flow not found", QT_TRANSLATE_NOOP("configtext", "A list that begins with [ is not closed. Is a comma or ] missing before this?")},
    {"illegal flow end", QT_TRANSLATE_NOOP("configtext", "This bracket closes nothing that is open here.")},
    {"unknown escape character", QT_TRANSLATE_NOOP("configtext", "No such escape sequence. In double quotes a backslash has to be written twice; single quotes take it as it is.")},
    {"bad character found while scanning hex number", QT_TRANSLATE_NOOP("configtext", "The escape sequence needs hexadecimal digits.")},
    {"invalid unicode", QT_TRANSLATE_NOOP("configtext", "The escape sequence names no character.")},
    {"unknown token", QT_TRANSLATE_NOOP("configtext", "A value cannot begin with this character. Write the value in quotes.")},
    {"illegal document indicator in scalar", QT_TRANSLATE_NOOP("configtext", "A document ends inside this text. Is a quote not closed?")},
    {"illegal EOF in scalar", QT_TRANSLATE_NOOP("configtext", "The text ends before this value does. Is a quote not closed?")},
    {"illegal tab when looking for indentation", QT_TRANSLATE_NOOP("configtext", "A tab stands where YAML allows only spaces.")},
    {"the referenced anchor is not defined", QT_TRANSLATE_NOOP("configtext", "This alias stands for nothing: no value before it in this document has that anchor.")},
    {"unexpected character in block scalar", QT_TRANSLATE_NOOP("configtext", "Behind | or > only +, - and a digit may stand. Begin the text on the next line.")},
    {"cannot set zero indentation", QT_TRANSLATE_NOOP("configtext", "The indentation behind | or > has to be 1 or more.")},
    {"cannot assign multiple tags", QT_TRANSLATE_NOOP("configtext", "Two tags stand before one value.")},
    {"cannot assign multiple anchors", QT_TRANSLATE_NOOP("configtext", "Two anchors stand before one value.")},
    {"aliases can't have any content", QT_TRANSLATE_NOOP("configtext", "An alias stands alone: remove the tag or anchor before it.")},
    {"illegal map key", QT_TRANSLATE_NOOP("configtext", "A key may not stand here. Begin a new line.")},
    {"illegal block entry", QT_TRANSLATE_NOOP("configtext", "A list may not begin here. Begin a new line.")},
    {"directive", QT_TRANSLATE_NOOP("configtext", "A line that begins with % is read as a directive, and this one is none.")},
    {"alias not found", QT_TRANSLATE_NOOP("configtext", "A name is missing behind *. A text that begins with * needs quotes.")},
    {"anchor not found", QT_TRANSLATE_NOOP("configtext", "A name is missing behind &. A text that begins with & needs quotes.")},
    {"illegal character found while scanning alias", QT_TRANSLATE_NOOP("configtext", "An alias' name ends with this character. A text that begins with * needs quotes.")},
    {"illegal character found while scanning anchor", QT_TRANSLATE_NOOP("configtext", "An anchor's name ends with this character. A text that begins with & needs quotes.")},
};

} // namespace

QString unclosedQuoteWords(char quote) {
    return tr("This quote is not closed. Write %1 behind the text.").arg(QLatin1Char(quote));
}

YamlTrouble explained(std::string_view text, Range document, std::uint32_t at, const std::string &complaint) {
    at = std::clamp(at, document.begin, document.end);
    const auto lines = linesBefore(text, document, at);
    if (auto trouble = tab(lines))
        return *trouble;
    if (holds(complaint, "in scalar") || holds(complaint, "flow not found") || holds(complaint, "end of map not found"))
        if (auto trouble = unclosedQuote(text, document, at))
            return *trouble;
    if (holds(complaint, "end of") || holds(complaint, "illegal map"))
        if (auto trouble = colon(lines))
            return *trouble;
    if (auto trouble = indentation(lines, complaint))
        return *trouble;
    const std::uint32_t end = at < document.end && text[at] != '\n' ? at + 1 : at;
    for (const Words &words : plainWords)
        if (holds(complaint, words.complaint))
            return {tr(words.plain), {at, end}};
    return {tr("This is not valid YAML: %1.").arg(QString::fromStdString(complaint)), {at, end}};
}

} // namespace config
