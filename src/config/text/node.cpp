// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/node.h"

#include "config/text/scalar.h"
#include "config/text/tree.h"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace config {

namespace {

// A path's next step: a key, or the index of an item.
struct Step {
    std::string key;
    std::optional<std::size_t> index;
};

std::optional<std::string> quotedKey(std::string_view path, std::size_t &at) { // from behind ["
    std::string key;
    for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\' && at + 1 < path.size())
            ++at;
        key.push_back(path[at]);
    }
    if (at + 1 >= path.size() || path[at + 1] != ']')
        return {};
    at += 2;
    return key;
}

std::optional<Step> nextStep(std::string_view path, std::size_t &at) {
    if (path[at] == '[') {
        ++at;
        if (at < path.size() && path[at] == '"') {
            auto key = quotedKey(path, at);
            return key ? std::optional(Step{std::move(*key), {}}) : std::nullopt;
        }
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(path.data() + at, path.data() + path.size(), index);
        at = static_cast<std::size_t>(end - path.data());
        if (error != std::errc() || at >= path.size() || path[at] != ']')
            return {};
        ++at;
        return Step{{}, index};
    }
    if (path[at] == '.' && at > 0)
        ++at;
    const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
    if (end == at)
        return {};
    Step step{std::string(path.substr(at, end - at)), {}};
    at = end;
    return step;
}

void appendKey(std::string &path, std::string_view key) {
    if (!key.empty() && key.find_first_of(".[]\"\\ ") == key.npos) {
        if (!path.empty())
            path += '.';
        path += key;
        return;
    }
    path += "[\"";
    for (const char c : key) {
        if (c == '"' || c == '\\')
            path += '\\';
        path += c;
    }
    path += "\"]";
}

} // namespace

std::uint32_t Node::target() const {
    const NodeData &data = m_tree->nodes[m_index];
    return data.alias ? data.firstChild : m_index; // never an alias itself: the parser looks through those
}

Kind Node::kind() const { return m_tree ? m_tree->nodes[target()].kind : Kind::Null; }
Style Node::style() const { return m_tree ? m_tree->nodes[target()].style : Style::Plain; }
bool Node::isAlias() const { return m_tree && m_tree->nodes[m_index].alias; }
std::string_view Node::text() const { return m_tree ? m_tree->nodes[target()].text : std::string_view(); }

std::optional<bool> Node::toBool() const {
    return kind() == Kind::Bool ? boolOf(text()) : std::nullopt;
}

std::optional<std::int64_t> Node::toInteger() const {
    return kind() == Kind::Integer ? integerOf(text()) : std::nullopt;
}

std::optional<double> Node::toNumber() const {
    return kind() == Kind::Integer || kind() == Kind::Number ? numberOf(text()) : std::nullopt;
}

Range Node::range() const { return m_tree ? m_tree->nodes[m_index].range : Range(); }
std::string_view Node::key() const { return m_tree ? m_tree->nodes[m_index].key : std::string_view(); }
Range Node::keyRange() const { return m_tree ? m_tree->nodes[m_index].keyRange : Range(); }

Node Node::parent() const {
    if (!m_tree || m_tree->nodes[m_index].parent == noNode)
        return {};
    return {m_tree, m_tree->nodes[m_index].parent};
}

Node Node::operator[](std::string_view key) const {
    if (!isMap())
        return {};
    for (const Node member : *this)
        if (member.key() == key)
            return member;
    return {};
}

Node Node::operator[](std::size_t index) const {
    if (!isSequence())
        return {};
    std::size_t at = 0;
    for (const Node item : *this)
        if (at++ == index)
            return item;
    return {};
}

std::size_t Node::size() const {
    if (!m_tree)
        return 0;
    const std::uint32_t index = target();
    const NodeData &data = m_tree->nodes[index];
    return data.merged ? m_tree->merged.at(index).size() : data.count;
}

Node Node::find(std::string_view path) const {
    Node node = *this;
    for (std::size_t at = 0; node && at < path.size();) {
        const auto step = nextStep(path, at);
        if (!step)
            return {};
        node = step->index ? node[*step->index] : node[std::string_view(step->key)];
    }
    return node;
}

std::string Node::path() const {
    std::vector<Node> steps;
    for (Node node = *this; node && node.parent(); node = node.parent())
        steps.push_back(node);
    std::string path;
    for (const Node step : std::views::reverse(steps)) {
        const NodeData &parent = m_tree->nodes[step.parent().m_index];
        if (parent.kind == Kind::Map) {
            appendKey(path, step.key());
            continue;
        }
        std::size_t index = 0;
        for (std::uint32_t child = parent.firstChild; child != step.m_index; child = m_tree->nodes[child].nextSibling)
            ++index;
        path += '[' + std::to_string(index) + ']';
    }
    return path;
}

Node Node::at(std::uint32_t offset) const {
    if (!m_tree)
        return {};
    const auto touches = [](Range range, std::uint32_t at) { return at >= range.begin && at <= range.end; };
    const NodeData &own = m_tree->nodes[m_index];
    if (!touches(own.range, offset) && !(own.keyRange.size() > 0 && touches(own.keyRange, offset)))
        return {};
    Node deepest = *this;
    for (bool deeper = true; deeper;) {
        deeper = false;
        const NodeData &data = m_tree->nodes[deepest.m_index];
        if (data.alias)
            break;
        Node inside;
        for (std::uint32_t child = data.firstChild; child != noNode; child = m_tree->nodes[child].nextSibling) {
            const NodeData &part = m_tree->nodes[child];
            if (std::min(part.range.begin, part.keyRange.size() ? part.keyRange.begin : part.range.begin) > offset)
                break;
            if (touches(part.range, offset) || (part.keyRange.size() && touches(part.keyRange, offset)))
                inside = {m_tree, child};
        }
        if (inside) {
            deepest = inside;
            deeper = true;
        }
    }
    return deepest;
}

Node::Iterator Node::begin() const {
    if (!m_tree)
        return {};
    const std::uint32_t index = target();
    const NodeData &data = m_tree->nodes[index];
    if (data.merged)
        return {m_tree, noNode, m_tree->merged.at(index).data()};
    return {m_tree, data.firstChild, nullptr};
}

Node::Iterator Node::end() const {
    if (!m_tree)
        return {};
    const std::uint32_t index = target();
    if (m_tree->nodes[index].merged) {
        const auto &flat = m_tree->merged.at(index);
        return {m_tree, noNode, flat.data() + flat.size()};
    }
    return {m_tree, noNode, nullptr};
}

Node::Iterator &Node::Iterator::operator++() {
    if (m_flat)
        ++m_flat;
    else
        m_index = m_tree->nodes[m_index].nextSibling;
    return *this;
}

} // namespace config
