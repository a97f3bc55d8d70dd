// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's time: the wall clock, or, in a rehearsal, one that runs faster from the moment it was made.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

class Clock {
public:
    Clock()
        : Clock(1.0) {} // the wall clock
    /// speed: sandbox seconds per real second.
    /// notBefore: milliseconds since 1970; an earlier run was so far already, and objects bear its times.
    explicit Clock(double speed, std::int64_t notBefore = 0);

    [[nodiscard]] std::int64_t nowMs() const; // sandbox milliseconds since 1970
    [[nodiscard]] std::string now() const;    // RFC 3339, whole seconds: metav1.Time
    [[nodiscard]] std::string nowMicro() const; // RFC 3339 with microseconds: metav1.MicroTime
    /// How long a timer must really wait for a span of sandbox time; at least 1 ms for what is not over yet.
    [[nodiscard]] std::chrono::milliseconds real(std::chrono::milliseconds sandboxTime) const;

private:
    std::chrono::steady_clock::time_point m_start;
    std::int64_t m_origin;
    double m_speed;
};

/// Milliseconds since 1970; nothing where the text is no RFC 3339 time.
[[nodiscard]] std::optional<std::int64_t> timeMs(std::string_view rfc3339);
/// RFC 3339 in UTC, whole seconds.
[[nodiscard]] std::string timeText(std::int64_t msSince1970);

} // namespace sandbox
