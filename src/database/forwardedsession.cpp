// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/forwardedsession.h"

#include "database/words.h"
#include "kube/client.h"
#include "kube/portforward.h"

#include <QFutureWatcher>
#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace database {

using base::ErrorKind;
using base::Result;

namespace {

constexpr auto service = "timescaledb-service"_L1; // names of the predictor's manifests
constexpr auto secret = "aqi-secrets"_L1;
constexpr auto configMap = "aqi-config"_L1;

struct Backend {
    QString pod;
    int port = 0;
};

/// A ready pod behind a service. https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/
std::optional<Backend> readyBackend(const QList<QJsonObject> &slices) {
    for (const QJsonObject &slice : slices) {
        const int port = slice["ports"_L1].toArray().at(0)["port"_L1].toInt(5432);
        for (const QJsonValueConstRef endpoint : slice["endpoints"_L1].toArray()) {
            const QJsonValue target = endpoint["targetRef"_L1];
            if (endpoint["conditions"_L1]["ready"_L1].toBool(true) && target["kind"_L1].toString() == u"Pod")
                return Backend{target["name"_L1].toString(), port};
        }
    }
    return std::nullopt;
}

void add(QMap<QString, QString> &variables, const QJsonObject &object, bool encoded) {
    const QJsonObject data = object["data"_L1].toObject();
    for (auto it = data.begin(); it != data.end(); ++it)
        variables[it.key()] = encoded ? QString::fromUtf8(QByteArray::fromBase64(it->toString().toLatin1())) : it->toString();
}

} // namespace

ForwardedSession::ForwardedSession(kube::Client &client, QString ns, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_ns(std::move(ns))
    , m_source(tr("TimescaleDB behind %1").arg(service)) {}

ForwardedSession::~ForwardedSession() = default;

QString ForwardedSession::source() const { return m_source; }

QFuture<Result<Table>> ForwardedSession::ask(Question question) {
    Waiting waiting{{}, std::move(question)};
    waiting.promise.start();
    const QFuture<Result<Table>> future = waiting.promise.future();
    if (m_reader) {
        pass(std::move(waiting));
    } else {
        m_waiting.push_back(std::move(waiting));
        look();
    }
    return future;
}

void ForwardedSession::look() {
    if (m_facts)
        return;
    m_facts.emplace();
    const auto take = [this]<class T>(QFuture<Result<T>> future, std::optional<Result<T>> Facts::*member) {
        future.then(this, [this, member](const Result<T> &result) {
            (*m_facts).*member = result;
            arrived();
        });
    };
    take(m_client.list(u"discovery.k8s.io/v1"_s, u"EndpointSlice"_s, m_ns, u"kubernetes.io/service-name="_s + service), &Facts::slices);
    take(m_client.get({.apiVersion = u"v1"_s, .kind = u"Secret"_s, .ns = m_ns, .name = secret, .uid = {}}), &Facts::secret);
    take(m_client.get({.apiVersion = u"v1"_s, .kind = u"ConfigMap"_s, .ns = m_ns, .name = configMap, .uid = {}}), &Facts::config);
}

void ForwardedSession::arrived() {
    if (!m_facts->slices || !m_facts->secret || !m_facts->config)
        return;
    const base::Status opened = open(*std::exchange(m_facts, std::nullopt));
    for (Waiting &waiting : std::exchange(m_waiting, {})) {
        if (opened) {
            pass(std::move(waiting));
        } else {
            waiting.promise.addResult(std::unexpected(opened.error()));
            waiting.promise.finish();
        }
    }
}

base::Status ForwardedSession::open(const Facts &facts) {
    if (!*facts.slices)
        return std::unexpected(facts.slices->error());
    const auto backend = readyBackend(**facts.slices);
    if (!backend)
        return base::fail(ErrorKind::Network, tr("No ready pod is behind %1").arg(service), service);
    if (const auto &given = *facts.secret; !given)
        return base::fail(given.error().kind, tr("The Secret %1 with the database's password cannot be read").arg(secret), given.error().where,
            given.error().message);
    QMap<QString, QString> variables;
    if (*facts.config)
        add(variables, **facts.config, false);
    add(variables, **facts.secret, true);
    auto access = accessOf(variables);
    if (!access)
        return base::fail(access.error().kind, access.error().message, u"Secret/"_s + secret);
    m_forwardError.reset();
    m_forward = m_client.forwardPort({.apiVersion = u"v1"_s, .kind = u"Pod"_s, .ns = m_ns, .name = backend->pod, .uid = {}}, backend->port);
    connect(m_forward.get(), &kube::PortForward::connectionFailed, this, [this](const base::Error &error) { m_forwardError = error; });
    const auto port = m_forward->localPort();
    if (!port)
        return std::unexpected(port.error());
    access->host = u"127.0.0.1"_s;
    access->port = *port;
    m_source = tr("%1 in %2, port forwarded").arg(access->database, backend->pod);
    m_reader = std::make_unique<Reader>(*access, m_source);
    return {};
}

void ForwardedSession::pass(Waiting waiting) {
    auto answer = m_reader->ask(std::move(waiting.question));
    auto *given = new QFutureWatcher<Result<Table>>(this); // a future that is given up gives up the question behind it
    connect(given, &QFutureWatcherBase::canceled, this, [answer]() mutable { answer.cancel(); });
    connect(given, &QFutureWatcherBase::finished, given, &QObject::deleteLater);
    given->setFuture(waiting.promise.future());
    answer
        .then(this,
            [this, promise = std::move(waiting.promise)](const Result<Table> &table) mutable {
                promise.addResult(judged(table));
                promise.finish();
            });
}

Result<Table> ForwardedSession::judged(Result<Table> answer) {
    if (answer || (answer.error().kind != ErrorKind::Network && answer.error().kind != ErrorKind::Auth))
        return answer;
    m_reader.reset(); // the pod may have another name by now, the Secret another password
    m_forward.reset();
    if (answer.error().kind == ErrorKind::Network && m_forwardError)
        return base::fail(m_forwardError->kind, m_forwardError->message, m_forwardError->where, answer.error().detail);
    return answer;
}

} // namespace database
