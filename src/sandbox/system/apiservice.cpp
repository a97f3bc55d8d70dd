// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/apiservice.h"

#include "sandbox/services/call.h"
#include "sandbox/services/metrics.h"
#include "sandbox/system/celery.h"
#include "sandbox/system/predictions.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sandbox {

namespace {

using Clock = std::chrono::steady_clock;

struct Cached {
    std::string_view prefix;
    std::string_view kind;
    int seconds; // in the cache
};
constexpr std::array cachedPaths = {
    Cached{"/api/v1/forecast/current/", "current", 180},
    Cached{"/api/v1/forecast/24h/", "24h", 1800},
    Cached{"/api/v1/forecast/spatial", "spatial", 1800},
};

const Cached *cachedPath(std::string_view path) {
    const auto found = std::ranges::find_if(cachedPaths, [path](const Cached &one) { return path.starts_with(one.prefix); });
    return found == cachedPaths.end() || path.starts_with("/api/v1/forecast/spatial/") ? nullptr : &*found;
}

double secondsSince(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

ServiceReply withoutHttps(const ServiceRequest &request) {
    const auto host = request.headers.find("host");
    const std::string query = request.query.empty() ? "" : "?" + request.query;
    return {301, "text/plain", "", {{"Location", "https://" + (host == request.headers.end() ? std::string("api-service:8000") : host->second) + request.path + query}}};
}

} // namespace

ApiService::ApiService(ApiSettings settings)
    : m_settings(std::move(settings))
    , m_start(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()))
    , m_redis(m_settings.redisUrl)
    , m_keeper([this](const std::stop_token &stop) { keep(stop); }) {
    expectSamples();
}

ApiService::~ApiService() = default;

void ApiService::expectSamples() {
    for (const auto &[prefix, kind, seconds] : cachedPaths) {
        m_metrics.add("aqi_forecast_requests_total", {{"location_type", "point"}, {"forecast_type", kind}}, 0);
        m_metrics.add("aqi_cache_hits_total", {{"cache_type", kind}}, 0);
        m_metrics.add("aqi_cache_misses_total", {{"cache_type", kind}}, 0);
    }
    m_metrics.add("aqi_http_requests_total", {{"method", "GET"}, {"endpoint", "unknown"}, {"status", "404"}}, 0);
    m_metrics.add("aqi_prediction_errors_total", {{"error_type", "no_data"}}, 0);
    m_metrics.add("aqi_model_predictions_total", {{"model_name", modelName}, {"model_version", modelTag}}, 0);
    m_metrics.expect("aqi_model_prediction_duration_seconds", {{"model_name", modelName}});
    m_metrics.set("aqi_application_info",
        {{"service", "aqi-predictor-stand-in"}, {"version", "1.0.0"}, {"environment", m_settings.environment}, {"data", "synthetic"}}, 1);
}

ServiceReply ApiService::handle(const ServiceRequest &request) {
    const auto proto = request.headers.find("x-forwarded-proto");
    if (m_settings.enforceHttps && (proto == request.headers.end() || proto->second != "https"))
        return withoutHttps(request);
    ServiceReply reply;
    if (request.path == "/metrics") {
        reply = {200, "text/plain; version=0.0.4; charset=utf-8", metrics(), {}};
    } else {
        const Labels inProgress{{"method", request.method}, {"endpoint", "all"}};
        m_metrics.add("aqi_http_requests_in_progress", inProgress, 1);
        const auto began = Clock::now();
        reply = answer(request);
        const std::string endpoint = endpointOf(request.path, reply.status);
        m_metrics.observe("aqi_http_request_duration_seconds", {{"method", request.method}, {"endpoint", endpoint}}, secondsSince(began));
        m_metrics.add("aqi_http_requests_total", {{"method", request.method}, {"endpoint", endpoint}, {"status", std::to_string(reply.status)}});
        m_metrics.add("aqi_http_requests_in_progress", inProgress, -1);
    }
    if (request.method == "HEAD")
        reply.body.clear();
    reply.headers.emplace_back("X-Data-Kind", "synthetic");
    return reply;
}

