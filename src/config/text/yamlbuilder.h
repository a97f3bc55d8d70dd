// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// yaml-cpp's events of one YAML document into the tree: places, aliases, merges, and the limits on what they may grow to.
#pragma once

#include "config/text/treebuilder.h"
#include "config/text/yamlplaces.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

namespace config {

class YamlBuilder final : public YAML::EventHandler {
public:
    // Thrown by an event, since yaml-cpp can be stopped in no other way; caught where its parser is called.
    struct Stopped {};

    YamlBuilder(TreeBuilder &builder, Tree &tree, const Limits &limits) : m_builder(builder), m_tree(tree), m_limits(limits), m_places(tree.source) {}

    /// The marks of the next document count from its beginning.
    void begin(Range document);
    /// Closes what the document left open.
    void end();
    [[nodiscard]] std::uint32_t cursor() const { return m_cursor; }
    [[nodiscard]] bool hasContent() const { return m_documents > 0; }

    void OnDocumentStart(const YAML::Mark &mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    struct Anchor {
        std::uint32_t node = noNode;
        std::size_t expanded = 1; // nodes that an alias of it adds
        int height = 0;           // levels below it
        bool open = false;        // still being read: an alias inside would be a ring
    };
    struct Frame {
        std::uint32_t node = noNode;
        bool map = false;
        bool flow = false;
        bool isKey = false;   // a list or map that stands where a key has to
        bool ignored = false; // inside one
        bool hasKey = false;
        bool merges = false;  // the key that waits for its value is "<<"
        std::uint32_t begin = 0;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::size_t expandedBefore = 0;
        int height = 0;
        std::vector<std::uint32_t> merged; // values of "<<"
    };

    [[nodiscard]] std::uint32_t place(const YAML::Mark &mark) const;
    [[nodiscard]] bool ignored() const { return !m_frames.empty() && m_frames.back().ignored; }
    [[nodiscard]] bool wantsKey() const { return !m_frames.empty() && m_frames.back().map && !m_frames.back().hasKey; }
    [[nodiscard]] std::uint32_t absentPlace(bool key) const;
    [[nodiscard]] Kind kindOf(const std::string &tag, Style style, std::string_view text, Range range);
    void takeKey(std::string_view text, Range range, bool merges);
    void takeValue(std::uint32_t node, int height);
    void addScalar(Kind kind, Style style, Range range, std::string_view text, YAML::anchor_t anchor);
    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style, bool map);
    void close();
    void remember(YAML::anchor_t anchor, const Anchor &what);
    void expand(std::size_t nodes, Range range);
    void flatten(const Frame &frame);
    void flattenFrom(std::uint32_t source, std::vector<std::uint32_t> &flat, std::unordered_set<std::string_view> &seen);
    void check() const;

    TreeBuilder &m_builder;
    Tree &m_tree;
    const Limits &m_limits;
    YamlPlaces m_places;
    std::uint32_t m_offset = 0;
    std::uint32_t m_cursor = 0; // behind what was read last: nothing later may begin before it
    int m_documents = 0;
    std::vector<Frame> m_frames;
    std::vector<Anchor> m_anchors; // by yaml-cpp's number, from 1
    std::size_t m_expanded = 0;    // of the whole file
};

} // namespace config
