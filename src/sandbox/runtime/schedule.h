// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be done when, in sandbox time; in slices, so that the thread keeps answering however much is due at once.
#pragma once

#include "sandbox/store/clock.h"

#include <QTimer>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

namespace sandbox {

class Schedule : public QObject {
    Q_OBJECT
public:
    explicit Schedule(Clock clock, QObject *parent = nullptr);

    /// Never at once, even where the span is over already. What a thing that may have gone is to do checks that it is still there.
    void after(std::chrono::milliseconds sandboxTime, std::function<void()> action);
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    void fire();
    void arm();

    Clock m_clock;
    std::multimap<std::int64_t, std::function<void()>> m_due; // by sandbox time
    QTimer m_timer;
};

} // namespace sandbox
