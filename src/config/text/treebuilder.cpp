// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/treebuilder.h"

#include "config/text/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

constexpr std::size_t mostProblems = 1000; // of one file: more help nobody
constexpr std::uint32_t smallMap = 16;     // keys up to which looking through them beats a set

} // namespace

TreeBuilder::TreeBuilder(Tree &tree, std::vector<Problem> &problems, const Limits &limits, std::string format)
    : m_tree(tree), m_problems(problems), m_limits(limits), m_format(std::move(format)) {}

void TreeBuilder::stop(const char *code, const QString &message, Range range) {
    if (!m_stopped)
        problem(code, message, range);
    m_stopped = true;
}

void TreeBuilder::exhaust(const char *code, const QString &message, Range range) {
    stop(code, message, range);
    m_exhausted = true;
}

void TreeBuilder::problem(const char *code, const QString &message, Range range) {
    if (m_problems.size() < mostProblems)
        m_problems.push_back({m_format + "-" + code, message, range});
}

bool TreeBuilder::isDuplicate(Frame &frame, std::string_view key) {
    const NodeData &map = m_tree.nodes[frame.node];
    if (map.count < smallMap) {
        for (std::uint32_t child = map.firstChild; child != noNode; child = m_tree.nodes[child].nextSibling)
            if (m_tree.nodes[child].key == key)
                return true;
        return false;
    }
    if (frame.seen.empty())
        for (std::uint32_t child = map.firstChild; child != noNode; child = m_tree.nodes[child].nextSibling)
            frame.seen.insert(m_tree.nodes[child].key);
    return !frame.seen.insert(key).second;
}

void TreeBuilder::key(std::string_view text, Range range) {
    if (m_stopped || !wantsKey())
        return;
    Frame &frame = m_frames.back();
    if (isDuplicate(frame, text))
        problem("duplicate-key", tr("The key %1 stands twice in this map. Remove one of the two.").arg(quoted(text)), range);
    frame.hasKey = true;
    frame.key = text;
    frame.keyRange = range;
    NodeData &map = m_tree.nodes[frame.node];
    if (map.style == Style::Block && map.count == 0)
        map.range.begin = range.begin;
}

std::uint32_t TreeBuilder::scalar(Kind kind, Style style, Range range, std::string_view text) {
    NodeData data;
    data.kind = kind;
    data.style = style;
    data.range = range;
    data.text = text;
    return add(data);
}

std::uint32_t TreeBuilder::detached(Kind kind, Style style, Range range, std::string_view text) {
    NodeData data;
    data.kind = kind;
    data.style = style;
    data.range = range;
    data.text = text;
    m_tree.nodes.push_back(data);
    return static_cast<std::uint32_t>(m_tree.nodes.size() - 1);
}

std::uint32_t TreeBuilder::open(Kind kind, Style style, std::uint32_t begin) {
    if (!m_stopped && depth() >= m_limits.depth) {
        stop("too-deep", tr("Nested deeper than %1 levels. Nothing below is read.").arg(m_limits.depth), {begin, begin});
        return noNode;
    }
    NodeData data;
    data.kind = kind;
    data.style = style;
    data.range = {begin, begin};
    const std::uint32_t index = add(data);
    if (index != noNode) {
        m_frames.emplace_back();
        m_frames.back().node = index;
        m_frames.back().map = kind == Kind::Map;
    }
    return index;
}

void TreeBuilder::close(std::uint32_t end) {
    if (m_stopped || m_frames.empty())
        return;
    NodeData &data = m_tree.nodes[m_frames.back().node];
    data.range.end = std::max(end, data.range.begin);
    m_frames.pop_back();
}

void TreeBuilder::finish(std::uint32_t end) {
    m_stopped = false;
    m_finishing = true;
    while (!m_frames.empty()) {
        const Frame &frame = m_frames.back();
        if (frame.hasKey) {
            const std::uint32_t behind = std::max(end, frame.keyRange.end);
            scalar(Kind::Null, Style::Plain, {behind, behind}, {});
        }
        const NodeData &data = m_tree.nodes[m_frames.back().node];
        const std::uint32_t last = data.lastChild == noNode ? data.range.begin : m_tree.nodes[data.lastChild].range.end;
        close(std::max(end, last));
    }
    m_finishing = false;
}

std::uint32_t TreeBuilder::add(NodeData data) {
    if (m_stopped)
        return noNode;
    if (m_tree.nodes.size() >= m_limits.nodes && !m_finishing) {
        exhaust("too-many-values", tr("More than %1 values. Nothing below is read.").arg(m_limits.nodes), data.range);
        return noNode;
    }
    const auto index = static_cast<std::uint32_t>(m_tree.nodes.size());
    if (m_frames.empty()) {
        roots.push_back(index);
    } else {
        Frame &frame = m_frames.back();
        NodeData &parent = m_tree.nodes[frame.node];
        data.parent = frame.node;
        if (frame.map) {
            data.key = frame.key;
            data.keyRange = frame.keyRange;
            frame.hasKey = false;
        }
        (parent.lastChild == noNode ? parent.firstChild : m_tree.nodes[parent.lastChild].nextSibling) = index;
        parent.lastChild = index;
        ++parent.count;
    }
    m_tree.nodes.push_back(data);
    return index;
}

std::string_view TreeBuilder::keep(std::string_view value, Range range) {
    const std::string_view there = m_tree.source.substr(range.begin, range.size());
    if (there == value)
        return there;
    if (there.size() == value.size() + 2 && there.substr(1, value.size()) == value)
        return there.substr(1, value.size());
    return keep(std::string(value));
}

std::string_view TreeBuilder::keep(std::string value) {
    return m_tree.strings.emplace_back(std::move(value));
}

} // namespace config
