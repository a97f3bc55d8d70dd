// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Targets, rules, alerts and silences, asked for again and again while somebody looks; the last good answers stay, with their age.
#pragma once

#include "prometheus/client.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace ui {

/// What one question has brought so far.
template <class T> struct Known {
    T value;
    bool known = false;               // answered at least once
    std::optional<base::Error> error; // of the last try
    QDateTime fetched;                // of the last good answer
    bool loading = false;
};

class MonitoringData : public QObject {
    Q_OBJECT
public:
    explicit MonitoringData(QObject *parent = nullptr);
    ~MonitoringData() override;

    /// Null: nothing can be asked; what is there stays.
    void setClients(std::unique_ptr<prometheus::Client> prometheus, std::unique_ptr<prometheus::Alertmanager> alertmanager);
    void forget(); // another environment
    /// Asks at once, and then at every interval; not active: nothing is asked, what is under way is given up.
    void setActive(bool active);
    void setInterval(std::chrono::seconds interval); // zero: only when asked to
    void refresh();
    /// done comes in this thread.
    void makeSilence(const prometheus::Silence &silence, const std::function<void(const base::Result<QString> &)> &done);
    void expireSilence(const QString &id, const std::function<void(const base::Result<QString> &)> &done);

    [[nodiscard]] prometheus::Client *client() const { return m_client.get(); }
    [[nodiscard]] const Known<QList<prometheus::Target>> &targets() const { return m_targets; }
    [[nodiscard]] const Known<QList<prometheus::Rule>> &rules() const { return m_rules; }
    [[nodiscard]] const Known<QList<prometheus::HeldAlert>> &alerts() const { return m_alerts; }
    [[nodiscard]] const Known<QList<prometheus::Silence>> &silences() const { return m_silences; }
    [[nodiscard]] QString prometheusSource() const { return m_client ? m_client->source() : QString(); }
    [[nodiscard]] QString alertmanagerSource() const { return m_alertmanager ? m_alertmanager->source() : QString(); }
    [[nodiscard]] bool loading() const { return m_targets.loading || m_rules.loading || m_alerts.loading || m_silences.loading; }

Q_SIGNALS:
    void changed();
    /// Time to ask again for what is asked elsewhere.
    void ticked();

private:
    template <class T> void ask(prometheus::Asked<T> asked, Known<T> MonitoringData::*known);
    template <class T> void act(const prometheus::Asked<T> &asked, const std::function<void(const base::Result<T> &)> &done);
    void giveUp();

    std::unique_ptr<prometheus::Client> m_client;
    std::unique_ptr<prometheus::Alertmanager> m_alertmanager;
    quint64 m_generation = 0; // answers to an older one are dropped
    bool m_active = false;
    Known<QList<prometheus::Target>> m_targets;
    Known<QList<prometheus::Rule>> m_rules;
    Known<QList<prometheus::HeldAlert>> m_alerts;
    Known<QList<prometheus::Silence>> m_silences;
    std::vector<std::function<void()>> m_cancels; // of what is under way
    QTimer m_timer;
};

} // namespace ui
