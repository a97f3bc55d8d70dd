// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/yamlbuilder.h"

#include "config/text/scalar.h"
#include "config/text/words.h"
#include "config/text/yamlwords.h"

#include <algorithm>

namespace config {

namespace {

constexpr std::string_view tagPrefix = "tag:yaml.org,2002:";

// "?": plain. "!": quoted, or a block. Anything else stands in the text.
bool isWritten(const std::string &tag) { return tag != "?"; }

} // namespace

void YamlBuilder::begin(Range document) {
    m_offset = document.begin;
    m_cursor = document.begin;
    m_places = YamlPlaces(m_tree.source.substr(0, document.end));
    m_documents = 0;
    m_frames.clear();
    m_anchors.clear();
}

void YamlBuilder::end() {
    m_builder.finish(m_cursor);
    m_frames.clear();
}

std::uint32_t YamlBuilder::place(const YAML::Mark &mark) const {
    const auto at = static_cast<std::uint32_t>(std::max(mark.pos, 0)) + m_offset;
    return std::clamp(at, m_cursor, std::max(m_cursor, static_cast<std::uint32_t>(m_tree.source.size())));
}

void YamlBuilder::check() const {
    if (m_builder.stopped())
        throw Stopped{};
}

void YamlBuilder::OnDocumentStart(const YAML::Mark &mark) {
    // yaml-cpp takes what follows a finished value for another document, though no line parts them.
    if (m_documents++ > 0) {
        const std::uint32_t at = place(mark);
        m_builder.stop("syntax", tr("The value before this is complete, and nothing may follow it. Is the indentation right, or a colon missing?"), {at, at});
        throw Stopped{};
    }
}

// Behind the key's colon or the item's dash, where a value would stand.
std::uint32_t YamlBuilder::absentPlace(bool key) const {
    if (key || m_frames.empty())
        return m_cursor;
    const Frame &frame = m_frames.back();
    if (frame.map)
        return m_places.behind(m_cursor, ':');
    return frame.flow ? m_cursor : m_places.behind(m_cursor, '-');
}

void YamlBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) {
    const bool key = wantsKey();
    const std::uint32_t at = place(mark);
    const auto start = m_places.start(at, {anchor != YAML::NullAnchor, false});
    // A map's absent value is reported at the next key, which may be the word "null" itself.
    const std::uint32_t word = m_places.nullWord(start.value, key);
    Range range{start.value, start.value + word};
    if (word == 0) {
        const std::uint32_t absent = anchor != YAML::NullAnchor ? start.properties : absentPlace(key);
        range = {absent, absent};
    }
    const std::string_view text = m_tree.source.substr(range.begin, range.size());
    m_cursor = range.end;
    if (!key) {
        addScalar(Kind::Null, Style::Plain, range, {}, anchor);
        return;
    }
    if (!ignored())
        m_builder.problem("missing-key", tr("A key is missing before this colon, or it is null. Write the key."), range);
    takeKey(text, range, false);
}

void YamlBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) {
    const std::uint32_t begin = place(mark);
    const Range range{begin, m_places.aliasEnd(begin)};
    m_cursor = range.end;
    const Anchor target = anchor < m_anchors.size() ? m_anchors[anchor] : Anchor{};
    if (ignored())
        return takeValue(noNode, 0);
    if (wantsKey()) {
        const bool text = target.node != noNode && m_tree.nodes[target.node].kind < Kind::Map;
        if (!text)
            m_builder.problem("complex-key", tr("A key has to be text, not a list or a map."), range);
        takeKey(text ? m_tree.nodes[target.node].text : m_tree.source.substr(range.begin, range.size()), range, false);
        return;
    }
    if (target.node == noNode || target.open) {
        m_builder.problem("alias-ring", tr("This alias stands inside the value that it stands for. It is read as null."), range);
        addScalar(Kind::Null, Style::Plain, range, {}, YAML::NullAnchor);
        return;
    }
    expand(target.expanded, range);
    if (static_cast<int>(m_frames.size()) + target.height > m_limits.depth) {
        m_builder.stop("too-deep", tr("Nested deeper than %1 levels, aliases looked through. Nothing below is read.").arg(m_limits.depth), range);
        throw Stopped{};
    }
    const std::uint32_t node = m_builder.scalar(Kind::Null, Style::Plain, range, {});
    check();
    m_tree.nodes[node].alias = true;
    m_tree.nodes[node].firstChild = target.node;
    takeValue(node, target.height);
}

void YamlBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) {
    const bool key = wantsKey();
    const auto start = m_places.start(place(mark), {anchor != YAML::NullAnchor, isWritten(tag)});
    auto [range, style, closed] = m_places.scalar(start, value, tag == "?", key);
    if (!closed) { // yaml-cpp lets the document's end close it
        m_builder.stop("syntax", unclosedQuoteWords(m_tree.source[range.begin]), {range.begin, range.begin + 1});
        throw Stopped{};
    }
    if (range.size() == 0 && start.properties <= m_cursor)
        range.begin = range.end = absentPlace(key);
    m_cursor = range.end;
    const std::string_view text = ignored() ? std::string_view() : m_builder.keep(std::string_view(value), range);
    if (key) {
        const bool merges = tag == "?" && value == "<<";
        takeKey(text, range, merges);
        if (anchor != YAML::NullAnchor)
            remember(anchor, {ignored() ? noNode : m_builder.detached(kindOf(tag, style, text, range), style, range, text), 1, 0, false});
        return;
    }
    addScalar(kindOf(tag, style, text, range), style, range, text, anchor);
}

Kind YamlBuilder::kindOf(const std::string &tag, Style style, std::string_view text, Range range) {
    if (tag == "?" || tag.empty())
        return style == Style::Plain ? plainKind(text) : Kind::String;
    if (!std::string_view(tag).starts_with(tagPrefix))
        return Kind::String;
    const std::string_view type = std::string_view(tag).substr(tagPrefix.size());
    const Kind kind = plainKind(text);
    const bool known = type == "int" || type == "float" || type == "bool" || type == "null";
    const bool fits = type == "int" ? kind == Kind::Integer
        : type == "float"           ? kind == Kind::Integer || kind == Kind::Number
        : type == "bool"            ? kind == Kind::Bool
                                    : kind == Kind::Null;
    if (!known)
        return Kind::String;
    if (!fits && !ignored())
        m_builder.problem("tag", tr("%1 is tagged !!%2 but is none.").arg(quoted(text), QString::fromUtf8(type.data(), qsizetype(type.size()))), range);
    return !fits ? Kind::String : type == "float" ? Kind::Number : kind;
}

void YamlBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    open(mark, tag, anchor, style, false);
}

void YamlBuilder::OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    open(mark, tag, anchor, style, true);
}

void YamlBuilder::open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style, bool map) {
    Frame frame;
    frame.map = map;
    frame.isKey = wantsKey();
    frame.ignored = frame.isKey || ignored();
    frame.flow = style == YAML::EmitterStyle::Flow || (!m_frames.empty() && m_frames.back().flow);
    frame.anchor = anchor;
    frame.begin = m_places.start(place(mark), {anchor != YAML::NullAnchor, isWritten(tag)}).value;
    frame.expandedBefore = m_expanded;
    const char first = frame.begin < m_tree.source.size() ? m_tree.source[frame.begin] : '\0';
    m_cursor = frame.flow && first == (map ? '{' : '[') ? frame.begin + 1 : frame.begin;
    if (frame.ignored) { // no node, but no way around the limit either
        if (static_cast<int>(m_frames.size()) >= m_limits.depth)
            m_builder.stop("too-deep", tr("Nested deeper than %1 levels. Nothing below is read.").arg(m_limits.depth), {frame.begin, frame.begin});
    } else {
        frame.node = m_builder.open(map ? Kind::Map : Kind::Sequence, frame.flow ? Style::Flow : Style::Block, frame.begin);
    }
    check();
    expand(1, {frame.begin, frame.begin});
    if (anchor != YAML::NullAnchor)
        remember(anchor, {frame.node, 1, 0, true});
    m_frames.push_back(std::move(frame));
}

