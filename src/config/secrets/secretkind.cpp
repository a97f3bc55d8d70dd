// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/secretkind.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

namespace config {

namespace {

/// "dbPassword.main-KEY" -> DB PASSWORD MAIN KEY.
std::vector<std::string> wordsOf(std::string_view key) {
    std::vector<std::string> words(1);
    bool wasLower = false;
    for (const char c : key) {
        const bool lower = c >= 'a' && c <= 'z';
        const bool upper = c >= 'A' && c <= 'Z';
        const bool digit = c >= '0' && c <= '9';
        if ((upper && wasLower) || !(lower || upper || digit))
            if (!words.back().empty())
                words.emplace_back();
        if (lower || upper || digit)
            words.back() += lower ? char(c - 'a' + 'A') : c;
        wasLower = lower;
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

bool among(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::ranges::find(list, word) != list.end();
}

SecretKind kindOfUrl(const std::vector<std::string> &before) {
    for (const std::string &word : before) {
        if (among(word, {"REDIS", "BROKER", "CELERY", "CACHE"}))
            return SecretKind::RedisUrl;
        if (among(word, {"DATABASE", "DB", "POSTGRES", "POSTGRESQL", "TIMESCALE", "TIMESCALEDB", "MYSQL", "MONGO", "MONGODB", "SQLALCHEMY"}))
            return SecretKind::DatabaseUrl;
        if (word == "WEBHOOK")
            return SecretKind::WebhookUrl;
    }
    return SecretKind::Other;
}

SecretKind kindOfKey(const std::vector<std::string> &before) {
    const std::string_view owner = before.empty() ? std::string_view() : std::string_view(before.back());
    if (among(owner, {"SECRET", "SIGNING", "ENCRYPTION", "JWT", "SESSION", "COOKIE", "FERNET", "HMAC"}))
        // AWS_ACCESS_KEY_ID is a name; AWS_SECRET_ACCESS_KEY is given by AWS.
        return SecretKind::SigningKey;
    if (among(owner, {"API", "ACCESS", "SERVICE", "LICENSE"}))
        return SecretKind::ApiKey;
    if (among(owner, {"PRIVATE", "SSH", "TLS", "DEPLOY"}))
        return SecretKind::File;
    return SecretKind::Other;
}

} // namespace

SecretKind secretKind(std::string_view key) {
    std::vector<std::string> words = wordsOf(key);
    if (words.empty())
        return SecretKind::Other;
    const std::string last = std::move(words.back());
    words.pop_back();
    if (among(last, {"PASSWORD", "PASSWD", "PASS", "PWD", "PASSPHRASE"}))
        return SecretKind::Password;
    if (last == "SECRET")
        return SecretKind::SigningKey;
    if (last == "TOKEN")
        return SecretKind::Token;
    if (last == "APIKEY")
        return SecretKind::ApiKey;
    if (last == "DSN")
        return SecretKind::Dsn;
    if (among(last, {"KUBECONFIG", "CREDENTIALS", "CREDENTIAL"}) || (last == "CONFIG" && !words.empty() && words.back() == "KUBE"))
        return SecretKind::File;
    if (among(last, {"URL", "URI"}))
        return kindOfUrl(words);
    if (last == "BACKEND" && !words.empty() && words.back() == "RESULT")
        return SecretKind::RedisUrl;
    return last == "KEY" ? kindOfKey(words) : SecretKind::Other;
}

} // namespace config
