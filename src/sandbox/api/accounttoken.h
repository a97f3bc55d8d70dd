// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of service accounts, as a pod finds them in its projected volume: JSON Web Tokens, signed with HMAC and a secret of this sandbox.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

struct AccountClaims {
    std::string ns;
    std::string account;
    std::string pod;
    std::int64_t issuedMs = 0; // since 1970
    std::int64_t expiresMs = 0;
};

[[nodiscard]] std::string accountToken(std::string_view secret, const AccountClaims &claims);
/// Signed with that secret and not expired.
[[nodiscard]] bool accountTokenValid(std::string_view secret, std::string_view token, std::int64_t nowMs);

} // namespace sandbox
