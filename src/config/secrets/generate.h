// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// New values, out of the system's generator of random numbers.
#pragma once

#include "config/secrets/secretkind.h"
#include "config/secrets/secretvalue.h"

#include <optional>

namespace config {

/// A signing key: 32 random bytes in hexadecimal. Password and token: 32 letters and digits, which need no escaping in any file, URL or
/// shell. Nothing for what only the other side can give: API keys, URLs, DSNs, files.
[[nodiscard]] std::optional<SecretValue> generateSecret(SecretKind kind);

} // namespace config
