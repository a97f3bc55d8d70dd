// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/predictions.h"

#include "sandbox/services/airindex.h"
#include "sandbox/services/catalog.h"
#include "sandbox/services/forecaster.h"
#include "sandbox/services/skill.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <numeric>

namespace sandbox {

namespace {

constexpr int leads = 24;
constexpr int evaluatedHours = 30 * 24;
constexpr long hindcastStep = 12; // hours from one issue to the next

struct CityRow {
    const City *city;
    std::chrono::sys_seconds begin; // of the first predicted hour
};

long storeCity(pqxx::work &work, const AirHistory &air, const CityRow &where) {
    const City &city = *where.city;
    long rows = 0;
    for (const Pollutant pollutant : pollutants) {
        const auto known = where.begin - std::chrono::hours(1);
        const Prediction prediction = predict(air.history(pollutant, city.latitude, city.longitude, known, historyHours), leads);
        for (int lead = 0; lead < leads; ++lead) {
            const PredictedHour &hour = prediction.hours[static_cast<std::size_t>(lead)];
            const double index = subIndex(pollutant, hour.value);
            work.exec("INSERT INTO predictions (time, location, forecast_hour, parameter, predicted_value, confidence_lower, confidence_upper, model_version, "
                      "aqi_value, aqi_category, city_code) VALUES ($1, ST_GeomFromEWKT($2), $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (time, location, "
                      "forecast_hour, parameter) DO UPDATE SET predicted_value = excluded.predicted_value, confidence_lower = excluded.confidence_lower, "
                      "confidence_upper = excluded.confidence_upper, created_at = now()",
                pqxx::params{instant(where.begin + std::chrono::hours(lead)), point(city.latitude, city.longitude), lead + 1, key(pollutant), hour.value,
                    hour.lower, hour.upper, modelTag, static_cast<int>(index), airCategory(index).key, city.code});
            ++rows;
        }
    }
    return rows;
}

/// all: what was measured up to the hour `last`.
long copyHindcasts(pqxx::stream_to &stream, const City &city, Pollutant pollutant, const std::vector<double> &all, std::chrono::sys_seconds last) {
    const std::string where = point(city.latitude, city.longitude);
    const auto hours = static_cast<long>(all.size());
    long rows = 0;
    for (long known = hours - hindcastStep; known >= historyHours; known -= hindcastStep) {
        const Prediction prediction = predict(std::vector<double>(all.begin() + known - historyHours, all.begin() + known), leads);
        for (int lead = 0; lead < leads; ++lead, ++rows) {
            const PredictedHour &hour = prediction.hours[static_cast<std::size_t>(lead)];
            const double index = subIndex(pollutant, hour.value);
            stream.write_values(instant(last + std::chrono::hours(known - hours + 1 + lead)), where, lead + 1, key(pollutant), hour.value, hour.lower, hour.upper, modelTag,
                static_cast<int>(index), airCategory(index).key, city.code);
        }
    }
    return rows;
}

/// Sums over cities and leads.
struct ErrorSum {
    double absolute = 0;
    double square = 0;
    double truth = 0; // means of the cities
    long count = 0;
    int cities = 0;

    void add(const std::vector<double> &history) {
        for (const LeadSkill &lead : measureSkill(history, leads)) {
            absolute += lead.mae * lead.count;
            square += lead.rmse * lead.rmse * lead.count;
            count += lead.count;
        }
        truth += std::accumulate(history.begin(), history.end(), 0.0) / static_cast<double>(history.size());
        ++cities;
    }
    [[nodiscard]] ModelError error() const {
        if (count == 0 || truth <= 0)
            return {};
        const double mae = absolute / static_cast<double>(count);
        return {std::sqrt(square / static_cast<double>(count)), mae, std::max(0.0, 100 - 100 * mae / (truth / cities))};
    }
};

} // namespace

base::Result<long> storePredictions(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now) {
    return tried([&] {
        pqxx::work work(connection);
        long rows = 0;
        for (const City &city : cities())
            rows += storeCity(work, air, {&city, air.latest(now) + std::chrono::hours(1)});
        work.commit();
        return rows;
    });
}

base::Result<long> storeHindcasts(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now) {
    return tried([&] {
        pqxx::work work(connection);
        long rows = 0;
        auto stream = pqxx::stream_to::table(work, {"predictions"},
            {"time", "location", "forecast_hour", "parameter", "predicted_value", "confidence_lower", "confidence_upper", "model_version", "aqi_value", "aqi_category", "city_code"});
        for (const City &city : cities()) {
            for (const Pollutant pollutant : pollutants)
                rows += copyHindcasts(stream, city, pollutant, air.history(pollutant, city.latitude, city.longitude, air.latest(now), evaluatedHours), air.latest(now));
        }
        stream.complete();
        work.commit();
        return rows;
    });
}

base::Result<ModelError> storeModelError(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now) {
    return tried([&] {
        ErrorSum sum;
        const auto last = air.latest(now);
        for (const City &city : cities())
            sum.add(air.history(Pollutant::Pm25, city.latitude, city.longitude, last, evaluatedHours));
        const ModelError error = sum.error();
        pqxx::work work(connection);
        work.exec("INSERT INTO model_metadata (model_name, model_version, model_type, parameters, training_data_start, training_data_end, validation_rmse, "
                  "validation_mae, is_active) VALUES ($1, $2, 'ensemble', $3, $4, $5, $6, $7, true) ON CONFLICT (model_name, model_version) DO UPDATE SET "
                  "parameters = excluded.parameters, training_data_start = excluded.training_data_start, training_data_end = excluded.training_data_end, "
                  "validation_rmse = excluded.validation_rmse, validation_mae = excluded.validation_mae, updated_at = now()",
            pqxx::params{modelName, modelTag, std::format("{{\"synthetic\": true, \"accuracy_percent\": {:.2f}}}", error.accuracy),
                instant(last - std::chrono::hours(evaluatedHours - 1)), instant(last), error.rmse, error.mae});
        work.commit();
        return error;
    });
}

} // namespace sandbox
