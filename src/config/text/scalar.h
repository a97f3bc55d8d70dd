// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an unquoted scalar means: the words and numbers of YAML 1.1 as kubectl reads them, which hold those of JSON and TOML.
#pragma once

#include "config/text/node.h"

namespace config {

/// "yes" and "on" are true, "0777" is an integer, "1:30" and dates are text. Measured against kubectl 1.32.
[[nodiscard]] Kind plainKind(std::string_view text);
[[nodiscard]] std::optional<bool> boolOf(std::string_view text);
/// Absent beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> integerOf(std::string_view text);
[[nodiscard]] std::optional<double> numberOf(std::string_view text);

} // namespace config
