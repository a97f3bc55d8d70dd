// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with values, in words. The words never hold a value: they are made of keys and of numbers alone.
#include "config/secrets/secreturl.h"
#include "config/secrets/strength.h"
#include "config/secrets/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

using secrets::tr;

class Judge {
public:
    Judge(std::string_view key, std::vector<SecretIssue> &issues) : m_key(key), m_issues(issues) {}

    void operator()(const char *code, SecretWeight weight, const QString &sentence) {
        m_issues.push_back({code, weight, m_key, QString::fromStdString(m_key) + u": "_s + sentence});
    }

private:
    std::string m_key;
    std::vector<SecretIssue> &m_issues;
};

constexpr double signingBits = 128;
constexpr double passwordBits = 50;

// True where nothing more can be said of the value.
bool judgeBytes(std::string_view value, SecretKind kind, Judge &judge) {
    if (value.empty()) {
        if (kind != SecretKind::Dsn) // no DSN: nothing is reported, which is allowed
            judge("secret-empty", SecretWeight::Unusable, tr("has no value"));
        return true;
    }
    if (isPlaceholderValue(value)) {
        judge("secret-placeholder", SecretWeight::Unusable, tr("still holds a placeholder instead of a value"));
        return true;
    }
    if (kind == SecretKind::File)
        return true;
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    if (isSpace(value.front()) || isSpace(value.back()))
        judge("secret-space", SecretWeight::Unusable, tr("begins or ends with a space or a line break, which becomes a part of the value"));
    else if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        judge("secret-quoted", SecretWeight::Unusable, tr("stands in quotes, which become a part of the value; write it without them"));
    else if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        judge("secret-control", SecretWeight::Unusable, tr("holds a control character"));
    return false;
}

void judgeStrength(std::string_view value, double bits, std::size_t length, Judge &judge) {
    if (value.size() < length)
        judge("secret-short", SecretWeight::Weak, tr("has %1 characters; use at least %2").arg(value.size()).arg(length));
    else if (secretBits(value) < bits)
        judge("secret-guessable", SecretWeight::Weak, tr("can be guessed: it is made of words, rows or repetitions; let the console generate one"));
}

void judgeApiKey(std::string_view key, std::string_view value, Judge &judge) {
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    if (key.find("OPENWEATHER") != std::string_view::npos && (value.size() != 32 || !std::ranges::all_of(value, isHex)))
        judge("secret-form", SecretWeight::Unusable, tr("is no OpenWeather key: those have 32 hexadecimal digits"));
    else if (key.find("GOOGLE_MAPS") != std::string_view::npos && (value.size() != 39 || !value.starts_with("AIza")))
        judge("secret-form", SecretWeight::Unusable, tr("is no Google API key: those begin with AIza and have 39 characters"));
    else if (value.find_first_of(" \t") != std::string_view::npos)
        judge("secret-form", SecretWeight::Unusable, tr("holds a space, which no API key has"));
    else if (value.size() < 16)
        judge("secret-short", SecretWeight::Advice, tr("has %1 characters, which is short for an API key; was it copied whole?").arg(value.size()));
}

// True where the URL can be used as one.
bool judgeUrl(const SecretUrl &url, Judge &judge) {
    using enum SecretUrl::Fault;
    const char *sentence = nullptr;
    switch (url.fault) {
    case None: return true;
    case NoScheme: sentence = "is no URL: it does not begin with a scheme and \"://\""; break;
    case Unescaped: sentence = "user or password hold a character that must be percent-encoded in a URL, such as @ : / # ?"; break;
    case BadEscape: sentence = "user or password hold a % that two hexadecimal digits do not follow; a percent sign itself is written %25"; break;
    case NoHost: sentence = "the URL names no host"; break;
    case BadPort: sentence = "the URL's port is no number"; break;
    }
    judge(url.fault == Unescaped || url.fault == BadEscape ? "secret-url-escape" : "secret-url", SecretWeight::Unusable, tr(sentence));
    return false;
}

void judgeDatabase(const SecretUrl &url, Judge &judge) {
    const std::string_view scheme = url.scheme.substr(0, url.scheme.find('+'));
    constexpr std::string_view known[] = {"postgresql", "postgres", "timescaledb", "mysql", "mariadb", "mongodb", "sqlite"};
    if (std::ranges::find(known, scheme) == std::end(known))
        judge("secret-url", SecretWeight::Unusable, tr("the URL's scheme is that of no database; it begins with postgresql:// or postgresql+asyncpg://"));
    else if (scheme == "postgres")
        judge("secret-url-scheme", SecretWeight::Unusable, tr("begins with postgres://, which SQLAlchemy refuses since 1.4; write postgresql://"));
    else if (url.path.empty())
        judge("secret-url", SecretWeight::Unusable, tr("the URL names no database behind the host"));
    else if (url.user.empty() || !url.hasPassword)
        judge("secret-url-user", SecretWeight::Weak, tr("the URL has no user and password"));
    else if (const auto password = percentDecoded(url.password); password && password->bytes().size() < 12)
        judge("secret-short", SecretWeight::Weak, tr("the password in it has %1 characters; use at least %2").arg(password->bytes().size()).arg(12));
}

