// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What could be written at a place, and what stands there means.
#pragma once

#include "config/schema/known.h"

namespace config::schema {

[[nodiscard]] std::vector<Completion> complete(const Known &known, FileKind kind, const Document &document, std::uint32_t offset);
[[nodiscard]] std::optional<Explanation> explain(const Known &known, FileKind kind, Node root, Node node);

} // namespace config::schema
