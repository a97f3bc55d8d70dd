// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/worker.h"

#include "sandbox/system/metricset.h"
#include "sandbox/system/tasks.h"

#include <QDateTime>
#include <QTimeZone>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <format>
#include <thread>

namespace sandbox {

namespace {

constexpr std::chrono::seconds waitTime{2};    // for a task, before the end is looked for
constexpr std::chrono::seconds hardLimit{1800}; // of a task
constexpr int resultSeconds = 3600;

void say(std::string_view level, const std::string &text) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::printf("%s\n", std::format("[{:%F %T}: {}/MainProcess] {}", now, level, text).c_str());
}

/// What a worker tells where it cannot reach Redis, and how long it waits then.
void waitForRedis(const base::Error &error, const std::atomic<bool> &stop) {
    say("ERROR", "consumer: Cannot connect to redis: " + error.detail.toStdString() + ". Trying again in 2.00 seconds...");
    for (int i = 0; i < 20 && !stop; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

void expectShared(Redis &redis) {
    for (const auto &[task, queue] : taskQueues()) {
        for (const char *status : {"success", "failed"})
            countShared(redis, sampleName("aqi_celery_tasks_total", {{"task_name", task}, {"status", status}}), 0);
    }
    for (const char *source : {"cpcb", "openaq", "openweathermap"}) {
        const std::string_view type = std::string_view(source) == "openweathermap" ? "weather" : "air_quality";
        countShared(redis, sampleName("aqi_data_ingestion_total", {{"source", source}, {"data_type", type}}), 0);
        for (const auto &[sample, by] : observation("aqi_data_processing_duration_seconds", {{"source", source}, {"operation", "ingest"}}, 0))
            countShared(redis, sample, 0);
        countShared(redis, sampleName("aqi_data_ingestion_errors_total", {{"source", source}, {"error_type", "database"}}), 0);
    }
    countShared(redis, sampleName("aqi_data_quality_issues_total", {{"issue_type", "missing"}}), 0);
    countShared(redis, sampleName("aqi_alerts_sent_total", {{"alert_type", "threshold"}, {"channel", "email"}}), 0);
    countShared(redis, sampleName("aqi_alerts_failed_total", {{"alert_type", "threshold"}, {"channel", "email"}, {"error_type", "delivery"}}), 0);
}

void keepResult(Redis &redis, const TaskMessage &message, const base::Result<std::string> &done, double seconds) {
    nlohmann::json result{{"status", done ? "SUCCESS" : "FAILURE"}, {"result", done ? *done : done.error().text().toStdString()}, {"task_id", message.id},
        {"date_done", QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()}, {"synthetic", true}};
    (void)redis.ask({"SET", "celery-task-meta-" + message.id, result.dump(), "EX", std::to_string(resultSeconds)});
    (void)redis.ask({"HINCRBY", "celery:task:stats", done ? "total_tasks_succeeded" : "total_tasks_failed", "1"});
    countShared(redis, sampleName("aqi_celery_tasks_total", {{"task_name", message.task}, {"status", done ? "success" : "failed"}}), 1);
    for (const auto &[sample, by] : observation("aqi_celery_task_duration_seconds", {{"task_name", message.task}}, seconds))
        countShared(redis, sample, by);
}

void carryOut(const WorkerSettings &settings, Redis &redis, const TaskMessage &message) {
    say("INFO", std::format("Task {}[{}] received", message.task, message.id));
    const std::string member = message.task + "|" + message.id;
    const auto until = std::chrono::system_clock::now() + hardLimit;
    (void)redis.ask({"ZADD", std::string(runningTasks), std::to_string(std::chrono::system_clock::to_time_t(until)), member});
    (void)redis.ask({"HINCRBY", "celery:task:stats", "total_tasks_started", "1"});
    const auto began = std::chrono::steady_clock::now();
    const auto done = doTask(message.task, {settings.databaseUrl, redis});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    keepResult(redis, message, done, seconds);
    (void)redis.ask({"ZREM", std::string(runningTasks), member});
    if (done)
        say("INFO", std::format("Task {}[{}] succeeded in {:.3f}s: '{}' (synthetic)", message.task, message.id, seconds, *done));
    else
        say("ERROR", std::format("Task {}[{}] raised unexpected: {} {}", message.task, message.id, done.error().text().toStdString(), done.error().detail.toStdString()));
}

void takeTasks(const WorkerSettings &settings, const std::atomic<bool> &stop) {
    Redis redis(settings.redisUrl);
    std::vector<std::string> wait{"BRPOP"};
    wait.insert(wait.end(), settings.queues.begin(), settings.queues.end());
    wait.push_back(std::to_string(waitTime.count()));
    while (!stop) {
        const auto taken = redis.ask(wait, waitTime + std::chrono::seconds(3));
        if (!taken)
            waitForRedis(taken.error(), stop);
        else if (const auto message = taken->items.size() == 2 ? decoded(taken->items[1].text.value_or("")) : std::nullopt)
            carryOut(settings, redis, *message);
    }
}

/// Answers who asks whether this worker lives, even while all its other threads are busy.
void answerPings(const WorkerSettings &settings, const std::atomic<bool> &stop) {
    Redis redis(settings.redisUrl);
    bool expected = false;
    while (!stop) {
        if (!expected) {
            expected = redis.ask({"PING"}).has_value();
            if (expected)
                expectShared(redis);
        }
        const auto asked = redis.ask({"BRPOP", controlQueue(settings.node), std::to_string(waitTime.count())}, waitTime + std::chrono::seconds(3));
        if (!asked) {
            waitForRedis(asked.error(), stop);
            continue;
        }
        const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
        (void)redis.ask({"ZREMRANGEBYSCORE", std::string(runningTasks), "-inf", std::to_string(now)}); // of workers that were killed
        if (asked->items.size() == 2) {
            const std::string answer = asked->items[1].text.value_or("");
            (void)redis.ask({"LPUSH", answer, "pong"});
            (void)redis.ask({"EXPIRE", answer, "60"});
        }
    }
}

} // namespace

void runWorker(const WorkerSettings &settings, const std::atomic<bool> &stop) {
    std::string queues;
    for (const auto &queue : settings.queues)
        queues += (queues.empty() ? "" : ", ") + queue;
    say("INFO", settings.node + " ready (stand-in, synthetic data), queues: " + queues);
    std::vector<std::jthread> threads;
    for (int i = 0; i < settings.concurrency; ++i)
        threads.emplace_back([&] { takeTasks(settings, stop); });
    answerPings(settings, stop);
    threads.clear(); // what has begun is done first
    say("INFO", "worker: Warm shutdown (MainProcess)");
}

} // namespace sandbox
