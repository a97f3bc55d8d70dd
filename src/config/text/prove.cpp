// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/prove.h"

#include "config/text/tree.h"

#include <algorithm>

namespace config {

namespace {

// Raw trees: an alias is compared as an alias.
class Comparison {
public:
    Comparison(const Tree &before, const Tree &after, const Meant *meant) : m_before(before), m_after(after), m_meant(meant) {}

    [[nodiscard]] bool same(std::uint32_t before, std::uint32_t after) const {
        const NodeData &old = m_before.nodes[before];
        const NodeData &now = m_after.nodes[after];
        const bool isMeant = m_meant && before == m_meant->node.index();
        const std::string_view key = isMeant && m_meant->change == Meant::Change::Renamed ? m_meant->key : old.key;
        if (now.key != key)
            return false;
        if (isMeant && m_meant->change == Meant::Change::Replaced)
            return isValue(after, *m_meant->value);
        return sameValue(before, after);
    }

    [[nodiscard]] bool sameValue(std::uint32_t before, std::uint32_t after) const {
        const NodeData &old = m_before.nodes[before];
        const NodeData &now = m_after.nodes[after];
        if (old.alias != now.alias || (old.alias && nameOf(m_before, old) != nameOf(m_after, now)))
            return false;
        return old.alias || (old.kind == now.kind && old.text == now.text && sameChildren(before, after));
    }

private:
    static std::string_view nameOf(const Tree &tree, const NodeData &alias) {
        return tree.source.substr(alias.range.begin, alias.range.size());
    }

    [[nodiscard]] bool sameChildren(std::uint32_t before, std::uint32_t after) const {
        std::uint32_t old = m_before.nodes[before].firstChild;
        std::uint32_t now = m_after.nodes[after].firstChild;
        bool awaited = m_meant && m_meant->change == Meant::Change::Inserted && before == m_meant->node.index();
        while (old != noNode || now != noNode) {
            if (old != noNode && m_meant && m_meant->change == Meant::Change::Removed && old == m_meant->node.index()) {
                old = m_before.nodes[old].nextSibling;
            } else if (awaited && now != noNode && isInserted(old, now)) {
                awaited = false;
                now = m_after.nodes[now].nextSibling;
            } else {
                if (old == noNode || now == noNode || !same(old, now))
                    return false;
                old = m_before.nodes[old].nextSibling;
                now = m_after.nodes[now].nextSibling;
            }
        }
        return !awaited;
    }

    // An item is inserted behind the last, a member wherever its key stands, which no other has.
    [[nodiscard]] bool isInserted(std::uint32_t old, std::uint32_t now) const {
        const bool place = m_meant->node.isSequence() ? old == noNode : m_after.nodes[now].key == m_meant->key;
        return place && isValue(now, *m_meant->value);
    }

    [[nodiscard]] bool isValue(std::uint32_t index, const Value &value) const;

    const Tree &m_before;
    const Tree &m_after;
    const Meant *m_meant;

public:
    Format format = Format::Yaml;
};

bool Comparison::isValue(std::uint32_t index, const Value &value) const {
    const NodeData &node = m_after.nodes[index];
    if (node.alias)
        return false;
    if (value.kind == Kind::Null)
        return node.kind == Kind::Null;
    if (value.kind < Kind::Map) {
        const bool onlyText = format == Format::Dotenv || format == Format::Procfile;
        const bool number = value.kind == Kind::Number && node.kind == Kind::Integer;
        return node.text == value.text && (node.kind == value.kind || number || (onlyText && node.kind == Kind::String));
    }
    const bool toml = format == Format::Toml;
    const auto alone = Document::parse({}, (toml ? "x = " : "") + value.text, format);
    if (!alone->problems().empty() || alone->roots().size() != 1)
        return false;
    const Node root = toml ? alone->roots()[0]["x"] : alone->roots()[0];
    return root && root.kind() == value.kind && Comparison(*root.tree(), m_after, nullptr).sameValue(root.index(), index);
}

/// What has to be read again: the one document of a YAML file that the edit lies in, or the whole file.
struct Part {
    Range range;
    std::size_t firstRoot = 0;
    std::size_t roots = 0;
};

Part partOf(const Document &document, const Edit &edit) {
    const auto roots = document.roots();
    const Part whole{{0, std::uint32_t(document.text().size())}, 0, roots.size()};
    if (document.format() != Format::Yaml || roots.size() < 2)
        return whole;
    std::size_t at = 0;
    while (at + 1 < roots.size() && roots[at + 1].range().begin <= edit.range.begin)
        ++at;
    Part part{whole.range, at, 1};
    constexpr std::string_view line = "\n---";
    if (at > 0) {
        const auto begin = document.text().substr(0, roots[at].range().begin).rfind(line);
        if (begin == std::string_view::npos || begin + 1 < roots[at - 1].range().end)
            return whole;
        part.range.begin = std::uint32_t(begin + 1);
    }
    if (at + 1 < roots.size()) {
        const auto end = document.text().substr(0, roots[at + 1].range().begin).rfind(line);
        if (end == std::string_view::npos || end + 1 < roots[at].range().end)
            return whole;
        part.range.end = std::uint32_t(end + 1);
    }
    return edit.range.begin >= part.range.begin && edit.range.end <= part.range.end ? part : whole;
}

std::size_t problemsIn(const Document &document, Range range) {
    return std::size_t(std::ranges::count_if(document.problems(), [&](const Problem &problem) { return problem.range.begin >= range.begin && problem.range.begin <= range.end; }));
}

} // namespace

bool isProved(const Document &document, const Edit &edit, const Meant &meant) {
    if (document.roots().empty())
        return false;
    const Part part = partOf(document, edit);
    const Edit within{{edit.range.begin - part.range.begin, edit.range.end - part.range.begin}, edit.text};
    const auto after = Document::parse(document.path(), applied(document.text(part.range), std::span(&within, 1)), document.format());
    if (after->problems().size() > problemsIn(document, part.range) || after->roots().size() != part.roots)
        return false;
    Comparison comparison(*document.roots()[0].tree(), *after->roots()[0].tree(), &meant);
    comparison.format = document.format();
    for (std::size_t i = 0; i < part.roots; ++i)
        if (!comparison.same(document.roots()[part.firstRoot + i].index(), after->roots()[i].index()))
            return false;
    return true;
}

} // namespace config
