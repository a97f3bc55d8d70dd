// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to make a change, best first, none of them proved. Empty where the format knows none. Line breaks are "\n".
#pragma once

#include "config/text/edit.h"

namespace config {

using Ways = std::vector<Edit>;

[[nodiscard]] Ways waysToReplace(const Document &document, Node value, const Value &by);
[[nodiscard]] Ways waysToInsert(const Document &document, Node map, std::string_view key, const Value &value, Node before);
[[nodiscard]] Ways waysToInsert(const Document &document, Node sequence, const Value &value);
[[nodiscard]] Ways waysToRemove(const Document &document, Node member);
[[nodiscard]] Ways waysToRename(const Document &document, Node member, std::string_view key);

} // namespace config
