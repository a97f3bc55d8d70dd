// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/logintake.h"

#include "models/logs/plaintext.h"
#include "models/logs/severity.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr auto displayInterval = 33ms;
constexpr qint64 sliceMilliseconds = 8; // of work in one go: half a frame
constexpr qsizetype linesPerLook = 64;  // between looks at the clock
constexpr qint64 openingTime = 5000;    // ms in which the first answers of all sources come: shown as they do, and put in order
constexpr qint64 openingWindow = 100;
constexpr qint64 longestHold = 1000;    // ms without a line while more come than can be turned

} // namespace

LogIntake::LogIntake(models::LogLines &lines, QObject *parent)
    : QObject(parent)
    , m_lines(lines) {
    m_age.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LogIntake::work);
}

void LogIntake::add(int source, const QList<kube::LogLine> &lines, qsizetype dropped) {
    m_lines.addDropped(dropped);
    m_pending += lines.size();
    m_batches.push_back({source, lines, false});
    while (m_pending > models::LogLines::defaultLines && m_batches.size() > 1) { // the ring would not keep them either
        m_lines.addDropped(m_batches.front().lines.size());
        m_pending -= m_batches.front().lines.size();
        m_batches.pop_front();
    }
    if (!m_timer.isActive())
        m_timer.start(displayInterval);
}

void LogIntake::say(int source, const QString &text) {
    m_pending += 1;
    m_batches.push_back({source, {{0, text}}, true});
    if (!m_timer.isActive())
        m_timer.start(displayInterval);
}

void LogIntake::clear() {
    m_batches.clear();
    m_merger.clear();
    m_pending = 0;
    m_age.restart();
    m_lastTake = 0;
    m_timer.stop();
}

/// How many of the batch's first lines were turned.
qsizetype LogIntake::convertSome(Batch &batch, const QElapsedTimer &clock) {
    QList<models::LogEntry> entries;
    qsizetype at = 0;
    for (; at < batch.lines.size(); ++at) {
        if (at % linesPerLook == linesPerLook - 1 && clock.elapsed() >= sliceMilliseconds)
            break;
        const kube::LogLine &line = batch.lines.at(at);
        models::LogEntry entry{line.nanoseconds, batch.source, models::Severity::None, batch.notice, models::plainText(line.text)};
        if (!batch.notice)
            entry.severity = models::severityOf(entry.text);
        entries.append(std::move(entry));
    }
    m_merger.add(batch.source, std::move(entries), m_age.elapsed());
    return at;
}

void LogIntake::work() {
    QElapsedTimer clock;
    clock.start();
    while (!m_batches.empty() && clock.elapsed() < sliceMilliseconds) {
        Batch &batch = m_batches.front();
        const qsizetype turned = convertSome(batch, clock);
        m_pending -= turned;
        if (turned == batch.lines.size())
            m_batches.pop_front();
        else
            batch.lines.remove(0, turned);
    }
    const qint64 now = m_age.elapsed();
    m_merger.setWindow(m_sources <= 1 ? 0 : now < openingTime ? openingWindow : models::LogMerger::window);
    if (m_batches.empty() || now - m_lastTake > longestHold) { // in order only once what came with them is known
        m_lastTake = now;
        QList<models::LogEntry> due = m_merger.take(now);
        if (!due.isEmpty() && now < openingTime && m_sources > 1)
            m_lines.merge(std::move(due));
        else if (!due.isEmpty())
            m_lines.append(std::move(due));
    }
    if (!m_batches.empty())
        m_timer.start(displayInterval / 2);
    else if (const auto due = m_merger.nextDue())
        m_timer.start(std::max<std::chrono::milliseconds>(displayInterval, std::chrono::milliseconds(*due - now)));
}

} // namespace ui
