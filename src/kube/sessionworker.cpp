// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/sessionworker.h"

#include "kube/statuserror.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

using base::ErrorKind;

namespace {

constexpr auto deliveryInterval = 33ms; // 30 a second
constexpr auto podsAlone = 300ms;        // time that the pods have for themselves at most
constexpr auto paintTime = 33ms;         // and once the receiver has them: to show them
constexpr auto tickInterval = 1s;
constexpr int ticksPerEvaluation = 5;
constexpr auto metricsInterval = 15s; // metrics-server has nothing newer sooner
constexpr qint64 metricsPatience = 60; // s without metrics until the old ones are taken away
constexpr qint64 lateness = 4000;      // ms without contact: a ping is out and not answered yet

// Errors that concern one kind, not the connection: it may not be read, or is not there.
bool isOwnMatter(const WatchState &state) {
    return state.error && (state.error->kind == ErrorKind::Forbidden || state.error->kind == ErrorKind::NotFound);
}

bool isOffline(const base::Error &error) {
    return isConnectionLoss(error) || error.kind == ErrorKind::Auth;
}

} // namespace

SessionWorker::SessionWorker(QString ns)
    : m_ns(std::move(ns))
    , m_delivery(this)
    , m_tick(this)
    , m_metricsTimer(this)
    , m_rest(this) {
    m_delivery.setSingleShot(true);
    m_delivery.setTimerType(Qt::PreciseTimer);
    m_delivery.callOnTimeout(this, &SessionWorker::deliver);
    m_tick.callOnTimeout(this, &SessionWorker::onTick);
    m_metricsTimer.callOnTimeout(this, &SessionWorker::pollMetrics);
    m_rest.setSingleShot(true);
    m_rest.callOnTimeout(this, &SessionWorker::startRest);
}

SessionWorker::~SessionWorker() = default;

void SessionWorker::start(ClientCore &core) {
    if (m_core)
        return;
    m_core = &core;
    setParent(core.owners()); // ends with the client at the latest
    m_calls = std::make_unique<QObject>();
    m_connection.since = QDateTime::currentDateTimeUtc();
    const QString apps = u"apps/v1"_s;
    addSource(TableKind::Pods, u"v1"_s, u"Pod"_s);
    addSource(TableKind::Deployments, apps, u"Deployment"_s);
    addSource(TableKind::StatefulSets, apps, u"StatefulSet"_s);
    addSource(TableKind::ReplicaSets, apps, u"ReplicaSet"_s);
    addSource(TableKind::Autoscalers, u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s);
    addSource(TableKind::Services, u"v1"_s, u"Service"_s);
    addSource(TableKind::EndpointSlices, u"discovery.k8s.io/v1"_s, u"EndpointSlice"_s);
    addSource(TableKind::DaemonSets, apps, u"DaemonSet"_s);
    addSource(TableKind::Jobs, u"batch/v1"_s, u"Job"_s);
    addSource(TableKind::CronJobs, u"batch/v1"_s, u"CronJob"_s);
    addSource(TableKind::Events, u"v1"_s, u"Event"_s);
    // Pods first: what an operator looks for must not wait behind ten other connections' handshakes.
    m_sources.front().watch->start();
    m_rest.start(podsAlone);
    m_tick.start(tickInterval);
    schedule();
}

void SessionWorker::startRest() {
    if (std::exchange(m_restStarted, true))
        return;
    m_rest.stop();
    for (Source &source : m_sources)
        source.watch->start();
    if (!m_metricsWanted)
        return;
    m_metricsTimer.start(metricsInterval);
    pollMetrics();
}

void SessionWorker::setMetricsWanted(bool wanted) {
    if (std::exchange(m_metricsWanted, wanted) == wanted || !m_restStarted)
        return;
    if (!wanted)
        return m_metricsTimer.stop();
    m_metricsTimer.start(metricsInterval);
    pollMetrics();
}

void SessionWorker::addSource(TableKind table, const QString &apiVersion, const QString &kind) {
    const size_t index = m_sources.size();
    m_sources.push_back({table, kind, std::make_unique<ListWatch>(*m_core, apiVersion, kind, m_ns, ListWatch::Listing::Paged)});
    ListWatch *watch = m_sources.back().watch.get();
    connect(watch, &ListWatch::batch, this, [this, index](const WatchBatch &batch) {
        m_tables.apply(m_sources[index].table, batch, QDateTime::currentDateTimeUtc());
        m_changed = true;
        schedule();
    });
    connect(watch, &ListWatch::listed, this, [this, index](const QSet<QString> &uids) {
        m_sources[index].listed = true;
        m_tables.retain(m_sources[index].table, uids);
        m_changed = true;
        schedule();
    });
    connect(watch, &ListWatch::stateChanged, this, [this](const WatchState &state) {
        schedule();
        if (state.error)
            startRest();
    });
}

void SessionWorker::refresh() {
    for (Source &source : m_sources)
        source.watch->refresh();
    if (m_core && m_metricsWanted)
        pollMetrics();
}

