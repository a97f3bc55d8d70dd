// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Connections to the predictor's TimescaleDB. They block: for worker threads, and for programs that have nothing else to do.
#pragma once

#include "base/error.h"

#include <pqxx/pqxx>

#include <chrono>
#include <string>
#include <utility>

namespace sandbox {

/// What libpq takes for the predictor's DATABASE_URL ("postgresql+asyncpg://..."): a dead server is noticed within seconds, a statement
/// ends with an error after `limit`.
[[nodiscard]] std::string connectionText(const std::string &url, std::chrono::milliseconds limit);

/// Network where the database is not to be had; the detail is what it said.
[[nodiscard]] base::Error databaseError(const std::exception &thrown);

/// What `work` returns, or what it threw: libpqxx throws, and nothing may leave a file by that door.
template <class Work> [[nodiscard]] auto tried(Work &&work) -> base::Result<decltype(work())> {
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const std::exception &thrown) {
        return std::unexpected(databaseError(thrown));
    }
}

/// "2026-11-26T06:00:00Z", whatever time zone the session has.
[[nodiscard]] std::string instant(std::chrono::sys_seconds time);
/// A point for a column of PostGIS, as its extended well-known text.
[[nodiscard]] std::string point(double latitude, double longitude);

} // namespace sandbox
