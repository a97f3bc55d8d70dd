// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a value can be what its key says, and is hard enough to guess. No message ever holds the value or a part of it.
#pragma once

#include "config/secrets/secretkind.h"
#include "config/secrets/secretvalue.h"

#include <QString>

#include <map>
#include <vector>

namespace config {

/// Unusable: what reads it will fail. Weak: it works and should not be used where anyone else can come. Advice: look at it once.
enum class SecretWeight : std::uint8_t { Advice, Weak, Unusable };

struct SecretIssue {
    std::string code; // "secret-placeholder", "secret-short", "secret-url-escape" ...
    SecretWeight weight = SecretWeight::Weak;
    std::string key;
    QString message;  // "DATABASE_URL: the password holds a character that must be percent-encoded in a URL, such as @ : /"
};

using SecretValues = std::map<std::string, SecretValue>;

/// One value alone. An empty one is an issue but for a DSN, which may be empty.
[[nodiscard]] std::vector<SecretIssue> secretIssues(std::string_view key, const SecretValue &value);
/// Every value, and those that must agree: the password in DATABASE_URL and POSTGRES_PASSWORD, one value under two keys.
[[nodiscard]] std::vector<SecretIssue> secretIssues(const SecretValues &values);

/// How many yes-or-no guesses the value is worth, estimated low: alphabet, runs, rows of the keyboard and common words count.
[[nodiscard]] double secretBits(std::string_view value);
/// Text that stands where a value should be: CHANGE_ME, your-api-key, <password>, ${SECRET}.
[[nodiscard]] bool isPlaceholderValue(std::string_view value);

} // namespace config
