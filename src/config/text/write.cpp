// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/write.h"

#include "config/text/characters.h"
#include "config/text/scalar.h"

#include <algorithm>

namespace config {

namespace {

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// The escapes that JSON, YAML and TOML share.
std::string doubleQuoted(std::string_view text) {
    constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    constexpr std::string_view digits = "0123456789abcdef";
    std::string written = "\"";
    for (const char c : text) {
        if (const auto which = meanings.find(c); which != meanings.npos) {
            written += '\\';
            written += letters[which];
        } else if (isControl(c)) {
            written += "\\u00";
            written += digits[static_cast<unsigned char>(c) >> 4];
            written += digits[static_cast<unsigned char>(c) & 15];
        } else {
            written += c;
        }
    }
    return written + '"';
}

std::string singleQuoted(std::string_view text) { // YAML's
    std::string written = "'";
    for (const char c : text)
        written.append(c == '\'' ? 2 : 1, c);
    return written + '\'';
}

bool hasControl(std::string_view text) { return std::ranges::any_of(text, isControl); }

// What some parser of YAML 1.1 takes for a time or a date, though kubectl does not.
bool looksLikeTime(std::string_view text) {
    return isDigit(text[0]) && std::ranges::all_of(text, [](char c) { return isDigit(c) || std::string_view(":.-+_TZ ").contains(c); });
}

bool isPlainInYaml(std::string_view text, bool flow) {
    if (text.empty() || hasControl(text) || isBlank(text.front()) || isBlank(text.back()) || plainKind(text) != Kind::String || looksLikeTime(text))
        return false;
    if (std::string_view(",[]{}#&*!|>'\"%@`?:=<").contains(text[0]) || text.starts_with("- ") || text == "-" || text.starts_with("---") || text.starts_with("..."))
        return false;
    if (text.contains(": ") || text.contains(" #") || text.ends_with(':'))
        return false;
    return !flow || text.find_first_of(",[]{}") == text.npos;
}

std::string_view body(std::string_view text) { // without the line breaks at its end
    return text.substr(0, text.find_last_not_of('\n') + 1);
}

bool isBlockInYaml(std::string_view text) {
    const bool controls = std::ranges::any_of(text, [](char c) { return isControl(c) && c != '\n' && c != '\t'; });
    return !controls && !body(text).empty() && !isSpace(text[0]) && !isBlank(body(text).back());
}

std::string block(std::string_view text, const Writing &writing) {
    const std::string_view lines = body(text);
    const std::size_t breaks = text.size() - lines.size();
    const bool folded = writing.style == Style::Folded && !lines.contains('\n');
    std::string written = folded ? ">" : "|";
    written += breaks == 0 ? "-" : breaks == 1 ? "" : "+";
    written += writing.header + '\n' + std::string(static_cast<std::size_t>(writing.indent), ' ') + indented(lines, writing.indent);
    return written.append(breaks > 1 ? breaks - 1 : 0, '\n');
}

std::vector<std::string> textInYaml(std::string_view text, const Writing &writing) {
    std::vector<std::string> ways;
    const bool wasBlock = writing.style == Style::Literal || writing.style == Style::Folded;
    const bool mayBlock = !writing.flow && !writing.key && isBlockInYaml(text);
    if (mayBlock && (wasBlock || text.contains('\n')))
        ways.push_back(block(text, writing));
    if (writing.style == Style::SingleQuoted && !hasControl(text))
        ways.push_back(singleQuoted(text));
    if (writing.style != Style::SingleQuoted && writing.style != Style::DoubleQuoted && isPlainInYaml(text, writing.flow))
        ways.emplace_back(text);
    ways.push_back(doubleQuoted(text));
    return ways;
}

std::vector<std::string> textInToml(std::string_view text, const Writing &writing) {
    const bool bare = !text.empty() && std::ranges::all_of(text, [](char c) { return isAlphanumeric(c) || c == '_' || c == '-'; });
    if (writing.key && bare && writing.style == Style::Plain)
        return {std::string(text)};
    std::vector<std::string> ways;
    if (writing.style == Style::SingleQuoted && !hasControl(text) && !text.contains('\''))
        ways.push_back('\'' + std::string(text) + '\'');
    ways.push_back(doubleQuoted(text));
    return ways;
}

std::string dotenvQuoted(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        constexpr std::string_view meanings = "\"\\\n\r\t";
        constexpr std::string_view letters = "\"\\nrt";
        const auto which = meanings.find(c);
        if (which != meanings.npos)
            written += '\\';
        written += which == meanings.npos ? c : letters[which];
    }
    return written + '"';
}

std::vector<std::string> textInDotenv(std::string_view text, const Writing &writing) {
    if (writing.key)
        return {std::string(text)};
    std::vector<std::string> ways;
    const bool edges = !text.empty() && (isBlank(text.front()) || isBlank(text.back()) || text.front() == '"' || text.front() == '\'' || text.front() == '#');
    if (writing.style == Style::SingleQuoted && !text.contains('\'') && !hasControl(text))
        ways.push_back('\'' + std::string(text) + '\'');
    if (writing.style == Style::Plain && !edges && !hasControl(text) && !text.contains(" #"))
        ways.emplace_back(text);
    ways.push_back(dotenvQuoted(text));
    return ways;
}

std::vector<std::string> text(std::string_view text, const Writing &writing) {
    switch (writing.format) {
    case Format::Yaml: return textInYaml(text, writing);
    case Format::Json: return {doubleQuoted(text)};
    case Format::Toml: return textInToml(text, writing);
    case Format::Dotenv: return textInDotenv(text, writing);
    case Format::Procfile: return {std::string(text)};
    default: return {};
    }
}

} // namespace

std::vector<std::string> waysToWrite(const Value &value, const Writing &writing) {
    const bool onlyText = writing.format == Format::Dotenv || writing.format == Format::Procfile;
    if (value.kind == Kind::String || writing.key || (onlyText && value.kind < Kind::Map))
        return text(value.text, writing);
    if (value.kind == Kind::Null)
        return writing.format == Format::Toml ? std::vector<std::string>() : std::vector<std::string>{"null"};
    return {value.text};
}

std::string indented(std::string_view lines, int indent) {
    std::string text;
    while (lines.ends_with('\n'))
        lines.remove_suffix(1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text += lines[i];
        if (lines[i] == '\n' && i + 1 < lines.size() && lines[i + 1] != '\n')
            text.append(static_cast<std::size_t>(indent), ' ');
    }
    return text;
}

} // namespace config
