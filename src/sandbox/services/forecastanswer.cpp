// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// /api/v1/forecast/...: current values, 24 hours ahead and the grid.
#include "sandbox/services/airindex.h"
#include "sandbox/services/call.h"
#include "sandbox/services/catalog.h"
#include "sandbox/services/forecaster.h"
#include "sandbox/services/location.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>

namespace sandbox {

using Json = nlohmann::json;

namespace {
constexpr double confidenceLevel = 0.8;
constexpr std::int64_t maximumBehind = 72; // hours that are predicted over, where nothing newer was stored

struct Spot {
    std::string name;
    double latitude;
    double longitude;
    const City *city;
};

/// A degree with what the predictor tolerates around it: "lat:28.6", "28.6N".
std::optional<double> degrees(std::string_view text) {
    if (const auto colon = text.find(':'); colon != std::string_view::npos)
        text.remove_prefix(colon + 1);
    while (text.starts_with(' '))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view rest(end, text.data() + text.size());
    if (error != std::errc() || rest.size() > 1 || !std::isfinite(value) ||
        (!rest.empty() && !std::string_view("NESWnesw").contains(rest[0])))
        return {};
    return rest == "S" || rest == "W" || rest == "s" || rest == "w" ? -value : value;
}

std::optional<Spot> locate(const std::string &text) {
    if (const auto comma = text.find(','); comma != std::string::npos) {
        const auto latitude = degrees(std::string_view(text).substr(0, comma));
        const auto longitude = degrees(std::string_view(text).substr(comma + 1));
        if (latitude && longitude && std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180)
            return Spot{text, *latitude, *longitude, cityNear(*latitude, *longitude, 60)};
    }
    if (const City *city = cityInText(text))
        return Spot{text, city->latitude, city->longitude, city};
    return {};
}

Json locationJson(const Spot &spot) {
    Json out = {{"name", spot.name}, {"coordinates", {{"lat", spot.latitude}, {"lon", spot.longitude}}},
        {"city", nullptr}, {"state", nullptr}, {"country", "India"}};
    if (spot.city) {
        out["city"] = spot.city->name;
        out["state"] = spot.city->state;
    }
    return out;
}

Json pollutantsJson(const std::map<Pollutant, double> &values) {
    Json out = Json::object();
    for (const auto &[pollutant, value] : values)
        out[key(pollutant)] = {{"value", tenth(value)}, {"unit", unit(pollutant)}, {"aqi", subIndex(pollutant, value)}};
    return out;
}

Json weatherJson(const Weather &now) {
    return {{"temperature", tenth(now.temperature)}, {"humidity", std::lround(now.humidity)},
        {"wind_speed", tenth(now.windSpeed)}, {"wind_direction", std::lround(now.windDirection)},
        {"pressure", tenth(now.pressure)}};
}

Json indexJson(const AirIndex &index) {
    const AirCategory &category = airCategory(std::floor(index.value));
    return {{"category", category.key}, {"category_label", category.label}, {"color", category.colour}};
}

/// 1 for a certain forecast, 0 for one whose day-ahead errors reach a factor of e.
double score(const Prediction &prediction) {
    return std::clamp(1 - prediction.spread, 0.0, 1.0);
}

Json confidenceJson(const Prediction &prediction) {
    const double sure = score(prediction);
    const double persistence = std::round(prediction.persistence * 1000) / 1000;
    return {{"score", std::round(sure * 1000) / 1000},
        {"level", sure > 0.7   ? "high"
                  : sure > 0.4 ? "medium"
                               : "low"},
        {"model_weights", {{"seasonal_hourly_mean", 1 - persistence}, {"autoregressive_residual", persistence}}}};
}

ServiceReply current(const ApiCall &call, const Spot &spot) {
    const auto hour = call.air->latest(call.now);
    std::map<Pollutant, double> values;
    for (const Pollutant pollutant : pollutants)
        values[pollutant] = call.air->value(pollutant, spot.latitude, spot.longitude, hour);
    const AirIndex index = airIndex(values);
    const Prediction next = predict(call.air->history(Pollutant::Pm25, spot.latitude, spot.longitude, hour, historyHours), 1);
    Json confidence = confidenceJson(next);
    const double width = (next.hours[0].upper - next.hours[0].lower) / 2;
    confidence["pm25_lower"] = tenth(std::max(0.0, values[Pollutant::Pm25] - width));
    confidence["pm25_upper"] = tenth(values[Pollutant::Pm25] + width);
    Json aqi = indexJson(index);
    aqi["value"] = static_cast<int>(index.value);
    aqi["dominant_pollutant"] = key(index.dominant);
    aqi["health_message"] = airCategory(std::floor(index.value)).advice;
    return jsonReply({{"location", locationJson(spot)}, {"timestamp", stamp(call.now)}, {"aqi", aqi},
        {"pollutants", pollutantsJson(values)}, {"weather", weatherJson(call.air->weatherAt(spot.latitude, spot.longitude, hour))},
        {"source_attribution", {{"vehicular", 45.2}, {"industrial", 28.7}, {"biomass", 15.1}, {"background", 11.0}}},
        {"confidence", confidence}, {"data_sources", {"synthetic"}}, {"last_updated", stamp(hour)},
        {"model_version", modelVersion}, {"synthetic", true}});
}

Json hourJson(const std::map<Pollutant, Prediction> &predictions, const Spot &spot, std::chrono::sys_seconds at,
    std::size_t lead) {
    std::map<Pollutant, double> values;
    std::map<Pollutant, double> lower;
    std::map<Pollutant, double> upper;
    for (const auto &[pollutant, prediction] : predictions) {
        values[pollutant] = prediction.hours[lead].value;
        lower[pollutant] = prediction.hours[lead].lower;
        upper[pollutant] = prediction.hours[lead].upper;
    }
    const AirIndex index = airIndex(values);
    Json aqi = indexJson(index);
    aqi["value"] = tenth(index.value);
    aqi["confidence_lower"] = tenth(airIndex(lower).value);
    aqi["confidence_upper"] = tenth(airIndex(upper).value);
    Json concentrations = pollutantsJson(values);
    for (const auto &[pollutant, value] : values) {
        concentrations[key(pollutant)]["confidence_lower"] = tenth(lower[pollutant]);
        concentrations[key(pollutant)]["confidence_upper"] = tenth(upper[pollutant]);
    }
    Json sky = weatherJson(weather(spot.latitude, spot.longitude, at));
    sky.erase("wind_direction");
    sky.erase("pressure");
    Json confidence = confidenceJson(predictions.at(Pollutant::Pm25));
    confidence.erase("level");
    return {{"timestamp", stamp(at)}, {"forecast_hour", lead + 1}, {"aqi", aqi}, {"pollutants", concentrations},
        {"weather", sky}, {"confidence", confidence}};
}

ServiceReply dayAhead(const ApiCall &call, const Spot &spot) {
    constexpr int hours = 24;
    const auto begin = std::chrono::floor<std::chrono::hours>(call.now);
    const auto known = call.air->latest(call.now);
    const auto behind = std::min<std::int64_t>((begin - known) / std::chrono::hours(1), maximumBehind);
    std::map<Pollutant, Prediction> predictions;
    for (const Pollutant pollutant : pollutants) {
        auto &prediction = predictions[pollutant] = predict(
            call.air->history(pollutant, spot.latitude, spot.longitude, known, historyHours), hours + static_cast<int>(behind));
        prediction.hours.erase(prediction.hours.begin(), prediction.hours.begin() + behind); // what has passed meanwhile
    }
    Json items = Json::array();
    for (int lead = 0; lead < hours; ++lead)
        items.push_back(
            hourJson(predictions, spot, begin + std::chrono::hours(lead + 1), static_cast<std::size_t>(lead)));
    const Json ensemble = {
        {"models_used", {"synthetic_v1"}}, {"dynamic_weighting", false}, {"confidence_intervals", true}};
    return jsonReply({{"location", locationJson(spot)}, {"forecast_type", "24_hour"}, {"generated_at", stamp(call.now)},
        {"forecasts", items},
        {"metadata", {{"model_version", modelVersion}, {"confidence_level", confidenceLevel},
                         {"data_sources", {"synthetic"}}, {"spatial_resolution", "point_forecast"},
                         {"update_frequency", "hourly"}, {"ensemble_info", ensemble}, {"synthetic", true}}}});
}

struct Box {
    double north = 0;
    double south = 0;
    double east = 0;
    double west = 0;
    [[nodiscard]] Json json() const { return {{"north", north}, {"south", south}, {"east", east}, {"west", west}}; }
};

struct GridShape {
    int rows;
    int columns;
};

/// Steps as the predictor takes them: a degree is 111 km, of longitude times the cosine of the middle latitude.
GridShape shape(const Box &box, double kilometres) {
    const double middle = (box.north + box.south) / 2 * std::numbers::pi / 180;
    return {static_cast<int>((box.north - box.south) * 111 / kilometres) + 2,
        static_cast<int>((box.east - box.west) * 111 * std::cos(middle) / kilometres) + 2};
}

Json gridPoint(const AirSource &air, Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds at) {
    const double value = air.value(pollutant, latitude, longitude, at);
    const double index = subIndex(pollutant, value);
    double nearest = 1e9;
    for (const Site &site : sites())
        nearest = std::min(nearest, distance(latitude, longitude, site.latitude, site.longitude));
    return {{"coordinates", {{"lat", latitude}, {"lon", longitude}}}, {"aqi", tenth(index)},
        {"category", airCategory(index).key}, {"value", tenth(value)}, {"parameter", key(pollutant)},
        {"confidence", std::round(100 * std::exp(-nearest / 15)) / 100}};
}

ServiceReply grid(const ApiCall &call, const Box &box, double kilometres, Pollutant pollutant) {
    const GridShape size = shape(box, kilometres);
    const auto hour = call.air->latest(call.now);
    Json points = Json::array();
    for (int row = 0; row < size.rows; ++row)
        for (int column = 0; column < size.columns; ++column)
            points.push_back(gridPoint(*call.air, pollutant, box.south + (box.north - box.south) * row / (size.rows - 1),
                box.west + (box.east - box.west) * column / (size.columns - 1), hour));
    const auto inside = [&](const Site &site) {
        return site.latitude <= box.north && site.latitude >= box.south && site.longitude <= box.east &&
               site.longitude >= box.west;
    };
    return jsonReply({{"bounds", box.json()}, {"resolution_km", kilometres}, {"parameter", key(pollutant)},
        {"grid_predictions", points},
        {"metadata", {{"generated_at", stamp(call.now)}, {"n_grid_points", points.size()},
                         {"n_stations_used", std::ranges::count_if(sites(), inside)},
                         {"interpolation_method", "synthetic_field"}, {"variogram_model", nullptr},
                         {"model_version", modelVersion}, {"data_sources", {"synthetic"}}, {"synthetic", true}}}});
}

ServiceReply spatial(const ApiCall &call) {
    const auto north = number(call, "north", -90, 90, {});
    const auto south = number(call, "south", -90, 90, {});
    const auto east = number(call, "east", -180, 180, {});
    const auto west = number(call, "west", -180, 180, {});
    const auto resolution = number(call, "resolution", 0.1, 10, 1.0);
    for (const auto *value : {&north, &south, &east, &west, &resolution})
        if (!*value)
            return value->error();
    const Box box{*north, *south, *east, *west};
    if (box.north <= box.south || box.east <= box.west)
        return detailReply(400, "Invalid bounds: north must be greater than south and east greater than west");
    const auto named = call.parameters.find("parameter");
    const std::string wanted = named == call.parameters.end() ? "pm25" : named->second;
    const auto pollutant = std::ranges::find(pollutants, std::string_view(wanted), &key);
    if (pollutant == pollutants.end())
        return detailReply(400, std::format("Unknown parameter: {}", wanted));
    const GridShape size = shape(box, *resolution);
    if (std::int64_t{size.rows} * size.columns > 10000)
        return detailReply(400, "Grid too large: more than 10000 points. Use a coarser resolution or a smaller area");
    return grid(call, box, *resolution, *pollutant);
}

ServiceReply bounds(const std::string &wanted) {
    struct Named {
        std::string_view city;
        Box box;
    };
    static constexpr std::array<Named, 6> boxes = {
        {{"delhi", {28.9, 28.3, 77.5, 76.9}}, {"mumbai", {19.3, 18.9, 72.9, 72.7}},
            {"bangalore", {13.1, 12.8, 77.8, 77.4}}, {"chennai", {13.2, 12.9, 80.3, 80.1}},
            {"kolkata", {22.7, 22.4, 88.5, 88.2}}, {"hyderabad", {17.5, 17.2, 78.6, 78.2}}}};
    std::string lower = wanted;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = std::ranges::find(boxes, std::string_view(lower), &Named::city);
    if (found == boxes.end())
        return detailReply(404, std::format("Bounds not available for city: {}", wanted));
    const GridShape size = shape(found->box, 1.0);
    return jsonReply({{"city", found->city}, {"bounds", found->box.json()}, {"default_resolution_km", 1.0},
        {"estimated_grid_points", size.rows * size.columns}});
}
} // namespace

bool isLocation(const std::string &text) {
    return locate(text).has_value();
}

std::optional<ServiceReply> forecastAnswer(const ApiCall &call) {
    const auto &parts = call.parts;
    if (parts.size() < 4 || parts[0] != "api" || parts[1] != "v1" || parts[2] != "forecast")
        return {};
    if (parts.size() == 4 && parts[3] == "spatial")
        return spatial(call);
    if (parts.size() == 6 && parts[3] == "spatial" && parts[4] == "bounds")
        return bounds(parts[5]);
    if (parts.size() != 5 || (parts[3] != "current" && parts[3] != "24h"))
        return {};
    const auto spot = locate(parts[4]);
    if (!spot)
        return detailReply(400, std::format("Unable to parse location: {}", parts[4]));
    return parts[3] == "current" ? current(call, *spot) : dayAhead(call, *spot);
}

} // namespace sandbox
