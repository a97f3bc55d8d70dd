// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/place.h"

#include <ranges>

namespace config {

namespace {

struct Descent {
    Node node;
    bool whole = false; // the path leads here to its end
};

/// From the root of the object down to the node.
std::vector<Node> chainTo(Node root, Node node) {
    std::vector<Node> chain;
    for (Node at = node; at && !(at == root); at = at.parent())
        chain.push_back(at);
    std::ranges::reverse(chain);
    return chain;
}

std::string_view identity(Node item) {
    for (const std::string_view key : {"name", "mountPath", "containerPort", "key", "host", "path"}) {
        if (const Node value = item[key]; value.isScalar())
            return value.text();
    }
    return {};
}

std::size_t indexOf(Node item) {
    std::size_t index = 0;
    for (const Node other : item.parent()) {
        if (other == item)
            return index;
        ++index;
    }
    return index;
}

Node sameItem(Node item, Node sequence) {
    const std::string_view mine = item.isMap() ? identity(item) : item.text();
    if (!mine.empty()) {
        for (const Node other : sequence) {
            if ((other.isMap() ? identity(other) : other.text()) == mine)
                return other;
        }
        if (item.isMap())
            return {};
    }
    return sequence[indexOf(item)];
}

Descent descend(const std::vector<Node> &chain, Node source) {
    Node at = source;
    for (const Node step : chain) {
        const Node next = step.parent().isSequence() ? (at.isSequence() ? sameItem(step, at) : Node()) : at[step.key()];
        if (!next)
            return {at, false};
        at = next;
    }
    return {at, true};
}

bool sameValue(Node rendered, Node source) {
    if (rendered.isScalar() || rendered.isNull())
        return !source.isMap() && !source.isSequence() && rendered.text() == source.text();
    return rendered.kind() == source.kind();
}

} // namespace

Place placeOf(const Scope *scope, const Object &object, Node node) {
    if (!scope || !scope->rendered)
        return {object.document, node, true};
    const auto found = scope->origins.find(object.root.index());
    if (found == scope->origins.end())
        return {};
    const Origin &origin = found->second;
    const std::vector<Node> chain = chainTo(object.root, node);
    const Descent own = origin.document ? descend(chain, origin.root) : Descent();
    // A map or list that the object itself has is shown there, whatever a patch adds to it.
    const bool collection = node.isMap() || node.isSequence();
    if (collection && own.whole)
        return {origin.document, own.node, sameValue(node, own.node)};
    for (const auto &[document, root] : std::views::reverse(origin.patches)) {
        if (const Descent patched = descend(chain, root); patched.whole && sameValue(node, patched.node))
            return {document, patched.node, true};
    }
    if (!origin.document)
        return {};
    return {origin.document, own.node, own.whole && sameValue(node, own.node)};
}

} // namespace config
