// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/client.h"

#include "kube/clientcore.h"
#include "kube/logstream.h"
#include "kube/portforward.h"
#include "kube/remoteprocess.h"
#include "kube/requests.h"
#include "kube/rootcertificates.h"
#include "kube/statuserror.h"
#include "kube/watchhandle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSemaphore>
#include <QThread>

#include <mutex>

using namespace Qt::StringLiterals;

namespace kube {

using base::Result;

namespace {

/// The core is made, used and destroyed in this thread.
class ClientThread : public QThread {
public:
    explicit ClientThread(const ClusterAccess &access)
        : m_access(access) {
        setObjectName(u"kube"_s);
        start();
        m_ready.acquire();
    }
    ~ClientThread() override {
        quit();
        wait();
    }
    [[nodiscard]] ClientCore &core() { return *m_core; }

protected:
    void run() override {
        static std::once_flag once;
        std::call_once(once, lookUpRootCertificatesOnDemand);
        ClientCore core(m_access);
        m_core = &core;
        m_ready.release();
        exec();
    }

private:
    ClusterAccess m_access;
    QSemaphore m_ready;
    ClientCore *m_core = nullptr;
};

} // namespace

struct Client::Private {
    explicit Private(ClusterAccess clusterAccess)
        : access(std::move(clusterAccess))
        , thread(access) {}

    ClusterAccess access;
    ClientThread thread;

    /// ask(core, pending) in the client's thread; it ends pending with a value or an error.
    template <class T, class Ask> QFuture<Result<T>> run(Ask ask) {
        QPromise<Result<T>> promise;
        promise.start();
        const QFuture<Result<T>> future = promise.future();
        ClientCore *core = &thread.core();
        QMetaObject::invokeMethod(core, [core, promise = std::move(promise), ask = std::move(ask)]() mutable {
            ask(*core, new Pending<T>(std::move(promise), core->owners()));
        }, Qt::QueuedConnection);
        return future;
    }

    /// Sends what make(type) returns, for an object's kind, and reads the JSON answer.
    template <class Make> QFuture<Result<QJsonObject>> object(const QString &apiVersion, const QString &kind, Make make) {
        return run<QJsonObject>([=](ClientCore &core, Pending<QJsonObject> *pending) {
            core.type(apiVersion, kind, pending, [=, &core](const Result<ResourceType> &type) {
                if (!type)
                    return pending->finish(std::unexpected(type.error()));
                const Request request = make(*type);
                core.transport().send(request, pending,
                    [=](const Result<Reply> &reply) { pending->finish(jsonOf(reply, request.path)); });
            });
        });
    }

