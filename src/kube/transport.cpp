// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/transport.h"

#include <QHttp1Configuration>
#include <QHttpHeaders>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

// Watches hold a connection each where the server speaks HTTP/1.1; requests must find room beside them.
constexpr int connectionsPerServer = 64;
constexpr int requestsAtOnce = 16;
// Pages of very equal objects compress well; Qt's default would take larger ones for a bomb.
constexpr qint64 decompressionCheck = qint64(64) << 20;

QSslKey readKey(const QByteArray &pem) {
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

base::Result<QSslConfiguration> tlsOf(const ClusterAccess &access) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!access.certificateAuthority.isEmpty()) {
        const auto authorities = QSslCertificate::fromData(access.certificateAuthority, QSsl::Pem);
        if (authorities.isEmpty())
            return fail(ErrorKind::Tls, u"certificate-authority of cluster \"%1\" holds no certificate"_s.arg(access.cluster), access.server.toString());
        tls.setCaCertificates(authorities);
    }
    if (access.insecureSkipVerify)
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

} // namespace

Transport::Transport(ClusterAccess access, QObject *parent)
    : QObject(parent)
    , m_access(std::move(access))
    , m_credentials(m_access) {
    setUp(m_manager);
    auto tls = tlsOf(m_access);
    if (tls)
        m_tls = *tls;
    else
        m_tlsStatus = std::unexpected(tls.error());
}

Transport::~Transport() = default;

void Transport::setUp(QNetworkAccessManager &manager) const {
    manager.setAutoDeleteReplies(false);
    manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // a redirect would carry the token elsewhere
    if (m_access.proxy.isEmpty()) {
        manager.setProxy(QNetworkProxy::NoProxy);
        return;
    }
    const bool socks = m_access.proxy.scheme() == "socks5"_L1;
    manager.setProxy(QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, m_access.proxy.host(),
        quint16(m_access.proxy.port(socks ? 1080 : 80)), m_access.proxy.userName(), m_access.proxy.password()));
}

void Transport::send(const Request &request, QObject *owner, Call::Handler handler) {
    m_queue.append(new Call(*this, request, std::move(handler), owner));
    // Later, so that a handler is never called before its caller has returned.
    QMetaObject::invokeMethod(this, &Transport::next, Qt::QueuedConnection);
}

Call *Transport::stream(const Request &request, QObject *owner, Call::BytesHandler onBytes, Call::Handler onEnd) {
    auto *call = new Call(*this, request, std::move(onEnd), owner);
    call->setStream(std::move(onBytes));
    QMetaObject::invokeMethod(call, &Call::begin, Qt::QueuedConnection);
    return call;
}

void Transport::probe(const Request &request, QObject *owner, Call::Handler handler) {
    auto *call = new Call(*this, request, std::move(handler), owner);
    call->setRoute(Call::Route::Fresh);
    QMetaObject::invokeMethod(call, &Call::begin, Qt::QueuedConnection);
}

void Transport::next() {
    while (!m_queue.isEmpty() && m_running.size() < requestsAtOnce) {
        m_running.append(m_queue.takeFirst());
        m_running.last()->begin();
    }
}

void Transport::release(Call *call) {
    m_queue.removeOne(call);
    if (m_running.removeOne(call) && !m_queue.isEmpty())
        QMetaObject::invokeMethod(this, &Transport::next, Qt::QueuedConnection);
}

void Transport::onContact() {
    m_lastContact = QDateTime::currentDateTimeUtc();
}

base::Status Transport::useCertificate(const Credential &credential) {
    if (credential.generation == m_certificateGeneration || credential.certificate.isEmpty())
        return {};
    const auto chain = QSslCertificate::fromData(credential.certificate, QSsl::Pem);
    const QSslKey key = readKey(credential.key);
    if (chain.isEmpty() || key.isNull())
        return fail(ErrorKind::Auth, u"the client certificate of user \"%1\" or its key cannot be read"_s.arg(m_access.user), m_access.server.toString());
    if (m_certificateGeneration != 0)
        m_manager.clearConnectionCache(); // kept-alive connections know the old one
    m_tls.setLocalCertificateChain(chain);
    m_tls.setPrivateKey(key);
    m_certificateGeneration = credential.generation;
    return {};
}

base::Result<QNetworkRequest> Transport::prepare(const Request &request, const Credential &credential) {
    if (!m_tlsStatus)
        return std::unexpected(m_tlsStatus.error());
    if (const auto certificate = useCertificate(credential); !certificate)
        return std::unexpected(certificate.error());
    QUrl url = m_access.server;
    const QString base = url.path().endsWith(u'/') ? url.path().chopped(1) : url.path();
    url.setPath(base + request.path, QUrl::DecodedMode);
    if (!request.query.isEmpty())
        url.setQuery(request.query);
    QNetworkRequest prepared(url);
    prepared.setSslConfiguration(m_tls);
    if (!m_access.tlsServerName.isEmpty())
        prepared.setPeerVerifyName(m_access.tlsServerName);
    QHttp1Configuration http1;
    http1.setNumberOfConnectionsPerHost(connectionsPerServer);
    prepared.setHttp1Configuration(http1);
    prepared.setDecompressedSafetyCheckThreshold(decompressionCheck);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setRawHeader("Accept", request.accept);
    prepared.setRawHeader("User-Agent", "aqi-console");
    if (!request.contentType.isEmpty())
        prepared.setRawHeader("Content-Type", request.contentType);
    if (!credential.authorization.isEmpty())
        prepared.setRawHeader("Authorization", credential.authorization);
    if (!m_access.impersonateUser.isEmpty()) {
        prepared.setRawHeader("Impersonate-User", m_access.impersonateUser.toUtf8());
        QHttpHeaders headers = prepared.headers();
        for (const QString &group : std::as_const(m_access.impersonateGroups))
            headers.append("Impersonate-Group", group); // one line each; a comma would make one group of them
        prepared.setHeaders(headers);
    }
    return prepared;
}

} // namespace kube
