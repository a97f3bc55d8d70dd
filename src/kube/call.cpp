// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/call.h"

#include "kube/statuserror.h"
#include "kube/transport.h"

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr qsizetype bodyLimit = qsizetype(256) << 20;
constexpr int retryLimit = 5;

} // namespace

Call::Call(Transport &transport, Request request, Handler handler, QObject *owner)
    : QObject(owner)
    , m_transport(transport)
    , m_request(std::move(request))
    , m_handler(std::move(handler)) {
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &Call::onTimeout);
    m_retry.setSingleShot(true);
    m_retry.callOnTimeout(this, &Call::begin);
}

Call::~Call() {
    dropReply();
    m_transport.release(this);
}

void Call::begin() {
    m_transport.credentials().fetch(this, [this](const base::Result<Credential> &credential) {
        if (credential)
            dispatch(*credential);
        else
            finish(std::unexpected(credential.error()));
    });
}

void Call::dispatch(const Credential &credential) {
    const auto request = m_transport.prepare(m_request, credential);
    if (!request)
        return finish(std::unexpected(request.error()));
    m_generation = credential.generation;
    m_body.clear();
    m_sslErrors.clear();
    QNetworkAccessManager *manager = &m_transport.manager();
    if (m_route == Route::Fresh) {
        m_ownManager = std::make_unique<QNetworkAccessManager>();
        m_transport.setUp(*m_ownManager);
        manager = m_ownManager.get();
    }
    if (!m_since.isValid())
        m_since.start();
    m_reply = manager->sendCustomRequest(*request, m_request.method, m_request.body);
    connect(m_reply, &QNetworkReply::readyRead, this, &Call::onReadyRead);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_transport.onContact();
        if (!isStream() || m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
            return;
        m_timer.stop();
        const BytesHandler onBytes = m_onBytes; // it may destroy this
        onBytes({});
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_sslErrors = errors; });
    connect(m_reply, &QNetworkReply::finished, this, &Call::onFinished);
    m_timer.start(m_request.timeout);
}

void Call::onReadyRead() {
    m_transport.onContact();
    const QByteArray bytes = m_reply->readAll();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (isStream() && status == 200) {
        const BytesHandler onBytes = m_onBytes; // it may destroy this
        return onBytes(bytes);
    }
    m_body += bytes;
    if (m_body.size() > bodyLimit)
        finish(fail(ErrorKind::Server, u"the answer is larger than %1 MiB"_s.arg(bodyLimit >> 20), m_request.path));
}

void Call::onFinished() {
    m_timer.stop();
    const QNetworkReply::NetworkError error = m_reply->error();
    Reply reply{.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
        .contentType = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
        .body = m_body + m_reply->readAll()};
    // Errors from 201 on are Qt's names of HTTP statuses: the server did answer.
    const bool answered = reply.status != 0 && (error == QNetworkReply::NoError || error >= QNetworkReply::ContentAccessDenied);
    if (answered)
        return onAnswer(std::move(reply));
    if (!m_sslErrors.isEmpty())
        return finish(std::unexpected(tlsError(m_sslErrors, m_transport.access())));
    if (reply.status != 0)
        return finish(fail(ErrorKind::Network, u"the connection broke in the middle of the answer"_s, m_request.path, m_reply->errorString()));
    finish(std::unexpected(connectionError(error, m_reply->errorString(), m_transport.access())));
}

void Call::onAnswer(Reply reply) {
    if (reply.status == 401 && !m_renewed && m_transport.credentials().renew(m_generation)) {
        m_renewed = true;
        dropReply();
        return begin();
    }
    if (reply.status == 429 && retryLater())
        return;
    finish(std::move(reply));
}

// A throttled request was not carried out, so any verb may be asked again, within the request's own time.
bool Call::retryLater() {
    bool stated = false;
    const int seconds = m_reply->rawHeader("Retry-After").trimmed().toInt(&stated);
    const auto wait = std::chrono::milliseconds(std::max(0, seconds) * 1000);
    const auto left = m_request.timeout - std::chrono::milliseconds(m_since.elapsed());
    if (!stated || wait >= left || m_retries++ >= retryLimit)
        return false;
    dropReply();
    m_retry.start(std::max(wait, std::chrono::milliseconds(50)));
    return true;
}

void Call::onTimeout() {
    const auto seconds = double(m_request.timeout.count()) / 1000;
    finish(fail(ErrorKind::Timeout, u"no answer within %1 s"_s.arg(seconds), m_transport.access().server.toString() + m_request.path));
}

void Call::dropReply() {
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

void Call::finish(base::Result<Reply> result) {
    m_timer.stop();
    dropReply();
    m_transport.release(this);
    if (const Handler handler = std::exchange(m_handler, {})) {
        deleteLater();
        handler(std::move(result)); // may destroy this
    }
}

} // namespace kube
