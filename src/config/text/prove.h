// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an edit changes what it is meant to and nothing else: the changed text is read and both trees are walked side by side.
#pragma once

#include "config/text/edit.h"

namespace config {

struct Meant {
    enum class Change : std::uint8_t { Replaced, Inserted, Removed, Renamed };
    Change change = Change::Replaced;
    Node node; // replaced, removed, renamed; or the map or sequence that something is inserted into
    std::string_view key;
    const Value *value = nullptr;
};

[[nodiscard]] bool isProved(const Document &document, const Edit &edit, const Meant &meant);

} // namespace config
