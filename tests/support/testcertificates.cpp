// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testcertificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace support {

bool TestCertificates::make() {
    return m_folder.isValid() && authorityNamed(u"ca"_s) && authorityNamed(u"other"_s)
        && leaf(u"server"_s, u"subjectAltName=IP:127.0.0.1,DNS:api.test"_s)
        && leaf(u"named"_s, u"subjectAltName=DNS:api.test"_s) && leaf(u"client"_s, u"extendedKeyUsage=clientAuth"_s);
}

bool TestCertificates::run(const QStringList &arguments) const {
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(u"openssl"_s, arguments);
    if (openssl.waitForFinished(20000) && openssl.exitCode() == 0)
        return true;
    qWarning().noquote() << "openssl" << arguments.join(u' ') << openssl.errorString() << openssl.readAll();
    return false;
}

bool TestCertificates::authorityNamed(const QString &name) const {
    return run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"2"_s,
        u"-subj"_s, u"/CN=test authority "_s + name, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s});
}

bool TestCertificates::leaf(const QString &name, const QString &extension) const {
    return run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"2"_s,
        u"-subj"_s, u"/CN="_s + name, u"-addext"_s, extension, u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s,
        u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s});
}

QByteArray TestCertificates::read(const QString &name) const {
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslConfiguration TestCertificates::server(const QString &certificate, Clients clients) const {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(read(certificate + u".pem"_s)));
    tls.setPrivateKey(QSslKey(read(certificate + u".key"_s), QSsl::Ec));
    tls.setCaCertificates(QSslCertificate::fromData(authority()));
    tls.setPeerVerifyMode(clients == Clients::Certified ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    return tls;
}

} // namespace support
