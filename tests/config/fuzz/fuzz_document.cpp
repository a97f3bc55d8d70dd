// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a document whose places lie in its text, whatever is broken in it; and an edit of it says no or does what it promises.
#include "config/text/edit.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>

using namespace config;

namespace {

constexpr Limits limits{.bytes = 1024 * 1024, .depth = 60, .nodes = 100'000, .expanded = 100'000};
constexpr std::size_t edited = 4096; // larger ones are only read: a proof reads the text several times

void demand(bool what, std::source_location at = std::source_location::current()) {
    if (what)
        return;
    std::fprintf(stderr, "demanded in line %u\n", at.line());
    __builtin_trap();
}

std::unique_ptr<Document> read(std::string text) { return Document::parse(QStringLiteral("fuzz"), std::move(text), Format::AQI_FORMAT, limits); }

void collect(const Document &document, Node node, std::vector<Node> &all) {
    demand(node.range().begin <= node.range().end && node.range().end <= document.text().size());
    demand(node.keyRange().begin <= node.keyRange().end && node.keyRange().end <= document.text().size());
    all.push_back(node);
    if (node.isAlias() || all.size() > limits.nodes)
        return; // what an alias leads to is seen where it stands
    for (const Node child : node)
        collect(document, child, all);
}

/// The change lies where it says, and the new text of a sound document holds the new value at the same path.
void holds(const Document &document, Node node, const base::Result<Edit> &edit, std::string_view value) {
    if (!edit)
        return demand(!edit.error().message.isEmpty());
    demand(edit->range.begin <= edit->range.end && edit->range.end <= document.text().size());
    if (!document.problems().empty())
        return; // of two members with one key a path finds one
    const auto changed = read(applied(document.text(), {&*edit, 1}));
        if (std::getenv("AQI_FUZZ_SHOW"))
        std::fprintf(stderr, "path %s, value \"%s\":\n%s\n", node.path().c_str(), std::string(value).c_str(), std::string(changed->text()).c_str());
    const auto root = std::ranges::find_if(document.roots(), [&](Node each) { return each == node || each.range().contains(node.range().begin) || each.range().end == node.range().begin; });
    demand(changed->roots().size() == document.roots().size());
    if (root != document.roots().end() && root->find(node.path()) == node) // within a merge no path leads there
        demand(changed->roots()[std::size_t(root - document.roots().begin())].find(node.path()).text() == value);
}

void change(const Document &document, const std::vector<Node> &all) {
    const std::size_t seed = std::hash<std::string_view>()(document.text());
    const Node node = all[seed % all.size()];
    static constexpr std::string_view values[] = {"8080", "it's", "a: b # c", "", "two\nlines\n", "\xC3\xA4 \"x\"", "true", "- x"};
    const std::string_view value = values[seed / all.size() % std::size(values)];
    if (node.isScalar())
        holds(document, node, replaceValue(document, node, {Kind::String, std::string(value)}), value);
    else if (node.isMap())
        (void)insertMember(document, node, "added", {Kind::String, std::string(value)});
    else
        (void)insertItem(document, node, {Kind::String, std::string(value)});
    (void)removeMember(document, node);
    (void)renameKey(document, node, "renamed");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string text(reinterpret_cast<const char *>(data), size);
    const auto document = read(text);
    demand(document->text() == text || !document->problems().empty());
    for (const Problem &problem : document->problems())
        demand(!problem.code.empty() && !problem.message.isEmpty() && problem.range.begin <= problem.range.end && problem.range.end <= document->text().size());
    std::vector<Node> all;
    for (const Node root : document->roots())
        collect(*document, root, all);
    for (const std::size_t offset : {std::size_t(0), size / 2, size}) {
        (void)document->at(std::uint32_t(offset));
        const Position position = document->position(std::uint32_t(offset));
        demand(position.line >= 1 && position.column >= 1);
    }
    if (!all.empty() && size <= edited)
        change(*document, all);
    return 0;
}
