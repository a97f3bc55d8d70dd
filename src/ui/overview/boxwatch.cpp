// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/boxwatch.h"

#include "models/monitoring/boxsignals.h"
#include "prometheus/receive.h"

#include <chrono>

using namespace std::chrono_literals;

namespace ui {

namespace {
constexpr auto interval = 15s; // as often as the API is scraped
} // namespace

BoxWatch::BoxWatch(QObject *parent)
    : QObject(parent) {
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &BoxWatch::refresh);
}

BoxWatch::~BoxWatch() { giveUp(); }

void BoxWatch::giveUp() {
    ++m_generation;
    for (auto &request : m_requests)
        request.cancel();
    m_requests.clear();
    m_pending = 0;
}

void BoxWatch::setClient(std::unique_ptr<prometheus::Client> client) {
    giveUp();
    m_tried = false;
    m_client = std::move(client);
    if (m_active)
        refresh();
}

void BoxWatch::forget() {
    m_all.clear();
    m_error.reset();
    m_fetched = {};
    Q_EMIT changed();
}

void BoxWatch::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    if (!active) {
        m_timer.stop();
        return giveUp();
    }
    m_timer.start();
    refresh();
}

template <class T, class Store> void BoxWatch::ask(const prometheus::Asked<T> &asked, Store store) {
    m_requests.push_back(asked.request);
    prometheus::receive(asked, this, [this, store, generation = m_generation](const base::Result<T> &answer) {
        if (generation != m_generation)
            return;
        if (answer)
            store(*answer);
        else
            m_failure = answer.error();
        if (--m_pending == 0)
            finished();
    });
}

void BoxWatch::refresh() {
    if (!m_client || m_pending > 0)
        return;
    m_requests.clear();
    m_failure.reset();
    m_pending = 2;
    ask(m_client->query(models::monitoring::boxExpression()), [this](const prometheus::QueryResult &facts) { m_facts = facts; });
    ask(m_client->rules(), [this](const QList<prometheus::Rule> &rules) { m_rules = rules; });
}

void BoxWatch::finished() {
    m_tried = true;
    m_error = m_failure;
    if (!m_error) {
        m_fetched = QDateTime::currentDateTimeUtc();
        m_all = models::monitoring::boxSignals(m_facts, m_rules);
    }
    Q_EMIT changed();
}

bool BoxWatch::isOld(const QDateTime &now) const { return m_error.has_value() || !m_fetched.isValid() || m_fetched.secsTo(now) > 2 * interval.count(); }

} // namespace ui
