// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/accounttoken.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sandbox {

namespace {

using Json = nlohmann::json;

constexpr auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

constexpr std::int64_t leeway = 60; // seconds, as a real API server allows between clocks

QByteArray signatureOf(std::string_view secret, QByteArrayView signedPart) {
    return QMessageAuthenticationCode::hash(signedPart, QByteArrayView(secret.data(), static_cast<qsizetype>(secret.size())), QCryptographicHash::Sha256)
        .toBase64(base64);
}

/// Takes as long for a wrong one as for the right one.
bool same(const QByteArray &a, const QByteArray &b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= static_cast<unsigned>(a[i] ^ b[i]);
    return difference == 0;
}

} // namespace

std::string accountToken(std::string_view secret, const AccountClaims &claims) {
    const Json payload = {{"iss", "https://kubernetes.default.svc.cluster.local"}, {"aud", Json::array({"https://kubernetes.default.svc.cluster.local"})},
        {"sub", "system:serviceaccount:" + claims.ns + ":" + claims.account}, {"iat", claims.issuedMs / 1000}, {"nbf", claims.issuedMs / 1000}, {"exp", claims.expiresMs / 1000},
        {"kubernetes.io", {{"namespace", claims.ns}, {"serviceaccount", {{"name", claims.account}}}, {"pod", {{"name", claims.pod}}}}}};
    const QByteArray text = QByteArray(R"({"alg":"HS256","typ":"JWT"})").toBase64(base64) + '.' + QByteArray::fromStdString(payload.dump()).toBase64(base64);
    return (text + '.' + signatureOf(secret, text)).toStdString();
}

bool accountTokenValid(std::string_view secret, std::string_view token, std::int64_t nowMs) {
    const QByteArray text(token.data(), static_cast<qsizetype>(token.size()));
    const auto parts = text.split('.');
    if (parts.size() != 3 || !same(parts[2], signatureOf(secret, parts[0] + '.' + parts[1])))
        return false;
    const Json payload = Json::parse(QByteArray::fromBase64(parts[1], base64).toStdString(), nullptr, false);
    if (!payload.is_object())
        return false;
    const Json &expires = payload.value("exp", Json());
    const Json &notBefore = payload.value("nbf", Json());
    const std::int64_t now = nowMs / 1000;
    const bool early = notBefore.is_number_integer() && notBefore.get<std::int64_t>() > now + leeway;
    return expires.is_number_integer() && expires.get<std::int64_t>() > now && !early;
}

} // namespace sandbox
