// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns what streams deliver into shown lines: cleaned, merged by time, in batches at display rate and in slices that block nothing.
#pragma once

#include "kube/logstream.h"
#include "models/logs/loglines.h"
#include "models/logs/logmerger.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>

namespace ui {

class LogIntake : public QObject {
    Q_OBJECT
public:
    /// The lines must outlive it.
    explicit LogIntake(models::LogLines &lines, QObject *parent = nullptr);

    void add(int source, const QList<kube::LogLine> &lines, qsizetype dropped);
    /// A notice, behind the last line of its source.
    void say(int source, const QString &text);
    /// Of one source the lines need not wait for those of another.
    void setSources(int count) { m_sources = count; }
    void clear();
    /// What is not shown yet.
    [[nodiscard]] qsizetype pending() const { return m_pending; }

private:
    struct Batch {
        int source = -1;
        QList<kube::LogLine> lines;
        bool notice = false;
    };
    void work();
    [[nodiscard]] qsizetype convertSome(Batch &batch, const QElapsedTimer &clock);

    models::LogLines &m_lines;
    models::LogMerger m_merger;
    std::deque<Batch> m_batches;
    qsizetype m_pending = 0; // lines in the batches
    int m_sources = 1;
    QTimer m_timer;
    QElapsedTimer m_age; // since the beginning: streams open one after the other
    qint64 m_lastTake = 0;
};

} // namespace ui
