// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of several logs in the order of their time stamps: each waits a short while for an older one of another log. Pure; time is given.
#pragma once

#include "models/logs/logentry.h"

#include <deque>
#include <map>
#include <optional>

namespace models {

/// The lines of one source keep their order whatever their stamps say; one without a stamp belongs to the line before it. A line that comes
/// later than the window allows stands where it came.
class LogMerger {
public:
    static constexpr qint64 window = 400; // ms

    void add(int source, QList<LogEntry> entries, qint64 now);
    /// What has waited long enough, with all that is older.
    [[nodiscard]] QList<LogEntry> take(qint64 now);
    /// All, in order.
    [[nodiscard]] QList<LogEntry> flush();
    /// When take() would next have something.
    [[nodiscard]] std::optional<qint64> nextDue() const;
    /// 0 where there is but one source to wait for.
    void setWindow(qint64 ms) { m_window = ms; }
    void clear();

private:
    struct Waiting {
        qint64 key = 0; // the stamp, never below that of the line before
        qint64 arrived = 0;
        LogEntry entry;
    };
    [[nodiscard]] QList<LogEntry> takeUpTo(qint64 key);

    std::map<int, std::deque<Waiting>> m_waiting; // by source
    std::map<int, qint64> m_lastKeys;
    qint64 m_window = window;
};

} // namespace models
