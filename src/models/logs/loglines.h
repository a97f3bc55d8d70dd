// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a log view: a ring of bounded size, those of it that are shown, and what waits while the view is paused. No thread of its own.
#pragma once

#include "models/logs/logentry.h"
#include "models/logs/logfilter.h"

#include <QObject>

#include <deque>
#include <map>

namespace models {

/// Every line has a number that never changes, counted from 0; rows are those that are shown, now.
class LogLines : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype defaultLines = 100'000;
    static constexpr qsizetype defaultCharacters = 32 * 1024 * 1024;
    explicit LogLines(QObject *parent = nullptr);

    /// Beyond either the oldest go.
    void setLimits(qsizetype lines, qsizetype characters);
    void append(QList<LogEntry> entries);
    /// As append, but lines that are older than those that are there go between them: while the first answers of several logs come.
    /// Numbers are given anew where one does.
    void merge(QList<LogEntry> entries);
    /// Lines that were lost before they came here.
    void addDropped(qint64 lines) { m_dropped += lines; }
    void clear();

    /// An invalid filter leaves the one before in force. Only matching lines are shown, or all with the matches marked.
    base::Status setFilter(const QString &text);
    void setOnlyMatching(bool only);
    /// Lines that say they are lighter are not shown; those that say nothing are.
    void setLeast(Severity least);
    /// What comes waits, up to the ring's size, and is there when the pause ends.
    void setPaused(bool paused);

    [[nodiscard]] const LogFilter &filter() const { return m_filter; }
    [[nodiscard]] bool paused() const { return m_paused; }
    [[nodiscard]] qsizetype rows() const { return static_cast<qsizetype>(m_shown.size()); }
    [[nodiscard]] qsizetype total() const { return static_cast<qsizetype>(m_ring.size()); }
    [[nodiscard]] qsizetype waiting() const { return static_cast<qsizetype>(m_waiting.size()); }
    /// Lines that are gone: they did not fit, here or on the way.
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] const LogEntry &at(qsizetype row) const { return entryOf(numberAt(row)); }
    [[nodiscard]] qint64 numberAt(qsizetype row) const { return m_shown[static_cast<std::size_t>(row)]; }
    /// The row of this line, or of the first shown one after it; rows() where there is none.
    [[nodiscard]] qsizetype rowOf(qint64 number) const;
    /// The next row in this direction (1, -1) that the filter accepts, from the one beside row on, around the ends; -1 where there is none.
    [[nodiscard]] qsizetype matchFrom(qsizetype row, int direction) const;

Q_SIGNALS:
    /// added rows at the end, gone ones at the start.
    void changed(qsizetype added, qsizetype gone);
    void reset();
    void waitingChanged();

private:
    void keep(QList<LogEntry> entries);
    void inheritSeverity(LogEntry &entry);
    void show();
    [[nodiscard]] bool shows(const LogEntry &entry) const;
    [[nodiscard]] qsizetype trim();
    [[nodiscard]] const LogEntry &entryOf(qint64 number) const { return m_ring[static_cast<std::size_t>(number - m_first)]; }

    std::deque<LogEntry> m_ring;
    std::deque<qint64> m_shown;
    std::deque<LogEntry> m_waiting;
    std::map<int, Severity> m_lastSeverity; // by source
    LogFilter m_filter;
    qint64 m_first = 0; // number of the ring's first line
    qint64 m_dropped = 0;
    qsizetype m_lineLimit = defaultLines;
    qsizetype m_characterLimit = defaultCharacters;
    qsizetype m_characters = 0;
    Severity m_least = Severity::None;
    bool m_only = false;
    bool m_paused = false;
};

} // namespace models
