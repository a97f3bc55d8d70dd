// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Delays between tries: exponential with full jitter, so that many clients of a server that returns do not come all at once.
#pragma once

#include <chrono>

namespace base {

class Backoff {
public:
    /// first: upper bound of the first delay; limit: upper bound of every delay.
    explicit Backoff(std::chrono::milliseconds first = std::chrono::milliseconds(200),
        std::chrono::milliseconds limit = std::chrono::seconds(10));

    /// The delay before the next try: random in [bound / 2, bound]; the bound doubles each time.
    [[nodiscard]] std::chrono::milliseconds next();
    /// After a success.
    void reset();
    [[nodiscard]] int tries() const { return m_tries; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_limit;
    int m_tries = 0;
};

} // namespace base
