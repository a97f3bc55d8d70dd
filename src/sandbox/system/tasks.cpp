// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/tasks.h"

#include "sandbox/services/airindex.h"
#include "sandbox/services/catalog.h"
#include "sandbox/system/celery.h"
#include "sandbox/system/ingestion.h"
#include "sandbox/system/metricset.h"
#include "sandbox/system/predictions.h"

#include <algorithm>
#include <array>
#include <format>

namespace sandbox {

namespace {

using Done = base::Result<std::string>;

constexpr std::chrono::minutes statementTime{2};

std::chrono::sys_seconds thisSecond() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

base::Result<pqxx::connection> connected(const TaskPlace &place) {
    return tried([&place] { return pqxx::connection(connectionText(place.databaseUrl, statementTime)); });
}

struct Feed {
    std::string_view source;
    std::string_view type;
    base::Result<Ingested> (*ingest)(pqxx::connection &, std::chrono::sys_seconds);
};

Done ingest(const TaskPlace &place, const Feed &feed) {
    const auto began = std::chrono::steady_clock::now();
    const auto done = connected(place).and_then([&feed](pqxx::connection connection) { return feed.ingest(connection, thisSecond()); });
    if (!done) {
        countShared(place.redis, sampleName("aqi_data_ingestion_errors_total", {{"source", feed.source}, {"error_type", "database"}}), 1);
        return std::unexpected(done.error());
    }
    countShared(place.redis, sampleName("aqi_data_ingestion_total", {{"source", feed.source}, {"data_type", feed.type}}), static_cast<double>(done->rows));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    for (const auto &[sample, by] : observation("aqi_data_processing_duration_seconds", {{"source", feed.source}, {"operation", "ingest"}}, took.count()))
        countShared(place.redis, sample, by);
    return std::format("stored {} rows from {} on", done->rows, instant(done->from));
}

Done ingestCpcb(const TaskPlace &place) {
    return ingest(place, {"cpcb", "air_quality", &ingestMeasurements});
}

Done ingestOpenaq(const TaskPlace &place) { // what the other left out
    return ingest(place, {"openaq", "air_quality", &ingestMeasurements});
}

Done ingestSky(const TaskPlace &place) {
    return ingest(place, {"openweathermap", "weather", &ingestWeather});
}

base::Result<AirHistory> storedAir(pqxx::connection &connection) {
    AirHistory air;
    if (const auto read = air.load(connection, thisSecond(), static_cast<int>(keptHistory / std::chrono::hours(1))); !read)
        return std::unexpected(read.error());
    if (air.empty())
        return base::fail(base::ErrorKind::NotFound, QStringLiteral("there are no measurements to forecast from"));
    return air;
}

Done predictHourly(const TaskPlace &place) {
    return connected(place).and_then([](pqxx::connection connection) -> Done {
        return storedAir(connection)
            .and_then([&connection](const AirHistory &air) { return storePredictions(connection, air, thisSecond()); })
            .transform([](long rows) { return std::format("stored {} predictions", rows); });
    });
}

Done evaluate(const TaskPlace &place) {
    return connected(place).and_then([](pqxx::connection connection) -> Done {
        return storedAir(connection)
            .and_then([&connection](const AirHistory &air) { return storeModelError(connection, air, thisSecond()); })
            .transform([](const ModelError &error) { return std::format("RMSE {:.2f}, MAE {:.2f}", error.rmse, error.mae); });
    });
}

Done checkAlerts(const TaskPlace &place) {
    return connected(place).and_then([](pqxx::connection connection) -> Done {
        return tried([&connection] {
            pqxx::nontransaction work(connection);
            return std::format("{} active subscriptions looked at", work.query_value<long>("SELECT count(*) FROM alert_subscriptions WHERE is_active"));
        });
    });
}

Done cleanUp(const TaskPlace &place) {
    return connected(place).and_then([](pqxx::connection connection) -> Done {
        return tried([&connection] {
            pqxx::work work(connection);
            long chunks = 0;
            for (const char *statement : {"SELECT drop_chunks('air_quality_measurements', interval '2 years')",
                     "SELECT drop_chunks('weather_data', interval '3 years')", "SELECT drop_chunks('predictions', interval '1 year')"})
                chunks += static_cast<long>(work.exec(statement).size());
            work.commit();
            return std::format("dropped {} chunks", chunks);
        });
    });
}

Done checkHealth(const TaskPlace &place) {
    if (const auto pong = place.redis.ask({"PING"}); !pong)
        return std::unexpected(pong.error());
    return connected(place).and_then([](pqxx::connection connection) -> Done {
        return tried([&connection] {
            (void)pqxx::nontransaction(connection).query_value<int>("SELECT 1");
            return std::string("database and Redis answer");
        });
    });
}

struct Task {
    std::string_view name;
    Done (*run)(const TaskPlace &);
};
constexpr std::array tasks = {
    Task{"src.tasks.data_ingestion.ingest_cpcb_data", &ingestCpcb},
    Task{"src.tasks.data_ingestion.ingest_openaq_data", &ingestOpenaq},
    Task{"src.tasks.data_ingestion.ingest_weather_data", &ingestSky},
    Task{"src.tasks.predictions.generate_hourly_predictions", &predictHourly},
    Task{"src.tasks.model_training.evaluate_model_performance", &evaluate},
    Task{"src.tasks.alerts.check_alert_thresholds", &checkAlerts},
    Task{"src.tasks.maintenance.cleanup_old_data", &cleanUp},
    Task{"src.tasks.maintenance.health_check", &checkHealth},
};

} // namespace

base::Result<std::string> doTask(std::string_view task, const TaskPlace &place) {
    const auto found = std::ranges::find(tasks, task, &Task::name);
    if (found == tasks.end())
        return base::fail(base::ErrorKind::NotFound, QStringLiteral("Received unregistered task"), QString::fromUtf8(task.data(), static_cast<qsizetype>(task.size())));
    return found->run(place);
}

void countShared(Redis &redis, const std::string &sample, double by) {
    (void)redis.ask({"HINCRBYFLOAT", std::string(metricsHash), sample, std::format("{}", by)}); // without Redis there is no task either
}

} // namespace sandbox
