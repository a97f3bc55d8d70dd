// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/clock.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace sandbox {

namespace {
QDateTime utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC);
}
} // namespace

Clock::Clock(double speed, std::int64_t notBefore)
    : m_start(std::chrono::steady_clock::now())
    , m_origin(std::max<std::int64_t>(QDateTime::currentMSecsSinceEpoch(), notBefore))
    , m_speed(std::max(speed, 1e-3)) {}

std::int64_t Clock::nowMs() const {
    const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - m_start;
    return m_origin + static_cast<std::int64_t>(passed.count() * m_speed);
}

std::string Clock::now() const {
    return timeText(nowMs());
}

std::string Clock::nowMicro() const {
    return utc(nowMs()).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz000Z")).toStdString();
}

std::chrono::milliseconds Clock::real(std::chrono::milliseconds sandboxTime) const {
    if (sandboxTime.count() <= 0)
        return std::chrono::milliseconds(0);
    const double ms = std::ceil(static_cast<double>(sandboxTime.count()) / m_speed);
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::clamp(ms, 1.0, 2e9)));
}

std::optional<std::int64_t> timeMs(std::string_view rfc3339) {
    const QDateTime time
        = QDateTime::fromString(QString::fromUtf8(rfc3339.data(), static_cast<qsizetype>(rfc3339.size())), Qt::ISODateWithMs);
    return time.isValid() ? std::optional<std::int64_t>(time.toMSecsSinceEpoch()) : std::nullopt;
}

std::string timeText(std::int64_t msSince1970) {
    return utc(msSince1970).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ")).toStdString();
}

} // namespace sandbox
