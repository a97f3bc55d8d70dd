// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The API as a process: the contract's answers out of TimescaleDB, with Redis as its cache, and its metrics.
#pragma once

#include "sandbox/services/message.h"
#include "sandbox/system/airhistory.h"
#include "sandbox/system/livesocket.h"
#include "sandbox/system/metricset.h"
#include "sandbox/system/redis.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>

namespace sandbox {

struct ApiSettings {
    std::string databaseUrl;
    std::string redisUrl;
    std::string environment;  // production
    std::string name;         // of the pod
    bool enforceHttps = false; // answer what came without X-Forwarded-Proto: https with 301
};

/// Thread-safe. A thread of its own keeps the data and looks after database and cache every few seconds.
class ApiService {
public:
    explicit ApiService(ApiSettings settings);
    ~ApiService();
    ApiService(const ApiService &) = delete;
    ApiService &operator=(const ApiService &) = delete;

    [[nodiscard]] ServiceReply handle(const ServiceRequest &request);
    /// Its WebSocket; to be used while this object is there.
    [[nodiscard]] LiveService liveService();

private:
    void keep(const std::stop_token &stop);
    void lookAfterDatabase();
    [[nodiscard]] base::Status readDatabase();
    void readFigures(pqxx::connection &connection);
    void lookAfterCache();
    void measureMachine();
    void expectSamples();
    [[nodiscard]] ServiceReply answer(const ServiceRequest &request);
    [[nodiscard]] ServiceReply cachedAnswer(const ServiceRequest &request, const std::string &kind);
    [[nodiscard]] std::vector<std::string> liveAnswer(const ServiceRequest &request, const std::string &said);
    [[nodiscard]] std::string liveUpdate(const ServiceRequest &request);
    [[nodiscard]] std::string metrics();
    [[nodiscard]] MetricSet::Samples sharedSamples();
    [[nodiscard]] base::Result<RedisReply> askRedis(const std::vector<std::string> &words);

    ApiSettings m_settings;
    std::chrono::sys_seconds m_start;
    MetricSet m_metrics;
    std::shared_mutex m_airMutex;
    AirHistory m_air;
    std::mutex m_redisMutex;
    Redis m_redis;
    std::optional<pqxx::connection> m_database; // of the keeping thread
    std::string m_databaseSays; // what was last logged of it; of the keeping thread
    std::atomic<bool> m_databaseUp = false;
    std::atomic<bool> m_cacheUp = false;
    long long m_busyTicks = 0; // of the processors, when last looked
    long long m_allTicks = 0;
    std::mutex m_sleepMutex;
    std::condition_variable_any m_sleep;
    std::jthread m_keeper; // the last one: its end comes first
};

} // namespace sandbox
