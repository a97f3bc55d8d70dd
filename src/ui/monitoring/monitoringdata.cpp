// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/monitoringdata.h"

#include "prometheus/receive.h"

using namespace std::chrono_literals;

namespace ui {

MonitoringData::MonitoringData(QObject *parent)
    : QObject(parent) {
    m_timer.setInterval(30s);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        refresh();
        Q_EMIT ticked();
    });
}

MonitoringData::~MonitoringData() {
    giveUp();
    m_client.reset();
    m_alertmanager.reset();
}

void MonitoringData::giveUp() {
    ++m_generation;
    for (const auto &cancel : m_cancels)
        cancel();
    m_cancels.clear();
    m_targets.loading = m_rules.loading = m_alerts.loading = m_silences.loading = false;
}

void MonitoringData::setClients(std::unique_ptr<prometheus::Client> prometheus, std::unique_ptr<prometheus::Alertmanager> alertmanager) {
    giveUp();
    m_client = std::move(prometheus);
    m_alertmanager = std::move(alertmanager);
    if (m_active)
        refresh();
}

void MonitoringData::forget() {
    m_targets = {};
    m_rules = {};
    m_alerts = {};
    m_silences = {};
    Q_EMIT changed();
}

void MonitoringData::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    if (!active) {
        m_timer.stop();
        return giveUp();
    }
    if (m_timer.interval() > 0)
        m_timer.start();
    refresh();
}

void MonitoringData::setInterval(std::chrono::seconds interval) {
    m_timer.setInterval(interval);
    if (interval == 0s)
        m_timer.stop();
    else if (m_active)
        m_timer.start();
}

template <class T> void MonitoringData::ask(prometheus::Asked<T> asked, Known<T> MonitoringData::*known) {
    (this->*known).loading = true;
    m_cancels.push_back([asked]() mutable { asked.cancel(); });
    prometheus::receive(asked, this, [this, known, generation = m_generation](const base::Result<T> &answer) {
        if (generation != m_generation)
            return;
        Known<T> &into = this->*known;
        into.loading = false;
        into.error.reset();
        if (answer) {
            into.value = *answer;
            into.known = true;
            into.fetched = QDateTime::currentDateTimeUtc();
        } else {
            into.error = answer.error();
        }
        Q_EMIT changed();
    });
}

void MonitoringData::refresh() {
    if (loading())
        return;
    m_cancels.clear();
    if (m_client) {
        ask(m_client->targets(), &MonitoringData::m_targets);
        ask(m_client->rules(), &MonitoringData::m_rules);
    }
    if (m_alertmanager) {
        ask(m_alertmanager->alerts(), &MonitoringData::m_alerts);
        ask(m_alertmanager->silences(), &MonitoringData::m_silences);
    }
}

template <class T> void MonitoringData::act(const prometheus::Asked<T> &asked, const std::function<void(const base::Result<T> &)> &done) {
    prometheus::receive(asked, this, [this, done, generation = m_generation](const base::Result<T> &answer) {
        done(answer);
        if (generation != m_generation)
            return;
        giveUp(); // what was asked before the act is out of date
        refresh();
    });
}

void MonitoringData::makeSilence(const prometheus::Silence &silence, const std::function<void(const base::Result<QString> &)> &done) {
    if (m_alertmanager)
        act(m_alertmanager->make(silence), done);
}

void MonitoringData::expireSilence(const QString &id, const std::function<void(const base::Result<QString> &)> &done) {
    if (m_alertmanager)
        act(m_alertmanager->expire(id), done);
}

} // namespace ui
