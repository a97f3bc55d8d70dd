// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/reachability.h"

#include "kube/statuserror.h"
#include "kube/transport.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

namespace {

constexpr auto checkInterval = 250ms;
constexpr qint64 quietLimit = 3000; // ms without a byte before a ping
constexpr qint64 pingLimit = 1500;  // ms; longer where the link is known to be slow
constexpr qint64 pingLimitSlow = 10000;
constexpr auto probeLimit = 15s;
constexpr int probesAtOnce = 8;

Request versionRequest(std::chrono::milliseconds timeout) {
    Request request;
    request.path = u"/version"_s;
    request.timeout = timeout;
    return request;
}

} // namespace

Reachability::Reachability(Transport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_backoff(200ms, 1000ms)
    , m_calls(std::make_unique<QObject>()) {
    m_ticker.callOnTimeout(this, &Reachability::tick);
    m_probeTimer.setSingleShot(true);
    m_probeTimer.callOnTimeout(this, &Reachability::probe);
}

Reachability::~Reachability() = default;

QDateTime Reachability::lastContact() const {
    return m_transport.lastContact();
}

void Reachability::addWatcher() {
    if (m_watchers++ == 0)
        m_ticker.start(checkInterval);
}

void Reachability::removeWatcher() {
    if (--m_watchers == 0) {
        m_ticker.stop();
        m_probeTimer.stop();
    }
}

void Reachability::tick() {
    const QDateTime contact = m_transport.lastContact();
    if (isLost() || !contact.isValid())
        return;
    if (!m_told.isValid() || m_told.msecsTo(contact) >= 1000) {
        m_told = contact;
        Q_EMIT contacted();
    }
    if (!m_pinging && contact.msecsTo(QDateTime::currentDateTimeUtc()) >= quietLimit)
        ping();
}

void Reachability::ping() {
    m_pinging = true;
    m_pingStart.start();
    const qint64 limit = std::clamp(3 * m_roundTrip, pingLimit, pingLimitSlow);
    m_transport.send(versionRequest(std::chrono::milliseconds(limit)), m_calls.get(), [this](const base::Result<Reply> &reply) {
        m_pinging = false;
        if (reply)
            m_roundTrip = m_pingStart.elapsed();
        else if (isConnectionLoss(reply.error()))
            reportFailure(reply.error());
    });
}

void Reachability::reportFailure(const base::Error &error) {
    if (isLost() || m_watchers == 0)
        return;
    m_error = error;
    m_backoff.reset();
    m_probes = 0;
    m_pinging = false;
    m_calls = std::make_unique<QObject>();
    m_transport.dropConnections();
    scheduleProbe();
    Q_EMIT lost(error);
}

void Reachability::scheduleProbe() {
    const auto delay = m_backoff.next();
    m_nextTry = QDateTime::currentDateTimeUtc().addMSecs(delay.count());
    m_probeTimer.start(delay);
}

void Reachability::hurry() {
    if (isLost()) {
        m_backoff.reset();
        probe();
    }
}

void Reachability::probe() {
    if (!isLost() || m_watchers == 0)
        return;
    if (m_probes < probesAtOnce) {
        ++m_probes;
        m_pingStart.start();
        m_transport.probe(versionRequest(probeLimit), m_calls.get(), [this](const base::Result<Reply> &reply) {
            --m_probes;
            if (!reply && isConnectionLoss(reply.error())) {
                m_error = reply.error();
                return Q_EMIT tried();
            }
            m_calls = std::make_unique<QObject>();
            m_probes = 0;
            m_probeTimer.stop();
            m_error.reset();
            m_transport.onContact();
            m_transport.dropConnections();
            Q_EMIT regained();
        });
    }
    scheduleProbe();
    Q_EMIT tried();
}

} // namespace kube
