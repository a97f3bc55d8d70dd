// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One cluster, one credential: requests to its API server. Owns a thread, in which connections, parsing and time-outs live.
#pragma once

#include "base/error.h"
#include "base/httpservice.h"
#include "kube/kubeconfig.h"
#include "kube/rows.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>

#include <chrono>
#include <memory>

namespace kube {

struct Request {
    QByteArray method = "GET";
    QString path; // below the server's URL, e.g. "/api/v1/namespaces/x/pods"
    QUrlQuery query;
    QByteArray body;
    QByteArray contentType; // of the body
    QByteArray accept = "application/json";
    std::chrono::milliseconds timeout = std::chrono::seconds(15);
};

struct Reply {
    int status = 0;
    QByteArray contentType;
    QByteArray body;
};

/// How a kind is reached, from discovery.
struct ResourceType {
    QString apiVersion; // "apps/v1"
    QString kind;
    QString plural;
    bool namespaced = true;
    /// "/apis/apps/v1/namespaces/NS/deployments[/NAME]".
    [[nodiscard]] QString path(const QString &ns, const QString &name = {}) const;
};

struct ApplyOptions {
    QString fieldManager = QStringLiteral("aqi-console");
    bool force = false;
    bool dryRun = false;
};

class ClientCore;
class LogStream;
class PortForward;
class RemoteProcess;
class Watch;
struct ExecRequest;
struct LogRequest;

/// Every call ends exactly once, with a value or an Error whose where is the path and whose message is the server's sentence (a Status
/// object's message) or says why there was no answer. Cancelling a future that a call returned (not one that
/// then() made of it) aborts its request. Callable from any thread; futures may finish in
/// the client's thread, so continue with then(context, ...). A 401 renews the credential (exec plugin, token file) once.
class Client {
public:
    explicit Client(ClusterAccess access);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    [[nodiscard]] const ClusterAccess &access() const;

    /// Any request; 4xx and 5xx are Errors here.
    [[nodiscard]] QFuture<base::Result<Reply>> send(Request request);
    [[nodiscard]] QFuture<base::Result<QJsonObject>> getJson(const QString &path, const QUrlQuery &query = {});

    /// Discovery, cached; asked anew when a kind is not found (a CRD may have come).
    [[nodiscard]] QFuture<base::Result<ResourceType>> typeOf(const QString &apiVersion, const QString &kind);

    [[nodiscard]] QFuture<base::Result<QJsonObject>> get(const ObjectRef &ref);
    /// All items, in pages of 500.
    [[nodiscard]] QFuture<base::Result<QList<QJsonObject>>> list(
        const QString &apiVersion, const QString &kind, const QString &ns, const QString &labelSelector = {});
    [[nodiscard]] QFuture<base::Result<QJsonObject>> apply(const QJsonObject &object, const ApplyOptions &options = {});
    [[nodiscard]] QFuture<base::Result<QJsonObject>> mergePatch(const ObjectRef &ref, const QJsonObject &patch, const QString &subresource = {});
    [[nodiscard]] QFuture<base::Result<QJsonObject>> remove(const ObjectRef &ref);
    /// The last lines of a container's log.
    [[nodiscard]] QFuture<base::Result<QString>> logs(const ObjectRef &pod, const QString &container, int tailLines, bool previous = false);
    /// SelfSubjectAccessReview. resource: "pods", "deployments/scale".
    [[nodiscard]] QFuture<base::Result<bool>> allowed(const QString &verb, const QString &group, const QString &resource, const QString &ns);

    /// List and watch; the caller owns it and must destroy it before the client.
    [[nodiscard]] std::unique_ptr<Watch> watch(const QString &apiVersion, const QString &kind, const QString &ns);

    /// A container's log as it comes; a command in a container, or its own process; a local port (0: a free one) that leads to a pod's. The
    /// caller owns them and must destroy them before the client.
    [[nodiscard]] std::unique_ptr<LogStream> followLogs(const LogRequest &request);
    [[nodiscard]] std::unique_ptr<RemoteProcess> exec(const ExecRequest &request);
    [[nodiscard]] std::unique_ptr<PortForward> forwardPort(const ObjectRef &pod, int port, quint16 localPort = 0);

    /// HTTP to a service through the API server's proxy; port is a name or a number. Must not outlive the client.
    [[nodiscard]] std::unique_ptr<base::HttpService> service(const QString &ns, const QString &name, const QString &port);

    /// For this room: what lives in the client's thread.
    [[nodiscard]] ClientCore &core();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace kube
