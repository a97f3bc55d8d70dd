// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a Tree in the order of the text, within limits; what all parsers share.
#pragma once

#include "config/text/document.h"
#include "config/text/tree.h"

#include <string>
#include <unordered_set>

namespace config {

class TreeBuilder {
public:
    /// `format` begins the problems' codes: "yaml" gives "yaml-duplicate-key".
    TreeBuilder(Tree &tree, std::vector<Problem> &problems, const Limits &limits, std::string format);

    std::vector<std::uint32_t> roots;

    /// Beyond a limit a builder is stopped: it has said why, and takes nothing more.
    [[nodiscard]] bool stopped() const { return m_stopped; }
    [[nodiscard]] bool exhausted() const { return m_exhausted; } // of what the whole file may hold
    void stop(const char *code, const QString &message, Range range);
    void exhaust(const char *code, const QString &message, Range range);
    void problem(const char *code, const QString &message, Range range); // the code without the format

    [[nodiscard]] bool wantsKey() const { return !m_frames.empty() && m_frames.back().map && !m_frames.back().hasKey; }
    [[nodiscard]] int depth() const { return static_cast<int>(m_frames.size()); }
    /// A second one of the same text is a problem; both stay.
    void key(std::string_view text, Range range);
    std::uint32_t scalar(Kind kind, Style style, Range range, std::string_view text);
    /// Is nobody's child: what an alias of a key stands for.
    std::uint32_t detached(Kind kind, Style style, Range range, std::string_view text);
    std::uint32_t open(Kind kind, Style style, std::uint32_t begin);
    void close(std::uint32_t end);
    /// Closes whatever is open; a key without its value gets an absent one.
    void finish(std::uint32_t end);

    [[nodiscard]] NodeData &node(std::uint32_t index) { return m_tree.nodes[index]; }
    [[nodiscard]] std::uint32_t openNode() const { return m_frames.empty() ? noNode : m_frames.back().node; }
    /// A view that lives as long as the tree: into the text where the value stands there as it is, else of a copy.
    [[nodiscard]] std::string_view keep(std::string_view value, Range range);
    [[nodiscard]] std::string_view keep(std::string value);

private:
    struct Frame {
        std::uint32_t node = noNode;
        bool map = false;
        bool hasKey = false;
        std::string_view key;
        Range keyRange;
        std::unordered_set<std::string_view> seen; // of maps with many keys
    };
    std::uint32_t add(NodeData data);
    [[nodiscard]] bool isDuplicate(Frame &frame, std::string_view key);

    Tree &m_tree;
    std::vector<Problem> &m_problems;
    const Limits &m_limits;
    const std::string m_format;
    std::vector<Frame> m_frames;
    bool m_stopped = false;
    bool m_exhausted = false;
    bool m_finishing = false;
};

} // namespace config