    [[nodiscard]] QString namespaceOf(const ResourceType &type, const QString &ns) const {
        return type.namespaced && ns.isEmpty() ? access.ns : ns;
    }
};

Client::Client(ClusterAccess access)
    : d(std::make_unique<Private>(std::move(access))) {}

Client::~Client() = default;

const ClusterAccess &Client::access() const {
    return d->access;
}

ClientCore &Client::core() {
    return d->thread.core();
}

QFuture<Result<Reply>> Client::send(Request request) {
    return d->run<Reply>([request = std::move(request)](ClientCore &core, Pending<Reply> *pending) {
        core.transport().send(request, pending, [=](const Result<Reply> &reply) { pending->finish(checked(reply, request.path)); });
    });
}

QFuture<Result<QJsonObject>> Client::getJson(const QString &path, const QUrlQuery &query) {
    Request request;
    request.path = path;
    request.query = query;
    return d->run<QJsonObject>([request = std::move(request)](ClientCore &core, Pending<QJsonObject> *pending) {
        core.transport().send(request, pending, [=](const Result<Reply> &reply) { pending->finish(jsonOf(reply, request.path)); });
    });
}

QFuture<Result<ResourceType>> Client::typeOf(const QString &apiVersion, const QString &kind) {
    return d->run<ResourceType>([=](ClientCore &core, Pending<ResourceType> *pending) {
        core.type(apiVersion, kind, pending, [=](const Result<ResourceType> &type) { pending->finish(type); });
    });
}

QFuture<Result<QJsonObject>> Client::get(const ObjectRef &ref) {
    return d->object(ref.apiVersion, ref.kind, [this, ref](const ResourceType &type) {
        Request request;
        request.path = type.path(d->namespaceOf(type, ref.ns), ref.name);
        return request;
    });
}

QFuture<Result<QList<QJsonObject>>> Client::list(
    const QString &apiVersion, const QString &kind, const QString &ns, const QString &labelSelector) {
    return d->run<QList<QJsonObject>>([=](ClientCore &core, Pending<QList<QJsonObject>> *pending) {
        core.type(apiVersion, kind, pending, [=, &core](const Result<ResourceType> &type) {
            if (!type)
                return pending->finish(std::unexpected(type.error()));
            auto *pages = new PagedList(core.transport(), *type, type->path(ns), labelSelector, pending);
            pages->start([pending](Result<QList<QJsonObject>> objects) { pending->finish(std::move(objects)); });
        });
    });
}

QFuture<Result<QJsonObject>> Client::apply(const QJsonObject &object, const ApplyOptions &options) {
    return d->object(object["apiVersion"_L1].toString(), object["kind"_L1].toString(), [this, object, options](const ResourceType &type) {
        return applyRequest(type, d->access.ns, object, options);
    });
}

QFuture<Result<QJsonObject>> Client::mergePatch(const ObjectRef &ref, const QJsonObject &patch, const QString &subresource) {
    return d->object(ref.apiVersion, ref.kind, [this, ref, patch, subresource](const ResourceType &type) {
        Request request;
        request.method = "PATCH";
        request.path = type.path(d->namespaceOf(type, ref.ns), ref.name);
        if (!subresource.isEmpty())
            request.path += u'/' + subresource;
        request.contentType = "application/merge-patch+json";
        request.body = QJsonDocument(patch).toJson(QJsonDocument::Compact);
        request.query.addQueryItem(u"fieldManager"_s, ApplyOptions().fieldManager);
        return request;
    });
}

QFuture<Result<QJsonObject>> Client::remove(const ObjectRef &ref) {
    return d->object(ref.apiVersion, ref.kind, [this, ref](const ResourceType &type) {
        return deleteRequest(type.path(d->namespaceOf(type, ref.ns), ref.name), ref.uid);
    });
}

QFuture<Result<QString>> Client::logs(const ObjectRef &pod, const QString &container, int tailLines, bool previous) {
    const Request request = logRequest(pod.ns.isEmpty() ? d->access.ns : pod.ns, pod.name, container, tailLines, previous);
    return d->run<QString>([request](ClientCore &core, Pending<QString> *pending) {
        core.transport().send(request, pending, [=](const Result<Reply> &reply) {
            pending->finish(checked(reply, request.path).transform([](const Reply &good) { return QString::fromUtf8(good.body); }));
        });
    });
}

QFuture<Result<bool>> Client::allowed(const QString &verb, const QString &group, const QString &resource, const QString &ns) {
    const Request request = accessReviewRequest(verb, group, resource, ns);
    return d->run<bool>([request](ClientCore &core, Pending<bool> *pending) {
        core.transport().send(request, pending, [=](const Result<Reply> &reply) {
            pending->finish(jsonOf(reply, request.path).transform([](const QJsonObject &review) {
                return review["status"_L1].toObject()["allowed"_L1].toBool();
            }));
        });
    });
}

std::unique_ptr<Watch> Client::watch(const QString &apiVersion, const QString &kind, const QString &ns) {
    return std::make_unique<WatchHandle>(core(), apiVersion, kind, ns);
}

std::unique_ptr<LogStream> Client::followLogs(const LogRequest &request) {
    return std::make_unique<LogStream>(core(), request);
}

std::unique_ptr<RemoteProcess> Client::exec(const ExecRequest &request) {
    return std::make_unique<RemoteProcess>(core(), request);
}

std::unique_ptr<PortForward> Client::forwardPort(const ObjectRef &pod, int port, quint16 localPort) {
    return std::make_unique<PortForward>(core(), pod, port, localPort);
}

namespace {

class ServiceProxy : public base::HttpService {
public:
    using Send = std::function<QFuture<Result<base::HttpReply>>(const Request &)>;
    ServiceProxy(QString prefix, QString source, Send send)
        : m_prefix(std::move(prefix))
        , m_source(std::move(source))
        , m_send(std::move(send)) {}

    QFuture<Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) override {
        Request request;
        request.path = m_prefix + (path.startsWith(u'/') ? path : u'/' + path);
        request.query = query;
        request.accept = "*/*";
        request.timeout = timeout;
        return m_send(request);
    }
    QString source() const override { return m_source; }

private:
    QString m_prefix;
    QString m_source;
    Send m_send;
};

} // namespace

std::unique_ptr<base::HttpService> Client::service(const QString &ns, const QString &name, const QString &port) {
    const QString prefix = u"/api/v1/namespaces/%1/services/%2:%3/proxy"_s.arg(ns, name, port);
    const QString source = u"%1:%2 through the API server of %3"_s.arg(name, port, d->access.context);
    return std::make_unique<ServiceProxy>(prefix, source, [this](const Request &request) {
        return d->run<base::HttpReply>([request](ClientCore &core, Pending<base::HttpReply> *pending) {
            core.transport().send(request, pending, [pending](const Result<Reply> &reply) {
                pending->finish(reply.transform([](const Reply &got) { return base::HttpReply{got.status, got.contentType, got.body}; }));
            });
        });
    });
}

} // namespace kube
