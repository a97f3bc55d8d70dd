// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownrequest.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 3000;
constexpr int answerPatienceMs = 20000; // taking back many objects, under sanitizers

void ignoreExpiry(QSslSocket &socket) {
    QObject::connect(&socket, &QSslSocket::sslErrors, &socket, [&socket](const QList<QSslError> &errors) {
        if (std::ranges::all_of(errors, [](const QSslError &error) { return error.error() == QSslError::CertificateExpired; }))
            socket.ignoreSslErrors();
    });
}

} // namespace

std::optional<OwnAnswer> askSandbox(const StateDirectory &directory, const QByteArray &method, const QByteArray &path) {
    const auto state = directory.state();
    const auto identity = directory.knownIdentity();
    if (!state || !identity)
        return std::nullopt;
    QSslSocket socket;
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(identity->authority));
    socket.setSslConfiguration(tls);
    ignoreExpiry(socket);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, state->port);
    if (!socket.waitForEncrypted(patienceMs))
        return std::nullopt;
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\nAuthorization: Bearer "
        + identity->token + "\r\n\r\n");
    QByteArray answer;
    while (socket.state() != QAbstractSocket::UnconnectedState && socket.waitForReadyRead(answerPatienceMs)) // it closes behind its answer
        answer += socket.readAll();
    answer += socket.readAll();
    const auto parts = answer.left(answer.indexOf("\r\n")).split(' ');
    if (parts.size() < 2 || !parts[0].startsWith("HTTP/1."))
        return std::nullopt;
    const auto head = answer.indexOf("\r\n\r\n");
    return OwnAnswer{parts[1].toInt(), head < 0 ? QByteArray() : answer.mid(head + 4)};
}
