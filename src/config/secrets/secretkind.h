// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a secret is for, told by its key's name: what its value has to look like follows from it.
#pragma once

#include <cstdint>
#include <string_view>

namespace config {

enum class SecretKind : std::uint8_t {
    SigningKey,  // SECRET_KEY, JWT_SECRET_KEY, *_SECRET: random bytes, made by us
    Password,    // *_PASSWORD
    Token,       // *_TOKEN
    ApiKey,      // *_API_KEY, *_ACCESS_KEY: given by the service that it is for
    DatabaseUrl, // DATABASE_URL and its like, with user and password in it
    RedisUrl,    // REDIS_URL, CELERY_BROKER_URL ...
    WebhookUrl,  // SLACK_WEBHOOK_URL: who knows it may write
    Dsn,         // SENTRY_DSN
    File,        // KUBE_CONFIG, a private key, a certificate: a file's content
    Other,       // nothing that a name tells
};

/// Of "SECRET_KEY", "openweather.api_key", "postgres-password". ACCESS_TOKEN_EXPIRE_MINUTES, PASSWORD_FILE and PUBLIC_KEY are none.
[[nodiscard]] SecretKind secretKind(std::string_view key);
[[nodiscard]] inline bool looksSecret(std::string_view key) { return secretKind(key) != SecretKind::Other; }

} // namespace config