ServiceReply ApiService::answer(const ServiceRequest &request) {
    ServiceRequest asked = request;
    asked.databaseUp = m_databaseUp;
    asked.cacheUp = m_cacheUp;
    if (const auto health = healthAnswer(takeApart(asked)))
        return *health;
    if (request.method != "GET" && request.method != "HEAD")
        return detailReply(405, "Method Not Allowed");
    if (!m_databaseUp)
        return detailReply(503, "Database unavailable");
    if (const Cached *cached = cachedPath(request.path))
        return cachedAnswer(asked, std::string(cached->kind));
    const std::shared_lock lock(m_airMutex);
    const ApiCall call = takeApart(asked, m_air);
    for (const auto room : {&forecastAnswer, &dataAnswer}) {
        if (auto reply = room(call))
            return *std::move(reply);
    }
    return detailReply(404, "Not Found");
}

ServiceReply ApiService::cachedAnswer(const ServiceRequest &request, const std::string &kind) {
    const Labels type{{"cache_type", kind}};
    const std::string cacheKey = "aqi:cache:" + request.path + "?" + request.query;
    m_metrics.add("aqi_forecast_requests_total", {{"location_type", "point"}, {"forecast_type", kind}});
    if (const auto kept = askRedis({"GET", cacheKey}); kept && kept->text) {
        m_metrics.add("aqi_cache_hits_total", type);
        return {200, "application/json", *kept->text, {{"X-Cache", "HIT"}}};
    }
    m_metrics.add("aqi_cache_misses_total", type);
    ServiceReply reply;
    const auto began = Clock::now();
    {
        const std::shared_lock lock(m_airMutex);
        reply = forecastAnswer(takeApart(request, m_air)).value_or(detailReply(404, "Not Found"));
    }
    if (reply.status != 200)
        return reply;
    m_metrics.add("aqi_model_predictions_total", {{"model_name", modelName}, {"model_version", modelTag}});
    m_metrics.observe("aqi_model_prediction_duration_seconds", {{"model_name", modelName}}, secondsSince(began));
    (void)askRedis({"SET", cacheKey, reply.body, "EX", std::to_string(cachedPath(request.path)->seconds)}); // an answer needs no cache
    return reply;
}

base::Result<RedisReply> ApiService::askRedis(const std::vector<std::string> &words) {
    if (!m_cacheUp)
        return base::fail(base::ErrorKind::Network, QStringLiteral("Redis is not to be had"));
    const std::lock_guard lock(m_redisMutex);
    return m_redis.ask(words, std::chrono::milliseconds(500));
}

/// What the workers counted belongs to no pod of the API, so one of them tells it: who holds the lease.
MetricSet::Samples ApiService::sharedSamples() {
    MetricSet::Samples samples;
    (void)askRedis({"SET", std::string(metricsLease), m_settings.name, "NX", "EX", "60"});
    const auto holder = askRedis({"GET", std::string(metricsLease)});
    if (!holder || holder->text != m_settings.name)
        return samples;
    (void)askRedis({"EXPIRE", std::string(metricsLease), "60"});
    if (const auto counted = askRedis({"HGETALL", std::string(metricsHash)})) {
        for (std::size_t i = 0; i + 1 < counted->items.size(); i += 2)
            samples[counted->items[i].text.value_or("")] = std::strtod(counted->items[i + 1].text.value_or("0").c_str(), nullptr);
    }
    if (const auto running = askRedis({"ZRANGE", std::string(runningTasks), "0", "-1"})) {
        for (const auto &[name, queue] : taskQueues())
            samples[sampleName("aqi_celery_tasks_in_progress", {{"task_name", name}})] = static_cast<double>(std::ranges::count_if(
                running->items, [&](const RedisReply &item) { return item.text && item.text->starts_with(std::string(name) + "|"); }));
    }
    return samples;
}

std::string ApiService::metrics() {
    measureMachine();
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    m_metrics.set("aqi_app_uptime_seconds", {}, static_cast<double>((now - m_start).count()));
    return m_metrics.text(sharedSamples());
}

} // namespace sandbox
