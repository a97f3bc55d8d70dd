// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What one run of a container has written, line by line with its time. The oldest lines go when it is much, as a kubelet's rotation does.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/store/clock.h"

#include <QByteArray>

#include <vector>

namespace sandbox {

class ContainerLog {
public:
    explicit ContainerLog(Clock clock)
        : m_clock(clock) {}

    /// Whole lines are kept; the rest waits for its end.
    void add(const QByteArray &bytes);
    /// The container has ended: what waits is a line too.
    void finish();
    [[nodiscard]] const std::vector<LogLine> &lines() const { return m_lines; }

private:
    void addLine(QByteArrayView line);

    Clock m_clock;
    QByteArray m_rest;
    std::vector<LogLine> m_lines;
    std::size_t m_bytes = 0;
};

} // namespace sandbox
