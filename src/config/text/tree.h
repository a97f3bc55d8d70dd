// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the nodes of one document lie in memory: what the parsers fill and Node reads. Nobody else needs it.
#pragma once

#include "config/text/node.h"

#include <deque>
#include <unordered_map>

namespace config {

constexpr std::uint32_t noNode = ~std::uint32_t(0);

struct NodeData {
    Kind kind = Kind::Null;
    Style style = Style::Plain;
    bool alias = false;       // `firstChild` is the node it stands for
    bool merged = false;      // a map with "<<": its members are in Tree::merged
    std::uint32_t parent = noNode;
    std::uint32_t firstChild = noNode;
    std::uint32_t lastChild = noNode;
    std::uint32_t nextSibling = noNode;
    std::uint32_t count = 0;  // children
    Range range;
    Range keyRange;
    std::string_view key;     // into the text or into `strings`
    std::string_view text;
};

struct Tree {
    std::string_view source;
    std::vector<NodeData> nodes;
    std::deque<std::string> strings; // scalars whose value is not a part of the text; a deque, since views into it must hold
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> merged;
};

} // namespace config
