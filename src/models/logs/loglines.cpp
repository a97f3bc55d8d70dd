// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/loglines.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace models {

LogLines::LogLines(QObject *parent)
    : QObject(parent) {}

void LogLines::setLimits(qsizetype lines, qsizetype characters) {
    m_lineLimit = lines;
    m_characterLimit = characters;
    if (const qsizetype gone = trim(); gone > 0)
        Q_EMIT changed(0, gone);
}

void LogLines::append(QList<LogEntry> entries) {
    if (!m_paused)
        return keep(std::move(entries));
    std::move(entries.begin(), entries.end(), std::back_inserter(m_waiting));
    const qsizetype over = waiting() - m_lineLimit;
    if (over > 0) {
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + over);
        m_dropped += over;
    }
    Q_EMIT waitingChanged();
}

void LogLines::merge(QList<LogEntry> entries) {
    const auto stamped = [](const LogEntry &entry) { return entry.nanoseconds != 0; };
    const auto oldest = std::find_if(entries.cbegin(), entries.cend(), stamped);
    const auto newest = std::find_if(m_ring.crbegin(), m_ring.crend(), stamped);
    if (m_paused || oldest == entries.cend() || newest == m_ring.crend() || oldest->nanoseconds >= newest->nanoseconds)
        return append(std::move(entries));
    std::vector<std::pair<qint64, LogEntry>> all; // a line without a stamp belongs to the one before it
    const auto take = [&all](auto &from) {
        qint64 key = 0;
        for (LogEntry &entry : from) {
            key = std::max(key, entry.nanoseconds);
            all.emplace_back(key, std::move(entry));
        }
    };
    for (LogEntry &entry : entries)
        inheritSeverity(entry);
    take(m_ring);
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    take(entries);
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    m_first += middle;
    m_ring.clear();
    m_characters = 0;
    for (auto &[key, entry] : all) {
        m_characters += entry.text.size();
        m_ring.push_back(std::move(entry));
    }
    (void)trim();
    show();
}

void LogLines::keep(QList<LogEntry> entries) {
    const auto before = rows();
    for (LogEntry &entry : entries) {
        inheritSeverity(entry);
        m_characters += entry.text.size();
        const qint64 number = m_first + total();
        m_ring.push_back(std::move(entry));
        if (shows(m_ring.back()))
            m_shown.push_back(number);
    }
    const qsizetype added = rows() - before;
    const qsizetype gone = trim();
    Q_EMIT changed(added, gone);
}

/// The lines of a stack trace, which are indented, are as grave as what they belong to.
void LogLines::inheritSeverity(LogEntry &entry) {
    if (entry.notice)
        return;
    Severity &last = m_lastSeverity[entry.source];
    if (entry.severity == Severity::None && !entry.text.isEmpty() && entry.text.at(0).isSpace())
        entry.severity = last;
    last = entry.severity;
}

qsizetype LogLines::trim() {
    qsizetype gone = 0;
    while (!m_ring.empty() && (total() > m_lineLimit || m_characters > m_characterLimit)) {
        m_characters -= m_ring.front().text.size();
        m_ring.pop_front();
        if (!m_shown.empty() && m_shown.front() == m_first) {
            m_shown.pop_front();
            ++gone;
        }
        ++m_first;
        ++m_dropped;
    }
    return gone;
}

void LogLines::clear() {
    m_first += total();
    m_ring.clear();
    m_shown.clear();
    m_waiting.clear();
    m_lastSeverity.clear();
    m_characters = 0;
    m_dropped = 0;
    Q_EMIT reset();
    Q_EMIT waitingChanged();
}

bool LogLines::shows(const LogEntry &entry) const {
    if (entry.notice)
        return true;
    if (entry.severity != Severity::None && entry.severity < m_least)
        return false;
    return !m_only || m_filter.isEmpty() || m_filter.accepts(entry.text);
}

void LogLines::show() {
    m_shown.clear();
    qint64 number = m_first;
    for (const LogEntry &entry : m_ring) {
        if (shows(entry))
            m_shown.push_back(number);
        ++number;
    }
    Q_EMIT reset();
}

base::Status LogLines::setFilter(const QString &text) {
    auto filter = LogFilter::parse(text);
    if (!filter)
        return std::unexpected(filter.error());
    m_filter = std::move(*filter);
    show();
    return {};
}

void LogLines::setOnlyMatching(bool only) {
    if (std::exchange(m_only, only) != only)
        show();
}

void LogLines::setLeast(Severity least) {
    if (std::exchange(m_least, least) != least)
        show();
}

void LogLines::setPaused(bool paused) {
    m_paused = paused;
    if (paused || m_waiting.empty())
        return;
    QList<LogEntry> entries;
    entries.reserve(waiting());
    std::move(m_waiting.begin(), m_waiting.end(), std::back_inserter(entries));
    m_waiting.clear();
    keep(std::move(entries));
    Q_EMIT waitingChanged();
}

qsizetype LogLines::rowOf(qint64 number) const {
    return std::distance(m_shown.cbegin(), std::lower_bound(m_shown.cbegin(), m_shown.cend(), number));
}

qsizetype LogLines::matchFrom(qsizetype row, int direction) const {
    const qsizetype count = rows();
    for (qsizetype step = 1; step <= count && !m_filter.isEmpty(); ++step) {
        const qsizetype candidate = ((row + direction * step) % count + count) % count;
        if (!at(candidate).notice && m_filter.accepts(at(candidate).text))
            return candidate;
    }
    return -1;
}

} // namespace models
