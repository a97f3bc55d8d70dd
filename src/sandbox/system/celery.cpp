// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/celery.h"

#include <QUuid>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr std::array knownTasks = {
    TaskQueue{"src.tasks.data_ingestion.ingest_cpcb_data", "data_ingestion"},
    TaskQueue{"src.tasks.data_ingestion.ingest_openaq_data", "data_ingestion"},
    TaskQueue{"src.tasks.data_ingestion.ingest_weather_data", "data_ingestion"},
    TaskQueue{"src.tasks.predictions.generate_hourly_predictions", "predictions"},
    TaskQueue{"src.tasks.model_training.evaluate_model_performance", "model_training"},
    TaskQueue{"src.tasks.alerts.check_alert_thresholds", "alerts"},
    TaskQueue{"src.tasks.maintenance.cleanup_old_data", "maintenance"},
    TaskQueue{"src.tasks.maintenance.health_check", "maintenance"},
};

constexpr const char *emptyBody = "W1tdLCB7fSwgeyJjYWxsYmFja3MiOiBudWxsLCAiZXJyYmFja3MiOiBudWxsLCAiY2hhaW4iOiBudWxsLCAiY2hvcmQiOiBudWxsfV0="; // [[], {}, {...null}]

std::string newTaskId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

} // namespace

std::span<const TaskQueue> taskQueues() {
    return knownTasks;
}

std::string_view queueOf(std::string_view task) {
    const auto found = std::ranges::find(knownTasks, task, &TaskQueue::task);
    return found == knownTasks.end() ? "celery" : found->queue;
}

std::string encoded(const TaskMessage &message) {
    const std::string queue(queueOf(message.task));
    return nlohmann::json{{"body", emptyBody}, {"content-encoding", "utf-8"}, {"content-type", "application/json"},
        {"headers", {{"lang", "py"}, {"task", message.task}, {"id", message.id}, {"root_id", message.id}, {"retries", 0}, {"argsrepr", "()"}, {"kwargsrepr", "{}"}}},
        {"properties", {{"correlation_id", message.id}, {"delivery_mode", 2}, {"delivery_info", {{"exchange", ""}, {"routing_key", queue}}}, {"priority", 0},
                           {"body_encoding", "base64"}, {"delivery_tag", newTaskId()}}}}
        .dump();
}

std::optional<TaskMessage> decoded(const std::string &text) {
    const auto message = nlohmann::json::parse(text, nullptr, false);
    if (!message.is_object() || !message.contains("headers") || !message["headers"].is_object())
        return std::nullopt;
    const auto &headers = message["headers"];
    if (!headers.contains("id") || !headers.contains("task") || !headers["id"].is_string() || !headers["task"].is_string())
        return std::nullopt;
    return TaskMessage{headers["id"].get<std::string>(), headers["task"].get<std::string>()};
}

base::Result<std::string> sendTask(Redis &redis, std::string_view task) {
    const TaskMessage message{newTaskId(), std::string(task)};
    return redis.ask({"LPUSH", std::string(queueOf(task)), encoded(message)}).transform([&message](const RedisReply &) { return message.id; });
}

std::string controlQueue(const std::string &node) {
    return node + ".celery.pidbox";
}

base::Status pingWorker(Redis &redis, const std::string &node, std::chrono::seconds limit) {
    const std::string answer = newTaskId() + ".reply.celery.pidbox";
    if (const auto asked = redis.ask({"LPUSH", controlQueue(node), answer}); !asked)
        return std::unexpected(asked.error());
    (void)redis.ask({"EXPIRE", controlQueue(node), "60"}); // nobody may live to read it
    const auto pong = redis.ask({"BLPOP", answer, std::to_string(limit.count())}, limit + std::chrono::seconds(2));
    if (!pong)
        return std::unexpected(pong.error());
    if (pong->items.empty())
        return base::fail(base::ErrorKind::Timeout, u"No nodes replied within time constraint"_s, QString::fromStdString(node));
    return {};
}

} // namespace sandbox
