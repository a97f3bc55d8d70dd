// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of ASCII characters, whatever the locale.
#pragma once

namespace config {

[[nodiscard]] constexpr bool isBlank(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool isSpace(char c) { return isBlank(c) || c == '\n' || c == '\r'; }
[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
[[nodiscard]] constexpr bool isAlphanumeric(char c) { return isLetter(c) || isDigit(c); }
[[nodiscard]] constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
[[nodiscard]] constexpr bool isFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

} // namespace config
