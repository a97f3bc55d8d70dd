// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of a session that lives in the client's thread: its watches, the metrics poll, rows and their delivery.
#pragma once

#include "kube/clientcore.h"
#include "kube/listwatch.h"
#include "kube/namespacetables.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QMap>
#include <QTimer>

#include <memory>
#include <vector>

namespace kube {

/// One delivery. What is not set has not changed.
struct SessionUpdate {
    TableDeltas tables;
    std::optional<Connection> connection;
    QMap<QString, base::Error> kindErrors;
    std::optional<base::Error> metricsError;
    QDateTime metricsAt;
    bool metricsNews = false; // the metrics API has answered, or has failed to
    bool complete = false;
};

/// Delivers at most 30 times a second, and not before the last delivery was acknowledged: a busy receiver gets larger deltas, not a
/// longer queue.
class SessionWorker : public QObject {
    Q_OBJECT
public:
    explicit SessionWorker(QString ns);
    ~SessionWorker() override;

    /// In the client's thread.
    void start(ClientCore &core);
    void refresh();
    void setMetricsWanted(bool wanted);
    void acknowledge();

Q_SIGNALS:
    void updated(const kube::SessionUpdate &update);

private:
    struct Source {
        TableKind table;
        QString kind;
        std::unique_ptr<ListWatch> watch;
        bool listed = false;
    };
    void addSource(TableKind table, const QString &apiVersion, const QString &kind);
    void startRest();
    void onTick();
    void pollMetrics();
    void dropOldUsages();
    void onMetrics(const base::Result<QJsonObject> &list);
    [[nodiscard]] Connection judge();
    void schedule();
    void deliver();

    QString m_ns;
    ClientCore *m_core = nullptr;
    std::unique_ptr<QObject> m_calls;
    std::vector<Source> m_sources;
    NamespaceTables m_tables;
    Connection m_connection;
    std::optional<Connection> m_told;
    QMap<QString, base::Error> m_kindErrors;
    std::optional<base::Error> m_metricsError;
    QDateTime m_metricsAt;
    QTimer m_delivery;
    QTimer m_tick;
    QTimer m_metricsTimer;
    QTimer m_rest; // until the other watches start
    QElapsedTimer m_lastDelivery;
    int m_ticks = 0;
    bool m_waitingForReceiver = false;
    bool m_podsDelivered = false;
    bool m_complete = false;
    bool m_changed = false;
    bool m_restStarted = false;
    bool m_metricsWanted = true;
    bool m_metricsNews = false; // not told yet
};

} // namespace kube
