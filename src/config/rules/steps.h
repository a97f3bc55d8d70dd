// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A path with stars: where a declared rule looks. "spec.ports[*].targetPort", "data.*", "metadata.annotations[\"a.b/c\"]",
// "pod:volumes[*]".
#pragma once

#include "config/text/node.h"

#include <functional>

namespace config {

enum class PathBase : std::uint8_t { Value, Thing, Pod, Object, File };

/// A value that a path leads to, or the place where it is missing.
struct Spot {
    Node node;                        // absent where the path ends before
    Node parent;                      // the nearest that exists, the node itself where that does
    std::vector<std::string> missing; // keys from `parent` to the value; empty where it is there, or where an index is missing
    bool isMissing() const { return !node; }
};

class Steps {
public:
    /// Nothing where the text is no path.
    [[nodiscard]] static std::optional<Steps> parse(std::string_view text);

    [[nodiscard]] PathBase base() const { return m_base; }
    [[nodiscard]] bool empty() const { return m_steps.empty(); }
    [[nodiscard]] bool hasStars() const;
    /// Every value that the path leads to. A step behind the last star that leads nowhere is one missing value; a star without anything
    /// below it is none.
    void each(Node from, const std::function<void(const Spot &)> &visit) const;
    /// The first; for a path without stars the only one.
    [[nodiscard]] Spot first(Node from) const;
    [[nodiscard]] Node value(Node from) const; // for a path without stars; makes no Spot

private:
    enum class Kind : std::uint8_t { Key, Index, Items, Members };
    struct Step {
        Kind kind = Kind::Key;
        std::string key;
        std::size_t index = 0;
    };
    void walk(Node node, std::size_t at, const std::function<void(const Spot &)> &visit) const;
    [[nodiscard]] Spot missingFrom(Node parent, std::size_t at) const;
    bool parseBracket(std::string_view &rest);

    PathBase m_base = PathBase::Value;
    std::vector<Step> m_steps;
};

} // namespace config
