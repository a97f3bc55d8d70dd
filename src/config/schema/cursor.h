// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a file somebody is writing: told by indentation, so that a line which is only half there does not matter.
#pragma once

#include "config/schema/walk.h"

#include <optional>

namespace config::schema {

struct Cursor {
    Steps steps;        // to the map whose key is being written, or to the value
    bool value = false; // behind "key: "
    bool item = false;  // behind "- ": a key of a map or a value
    std::string prefix; // what is written of the word, up to the cursor
    std::string word;   // all of it: it does not count as present
};

/// In block YAML; absent within comments, texts over several lines and flow collections.
[[nodiscard]] std::optional<Cursor> cursorInYaml(std::string_view text, std::uint32_t offset);
/// Elsewhere, by the values that were read.
[[nodiscard]] std::optional<Cursor> cursorAt(const Document &document, std::uint32_t offset);
/// The text of the YAML document around the offset, the offset's line made empty where it is only half there.
[[nodiscard]] std::string withoutLine(std::string_view text, std::uint32_t offset);

} // namespace config::schema
