// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace base {

Backoff::Backoff(std::chrono::milliseconds first, std::chrono::milliseconds limit)
    : m_first(first)
    , m_limit(limit) {}

std::chrono::milliseconds Backoff::next() {
    const int doublings = std::min(m_tries, 20);
    ++m_tries;
    const auto bound = std::min<std::int64_t>(m_first.count() << doublings, m_limit.count());
    const auto half = bound / 2;
    return std::chrono::milliseconds(half + QRandomGenerator::global()->bounded(qint64(bound - half + 1)));
}

void Backoff::reset() {
    m_tries = 0;
}

} // namespace base
