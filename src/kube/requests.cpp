// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/requests.h"

#include "kube/logstream.h"
#include "kube/remoteprocess.h"
#include "kube/statuserror.h"
#include "kube/transport.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

namespace {

constexpr int itemsPerPage = 500;
constexpr auto pageLimit = 60s;
constexpr auto handshakeLimit = 30s;

// Query values may hold what QUrlQuery would leave as it is ('+', '&').
QString encoded(const QString &value) {
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace

Request applyRequest(const ResourceType &type, const QString &defaultNamespace, const QJsonObject &object, const ApplyOptions &options) {
    const QJsonObject metadata = object["metadata"_L1].toObject();
    const QString ns = metadata["namespace"_L1].toString();
    Request request;
    request.method = "PATCH";
    request.path = type.path(type.namespaced && ns.isEmpty() ? defaultNamespace : ns, metadata["name"_L1].toString());
    request.contentType = "application/apply-patch+yaml"; // JSON is YAML
    request.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    request.timeout = 30s;
    request.query.addQueryItem(u"fieldManager"_s, encoded(options.fieldManager));
    request.query.addQueryItem(u"fieldValidation"_s, u"Strict"_s);
    if (options.force)
        request.query.addQueryItem(u"force"_s, u"true"_s);
    if (options.dryRun)
        request.query.addQueryItem(u"dryRun"_s, u"All"_s);
    return request;
}

Request deleteRequest(const QString &path, const QString &uid) {
    QJsonObject options{{"apiVersion"_L1, u"v1"_s}, {"kind"_L1, u"DeleteOptions"_s}, {"propagationPolicy"_L1, u"Background"_s}};
    if (!uid.isEmpty())
        options["preconditions"_L1] = QJsonObject{{"uid"_L1, uid}};
    Request request;
    request.method = "DELETE";
    request.path = path;
    request.contentType = "application/json";
    request.body = QJsonDocument(options).toJson(QJsonDocument::Compact);
    return request;
}

Request logRequest(const QString &ns, const QString &pod, const QString &container, int tailLines, bool previous) {
    Request request;
    request.path = u"/api/v1/namespaces/%1/pods/%2/log"_s.arg(ns, pod);
    request.accept = "text/plain, */*";
    if (!container.isEmpty())
        request.query.addQueryItem(u"container"_s, encoded(container));
    request.query.addQueryItem(u"tailLines"_s, QString::number(std::max(0, tailLines)));
    request.query.addQueryItem(u"limitBytes"_s, QString::number(4 << 20));
    if (previous)
        request.query.addQueryItem(u"previous"_s, u"true"_s);
    return request;
}

namespace {

QString podPath(const ObjectRef &pod, const QString &defaultNamespace, const QString &subresource) {
    return u"/api/v1/namespaces/%1/pods/%2/%3"_s.arg(pod.ns.isEmpty() ? defaultNamespace : pod.ns, pod.name, subresource);
}

void addFlag(QUrlQuery &query, const QString &name, bool set) {
    if (set)
        query.addQueryItem(name, u"true"_s);
}

} // namespace

Request logStreamRequest(const LogRequest &log, const QString &defaultNamespace) {
    Request request;
    request.path = podPath(log.pod, defaultNamespace, u"log"_s);
    request.accept = "text/plain, */*";
    addFlag(request.query, u"timestamps"_s, true);
    addFlag(request.query, u"follow"_s, log.follow);
    addFlag(request.query, u"previous"_s, log.previous);
    if (!log.container.isEmpty())
        request.query.addQueryItem(u"container"_s, encoded(log.container));
    if (log.tailLines)
        request.query.addQueryItem(u"tailLines"_s, QString::number(std::max(0, *log.tailLines)));
    if (log.since)
        request.query.addQueryItem(u"sinceSeconds"_s, QString::number(std::max<qint64>(1, log.since->count())));
    else if (log.sinceTime.isValid())
        request.query.addQueryItem(u"sinceTime"_s, encoded(log.sinceTime.toUTC().toString(Qt::ISODate)));
    return request;
}

Request execRequest(const ExecRequest &exec, const QString &defaultNamespace) {
    Request request;
    request.path = podPath(exec.pod, defaultNamespace, exec.command.isEmpty() ? u"attach"_s : u"exec"_s);
    request.accept = "*/*";
    request.timeout = handshakeLimit;
    for (const QString &word : exec.command)
        request.query.addQueryItem(u"command"_s, encoded(word));
    if (!exec.container.isEmpty())
        request.query.addQueryItem(u"container"_s, encoded(exec.container));
    addFlag(request.query, u"stdin"_s, exec.input);
    addFlag(request.query, u"stdout"_s, true);
    addFlag(request.query, u"stderr"_s, !exec.terminal);
    addFlag(request.query, u"tty"_s, exec.terminal);
    return request;
}

Request portForwardRequest(const ObjectRef &pod, int port, const QString &defaultNamespace) {
    Request request;
    request.path = podPath(pod, defaultNamespace, u"portforward"_s);
    request.accept = "*/*";
    request.timeout = handshakeLimit;
    request.query.addQueryItem(u"ports"_s, QString::number(port));
    return request;
}

Request accessReviewRequest(const QString &verb, const QString &group, const QString &resource, const QString &ns) {
    QJsonObject attributes{{"verb"_L1, verb}, {"group"_L1, group}, {"resource"_L1, resource.section(u'/', 0, 0)}, {"namespace"_L1, ns}};
    if (const QString subresource = resource.section(u'/', 1); !subresource.isEmpty())
        attributes["subresource"_L1] = subresource;
    const QJsonObject review{{"apiVersion"_L1, u"authorization.k8s.io/v1"_s},
        {"kind"_L1, u"SelfSubjectAccessReview"_s},
        {"spec"_L1, QJsonObject{{"resourceAttributes"_L1, attributes}}}};
    Request request;
    request.method = "POST";
    request.path = u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s;
    request.contentType = "application/json";
    request.body = QJsonDocument(review).toJson(QJsonDocument::Compact);
    return request;
}

PagedList::PagedList(Transport &transport, ResourceType type, QString path, QString labelSelector, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_type(std::move(type))
    , m_path(std::move(path))
    , m_selector(std::move(labelSelector)) {}

void PagedList::start(Handler handler) {
    m_handler = std::move(handler);
    requestPage({});
}

void PagedList::requestPage(const QString &token) {
    Request request;
    request.path = m_path;
    request.timeout = pageLimit;
    if (m_paged)
        request.query.addQueryItem(u"limit"_s, QString::number(itemsPerPage));
    if (!m_selector.isEmpty())
        request.query.addQueryItem(u"labelSelector"_s, encoded(m_selector));
    if (!token.isEmpty())
        request.query.addQueryItem(u"continue"_s, encoded(token));
    m_transport.send(request, this, [this, continued = !token.isEmpty()](const base::Result<Reply> &reply) { onPage(reply, continued); });
}

void PagedList::onPage(const base::Result<Reply> &reply, bool continued) {
    const auto page = jsonOf(reply, m_path);
    if (!page && page.error().kind == base::ErrorKind::Gone && continued && m_paged) {
        m_paged = false;
        m_objects.clear();
        return requestPage({});
    }
    if (!page)
        return m_handler(std::unexpected(page.error()));
    const QJsonArray items = (*page)["items"_L1].toArray();
    for (const QJsonValue &value : items) {
        QJsonObject object = value.toObject();
        object["apiVersion"_L1] = m_type.apiVersion; // items of a list do not say it
        object["kind"_L1] = m_type.kind;
        m_objects.append(object);
    }
    const QString token = (*page)["metadata"_L1].toObject()["continue"_L1].toString();
    if (!token.isEmpty())
        return requestPage(token);
    m_handler(std::move(m_objects));
}

} // namespace kube
