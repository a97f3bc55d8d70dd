// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/session.h"

#include "kube/clientcore.h"
#include "kube/sessionworker.h"

#include <QSet>

namespace kube {

namespace {

template <class Row> void applyDelta(QHash<QString, Row> &rows, const Delta<Row> &delta) {
    if (delta.replaced)
        rows.clear();
    for (const QString &uid : delta.removed)
        rows.remove(uid);
    for (const Row &row : delta.upserted)
        rows.insert(row.ref.uid, row);
}

} // namespace

struct Session::Private {
    Private(Client &sessionClient, QString sessionNamespace)
        : client(sessionClient)
        , ns(std::move(sessionNamespace)) {}

    Client &client;
    QString ns;
    SessionWorker *worker = nullptr; // lives in the client's thread, which destroys it
    Connection connection;
    QMap<QString, base::Error> kindErrors;
    std::optional<base::Error> metricsError;
    QDateTime metricsAt;
    QSet<const QObject *> viewers; // of usage
    bool complete = false;
    QHash<QString, PodRow> pods;
    QHash<QString, WorkloadRow> workloads;
    QHash<QString, AutoscalerRow> autoscalers;
    QHash<QString, ServiceRow> services;
    QHash<QString, EventRow> events;
};

Session::Session(Client &client, QString ns, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(client, std::move(ns))) {
    d->connection.since = QDateTime::currentDateTimeUtc();
    d->worker = new SessionWorker(d->ns);
    d->worker->moveToThread(client.core().thread());
    connect(d->worker, &SessionWorker::updated, this, [this](const SessionUpdate &update) { onUpdate(update); });
}

Session::~Session() {
    d->worker->disconnect(this);
    d->worker->deleteLater();
}

void Session::start() {
    QMetaObject::invokeMethod(d->worker, [worker = d->worker, core = &d->client.core()] { worker->start(*core); }, Qt::QueuedConnection);
}

void Session::refresh() {
    QMetaObject::invokeMethod(d->worker, &SessionWorker::refresh, Qt::QueuedConnection);
}

// All tables are changed before the first signal, so that a slot that looks at two of them sees one moment.
void Session::onUpdate(const SessionUpdate &update) {
    const TableDeltas &tables = update.tables;
    applyDelta(d->pods, tables.pods);
    applyDelta(d->workloads, tables.workloads);
    applyDelta(d->autoscalers, tables.autoscalers);
    applyDelta(d->services, tables.services);
    applyDelta(d->events, tables.events);
    d->kindErrors = update.kindErrors;
    d->metricsError = update.metricsError;
    d->metricsAt = update.metricsAt;
    const bool completedNow = update.complete && !d->complete;
    d->complete = d->complete || update.complete;
    if (update.connection)
        d->connection = *update.connection;

    if (!tables.pods.isEmpty())
        Q_EMIT podsChanged(tables.pods);
    if (!tables.workloads.isEmpty())
        Q_EMIT workloadsChanged(tables.workloads);
    if (!tables.autoscalers.isEmpty())
        Q_EMIT autoscalersChanged(tables.autoscalers);
    if (!tables.services.isEmpty())
        Q_EMIT servicesChanged(tables.services);
    if (!tables.events.isEmpty())
        Q_EMIT eventsChanged(tables.events);
    if (update.connection)
        Q_EMIT connectionChanged(d->connection);
    if (completedNow)
        Q_EMIT completed();
    if (update.metricsNews)
        Q_EMIT metricsChanged();
    QMetaObject::invokeMethod(d->worker, &SessionWorker::acknowledge, Qt::QueuedConnection);
}

Client &Session::client() const {
    return d->client;
}

QString Session::ns() const {
    return d->ns;
}

Connection Session::connection() const {
    return d->connection;
}

std::optional<base::Error> Session::metricsError() const {
    return d->metricsError;
}

QDateTime Session::metricsAt() const {
    return d->metricsAt;
}

void Session::setMetricsViewer(const QObject *viewer, bool looks) {
    if (looks)
        d->viewers.insert(viewer);
    else
        d->viewers.remove(viewer);
    QMetaObject::invokeMethod(d->worker, [worker = d->worker, wanted = !d->viewers.isEmpty()] { worker->setMetricsWanted(wanted); }, Qt::QueuedConnection);
}

QMap<QString, base::Error> Session::kindErrors() const {
    return d->kindErrors;
}

bool Session::complete() const {
    return d->complete;
}

QList<PodRow> Session::pods() const {
    return d->pods.values();
}

QList<WorkloadRow> Session::workloads() const {
    return d->workloads.values();
}

QList<AutoscalerRow> Session::autoscalers() const {
    return d->autoscalers.values();
}

QList<ServiceRow> Session::services() const {
    return d->services.values();
}

QList<EventRow> Session::events() const {
    return d->events.values();
}

} // namespace kube
