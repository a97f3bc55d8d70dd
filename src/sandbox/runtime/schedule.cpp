// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/schedule.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace sandbox {

namespace {

constexpr qint64 sliceMs = 10; // the API server lives in the same thread and must keep answering

} // namespace

Schedule::Schedule(Clock clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Schedule::fire);
}

void Schedule::after(std::chrono::milliseconds sandboxTime, std::function<void()> action) {
    m_due.emplace(m_clock.nowMs() + std::max<std::int64_t>(0, sandboxTime.count()), std::move(action));
    arm();
}

void Schedule::fire() {
    QElapsedTimer elapsed;
    elapsed.start();
    const std::int64_t now = m_clock.nowMs();
    while (!m_due.empty() && m_due.begin()->first <= now && elapsed.elapsed() < sliceMs) {
        const auto action = std::move(m_due.begin()->second);
        m_due.erase(m_due.begin());
        action();
    }
    m_timer.stop();
    arm();
}

void Schedule::arm() {
    if (m_due.empty())
        return;
    const auto wait
        = std::max(std::chrono::milliseconds(1), m_clock.real(std::chrono::milliseconds(m_due.begin()->first - m_clock.nowMs())));
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

} // namespace sandbox
