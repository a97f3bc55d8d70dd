// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The API's own thread: keeps the data new and knows whether database and cache are there.
#include "sandbox/system/apiservice.h"
#include "sandbox/system/ingestion.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include <sys/statvfs.h>

namespace sandbox {

namespace {

constexpr std::chrono::seconds lookPeriod{5};
constexpr std::chrono::seconds statementLimit{20};

/// "used_memory:1234" of Redis' INFO.
double usedMemory(const std::string &info) {
    const auto at = info.find("used_memory:");
    return at == std::string::npos ? 0 : std::strtod(info.c_str() + at + 12, nullptr);
}

void tell(const std::string &text) {
    std::printf("%s\n", text.c_str());
}

} // namespace

void ApiService::keep(const std::stop_token &stop) {
    while (!stop.stop_requested()) {
        lookAfterDatabase();
        lookAfterCache();
        std::unique_lock lock(m_sleepMutex);
        m_sleep.wait_for(lock, stop, lookPeriod, [] { return false; });
    }
}

void ApiService::lookAfterDatabase() {
    const auto began = std::chrono::steady_clock::now();
    const base::Status read = readDatabase();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    m_metrics.observe("aqi_db_query_duration_seconds", {{"query_type", "select"}}, took.count());
    m_metrics.add("aqi_db_queries_total", {{"query_type", "select"}, {"status", read ? "success" : "error"}});
    m_metrics.set("aqi_db_connections_active", {}, m_database ? 1 : 0);
    m_databaseUp = read.has_value();
    const std::string says = read ? "INFO:     database connected" : "ERROR:    database unavailable: " + read.error().detail.toStdString();
    if (std::exchange(m_databaseSays, says) != says) // once for each reason, from the first look on
        tell(says);
    if (!read) {
        m_metrics.add("aqi_prediction_errors_total", {{"error_type", "no_data"}});
        m_database.reset();
    }
}

base::Status ApiService::readDatabase() {
    if (!m_database) {
        if (auto made = tried([this] { m_database.emplace(connectionText(m_settings.databaseUrl, statementLimit)); }); !made)
            return made;
    }
    AirHistory air; // read beside the old one: answers do not wait for the database
    {
        const std::shared_lock lock(m_airMutex);
        air = m_air;
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const int hours = static_cast<int>(keptHistory / std::chrono::hours(1));
    if (auto read = air.empty() ? air.load(*m_database, now, hours) : air.refresh(*m_database); !read)
        return read;
    if (air.empty())
        return base::fail(base::ErrorKind::NotFound, QStringLiteral("there are no measurements"), {}, QStringLiteral("no measurements are stored"));
    {
        const std::unique_lock lock(m_airMutex);
        m_air = std::move(air);
    }
    return tried([this] { readFigures(*m_database); });
}

void ApiService::readFigures(pqxx::connection &connection) {
    pqxx::nontransaction work(connection);
    m_metrics.set("aqi_alert_subscriptions_active", {}, work.query_value<double>("SELECT count(*) FROM alert_subscriptions WHERE is_active"));
    for (const auto &row : work.exec("SELECT model_name, model_version, validation_rmse, validation_mae, (parameters::json ->> 'accuracy_percent')::float8 "
                                     "FROM model_metadata WHERE is_active")) {
        const auto name = row[0].as<std::string>();
        const auto version = row[1].as<std::string>();
        const Labels labels{{"model_name", name}, {"model_version", version}};
        m_metrics.set("aqi_model_rmse", labels, row[2].as<double>(0));
        m_metrics.set("aqi_model_mae", labels, row[3].as<double>(0));
        m_metrics.set("aqi_model_accuracy_percent", labels, row[4].as<double>(0));
    }
}

void ApiService::lookAfterCache() {
    base::Result<RedisReply> info;
    {
        const std::lock_guard lock(m_redisMutex);
        info = m_redis.ask({"INFO", "memory"});
    }
    if (m_cacheUp.exchange(info.has_value()) != info.has_value())
        tell(info ? "INFO:     cache connected" : "ERROR:    cache unavailable: " + info.error().detail.toStdString());
    if (info)
        m_metrics.set("aqi_cache_size_bytes", {{"cache_type", "redis"}}, usedMemory(info->text.value_or("")));
}

/// Of the machine, as the predictor's are, since the last time that it was asked.
void ApiService::measureMachine() {
    std::ifstream stat("/proc/stat");
    std::string word;
    stat >> word;
    long long all = 0;
    long long idle = 0;
    long long ticks = 0;
    for (int i = 0; i < 8 && stat >> ticks; ++i) {
        all += ticks;
        idle += i == 3 || i == 4 ? ticks : 0; // idle, waiting for a disk
    }
    const std::lock_guard lock(m_sleepMutex);
    if (all > m_allTicks)
        m_metrics.set("aqi_system_cpu_percent", {}, 100.0 * static_cast<double>(all - idle - m_busyTicks) / static_cast<double>(all - m_allTicks));
    m_busyTicks = all - idle;
    m_allTicks = all;
    std::ifstream memory("/proc/meminfo");
    std::map<std::string, double> kibibytes;
    for (double value = 0; memory >> word >> value; memory.ignore(64, '\n'))
        kibibytes[word] = value;
    const double used = kibibytes["MemTotal:"] - kibibytes["MemAvailable:"];
    if (kibibytes["MemTotal:"] > 0)
        m_metrics.set("aqi_system_memory_percent", {}, 100 * used / kibibytes["MemTotal:"]);
    m_metrics.set("aqi_system_memory_used_bytes", {}, used * 1024);
    struct statvfs disk {};
    if (::statvfs("/usr", &disk) == 0 && disk.f_blocks > 0) {
        m_metrics.set("aqi_system_disk_usage_percent", {}, 100.0 * static_cast<double>(disk.f_blocks - disk.f_bfree) / static_cast<double>(disk.f_blocks));
        m_metrics.set("aqi_system_disk_free_bytes", {}, static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize));
    }
}

} // namespace sandbox
