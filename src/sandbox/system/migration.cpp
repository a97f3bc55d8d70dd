// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/migration.h"

#include "sandbox/services/catalog.h"
#include "sandbox/services/climate.h"
#include "sandbox/system/ingestion.h"
#include "sandbox/system/schema.h"

#include <format>

namespace sandbox {

namespace {

constexpr long long migrationLock = 0x617169; // one migration at a time

std::string versionOf(pqxx::work &work) {
    if (!work.query_value<bool>("SELECT to_regclass('alembic_version') IS NOT NULL"))
        return {};
    const auto rows = work.exec("SELECT version_num FROM alembic_version");
    return rows.empty() ? std::string() : rows[0][0].as<std::string>();
}

void seedPlaces(pqxx::work &work) {
    for (const City &city : cities()) {
        constexpr double halfWidth = 0.35; // degrees
        work.exec("INSERT INTO city_configurations (city_name, city_code, state, center_location, bounding_box, priority, model_config, data_sources, "
                  "alert_thresholds, city_metadata) VALUES ($1, $2, $3, ST_GeomFromEWKT($4), ST_Expand(ST_GeomFromEWKT($4), $5), $6, '{}', "
                  "'[\"synthetic\"]', '{\"warning\": 150, \"critical\": 200}', '{\"synthetic\": true}') ON CONFLICT (city_code) DO NOTHING",
            pqxx::params{city.name, city.code, city.state, point(city.latitude, city.longitude), halfWidth, city.priority});
    }
    for (const Site &site : sites()) {
        const City &city = *cityByCode(site.city);
        work.exec("INSERT INTO monitoring_stations (station_id, name, location, city, city_code, state, station_type, parameters) VALUES "
                  "($1, $2, ST_GeomFromEWKT($3), $4, $5, $6, 'synthetic', '{pm25,pm10,no2,so2,co,o3}') ON CONFLICT (station_id) DO NOTHING",
            pqxx::params{siteId(site), site.name, point(site.latitude, site.longitude), city.name, city.code, city.state});
    }
}

void run(pqxx::work &work, std::span<const std::string_view> statements) {
    for (const std::string_view statement : statements)
        work.exec(statement);
}

} // namespace

base::Result<Migrated> migrate(pqxx::connection &connection, std::chrono::sys_seconds now) {
    return tried([&] {
        pqxx::work work(connection);
        work.exec("SELECT pg_advisory_xact_lock($1)", pqxx::params{migrationLock});
        Migrated done{versionOf(work)};
        if (done.from == schemaHead)
            return done;
        run(work, tableStatements());
        seedPlaces(work);
        const auto hour = std::chrono::floor<std::chrono::hours>(now);
        const auto first = hour - keptHistory + std::chrono::hours(1);
        if (!work.query_value<bool>("SELECT EXISTS (SELECT FROM air_quality_measurements)"))
            done.measurements = copyMeasurements(work, first, hour);
        if (!work.query_value<bool>("SELECT EXISTS (SELECT FROM weather_data)"))
            done.weather = copyWeather(work, first, hour);
        run(work, indexStatements());
        work.exec("DELETE FROM alembic_version");
        work.exec("INSERT INTO alembic_version (version_num) VALUES ($1)", pqxx::params{schemaHead});
        work.commit();
        pqxx::nontransaction(connection).exec("ANALYZE");
        return done;
    });
}

} // namespace sandbox
