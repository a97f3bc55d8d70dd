// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The requests that are more than a path: apply, delete, logs, access reviews, paged lists.
#pragma once

#include "kube/client.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace kube {

class Transport;

/// Server-side apply with strict field validation. https://kubernetes.io/docs/reference/using-api/server-side-apply/
[[nodiscard]] Request applyRequest(const ResourceType &type, const QString &defaultNamespace, const QJsonObject &object, const ApplyOptions &options);
/// Dependents go in the background; with a uid only that very object is deleted.
[[nodiscard]] Request deleteRequest(const QString &path, const QString &uid);
[[nodiscard]] Request logRequest(const QString &ns, const QString &pod, const QString &container, int tailLines, bool previous);
/// With times, as a stream where it is followed.
[[nodiscard]] Request logStreamRequest(const LogRequest &request, const QString &defaultNamespace);
/// pods/exec and pods/attach; the handshake of a WebSocket.
[[nodiscard]] Request execRequest(const ExecRequest &request, const QString &defaultNamespace);
/// pods/portforward for one port.
[[nodiscard]] Request portForwardRequest(const ObjectRef &pod, int port, const QString &defaultNamespace);
[[nodiscard]] Request accessReviewRequest(const QString &verb, const QString &group, const QString &resource, const QString &ns);

/// All items of a list, in pages of 500; begins anew without pages when a continue token expires.
class PagedList : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(base::Result<QList<QJsonObject>>)>;
    PagedList(Transport &transport, ResourceType type, QString path, QString labelSelector, QObject *parent);
    void start(Handler handler);

private:
    void requestPage(const QString &token);
    void onPage(const base::Result<Reply> &reply, bool continued);

    Transport &m_transport;
    ResourceType m_type;
    QString m_path;
    QString m_selector;
    QList<QJsonObject> m_objects;
    Handler m_handler;
    bool m_paged = true;
};

} // namespace kube
