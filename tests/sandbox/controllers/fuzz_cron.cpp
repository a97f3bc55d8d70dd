// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A schedule is written by a person: no text may break the parser, and what it takes leads forward in time.
#include "sandbox/controllers/cronschedule.h"

#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto schedule = sandbox::CronSchedule::parse({reinterpret_cast<const char *>(data), size});
    if (!schedule)
        return 0;
    const std::int64_t from = 1'769'594'850'000;
    if (const auto next = schedule->next(from); next && (*next <= from || *next % 60'000 != 0))
        std::abort();
    return 0;
}
