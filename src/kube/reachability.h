// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the API server can be reached: one heartbeat for all watches of a client.
#pragma once

#include "base/backoff.h"
#include "base/error.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace kube {

class Transport;

/// Lives in the client's thread. While somebody watches, 3 s without a byte from the server are answered by a ping (/version); when
/// that is not answered, or a watch reports a broken connection, the server counts as lost until a probe over a new connection succeeds.
/// Probes go out every second at most, each with time enough for a slow link, so that the return is seen soon whatever the link.
class Reachability : public QObject {
    Q_OBJECT
public:
    explicit Reachability(Transport &transport, QObject *parent = nullptr);
    ~Reachability() override;

    void addWatcher();
    void removeWatcher();
    /// A connection failed for this reason.
    void reportFailure(const base::Error &error);
    /// Probe now.
    void hurry();

    [[nodiscard]] bool isLost() const { return m_error.has_value(); }
    [[nodiscard]] std::optional<base::Error> error() const { return m_error; }
    [[nodiscard]] QDateTime nextTry() const { return m_nextTry; }
    [[nodiscard]] QDateTime lastContact() const;

Q_SIGNALS:
    void lost(const base::Error &error);
    void regained();
    void tried();     // a probe failed; nextTry() has moved
    void contacted(); // at most once a second while the server is heard

private:
    void tick();
    void ping();
    void probe();
    void scheduleProbe();

    Transport &m_transport;
    QTimer m_ticker;
    QTimer m_probeTimer;
    base::Backoff m_backoff;
    std::unique_ptr<QObject> m_calls; // owner of pings and probes in flight
    std::optional<base::Error> m_error;
    QDateTime m_nextTry;
    QDateTime m_told;
    QElapsedTimer m_pingStart;
    qint64 m_roundTrip = 0; // of the last ping, ms
    int m_watchers = 0;
    int m_probes = 0;
    bool m_pinging = false;
};

} // namespace kube
