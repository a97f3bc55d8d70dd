// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Celery's clock: sends the contract's tasks at their times, as far as workers here know them.
#pragma once

#include <atomic>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct BeatEntry {
    std::string_view name; // ingest-cpcb-data
    std::string_view task;
    int every = 0;  // minutes: of the hour where it is 60 or less, else of the day
    int offset = 0; // minutes after that
};
[[nodiscard]] std::span<const BeatEntry> beatEntries();
/// Those that are due at a minute. Pure.
[[nodiscard]] std::vector<BeatEntry> dueAt(std::chrono::sys_time<std::chrono::minutes> minute);

struct BeatSettings {
    std::string redisUrl;
    std::string scheduleFile; // rewritten every minute, as a sign of life
};
/// Until `stop` is set. What is due while Redis is away is sent when it is back, once.
void runBeat(const BeatSettings &settings, const std::atomic<bool> &stop);

} // namespace sandbox
