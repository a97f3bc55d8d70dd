// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logmerger.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

namespace models {

void LogMerger::add(int source, QList<LogEntry> entries, qint64 now) {
    std::deque<Waiting> &queue = m_waiting[source];
    qint64 &last = m_lastKeys[source];
    for (LogEntry &entry : entries) {
        last = std::max(last, entry.nanoseconds);
        queue.push_back({last, now, std::move(entry)});
    }
}

QList<LogEntry> LogMerger::take(qint64 now) {
    std::optional<qint64> limit;
    for (const auto &[source, queue] : m_waiting) {
        // Arrivals ascend: the last that has waited long enough.
        const auto young = std::partition_point(queue.cbegin(), queue.cend(), [&](const Waiting &line) { return line.arrived + m_window <= now; });
        if (young != queue.cbegin())
            limit = std::max(limit.value_or(std::numeric_limits<qint64>::min()), std::prev(young)->key);
    }
    return limit ? takeUpTo(*limit) : QList<LogEntry>();
}

QList<LogEntry> LogMerger::flush() { return takeUpTo(std::numeric_limits<qint64>::max()); }

QList<LogEntry> LogMerger::takeUpTo(qint64 key) {
    QList<LogEntry> merged;
    using Head = std::pair<qint64, int>; // key, source
    std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
    const auto offer = [&](int source, const std::deque<Waiting> &queue) {
        if (!queue.empty() && queue.front().key <= key)
            heads.emplace(queue.front().key, source);
    };
    for (const auto &[source, queue] : m_waiting)
        offer(source, queue);
    while (!heads.empty()) {
        const int source = heads.top().second;
        heads.pop();
        std::deque<Waiting> &queue = m_waiting[source];
        merged.append(std::move(queue.front().entry));
        queue.pop_front();
        offer(source, queue);
    }
    return merged;
}

std::optional<qint64> LogMerger::nextDue() const {
    std::optional<qint64> due;
    for (const auto &[source, queue] : m_waiting) {
        if (!queue.empty())
            due = std::min(due.value_or(std::numeric_limits<qint64>::max()), queue.front().arrived + m_window);
    }
    return due;
}

void LogMerger::clear() {
    m_waiting.clear();
    m_lastKeys.clear();
}

} // namespace models
