// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a document and where each stands in its text. A node is a handle: cheap to copy, good as long as its document.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Bytes of a document's text, half open.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    [[nodiscard]] bool contains(std::uint32_t offset) const { return offset >= begin && offset < end; }
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    bool operator==(const Range &) const = default;
};

enum class Kind : std::uint8_t { Null, Bool, Integer, Number, String, Map, Sequence };
enum class Style : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };

struct Tree;

/// Aliases are looked through: a node that is one answers as what it stands for, but for range() and isAlias(). Members merged by "<<"
/// are members. Asking an absent node is allowed and gives absent nodes and empty values, so that paths can be followed without checks.
class Node {
public:
    Node() = default;
    Node(const Tree *tree, std::uint32_t index) : m_tree(tree), m_index(index) {}

    explicit operator bool() const { return m_tree != nullptr; }
    bool operator==(const Node &) const = default;

    [[nodiscard]] Kind kind() const; // Null where absent
    [[nodiscard]] Style style() const;
    [[nodiscard]] bool isMap() const { return kind() == Kind::Map; }
    [[nodiscard]] bool isSequence() const { return kind() == Kind::Sequence; }
    [[nodiscard]] bool isString() const { return kind() == Kind::String; }
    [[nodiscard]] bool isScalar() const { return m_tree && kind() < Kind::Map; }
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isAlias() const;

    /// A scalar's value as text, with quotes and escapes resolved ("8080", "true"); empty for null, maps and sequences.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::optional<bool> toBool() const;
    [[nodiscard]] std::optional<std::int64_t> toInteger() const;
    [[nodiscard]] std::optional<double> toNumber() const; // an integer too

    /// Where the value stands, from its first byte to behind its last, comments aside; that of a block map or sequence begins at its first
    /// key or dash and ends behind its last value. An absent value (`key:`) has an empty range behind the colon.
    [[nodiscard]] Range range() const;
    [[nodiscard]] std::string_view key() const; // of the member that this value is; empty for items and roots
    [[nodiscard]] Range keyRange() const;

    [[nodiscard]] Node parent() const;
    [[nodiscard]] Node operator[](std::string_view key) const;
    [[nodiscard]] Node operator[](std::size_t index) const;
    [[nodiscard]] std::size_t size() const; // members or items
    /// "spec.template.spec.containers[0].image", "metadata.annotations[\"a.b/c\"]"; what path() gives. Absent where it leads nowhere.
    [[nodiscard]] Node find(std::string_view path) const;
    [[nodiscard]] std::string path() const;
    /// The deepest node whose key or value holds the offset; absent where this node does not.
    [[nodiscard]] Node at(std::uint32_t offset) const;

    class Iterator;
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

    [[nodiscard]] const Tree *tree() const { return m_tree; }
    [[nodiscard]] std::uint32_t index() const { return m_index; }

private:
    [[nodiscard]] std::uint32_t target() const; // aliases looked through

    const Tree *m_tree = nullptr;
    std::uint32_t m_index = 0;
};

/// Over the members of a map or the items of a sequence, in the text's order, merged members last.
class Node::Iterator {
public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::forward_iterator_tag;
    Iterator() = default;
    Iterator(const Tree *tree, std::uint32_t index, const std::uint32_t *flat) : m_tree(tree), m_index(index), m_flat(flat) {}
    Node operator*() const { return {m_tree, m_flat ? *m_flat : m_index}; }
    Iterator &operator++();
    Iterator operator++(int) {
        const Iterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Iterator &other) const { return m_index == other.m_index && m_flat == other.m_flat; }

private:
    const Tree *m_tree = nullptr;
    std::uint32_t m_index = 0;
    const std::uint32_t *m_flat = nullptr; // a map with merges: its members, listed
};

} // namespace config
