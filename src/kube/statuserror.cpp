// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/statuserror.h"

#include "base/httpstatus.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace kube {

using base::Error;
using base::ErrorKind;

namespace {

constexpr qsizetype messageLimit = 500;
constexpr qsizetype detailLimit = 2048;

bool aboutSecret(const QString &path, const QString &message) {
    return path.contains("/secrets"_L1) || message.startsWith("Secret "_L1) || message.contains("as a Secret"_L1);
}

// A server's sentence may go on with the whole object that it was sent.
QString firstSentence(const QString &text, bool secret) {
    QString line = text.section(u'\n', 0, 0).trimmed();
    if (secret) {
        static const QRegularExpression value(uR"re(Invalid value: ("(?:[^"\\]|\\.)*"|[^:]*))re"_s);
        line.replace(value, u"Invalid value: (hidden)"_s);
    }
    if (secret || line.contains("strict decoding error"_L1)) {
        if (const qsizetype brace = line.indexOf(u'{'); brace >= 0)
            line = line.left(brace).trimmed();
    }
    return line.size() > messageLimit ? line.left(messageLimit) + u'…' : line;
}

} // namespace

Error errorOfStatus(const QJsonObject &status, const QString &path) {
    const int code = status["code"_L1].toInt();
    const QString reason = status["reason"_L1].toString();
    const QString message = status["message"_L1].toString();
    Error error{.kind = base::kindOfStatus(code), .message = {}, .where = path, .detail = {}};
    if (reason == "Expired"_L1 || reason == "Gone"_L1)
        error.kind = ErrorKind::Gone;
    const bool secret = aboutSecret(path, message);
    error.message = firstSentence(message, secret);
    if (error.message.isEmpty())
        error.message = u"the server answered %1 %2"_s.arg(code).arg(reason).trimmed();
    if (!secret && !message.contains("strict decoding error"_L1))
        error.detail = message.left(detailLimit);
    return error;
}

Error errorOf(const Reply &reply, const QString &path) {
    QJsonObject status = QJsonDocument::fromJson(reply.body).object();
    if (status["kind"_L1].toString() == "Status"_L1) {
        if (status["code"_L1].toInt() == 0)
            status["code"_L1] = reply.status;
        return errorOfStatus(status, path);
    }
    Error error{.kind = base::kindOfStatus(reply.status), .message = u"the server answered %1"_s.arg(reply.status), .where = path, .detail = {}};
    const bool text = reply.contentType.startsWith("text/") || reply.contentType.startsWith("application/json");
    if (text && !aboutSecret(path, {}))
        error.detail = QString::fromUtf8(reply.body.left(detailLimit));
    if (reply.contentType.startsWith("text/plain") && !error.detail.trimmed().isEmpty())
        error.message += ": "_L1 + firstSentence(error.detail, false);
    return error;
}

base::Result<Reply> checked(const base::Result<Reply> &reply, const QString &path) {
    if (!reply || reply->status < 300)
        return reply;
    return std::unexpected(errorOf(*reply, path));
}

base::Result<QJsonObject> jsonOf(const base::Result<Reply> &reply, const QString &path) {
    const auto good = checked(reply, path);
    if (!good)
        return std::unexpected(good.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(good->body, &error);
    if (document.isObject())
        return document.object();
    const QString shown = aboutSecret(path, {}) ? QString() : QString::fromUtf8(good->body.left(detailLimit));
    return base::fail(ErrorKind::Server, u"the server's answer is not a JSON object"_s, path, shown);
}

Error connectionError(QNetworkReply::NetworkError error, const QString &text, const ClusterAccess &access) {
    const QString host = u"%1:%2"_s.arg(access.server.host()).arg(access.server.port(access.server.scheme() == "https"_L1 ? 443 : 80));
    const QString where = access.server.toString();
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Network, u"nothing listens at %1"_s.arg(host), where, text};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Network, u"the name %1 is not known"_s.arg(access.server.host()), where, text};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {ErrorKind::Timeout, u"%1 did not answer in time"_s.arg(host), where, text};
    case QNetworkReply::RemoteHostClosedError:
        return {ErrorKind::Network, u"%1 broke the connection"_s.arg(host), where, text};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Tls, u"no TLS connection with %1: %2"_s.arg(host, text), where, text};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {ErrorKind::Network, u"the proxy %1 does not serve: %2"_s.arg(access.proxy.host(), text), where, text};
    default:
        return {ErrorKind::Network, u"no connection with %1: %2"_s.arg(host, text), where, text};
    }
}

Error tlsError(const QList<QSslError> &errors, const ClusterAccess &access) {
    const QString host = access.server.host();
    const QSslError &first = errors.first();
    const QSslCertificate certificate = first.certificate();
    QString message;
    switch (first.error()) {
    case QSslError::HostNameMismatch:
        message = u"the server's certificate is not for %1: it names %2; set tls-server-name if that is meant"_s.arg(
            access.tlsServerName.isEmpty() ? host : access.tlsServerName,
            QStringList(certificate.subjectAlternativeNames().values()).join(", "_L1));
        break;
    case QSslError::CertificateExpired:
        message = u"the certificate \"%1\" expired on %2; it must be renewed on the server"_s.arg(
            certificate.subjectDisplayName(), certificate.expiryDate().toUTC().toString(Qt::ISODate));
        break;
    case QSslError::CertificateNotYetValid:
        message = u"the certificate \"%1\" is not valid before %2; is this machine's clock right?"_s.arg(
            certificate.subjectDisplayName(), certificate.effectiveDate().toUTC().toString(Qt::ISODate));
        break;
    default:
        message = u"the certificate of %1, issued by \"%2\", is not trusted: %3; check certificate-authority in the kubeconfig"_s.arg(
            host, certificate.issuerDisplayName(), first.errorString());
    }
    QStringList all;
    for (const QSslError &error : errors)
        all.append(error.errorString());
    return {ErrorKind::Tls, message, access.server.toString(), all.join(u'\n').left(detailLimit)};
}

bool isConnectionLoss(const Error &error) {
    // A Timeout of the server's own (504) carries a path; one of ours the server's address. Both mean: ask whether it is still there.
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Tls || error.kind == ErrorKind::Timeout;
}

} // namespace kube