void YamlBuilder::close() {
    const Frame frame = std::move(m_frames.back());
    m_frames.pop_back();
    const std::string_view text = m_tree.source;
    if (frame.flow && frame.begin < text.size() && text[frame.begin] == (frame.map ? '{' : '['))
        m_cursor = m_places.flowEnd(m_cursor, frame.map ? '}' : ']');
    const Range range{frame.begin, std::max(m_cursor, frame.begin)};
    if (frame.isKey) {
        if (!ignored()) {
            const bool isTemplate = text.substr(frame.begin).starts_with("{{");
            m_builder.problem("complex-key", isTemplate ? tr("This template is read as a map. Write it in quotes.")
                                                        : tr("A key has to be text, not a list or a map."), range);
        }
        takeKey(text.substr(range.begin, range.size()), range, false);
    } else {
        if (!frame.ignored)
            m_builder.close(m_cursor);
        if (!frame.merged.empty())
            flatten(frame);
        takeValue(frame.node, frame.height + 1);
    }
    if (frame.anchor != YAML::NullAnchor)
        remember(frame.anchor, {frame.node, m_expanded - frame.expandedBefore, frame.height + 1, false});
}

void YamlBuilder::takeKey(std::string_view text, Range range, bool merges) {
    Frame &frame = m_frames.back();
    frame.hasKey = true;
    frame.merges = merges;
    if (!frame.ignored)
        m_builder.key(text, range);
}

void YamlBuilder::takeValue(std::uint32_t node, int height) {
    if (m_frames.empty())
        return;
    Frame &frame = m_frames.back();
    frame.height = std::max(frame.height, height);
    if (frame.map && !frame.hasKey) { // an alias as a key inside what is ignored
        frame.hasKey = true;
        return;
    }
    if (frame.merges && node != noNode)
        frame.merged.push_back(node);
    frame.hasKey = false;
    frame.merges = false;
}

void YamlBuilder::addScalar(Kind kind, Style style, Range range, std::string_view text, YAML::anchor_t anchor) {
    std::uint32_t node = noNode;
    if (m_frames.empty() && kind == Kind::Null && range.size() == 0)
        return; // an empty document
    expand(1, range);
    if (!ignored()) {
        node = m_builder.scalar(kind, style, range, kind == Kind::Null ? std::string_view() : text);
        check();
    }
    if (anchor != YAML::NullAnchor)
        remember(anchor, {node, 1, 0, false});
    takeValue(node, 0);
}

void YamlBuilder::remember(YAML::anchor_t anchor, const Anchor &what) {
    if (anchor >= m_anchors.size())
        m_anchors.resize(anchor + 1);
    m_anchors[anchor] = what;
}

void YamlBuilder::expand(std::size_t nodes, Range range) {
    m_expanded += nodes;
    if (m_expanded > m_limits.expanded) {
        m_builder.exhaust("alias-bomb", tr("More than %1 values, aliases looked through. Nothing below is read.").arg(m_limits.expanded), range);
        throw Stopped{};
    }
}

// Own members first; of those merged, the earlier wins.
void YamlBuilder::flatten(const Frame &frame) {
    if (frame.node == noNode)
        return;
    std::vector<std::uint32_t> flat;
    std::unordered_set<std::string_view> seen;
    const auto isMerge = [&](std::uint32_t child) { return std::ranges::find(frame.merged, child) != frame.merged.end(); };
    for (std::uint32_t child = m_tree.nodes[frame.node].firstChild; child != noNode; child = m_tree.nodes[child].nextSibling) {
        if (isMerge(child))
            continue;
        flat.push_back(child);
        seen.insert(m_tree.nodes[child].key);
    }
    for (const std::uint32_t value : frame.merged) {
        const NodeData &data = m_tree.nodes[value];
        const std::uint32_t source = data.alias ? data.firstChild : value;
        if (m_tree.nodes[source].kind != Kind::Sequence) {
            flattenFrom(value, flat, seen);
            continue;
        }
        for (std::uint32_t item = m_tree.nodes[source].firstChild; item != noNode; item = m_tree.nodes[item].nextSibling)
            flattenFrom(item, flat, seen);
    }
    m_tree.nodes[frame.node].merged = true;
    m_tree.merged.emplace(frame.node, std::move(flat));
}

void YamlBuilder::flattenFrom(std::uint32_t value, std::vector<std::uint32_t> &flat, std::unordered_set<std::string_view> &seen) {
    const NodeData &data = m_tree.nodes[value];
    const std::uint32_t source = data.alias ? data.firstChild : value;
    if (m_tree.nodes[source].kind != Kind::Map) {
        m_builder.problem("merge", tr("<< can only merge maps."), data.range);
        return;
    }
    const Node map(&m_tree, source);
    expand(map.size(), data.range);
    for (const Node member : map)
        if (seen.insert(member.key()).second)
            flat.push_back(member.index());
}

} // namespace config
