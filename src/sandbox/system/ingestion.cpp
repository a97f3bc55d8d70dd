// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/ingestion.h"

#include "sandbox/services/catalog.h"
#include "sandbox/services/climate.h"

#include <cmath>

namespace sandbox {

namespace {

using Hours = std::chrono::hours;

double thousandth(double value) {
    return std::round(value * 1000) / 1000;
}

/// The hour after the newest row; at most the kept history back.
std::chrono::sys_seconds nextHour(pqxx::work &work, const char *table, std::chrono::sys_seconds now) {
    const auto hour = std::chrono::floor<Hours>(now);
    const auto earliest = hour - keptHistory + Hours(1);
    const auto newest = work.query_value<std::optional<long long>>(std::string("SELECT extract(epoch FROM max(time))::bigint FROM ") + table);
    return newest ? std::max<std::chrono::sys_seconds>(earliest, std::chrono::sys_seconds(std::chrono::seconds(*newest)) + Hours(1)) : earliest;
}

using Copy = long(pqxx::work &, std::chrono::sys_seconds, std::chrono::sys_seconds);

base::Result<Ingested> ingest(pqxx::connection &connection, const char *table, std::chrono::sys_seconds now, Copy *copy) {
    return tried([&] {
        pqxx::work work(connection);
        work.exec(std::string("LOCK TABLE ") + table + " IN SHARE ROW EXCLUSIVE MODE"); // two workers may have the same task
        const auto from = nextHour(work, table, now);
        const Ingested done{copy(work, from, std::chrono::floor<Hours>(now)), from};
        work.commit();
        return done;
    });
}

} // namespace

long copyMeasurements(pqxx::work &work, std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
    long rows = 0;
    auto stream = pqxx::stream_to::table(work, {"air_quality_measurements"}, {"time", "station_id", "parameter", "value", "unit", "source", "location"});
    struct Place {
        const Site *site;
        std::string id;
        std::string location;
    };
    std::vector<Place> places;
    for (const Site &site : sites())
        places.push_back({&site, siteId(site), point(site.latitude, site.longitude)});
    for (auto hour = from; hour <= to; hour += Hours(1)) {
        const std::string time = instant(hour);
        for (const auto &[site, id, location] : places) {
            for (const Pollutant pollutant : pollutants) {
                stream.write_values(time, id, key(pollutant), thousandth(concentration(pollutant, site->latitude, site->longitude, hour)),
                    unit(pollutant), "synthetic", location);
                ++rows;
            }
        }
    }
    stream.complete();
    return rows;
}

long copyWeather(pqxx::work &work, std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
    long rows = 0;
    auto stream = pqxx::stream_to::table(work, {"weather_data"},
        {"time", "location", "temperature", "humidity", "wind_speed", "wind_direction", "pressure", "source"});
    for (auto hour = from; hour <= to; hour += Hours(1)) {
        const std::string time = instant(hour);
        for (const City &city : cities()) {
            const Weather sky = weather(city.latitude, city.longitude, hour);
            stream.write_values(time, point(city.latitude, city.longitude), thousandth(sky.temperature), thousandth(sky.humidity),
                thousandth(sky.windSpeed), thousandth(sky.windDirection), thousandth(sky.pressure), "synthetic");
            ++rows;
        }
    }
    stream.complete();
    return rows;
}

base::Result<Ingested> ingestMeasurements(pqxx::connection &connection, std::chrono::sys_seconds now) {
    return ingest(connection, "air_quality_measurements", now, &copyMeasurements);
}

base::Result<Ingested> ingestWeather(pqxx::connection &connection, std::chrono::sys_seconds now) {
    return ingest(connection, "weather_data", now, &copyWeather);
}

} // namespace sandbox
