// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of a LogStream that lives in the client's thread.
#pragma once

#include "kube/client.h"
#include "kube/linesplitter.h"
#include "kube/logstream.h"

#include <QElapsedTimer>
#include <QTimer>

namespace kube {

class LogFollower : public QObject {
    Q_OBJECT
public:
    LogFollower(ClientCore &core, const LogRequest &request);
    ~LogFollower() override;

    void start();
    /// The receiver has dealt with the last delivery.
    void acknowledge();

Q_SIGNALS:
    void started();
    void received(const QList<kube::LogLine> &lines, qsizetype dropped);
    void ended(const std::optional<base::Error> &error);

private:
    void onBytes(const QByteArray &bytes);
    void onEnd(const base::Result<Reply> &reply);
    void end(const std::optional<base::Error> &error);
    void append(const QByteArray &line);
    void schedule();
    void deliver();

    ClientCore &m_core;
    Request m_request;
    std::unique_ptr<QObject> m_calls;
    LineSplitter m_splitter;
    QList<LogLine> m_lines; // not yet delivered
    qsizetype m_dropped = 0;
    QTimer m_delivery;
    QElapsedTimer m_lastDelivery;
    std::optional<std::optional<base::Error>> m_end; // to be told after the last lines
    bool m_waiting = false; // for the receiver
    bool m_watching = false;
    bool m_told = false;
    bool m_over = false;
};

} // namespace kube