void SessionWorker::onTick() {
    if (++m_ticks % ticksPerEvaluation == 0) {
        m_tables.reevaluate(QDateTime::currentDateTimeUtc());
        m_changed = true;
        dropOldUsages();
    }
    schedule();
}

/// What is not measured any more must not stand as if it were.
void SessionWorker::dropOldUsages() {
    if (m_metricsAt.isValid() && m_metricsAt.secsTo(QDateTime::currentDateTimeUtc()) > metricsPatience)
        m_tables.setUsages({});
}

void SessionWorker::pollMetrics() {
    if (m_core->reachability().isLost())
        return;
    Request request;
    request.path = u"/apis/metrics.k8s.io/v1beta1/namespaces/%1/pods"_s.arg(m_ns);
    m_calls = std::make_unique<QObject>(); // ends one that is still out
    m_core->transport().send(request, m_calls.get(),
        [this, path = request.path](const base::Result<Reply> &reply) { onMetrics(jsonOf(reply, path)); });
}

void SessionWorker::onMetrics(const base::Result<QJsonObject> &list) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (list) {
        m_metricsError.reset();
        m_metricsAt = now;
        m_tables.setUsages(podUsages(*list));
    } else {
        m_metricsError = list.error();
        if (list.error().kind == ErrorKind::NotFound)
            m_metricsError->message = u"this cluster has no metrics.k8s.io, so CPU and memory are not known"_s;
        dropOldUsages();
    }
    m_metricsNews = true;
    m_changed = true;
    schedule();
}

// The worst of the watches, leaving out those that are refused for reasons of their own, unless all are.
Connection SessionWorker::judge() {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Connection next;
    next.state = Connection::State::Live;
    int own = 0;
    m_kindErrors.clear();
    m_complete = true;
    for (const Source &source : m_sources) {
        const WatchState &state = source.watch->state();
        const bool refused = state.phase != WatchState::Phase::Live && isOwnMatter(state);
        m_complete = m_complete && (source.listed || refused);
        if (refused) {
            ++own;
            m_kindErrors.insert(source.kind, *state.error);
            continue;
        }
        if (state.lastContact.isValid() && (!next.lastContact.isValid() || state.lastContact < next.lastContact))
            next.lastContact = state.lastContact;
        if (state.phase == WatchState::Phase::Live)
            continue;
        Connection::State seen = Connection::State::Connecting;
        if (state.error)
            seen = isOffline(*state.error) ? Connection::State::Offline : Connection::State::Delayed;
        const bool worse = next.state == Connection::State::Live || (seen == Connection::State::Offline && next.state != seen)
            || (seen == Connection::State::Delayed && next.state == Connection::State::Connecting);
        if (!worse)
            continue;
        next.state = seen;
        next.error = state.error;
        next.nextTry = state.nextTry;
    }
    if (own == int(m_sources.size()) && own > 0) {
        next.state = Connection::State::Offline;
        next.error = m_kindErrors.first();
    }
    const QDateTime contact = m_core->reachability().lastContact();
    if (next.state == Connection::State::Live && contact.isValid() && contact.msecsTo(now) > lateness)
        next.state = Connection::State::Delayed;
    next.since = next.state == m_connection.state ? m_connection.since : now;
    return next;
}

void SessionWorker::schedule() {
    if (m_delivery.isActive() || m_waitingForReceiver)
        return;
    const auto since = m_lastDelivery.isValid() ? std::chrono::milliseconds(m_lastDelivery.elapsed()) : deliveryInterval;
    m_delivery.start(std::max(0ms, std::chrono::milliseconds(deliveryInterval) - since)); // the first at once
}

void SessionWorker::deliver() {
    if (m_waitingForReceiver || !m_core)
        return;
    m_lastDelivery.start();
    const auto kindErrorsBefore = m_kindErrors;
    const bool completeBefore = m_complete;
    m_connection = judge();
    const bool told = m_told == m_connection && kindErrorsBefore == m_kindErrors && completeBefore == m_complete && !m_metricsNews;
    if (told && !m_changed)
        return;
    SessionUpdate update;
    update.tables = m_tables.take();
    if (!told)
        update.connection = m_connection;
    else if (update.tables.isEmpty()) {
        m_changed = false;
        return;
    }
    update.kindErrors = m_kindErrors;
    update.metricsError = m_metricsError;
    update.metricsAt = m_metricsAt;
    update.metricsNews = std::exchange(m_metricsNews, false);
    update.complete = m_complete;
    m_told = m_connection;
    m_changed = false;
    m_waitingForReceiver = true;
    m_podsDelivered = m_podsDelivered || m_sources.front().listed;
    Q_EMIT updated(update);
}

void SessionWorker::acknowledge() {
    m_waitingForReceiver = false;
    if (m_podsDelivered && m_rest.isActive() && m_rest.remainingTimeAsDuration() > paintTime)
        m_rest.start(paintTime);
    schedule();
}

} // namespace kube
