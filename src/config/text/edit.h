// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of a document that touch the bytes of one value and no other. Each is proved before it is given out: the changed text is read
// again and must hold the same values but for the one that was meant.
#pragma once

#include "base/error.h"
#include "config/text/document.h"

namespace config {

struct Edit {
    Range range;
    std::string text;
    bool operator==(const Edit &) const = default;
};

/// A value to be written: a scalar with its kind (so that "8080" the text is quoted and 8080 the number is not), or ready-made lines of
/// the document's own format for a map or a sequence, indented from 0.
struct Value {
    Kind kind = Kind::String;
    std::string text;
};

/// Keeps the style (quotes, block) of what stood there where the new value allows it. Invalid where the value is not of this document, or
/// where it comes from an alias or a merge (which others share).
[[nodiscard]] base::Result<Edit> replaceValue(const Document &document, Node value, const Value &by);
/// Behind the map's last member, or before `before`, with the indentation of the others.
[[nodiscard]] base::Result<Edit> insertMember(const Document &document, Node map, std::string_view key, const Value &value, std::string_view before = {});
[[nodiscard]] base::Result<Edit> insertItem(const Document &document, Node sequence, const Value &value);
/// With its key, its line where nothing else stands on it, and the comment behind it on that line.
[[nodiscard]] base::Result<Edit> removeMember(const Document &document, Node member);
[[nodiscard]] base::Result<Edit> renameKey(const Document &document, Node member, std::string_view key);

/// Edits must not overlap; any order.
[[nodiscard]] std::string applied(std::string_view text, std::span<const Edit> edits);

} // namespace config
