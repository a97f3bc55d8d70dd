// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where something of a rendered object stands in the files that it was made of.
#pragma once

#include "config/set/set.h"

namespace config {

struct Place {
    const Document *document = nullptr; // null: in no file of the set
    Node node;                          // the value, or the nearest parent that stands in a file
    bool exact = false;                 // the value itself, as it stands there: a fix of it may be offered
};

/// Of an object that is not rendered: where it is. Else: in the last patch that says the value, else in the object's own file, else the
/// nearest parent there. Items of a list are found again by their name (as a strategic merge does), then by their text, then by their index.
[[nodiscard]] Place placeOf(const Scope *scope, const Object &object, Node node);

} // namespace config
