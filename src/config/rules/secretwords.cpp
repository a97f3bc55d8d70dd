// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/secretwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace config {

namespace {

using namespace Qt::StringLiterals;

// Much text is of no use for a pattern, and a hostile one must not cost more than its first part.
constexpr std::size_t textAtMost = 64 * 1024;

QString text(std::string_view value) {
    return QString::fromUtf8(value.data(), qsizetype(std::min(value.size(), textAtMost)));
}

bool found(const QRegularExpression &expression, std::string_view value) {
    return expression.match(text(value)).hasMatch();
}

/// "dbPassword", "db.password" and "DB-PASSWORD" as "db_password".
QString words(std::string_view name) {
    QString out;
    const QString given = text(name);
    for (const QChar c : given) {
        if (c.isUpper() && !out.isEmpty() && out.back().isLower())
            out += u'_';
        out += c.isLetterOrNumber() ? c : QChar(u'_');
    }
    return out.toLower();
}

} // namespace

bool namesSecret(std::string_view name) {
    static const QRegularExpression secret(
        u"(^|_)(password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|secret_?key|private_?key|signing_?key|encryption_?key|client_?secret|credentials?|auth_?key)(_?[0-9]+)?$"_s);
    static const QRegularExpression prefixed(u"^(pg|mysql|postgres|redis)?(password|passwd)$"_s);
    const QString all = words(name);
    return secret.match(all).hasMatch() || prefixed.match(all).hasMatch();
}

bool isPlaceholder(std::string_view value) {
    static const QRegularExpression words(
        u"change[-_ ]?(me|this|it)|replace[-_ ]?(me|with|this)|\\byour[-_ ][a-z]|^<[^<>]+>$|\\bplaceholder\\b|\\binsert[-_ ][a-z]|\\b(todo|fixme|tbd)\\b|^x{4,}$|\\bxxxx+\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return found(words, value);
}

bool isLiteralSecret(std::string_view value) {
    static const QRegularExpression reference(u"\\$\\(|\\$\\{|\\$[A-Za-z_]|\\{\\{|^/|^(true|false|yes|no|on|off|none|null)$|^[0-9]{1,6}$|^(file|vault|arn|projects|env|sm)[:/]"_s,
        QRegularExpression::CaseInsensitiveOption);
    return value.size() >= 3 && !found(reference, value) && !isPlaceholder(value);
}

const char *secretIn(std::string_view value) {
    static const std::array<std::pair<QRegularExpression, const char *>, 8> forms = {{
        {QRegularExpression(u"-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----"_s), "a private key"},
        {QRegularExpression(u"\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"_s), "a key of AWS"},
        {QRegularExpression(u"\\bAIza[A-Za-z0-9_-]{35}"_s), "a key of Google"},
        {QRegularExpression(u"\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})"_s), "a token of GitHub"},
        {QRegularExpression(u"\\bxox[abprs]-[A-Za-z0-9-]{10,}|hooks\\.slack\\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{20,}"_s), "a token of Slack"},
        {QRegularExpression(u"\\b[sr]k_live_[A-Za-z0-9]{16,}"_s), "a key of Stripe"},
        {QRegularExpression(u"\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"_s), "a signed token"},
        {QRegularExpression(u"\\b[a-z][a-z0-9+.-]*://[^\\s:/@\"']*:([^\\s/@\"'$<{][^\\s/@\"']*)@"_s), "an address with a password"},
    }};
    const QString all = text(value);
    for (const auto &[expression, what] : forms) {
        const QRegularExpressionMatch match = expression.match(all);
        if (!match.hasMatch())
            continue;
        const QByteArray inner = match.captured(1).toUtf8();
        if (&expression != &forms.back().first || (!isPlaceholder(inner.toStdString()) && !inner.contains("$") && !inner.contains("*")))
            return what;
    }
    return nullptr;
}

bool isDefaultPassword(std::string_view value) {
    static constexpr std::array known = {"admin", "password", "passw0rd", "password123", "123456", "12345678", "root", "postgres", "redis", "mysql", "secret", "test",
        "guest", "changeit", "letmein", "qwerty", "default", "user", "minioadmin", "grafana"};
    return std::ranges::find(known, value) != known.end();
}

} // namespace config
