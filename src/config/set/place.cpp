// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "place.h"

#include "relay.h"

#include <algorithm>

namespace config {

namespace {

/// From a root down to a node.
std::vector<Node> steps(Node root, Node node) {
    std::vector<Node> way;
    for (Node here = node; here && here != root; here = here.parent())
        way.push_back(here);
    std::ranges::reverse(way);
    return way;
}

std::size_t indexIn(Node sequence, Node item) {
    std::size_t index = 0;
    for (const Node one : sequence) {
        if (one == item)
            break;
        ++index;
    }
    return index;
}

/// "/spec/rules/0/host" against the way to a node: how many steps the operation's path covers; -1 where it leads elsewhere.
int covers(std::string_view pointer, const std::vector<Node> &way) {
    int depth = 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        std::string token(pointer.substr(0, end));
        pointer.remove_prefix(end);
        for (const auto &[from, to] : {std::pair{std::string_view("~1"), "/"}, std::pair{std::string_view("~0"), "~"}})
            for (std::size_t at = 0; (at = token.find(from, at)) != std::string::npos; ++at)
                token.replace(at, from.size(), to);
        if (std::size_t(depth) >= way.size())
            return -1;
        const Node step = way[std::size_t(depth)];
        const bool isItem = step.parent().isSequence();
        if (isItem ? token != "-" && token != std::to_string(indexIn(step.parent(), step)) : token != step.key())
            return -1;
        ++depth;
    }
    return depth;
}

/// What the operations of a JSON 6902 patch say about a node.
Node valueSetBy(Node operations, const std::vector<Node> &way, bool &exact) {
    Node found;
    for (const Node operation : operations) {
        const std::string_view verb = operation["op"].text();
        const int depth = verb == "add" || verb == "replace" ? covers(operation["path"].text(), way) : -1;
        if (depth < 1)
            continue;
        const Node top = way[std::size_t(depth - 1)];
        int below = 0;
        const Node value = counterpart(top, way.back(), operation["value"], below);
        if (below != int(way.size()) - depth)
            continue;
        found = value;
        exact = value.isScalar() ? value.text() == way.back().text() : true;
    }
    return found;
}

/// From the text of a block scalar to the file: each line is shifted by the indentation alone.
Range inFile(const Document &document, Node scalar, const Document &inner, Range range) {
    if (scalar.style() != Style::Literal)
        return scalar.range();
    const Position header = document.position(scalar.range().begin);
    const auto translate = [&](std::uint32_t offset) {
        const Position place = inner.position(offset);
        const int line = header.line + place.line;
        const std::string_view text = document.line(document.offset({line, 1}));
        const std::string_view own = inner.line(offset);
        const int indent = int(text.size()) - int(own.size());
        return document.offset({line, place.column + std::max(indent, 0)});
    };
    return {translate(range.begin), translate(range.end)};
}

/// What an image or replicas entry of a kustomization sets.
Node valueOfTransformer(Node entry, Node node) {
    const std::string_view list = entry.parent().key();
    if (list == "images" && node.key() == "image") {
        const Node tag = entry["newTag"] ? entry["newTag"] : entry["digest"];
        return tag && node.text().ends_with(tag.text()) ? tag : entry["newName"];
    }
    return list == "replicas" && node.key() == "replicas" && node.parent().key() == "spec" ? entry["count"] : Node();
}

bool saysTheSame(Node a, Node b) {
    return a.isScalar() ? b.isScalar() && a.text() == b.text() : a.kind() == b.kind();
}

class Tracer {
public:
    Tracer(const Object &object, Node node) : m_object(object), m_node(node), m_way(steps(object.root, node)) {}

    Place of(const Origin &origin) {
        for (auto patch = origin.patches.rbegin(); patch != origin.patches.rend(); ++patch)
            if (const Place place = inPatch(*patch->first, patch->second); place.document)
                return place;
        if (!origin.document)
            return {};
        if (origin.generated)
            return {origin.document, origin.root, origin.root.range(), false};
        int depth = 0;
        const Node found = counterpart(m_object.root, m_node, origin.root, depth);
        return {origin.document, found, found.range(), depth == int(m_way.size()) && saysTheSame(found, m_node)};
    }

private:
    Place inPatch(const Document &document, Node patch) {
        if (m_way.empty())
            return {};
        if (patch.isScalar())
            return inText(document, patch);
        if (patch.isSequence())
            return fromOperations(document, patch);
        const std::string_view list = patch.parent().key();
        if (list == "images" || list == "replicas") {
            const Node value = valueOfTransformer(patch, m_node);
            return value ? Place{&document, value, value.range(), list == "replicas"} : Place{};
        }
        int depth = 0;
        const Node found = counterpart(m_object.root, m_node, patch, depth);
        return depth == int(m_way.size()) && saysTheSame(found, m_node) ? Place{&document, found, found.range(), true} : Place{};
    }
    Place fromOperations(const Document &document, Node operations) {
        bool exact = false;
        const Node value = valueSetBy(operations, m_way, exact);
        return value && exact ? Place{&document, value, value.range(), true} : Place{};
    }
    Place inText(const Document &document, Node text) {
        const auto inner = Document::parse({}, std::string(text.text()), Format::Yaml);
        for (const Node root : inner->roots()) {
            const Place place = inPatch(*inner, root);
            if (place.document)
                return {&document, {}, inFile(document, text, *inner, place.range), true};
        }
        return {};
    }

    const Object &m_object;
    Node m_node;
    std::vector<Node> m_way;
};

} // namespace

Node counterpart(Node root, Node node, Node other, int &depth) {
    depth = 0;
    for (const Node step : steps(root, node)) {
        const Node next = step.parent().isSequence() ? itemLike(step, other) : other[step.key()];
        if (!next)
            break;
        other = next;
        ++depth;
    }
    return other;
}

Place placeOf(const Scope &scope, const Object &object, Node node) {
    if (!scope.rendered || object.document != scope.rendered.get())
        return {object.document, node, node.range(), true};
    const Origin *origin = scope.originOf(object);
    return origin ? Tracer(object, node).of(*origin) : Place{};
}

} // namespace config
