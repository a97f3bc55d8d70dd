// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/answer.h"

#include "base/httpstatus.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace prometheus {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

/// https://prometheus.io/docs/prometheus/2.53/querying/api/#format-overview
ErrorKind kindOf(const QString &errorType) {
    if (errorType == "timeout"_L1)
        return ErrorKind::Timeout;
    if (errorType == "canceled"_L1)
        return ErrorKind::Cancelled;
    if (errorType == "bad_data"_L1 || errorType == "execution"_L1 || errorType == "not_acceptable"_L1)
        return ErrorKind::Invalid;
    return errorType == "not_found"_L1 ? ErrorKind::NotFound : ErrorKind::Server;
}

Error errorOf(const base::HttpReply &reply, const QString &path) {
    const QString body = QString::fromUtf8(reply.body.left(2000));
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    const QJsonObject object = document.object();
    if (object["status"_L1].toString() == "error"_L1) { // Prometheus itself
        const QString type = object["errorType"_L1].toString();
        return {kindOf(type), u"%1 (%2)"_s.arg(object["error"_L1].toString(), type), path, body};
    }
    if (object["kind"_L1].toString() == "Status"_L1) // the API server before it
        return {base::kindOfStatus(reply.status), object["message"_L1].toString(), path, body};
    QString said = document.isObject() ? object["message"_L1].toString() : body.section(u'\n', 0, 0).trimmed().left(300);
    if (document.isNull() && said.startsWith(u'"') && said.endsWith(u'"') && said.size() > 1)
        said = said.sliced(1, said.size() - 2); // Alertmanager answers with a JSON text
    const QString message = u"it answered with HTTP status %1"_s.arg(reply.status);
    return {base::kindOfStatus(reply.status), said.isEmpty() || said.startsWith(u'<') ? message : message + u": "_s + said, path, body};
}

} // namespace

base::Result<QByteArray> bodyOf(const base::Result<base::HttpReply> &reply, const QString &path) {
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->status >= 200 && reply->status < 300)
        return reply->body;
    return std::unexpected(errorOf(*reply, path));
}

bool isUnreachable(const Error &error) {
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::Conflict:
    case ErrorKind::Cancelled: return false;
    case ErrorKind::Timeout: return !error.message.endsWith("(timeout)"_L1); // the query's own
    default: return true;
    }
}

} // namespace prometheus
