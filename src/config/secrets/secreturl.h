// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A URL with user and password in it, taken apart as its readers do, and what is wrong with it.
#pragma once

#include "config/secrets/secretvalue.h"

#include <cstdint>
#include <optional>
#include <string>

namespace config {

/// Views into the text that was split.
struct SecretUrl {
    enum class Fault : std::uint8_t { None, NoScheme, Unescaped, BadEscape, NoHost, BadPort };

    Fault fault = Fault::None;
    std::string_view scheme; // "postgresql+asyncpg"
    std::string_view user;   // as written, percent-encoded
    std::string_view password;
    bool hasPassword = false;
    std::string_view host;
    std::string_view port;
    std::string_view path;   // without the slash before it, without query
};

[[nodiscard]] SecretUrl splitUrl(std::string_view text);
/// Nothing where a % is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<SecretValue> percentDecoded(std::string_view text);
[[nodiscard]] SecretValue percentEncoded(std::string_view text);
/// The URL with another password, encoded; nothing where the URL cannot be taken apart or has no user.
[[nodiscard]] std::optional<SecretValue> urlWithPassword(const SecretValue &url, const SecretValue &password);

} // namespace config
