// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every way is a guess that prove.cpp judges; so these know the common layouts and not the grammar.
#include "config/text/editways.h"

#include "config/text/tree.h"
#include "config/text/write.h"

#include <algorithm>

namespace config {

namespace {

bool isFlow(const Document &document, Node node) {
    if (document.format() == Format::Json)
        return true;
    for (Node at = node; at; at = at.parent())
        if (at.style() == Style::Flow)
            return true;
    return false;
}

std::uint32_t lineBegin(std::string_view text, std::uint32_t offset) {
    const auto found = offset == 0 ? text.npos : text.rfind('\n', offset - 1);
    return found == text.npos ? 0 : std::uint32_t(found + 1);
}

std::uint32_t lineEnd(std::string_view text, std::uint32_t offset) { // behind the line break
    const auto found = text.find('\n', offset);
    return std::uint32_t(found == text.npos ? text.size() : found + 1);
}

int indentOf(std::string_view text, std::uint32_t offset) { // bytes before it on its line
    return int(offset - lineBegin(text, offset));
}

int blanksOf(std::string_view text, std::uint32_t offset) { // at the beginning of its line
    const std::uint32_t begin = lineBegin(text, offset);
    const auto first = text.find_first_not_of(' ', begin);
    return first == text.npos ? 0 : int(first - begin);
}

std::string blanks(int count) { return std::string(std::size_t(std::max(0, count)), ' '); }

std::vector<Node> childrenOf(Node node) { // as they stand, merges not followed
    std::vector<Node> all;
    const Tree &tree = *node.tree();
    for (std::uint32_t child = tree.nodes[node.index()].firstChild; child != noNode; child = tree.nodes[child].nextSibling)
        all.emplace_back(&tree, child);
    return all;
}

std::uint32_t beginOf(Node member) { return member.keyRange().size() > 0 ? member.keyRange().begin : member.range().begin; }

/// What stands behind a key's colon, with the blank or the line break before it.
std::vector<std::string> valueTexts(const Document &document, const Value &value, const Writing &writing, int keyIndent) {
    std::vector<std::string> all;
    if (value.kind >= Kind::Map) {
        const bool block = document.format() == Format::Yaml && !writing.flow && !value.text.starts_with('{') && !value.text.starts_with('[');
        all.push_back(block ? '\n' + blanks(keyIndent + 2) + indented(value.text, keyIndent + 2) : ' ' + indented(value.text, keyIndent));
        return all;
    }
    for (const std::string &way : waysToWrite(value, writing))
        all.push_back(document.format() == Format::Dotenv ? way : ' ' + way);
    return all;
}

std::string separator(Format format) { return format == Format::Dotenv ? "=" : format == Format::Toml ? " =" : ":"; }

std::vector<std::string> keyTexts(const Document &document, std::string_view key, bool flow) {
    return waysToWrite({Kind::String, std::string(key)}, {.format = document.format(), .flow = flow, .key = true, .header = {}});
}

/// "key: value" in every way.
std::vector<std::string> memberTexts(const Document &document, std::string_view key, const Value &value, bool flow, int indent) {
    std::vector<std::string> all;
    const Writing writing{.format = document.format(), .flow = flow, .indent = indent + 2, .header = {}};
    for (const std::string &name : keyTexts(document, key, flow))
        for (const std::string &text : valueTexts(document, value, writing, indent))
            all.push_back(name + separator(document.format()) + text);
    return all;
}

std::vector<std::string> itemTexts(const Document &document, const Value &value, bool flow, int indent) {
    if (value.kind >= Kind::Map)
        return {indented(value.text, indent + (flow ? 0 : 2))};
    return waysToWrite(value, {.format = document.format(), .flow = flow, .indent = indent + 2, .header = {}});
}

/// New text behind, before or inside of what stands in brackets.
void intoFlow(const Document &document, Node container, const std::string &text, Node before, Ways &ways) {
    const std::vector<Node> children = childrenOf(container);
    const std::string_view source = document.text();
    if (children.empty()) {
        const Range range = container.range();
        ways.push_back({{range.begin + 1, range.begin + 1}, text});
        return;
    }
    const std::uint32_t first = beginOf(children.front());
    const bool lines = blanksOf(source, first) == indentOf(source, first); // each on a line of its own
    const std::string gap = lines ? '\n' + blanks(indentOf(source, first)) : " ";
    if (before)
        ways.push_back({{beginOf(before), beginOf(before)}, text + ',' + gap});
    else
        ways.push_back({{children.back().range().end, children.back().range().end}, ',' + gap + text});
}

} // namespace

Ways waysToReplace(const Document &document, Node value, const Value &by) {
    const std::string_view text = document.text();
    const Range range = value.range();
    const bool keyed = value.keyRange().size() > 0;
    const int keyIndent = keyed ? indentOf(text, value.keyRange().begin) : blanksOf(text, range.begin);
    Writing writing{.format = document.format(), .style = value.isScalar() ? value.style() : Style::Plain, .flow = isFlow(document, value.parent()), .header = {}};
    writing.indent = keyIndent + 2;
    if (value.style() == Style::Literal || value.style() == Style::Folded) {
        const std::uint32_t body = lineEnd(text, range.begin);
        if (body < range.end)
            writing.indent = blanksOf(text, body);
        const std::string_view header = document.text({range.begin, std::max(range.begin, body - 1)});
        if (const auto comment = header.find(" #"); comment != header.npos)
            writing.header = header.substr(comment);
    }
    Ways ways;
    for (const std::string &way : valueTexts(document, by, writing, keyIndent)) {
        const bool spaced = range.begin > 0 && !way.starts_with('\n') && std::string_view(" \t\n=[{,").contains(text[range.begin - 1]);
        ways.push_back({range, spaced && way.starts_with(' ') ? way.substr(1) : way});
    }
    return ways;
}

Ways waysToInsert(const Document &document, Node map, std::string_view key, const Value &value, Node before) {
    const std::string_view text = document.text();
    const std::vector<Node> children = childrenOf(map);
    const bool flow = isFlow(document, map);
    Ways ways;
    if (children.empty() && !flow) {
        for (const std::string &member : memberTexts(document, key, value, false, 0))
            ways.push_back({{std::uint32_t(text.size()), std::uint32_t(text.size())}, (text.empty() || text.ends_with('\n') ? "" : "\n") + member + '\n'});
        return ways;
    }
    const int indent = children.empty() ? blanksOf(text, map.range().begin) + 2 : indentOf(text, beginOf(children.front()));
    for (const std::string &member : memberTexts(document, key, value, flow, indent)) {
        if (flow) {
            intoFlow(document, map, member, before, ways);
        } else if (before) {
            ways.push_back({{beginOf(before), beginOf(before)}, member + '\n' + blanks(indent)});
        } else {
            const std::uint32_t end = children.back().range().end;
            const std::uint32_t behind = lineEnd(text, end);
            if (behind > end && text[behind - 1] == '\n') // behind a comment on the last value's line
                ways.push_back({{behind - 1, behind - 1}, '\n' + blanks(indent) + member});
            ways.push_back({{end, end}, '\n' + blanks(indent) + member});
        }
    }
    return ways;
}

Ways waysToInsert(const Document &document, Node sequence, const Value &value) {
    const std::string_view text = document.text();
    const std::vector<Node> children = childrenOf(sequence);
    const bool flow = isFlow(document, sequence);
    const int indent = indentOf(text, sequence.range().begin);
    Ways ways;
    for (const std::string &item : itemTexts(document, value, flow, indent)) {
        if (flow) {
            intoFlow(document, sequence, item, {}, ways);
        } else if (!children.empty()) {
            const std::uint32_t end = children.back().range().end;
            const std::uint32_t behind = lineEnd(text, end);
            const std::string line = '\n' + blanks(indent) + "- " + item;
            if (behind > end && text[behind - 1] == '\n')
                ways.push_back({{behind - 1, behind - 1}, line});
            ways.push_back({{end, end}, line});
        }
    }
    return ways;
}

Ways waysToRemove(const Document &document, Node member) {
    const std::string_view text = document.text();
    const std::vector<Node> siblings = childrenOf(member.parent());
    const auto at = std::ranges::find(siblings, member);
    const std::uint32_t begin = beginOf(member);
    const std::uint32_t end = std::max(member.range().end, member.keyRange().end);
    Ways ways;
    const std::uint32_t line = lineBegin(text, begin);
    const std::uint32_t last = end > line && text[end - 1] == '\n' ? end : lineEnd(text, end);
    const std::string_view lead = text.substr(line, begin - line);
    if (lead.find_first_not_of(" -") == lead.npos)
        ways.push_back({{line, last}, {}});
    if (at != siblings.end() && std::next(at) != siblings.end())
        ways.push_back({{begin, beginOf(*std::next(at))}, {}});
    if (at != siblings.begin() && at != siblings.end()) {
        const Node before = *std::prev(at);
        ways.push_back({{std::max(before.range().end, before.keyRange().end), end}, {}});
    }
    ways.push_back({{begin, end}, {}});
    return ways;
}

Ways waysToRename(const Document &document, Node member, std::string_view key) {
    const std::string_view old = document.text(member.keyRange());
    const Style style = old.starts_with('"') ? Style::DoubleQuoted : old.starts_with('\'') ? Style::SingleQuoted : Style::Plain;
    Ways ways;
    for (const std::string &way : waysToWrite({Kind::String, std::string(key)},
             {.format = document.format(), .style = style, .flow = isFlow(document, member.parent()), .key = true, .header = {}}))
        ways.push_back({member.keyRange(), way});
    return ways;
}

} // namespace config