void judgeRedis(const SecretUrl &url, Judge &judge) {
    constexpr std::string_view known[] = {"redis", "rediss", "redis+socket", "amqp", "amqps", "sentinel", "db+postgresql", "rpc"};
    if (std::ranges::find(known, url.scheme) == std::end(known))
        judge("secret-url", SecretWeight::Unusable, tr("the URL's scheme is not one of redis:// and rediss://"));
    else if (url.scheme.starts_with("redis") && !std::ranges::all_of(url.path, [](char c) { return c >= '0' && c <= '9'; }))
        judge("secret-url", SecretWeight::Unusable, tr("the part behind the host must be the number of a Redis database, such as /0"));
}

void judgeDsn(const SecretUrl &url, Judge &judge) {
    if (url.scheme != "https" && url.scheme != "http")
        judge("secret-url", SecretWeight::Unusable, tr("a DSN begins with https://"));
    else if (url.user.empty() || url.path.empty())
        judge("secret-url", SecretWeight::Unusable, tr("a DSN has a public key before the host and a project number behind it"));
}

void judgeForm(std::string_view key, std::string_view value, SecretKind kind, Judge &judge) {
    const auto url = splitUrl(value);
    switch (kind) {
    case SecretKind::SigningKey: judgeStrength(value, signingBits, 32, judge); break;
    case SecretKind::Password: judgeStrength(value, passwordBits, 12, judge); break;
    case SecretKind::Token: judgeStrength(value, passwordBits, 16, judge); break;
    case SecretKind::ApiKey: judgeApiKey(key, value, judge); break;
    case SecretKind::DatabaseUrl:
        if (judgeUrl(url, judge))
            judgeDatabase(url, judge);
        break;
    case SecretKind::RedisUrl:
        if (judgeUrl(url, judge))
            judgeRedis(url, judge);
        break;
    case SecretKind::Dsn:
        if (judgeUrl(url, judge))
            judgeDsn(url, judge);
        break;
    case SecretKind::WebhookUrl:
        if (judgeUrl(url, judge) && url.scheme != "https")
            judge("secret-url", SecretWeight::Weak, tr("the address is not https://, so that anyone on the way can read it"));
        break;
    case SecretKind::File:
    case SecretKind::Other: break;
    }
}

const SecretValue *valueOf(const SecretValues &values, std::initializer_list<const char *> keys) {
    for (const char *key : keys)
        if (const auto at = values.find(key); at != values.end() && !at->second.isEmpty())
            return &at->second;
    return nullptr;
}

/// What a part of a URL and a value of its own must agree on.
void judgeAgreement(const SecretValues &values, const char *urlKey, std::string_view SecretUrl::*part, std::initializer_list<const char *> keys,
    const char *sentence, std::vector<SecretIssue> &issues) {
    const SecretValue *url = valueOf(values, {urlKey});
    const SecretValue *other = valueOf(values, keys);
    if (!url || !other || isPlaceholderValue(url->bytes()) || isPlaceholderValue(other->bytes()))
        return;
    const SecretUrl parts = splitUrl(url->bytes());
    if (parts.fault != SecretUrl::Fault::None)
        return;
    if (const auto decoded = percentDecoded(parts.*part); decoded && !(*decoded == *other))
        Judge(urlKey, issues)("secret-disagree", SecretWeight::Unusable, tr(sentence));
}

/// Someone who learns one would have the other too. URLs are compared by their password elsewhere.
void judgeRepetition(const SecretValues &values, std::vector<SecretIssue> &issues) {
    const auto alone = [](const auto &entry) {
        const SecretKind kind = secretKind(entry.first);
        return !entry.second.isEmpty() && !isPlaceholderValue(entry.second.bytes()) && (kind == SecretKind::SigningKey || kind == SecretKind::Password || kind == SecretKind::Token);
    };
    for (auto later = values.begin(); later != values.end(); ++later)
        for (auto earlier = values.begin(); earlier != later; ++earlier)
            if (alone(*later) && alone(*earlier) && later->second == earlier->second) {
                Judge(later->first, issues)("secret-repeated", SecretWeight::Weak,
                    tr("has the same value as %1; whoever learns one has the other").arg(QString::fromStdString(earlier->first)));
                break;
            }
}

} // namespace

std::vector<SecretIssue> secretIssues(std::string_view key, const SecretValue &value) {
    std::vector<SecretIssue> issues;
    Judge judge(key, issues);
    const SecretKind kind = secretKind(key);
    if (!judgeBytes(value.bytes(), kind, judge) && issues.empty())
        judgeForm(key, value.bytes(), kind, judge);
    return issues;
}

std::vector<SecretIssue> secretIssues(const SecretValues &values) {
    std::vector<SecretIssue> issues;
    for (const auto &[key, value] : values)
        std::ranges::move(secretIssues(key, value), std::back_inserter(issues));
    judgeAgreement(values, "DATABASE_URL", &SecretUrl::password, {"POSTGRES_PASSWORD", "DB_PASSWORD", "DATABASE_PASSWORD"},
        "the password in the URL, decoded, is not that of POSTGRES_PASSWORD: the database will refuse it", issues);
    judgeAgreement(values, "DATABASE_URL", &SecretUrl::user, {"POSTGRES_USER", "DB_USER"},
        "the user in the URL is not that of POSTGRES_USER: the database will refuse it", issues);
    judgeAgreement(values, "DATABASE_URL", &SecretUrl::path, {"POSTGRES_DB", "DB_NAME"}, "the database in the URL is not that of POSTGRES_DB", issues);
    judgeAgreement(values, "REDIS_URL", &SecretUrl::password, {"REDIS_PASSWORD"},
        "the password in the URL, decoded, is not that of REDIS_PASSWORD: Redis will refuse it", issues);
    judgeRepetition(values, issues);
    return issues;
}

} // namespace config
