// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/edit.h"

#include "config/text/editways.h"
#include "config/text/prove.h"
#include "config/text/tree.h"
#include "config/text/words.h"

#include <algorithm>

namespace config {

namespace {

std::unexpected<base::Error> refused(const Document &document, Node node, QString message) {
    const int line = document.position(node ? node.range().begin : 0).line;
    return base::fail(base::ErrorKind::Invalid, std::move(message), QStringLiteral("%1:%2").arg(document.path()).arg(line));
}

// Of the maps and lists around a node, and itself, none may be what an alias stands for: the edit would change the alias' value too.
std::optional<Node> aliasOf(Node node) {
    const Tree &tree = *node.tree();
    std::vector<std::uint32_t> around;
    for (Node at = node; at; at = at.parent())
        around.push_back(at.index());
    for (std::uint32_t index = 0; index < tree.nodes.size(); ++index)
        if (tree.nodes[index].alias && std::ranges::contains(around, tree.nodes[index].firstChild))
            return Node(&tree, index);
    return {};
}

base::Status checked(const Document &document, Node node) {
    if (!node || document.roots().empty() || node.tree() != document.roots()[0].tree())
        return refused(document, {}, tr("The value is none of this file."));
    if (node.isAlias())
        return refused(document, node, tr("An alias stands here: what it stands for has to be changed where that is written."));
    if (const auto alias = aliasOf(node))
        return refused(document, node, tr("The alias in line %1 shares this value. Change it in the text.").arg(document.position(alias->range().begin).line));
    return {};
}

bool isWritable(const Document &document, const Value &value) {
    const bool onlyText = document.format() == Format::Dotenv || document.format() == Format::Procfile;
    return value.kind < Kind::Map || (!onlyText && !value.text.empty());
}

bool hasCarriageReturns(std::string_view text) {
    const auto end = text.find('\n');
    return end != text.npos && end > 0 && text[end - 1] == '\r';
}

base::Result<Edit> proved(const Document &document, const Ways &ways, const Meant &meant) {
    const bool carriageReturns = hasCarriageReturns(document.text());
    for (Edit edit : ways) {
        if (carriageReturns)
            for (auto at = edit.text.find('\n'); at != edit.text.npos; at = edit.text.find('\n', at + 2))
                edit.text.insert(at, 1, '\r');
        if (isProved(document, edit, meant))
            return edit;
    }
    return refused(document, meant.node, tr("This cannot be changed here without changing something else. Edit the text."));
}

} // namespace

base::Result<Edit> replaceValue(const Document &document, Node value, const Value &by) {
    if (const auto status = checked(document, value); !status)
        return std::unexpected(status.error());
    if (!isWritable(document, by))
        return refused(document, value, tr("A file of this format cannot hold such a value."));
    return proved(document, waysToReplace(document, value, by), {Meant::Change::Replaced, value, {}, &by});
}

base::Result<Edit> insertMember(const Document &document, Node map, std::string_view key, const Value &value, std::string_view before) {
    if (const auto status = checked(document, map); !status)
        return std::unexpected(status.error());
    if (!map.isMap() || !isWritable(document, value))
        return refused(document, map, tr("A file of this format cannot hold such a value here."));
    Node next;
    for (std::uint32_t child = map.tree()->nodes[map.index()].firstChild; child != noNode; child = map.tree()->nodes[child].nextSibling) {
        const Node member(map.tree(), child);
        if (member.key() == key)
            return refused(document, map, tr("There is a key %1 already.").arg(quoted(key)));
        if (!next && !before.empty() && member.key() == before)
            next = member;
    }
    if (!before.empty() && !next)
        return refused(document, map, tr("There is no key %1 to stand before.").arg(quoted(before)));
    return proved(document, waysToInsert(document, map, key, value, next), {Meant::Change::Inserted, map, key, &value});
}

base::Result<Edit> insertItem(const Document &document, Node sequence, const Value &value) {
    if (const auto status = checked(document, sequence); !status)
        return std::unexpected(status.error());
    if (!sequence.isSequence() || !isWritable(document, value))
        return refused(document, sequence, tr("A file of this format cannot hold such a value here."));
    return proved(document, waysToInsert(document, sequence, value), {Meant::Change::Inserted, sequence, {}, &value});
}

base::Result<Edit> removeMember(const Document &document, Node member) {
    if (member && !member.isAlias()) // an alias may go; what it stands for stays
        if (const auto status = checked(document, member); !status)
            return std::unexpected(status.error());
    if (!member || document.roots().empty() || member.tree() != document.roots()[0].tree() || !member.parent())
        return refused(document, {}, tr("The value is none of this file, or the whole of it."));
    if (const auto alias = aliasOf(member.parent()))
        return refused(document, member, tr("The alias in line %1 shares this value. Change it in the text.").arg(document.position(alias->range().begin).line));
    return proved(document, waysToRemove(document, member), {Meant::Change::Removed, member, {}, nullptr});
}

base::Result<Edit> renameKey(const Document &document, Node member, std::string_view key) {
    if (!member || document.roots().empty() || member.tree() != document.roots()[0].tree() || !member.parent().isMap())
        return refused(document, {}, tr("The value is none of this file, or has no key."));
    if (const auto alias = aliasOf(member.parent()))
        return refused(document, member, tr("The alias in line %1 shares this value. Change it in the text.").arg(document.position(alias->range().begin).line));
    const Tree &tree = *member.tree();
    for (std::uint32_t child = tree.nodes[member.parent().index()].firstChild; child != noNode; child = tree.nodes[child].nextSibling)
        if (child != member.index() && tree.nodes[child].key == key)
            return refused(document, member, tr("There is a key %1 already.").arg(quoted(key)));
    return proved(document, waysToRename(document, member, key), {Meant::Change::Renamed, member, key, nullptr});
}

std::string applied(std::string_view text, std::span<const Edit> edits) {
    std::vector<const Edit *> order;
    for (const Edit &edit : edits)
        order.push_back(&edit);
    std::ranges::stable_sort(order, {}, [](const Edit *edit) { return edit->range.begin; });
    std::string result;
    std::size_t at = 0;
    for (const Edit *edit : order) {
        const std::size_t begin = std::clamp<std::size_t>(edit->range.begin, at, text.size());
        result += text.substr(at, begin - at);
        result += edit->text;
        at = std::clamp<std::size_t>(edit->range.end, begin, text.size());
    }
    return result += text.substr(at);
}

} // namespace config
