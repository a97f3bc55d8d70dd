// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Values as values: whether two are the same, and what to call one in a sentence.
#pragma once

#include "config/schema/model.h"

namespace config::schema {

/// As JSON Schema means it: 1 and 1.0 are the same, maps regardless of order. Bounded in depth by the documents' own limit.
[[nodiscard]] bool equal(Node a, Node b);
/// The same text for equal values.
[[nodiscard]] std::string canonical(Node value);
/// JSON, for what outlives the document.
[[nodiscard]] std::string toJson(Node value);
[[nodiscard]] std::string toJson(std::string_view text);
[[nodiscard]] bool isWhole(Node number);

/// "a map", "the number 3", "\"3\" is text" ... as the beginning of "..., but ...".
[[nodiscard]] QString whatItIs(Node value);
/// "a whole number or text".
[[nodiscard]] QString typeText(Types types);
/// A value of an enum or a default, short: Always, 3, {}.
[[nodiscard]] QString shortText(Node value);
[[nodiscard]] QString listed(const QStringList &values, const QString &lastJoin);

} // namespace config::schema
