// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates for tests, made by the openssl program in a temporary folder: no key is kept anywhere.
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace support {

class TestCertificates {
public:
    /// Makes an authority, a server certificate for 127.0.0.1 and "api.test", a client certificate, and another authority. False where openssl fails.
    [[nodiscard]] bool make();

    [[nodiscard]] QByteArray authority() const { return read(QStringLiteral("ca.pem")); }
    [[nodiscard]] QByteArray otherAuthority() const { return read(QStringLiteral("other.pem")); }
    [[nodiscard]] QByteArray clientCertificate() const { return read(QStringLiteral("client.pem")); }
    [[nodiscard]] QByteArray clientKey() const { return read(QStringLiteral("client.key")); }
    /// For a server; asks for client certificates of the authority where wanted.
    enum class Clients { Anonymous, Certified };
    [[nodiscard]] QSslConfiguration server(const QString &certificate, Clients clients = Clients::Anonymous) const;

private:
    [[nodiscard]] bool run(const QStringList &arguments) const;
    [[nodiscard]] bool authorityNamed(const QString &name) const;
    [[nodiscard]] bool leaf(const QString &name, const QString &extension) const;
    [[nodiscard]] QByteArray read(const QString &name) const;

    QTemporaryDir m_folder;
};

} // namespace support
