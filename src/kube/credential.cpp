// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/credential.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr qint64 tokenLimit = 1 << 20;

QByteArray bearer(const QByteArray &token) {
    return token.isEmpty() ? QByteArray() : "Bearer " + token;
}

} // namespace

CredentialSource::CredentialSource(const ClusterAccess &access, QObject *parent)
    : QObject(parent)
    , m_access(access) {}

void CredentialSource::fetch(QObject *owner, Handler handler) {
    if (!m_access.exec)
        return handler(fromFiles());
    const bool expired = m_expires.isValid() && m_expires <= QDateTime::currentDateTimeUtc();
    if (m_kept && !expired)
        return handler(*m_kept);
    m_waiting.push_back({owner, std::move(handler)});
    if (std::exchange(m_running, true))
        return;
    new ExecRun(m_access, [this](const base::Result<ExecCredential> &result) { onPlugin(result); }, this); // deletes itself
}

void CredentialSource::onPlugin(const base::Result<ExecCredential> &result) {
    m_running = false;
    base::Result<Credential> credential;
    if (result) {
        m_kept = Credential{.generation = ++m_generation,
            .authorization = bearer(result->token),
            .certificate = result->clientCertificate.isEmpty() ? m_access.clientCertificate : result->clientCertificate,
            .key = result->clientKey.isEmpty() ? m_access.clientKey : result->clientKey};
        m_expires = result->expires;
        credential = *m_kept;
    } else {
        m_kept.reset();
        credential = std::unexpected(result.error());
    }
    for (Waiting &waiting : std::exchange(m_waiting, {})) {
        if (waiting.owner)
            waiting.handler(credential);
    }
}

bool CredentialSource::renew(int generation) {
    if (!m_access.exec && m_access.tokenFile.isEmpty())
        return false;
    if (generation == m_generation) { // else somebody has renewed it since
        m_kept.reset();
        m_tokenFileTime = {};
    }
    return true;
}

base::Result<Credential> CredentialSource::fromFiles() {
    const QFileInfo info(m_access.tokenFile);
    if (!m_access.tokenFile.isEmpty() && (!m_kept || info.lastModified() != m_tokenFileTime)) {
        QFile file(m_access.tokenFile);
        const QByteArray token = file.open(QIODevice::ReadOnly) ? file.read(tokenLimit).trimmed() : QByteArray();
        if (!token.isEmpty()) {
            m_access.token = token;
            m_tokenFileTime = info.lastModified();
            m_kept.reset();
        } else if (m_access.token.isEmpty()) {
            return fail(ErrorKind::Auth, u"the token file is empty or cannot be read"_s, m_access.tokenFile);
        }
    }
    if (!m_kept) {
        m_kept = Credential{.generation = ++m_generation,
            .authorization = bearer(m_access.token),
            .certificate = m_access.clientCertificate,
            .key = m_access.clientKey};
        if (m_kept->authorization.isEmpty() && !m_access.username.isEmpty())
            m_kept->authorization = "Basic " + (m_access.username.toUtf8() + ':' + m_access.password).toBase64();
    }
    return *m_kept;
}

} // namespace kube
