// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a value of a scope's object is written: in which file, or in which patch of it.
#pragma once

#include "config/set/set.h"

namespace config {

struct Place {
    const Document *document = nullptr; // null: nothing is known
    Node node;          // absent where it stands in the text of an inline patch
    Range range;        // of the value
    bool exact = false; // it is this very value; else the nearest thing around it, or the file's beginning
};

/// The last patch that sets the value goes before the object's own file. An object that is not rendered answers with the node itself.
[[nodiscard]] Place placeOf(const Scope &scope, const Object &object, Node node);

/// The node at the place of `node` in another tree: items of a list are found by their name, as a strategic merge does, else by their index.
/// `depth`: how many steps led somewhere; the whole way where it is that of node.
[[nodiscard]] Node counterpart(Node root, Node node, Node other, int &depth);

} // namespace config
