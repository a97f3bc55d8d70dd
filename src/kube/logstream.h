// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The log of one container, as it is written.
#pragma once

#include "base/error.h"
#include "kube/rows.h"

#include <QDateTime>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace kube {

class ClientCore;
class LogFollower;

struct LogRequest {
    ObjectRef pod;
    QString container; // empty: the only one
    bool follow = true;
    bool previous = false; // of the instance before the last restart
    std::optional<int> tailLines;
    std::optional<std::chrono::seconds> since;
    QDateTime sinceTime; // lines of this second and later
};

struct LogLine {
    qint64 nanoseconds = 0; // since 1970, for the order among containers; 0 where the server gave no time
    QString text;
    bool operator==(const LogLine &) const = default;
};

/// Lives in the thread that makes it; must be destroyed before the client, which ends the stream. Signals come at most 30 times a second,
/// none before start(), and while one is not dealt with the next lines wait, at most 50,000 of them: of more the oldest are dropped.
/// A server's stream ends with the container's instance; it also ends, with an error, when the server is lost.
class LogStream : public QObject {
    Q_OBJECT
public:
    /// core lives in the client's thread.
    LogStream(ClientCore &core, LogRequest request, QObject *parent = nullptr);
    ~LogStream() override;

    void start();

Q_SIGNALS:
    /// The server has begun to answer.
    void started();
    /// dropped: how many lines before these were lost.
    void received(const QList<kube::LogLine> &lines, qsizetype dropped);
    /// Once, after the last lines.
    void ended(const std::optional<base::Error> &error);

private:
    ClientCore &m_core;
    std::unique_ptr<LogFollower> m_inner; // made and destroyed in the client's thread
};

/// A line as the server sends it: its time, a space and the text.
[[nodiscard]] LogLine logLine(const QByteArray &bytes);

} // namespace kube
