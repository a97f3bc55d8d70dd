// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What gives a secret away: the name of a variable or key, or the form of a value.
#pragma once

#include <string_view>

namespace config {

/// "DB_PASSWORD", "apiKey", "auth-token"; not "PASSWORD_FILE", "TOKEN_TTL", which say something about one.
[[nodiscard]] bool namesSecret(std::string_view name);

/// A text that stands where a value has yet to be put: "CHANGE_ME", "REPLACE_WITH_...", "<your-token>", "xxxx".
[[nodiscard]] bool isPlaceholder(std::string_view value);

/// Whether the value of a variable with a secret's name is one: not empty, a reference ($(X), ${X}, {{x}}), a path, a switch, a number or a
/// placeholder.
[[nodiscard]] bool isLiteralSecret(std::string_view value);

/// What the text holds by its form alone: "a private key", "a key of AWS", "an address with a password"; nullptr where it holds none.
/// Not translated.
[[nodiscard]] const char *secretIn(std::string_view text);

/// A password that everybody tries first.
[[nodiscard]] bool isDefaultPassword(std::string_view value);

} // namespace config
