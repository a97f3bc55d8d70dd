// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/beat.h"

#include "sandbox/system/celery.h"

#include <array>
#include <cstdio>
#include <format>
#include <fstream>
#include <map>
#include <thread>

namespace sandbox {

namespace {

constexpr int hourly = 60;
constexpr int daily = 24 * 60;
constexpr std::array entries = {
    BeatEntry{"ingest-cpcb-data", "src.tasks.data_ingestion.ingest_cpcb_data", 15},
    BeatEntry{"ingest-weather-data", "src.tasks.data_ingestion.ingest_weather_data", 30},
    BeatEntry{"ingest-openaq-data", "src.tasks.data_ingestion.ingest_openaq_data", 20},
    BeatEntry{"generate-hourly-predictions", "src.tasks.predictions.generate_hourly_predictions", hourly, 2}, // when the hour's data are in
    BeatEntry{"evaluate-model-performance", "src.tasks.model_training.evaluate_model_performance", hourly, 5},
    BeatEntry{"check-alert-thresholds", "src.tasks.alerts.check_alert_thresholds", 5},
    BeatEntry{"cleanup-old-data", "src.tasks.maintenance.cleanup_old_data", daily, 60},
    BeatEntry{"health-check", "src.tasks.maintenance.health_check", 10},
};

using Minute = std::chrono::sys_time<std::chrono::minutes>;

void logBeat(const std::string &text) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::printf("%s\n", std::format("[{:%F %T}: INFO/MainProcess] {}", now, text).c_str());
}

/// Whether all went out; what did not stays.
bool sendAll(Redis &redis, std::map<std::string_view, BeatEntry> &waiting) {
    for (auto entry = waiting.begin(); entry != waiting.end(); entry = waiting.erase(entry)) {
        if (const auto sent = sendTask(redis, entry->second.task); !sent) {
            logBeat("Message Error: " + sent.error().detail.toStdString());
            return false;
        }
        logBeat(std::format("Scheduler: Sending due task {} ({})", entry->second.name, entry->second.task));
    }
    return true;
}

} // namespace

std::span<const BeatEntry> beatEntries() {
    return entries;
}

std::vector<BeatEntry> dueAt(Minute minute) {
    std::vector<BeatEntry> due;
    const auto ofDay = (minute - std::chrono::floor<std::chrono::days>(minute)) / std::chrono::minutes(1);
    for (const BeatEntry &entry : entries) {
        if (ofDay % entry.every == entry.offset)
            due.push_back(entry);
    }
    return due;
}

void runBeat(const BeatSettings &settings, const std::atomic<bool> &stop) {
    logBeat("beat: Starting... (stand-in)");
    Redis redis(settings.redisUrl);
    std::map<std::string_view, BeatEntry> waiting;
    for (const char *first : {"ingest-cpcb-data", "ingest-weather-data", "generate-hourly-predictions"}) { // what was missed while nothing ran
        for (const BeatEntry &entry : entries) {
            if (entry.name == first)
                waiting.emplace(entry.name, entry);
        }
    }
    Minute last = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
    std::ofstream(settings.scheduleFile) << "stand-in\n";
    while (!stop) {
        const auto now = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
        if (now > last)
            std::ofstream(settings.scheduleFile) << std::format("{:%FT%RZ}\n", now);
        for (; last < now; last += std::chrono::minutes(1)) {
            for (const BeatEntry &entry : dueAt(last + std::chrono::minutes(1)))
                waiting.insert_or_assign(entry.name, entry);
        }
        const bool sent = sendAll(redis, waiting);
        for (int i = 0; i < (sent ? 10 : 50) && !stop; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace sandbox
