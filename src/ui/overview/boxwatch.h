// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks Prometheus, while somebody looks, what the Overview says of each box: traffic, time, errors, alerts.
#pragma once

#include "models/systempicture.h"
#include "prometheus/client.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace ui {

class BoxWatch : public QObject {
    Q_OBJECT
public:
    explicit BoxWatch(QObject *parent = nullptr);
    ~BoxWatch() override;

    /// Null: nothing can be asked; what is there stays and grows old.
    void setClient(std::unique_ptr<prometheus::Client> client);
    void forget(); // another environment
    void setActive(bool active);
    void refresh();

    [[nodiscard]] const QHash<QString, models::BoxSignals> &all() const { return m_all; }
    /// The last try failed, or nothing came for longer than two intervals.
    [[nodiscard]] bool isOld(const QDateTime &now) const;
    [[nodiscard]] std::optional<base::Error> error() const { return m_error; }
    /// An answer or a failure has come since the client was set.
    [[nodiscard]] bool tried() const { return m_tried; }

Q_SIGNALS:
    void changed();

private:
    template <class T, class Store> void ask(const prometheus::Asked<T> &asked, Store store);
    void finished();
    void giveUp();

    std::unique_ptr<prometheus::Client> m_client;
    std::vector<QFuture<base::Result<base::HttpReply>>> m_requests;
    quint64 m_generation = 0;
    bool m_active = false;
    bool m_tried = false;
    int m_pending = 0;
    prometheus::QueryResult m_facts;      // of the try under way
    QList<prometheus::Rule> m_rules;      // of the try under way
    std::optional<base::Error> m_failure; // of the try under way
    QHash<QString, models::BoxSignals> m_all;
    std::optional<base::Error> m_error;
    QDateTime m_fetched;
    QTimer m_timer;
};

} // namespace ui
