// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts what the synthetic climate "measures" into the tables: the 30 days before the first start, and every hour after it.
#pragma once

#include "sandbox/system/database.h"

namespace sandbox {

inline constexpr std::chrono::days keptHistory{30};

/// Rows that were not there before.
struct Ingested {
    long rows = 0;
    std::chrono::sys_seconds from; // the first hour that was looked at
};

/// The hours after the last that is stored, up to the one that holds `now`; never more than keptHistory. One transaction.
[[nodiscard]] base::Result<Ingested> ingestMeasurements(pqxx::connection &connection, std::chrono::sys_seconds now);
/// The weather at each city, likewise.
[[nodiscard]] base::Result<Ingested> ingestWeather(pqxx::connection &connection, std::chrono::sys_seconds now);

/// As a part of a transaction that is there; throws what libpqxx throws.
long copyMeasurements(pqxx::work &work, std::chrono::sys_seconds from, std::chrono::sys_seconds to);
long copyWeather(pqxx::work &work, std::chrono::sys_seconds from, std::chrono::sys_seconds to);

} // namespace sandbox
