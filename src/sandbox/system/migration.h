// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What `alembic upgrade head` does in the sandbox: the schema, and on an empty one the first data.
#pragma once

#include "sandbox/system/database.h"

namespace sandbox {

struct Migrated {
    std::string from; // the version that was there; empty: none
    long measurements = 0; // rows that were seeded
    long weather = 0;
    long predictions = 0;
};

/// One transaction: half of it is never there. A second run changes nothing.
[[nodiscard]] base::Result<Migrated> migrate(pqxx::connection &connection, std::chrono::sys_seconds now);

} // namespace sandbox
