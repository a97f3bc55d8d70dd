// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// /api/v1/cities/..., /api/v1/data/... and /api/v1/forecast/stations: places and what was "measured" there.
#include "sandbox/services/call.h"
#include "sandbox/services/catalog.h"
#include "sandbox/services/climate.h"

#include <algorithm>
#include <format>
#include <vector>

namespace sandbox {

using Json = nlohmann::json;

namespace {
Json keys() {
    Json out = Json::array();
    for (const Pollutant pollutant : pollutants)
        out.push_back(key(pollutant));
    return out;
}

Json cityJson(const City &city) {
    return {{"city_code", city.code}, {"city_name", city.name}, {"state", city.state}, {"country", "India"},
        {"latitude", city.latitude}, {"longitude", city.longitude}, {"is_active", true}, {"priority", city.priority},
        {"ml_model_config", Json::object()}, {"data_sources", {"synthetic"}},
        {"alert_thresholds", {{"warning", 150}, {"critical", 200}}}, {"synthetic", true}};
}

Json stationJson(const Site &site) {
    const City &city = *cityByCode(site.city);
    return {{"station_id", siteId(site)}, {"name", site.name}, {"city", city.name}, {"city_code", city.code},
        {"state", city.state}, {"country", "India"},
        {"location", {{"type", "Point"}, {"coordinates", {site.longitude, site.latitude}}}},
        {"latitude", site.latitude}, {"longitude", site.longitude}, {"station_type", "synthetic"},
        {"parameters", keys()}, {"is_active", true}, {"synthetic", true}};
}

Json measurement(const AirSource &air, const Site &site, Pollutant pollutant, std::chrono::sys_seconds at) {
    return {{"time", stamp(at) + "+00:00"}, {"station_id", siteId(site)}, {"parameter", key(pollutant)},
        {"value", tenth(air.value(pollutant, site.latitude, site.longitude, at))}, {"unit", unit(pollutant)},
        {"quality_flag", "valid"}, {"source", "synthetic"},
        {"location", {{"type", "Point"}, {"coordinates", {site.longitude, site.latitude}}}}};
}

std::string text(const ApiCall &call, const std::string &parameter) {
    const auto found = call.parameters.find(parameter);
    return found == call.parameters.end() ? std::string() : found->second;
}

bool isOf(const Site &site, const std::string &cityText) {
    if (cityText.empty())
        return true;
    const City *city = cityByCode(cityText) ? cityByCode(cityText) : cityInText(cityText);
    return city && city->code == site.city;
}

ServiceReply stations(const ApiCall &call, int defaultLimit) {
    const auto limit = number(call, "limit", 1, 500, defaultLimit);
    const auto radius = number(call, "radius_km", 0.1, 500, 50);
    const auto latitude = number(call, "latitude", -90, 90, 1000);
    const auto longitude = number(call, "longitude", -180, 180, 1000);
    for (const auto *value : {&limit, &radius, &latitude, &longitude})
        if (!*value)
            return value->error();
    const bool around = *latitude <= 90 && *longitude <= 180;
    Json out = Json::array();
    for (const Site &site : sites()) {
        const bool near = !around || distance(*latitude, *longitude, site.latitude, site.longitude) <= *radius;
        const std::string state = text(call, "state");
        if (near && isOf(site, text(call, "city")) && (state.empty() || cityByCode(site.city)->state == state) &&
            out.size() < static_cast<std::size_t>(*limit))
            out.push_back(stationJson(site));
    }
    return jsonReply(out);
}

/// The stations and pollutants that station_id, city and parameter ask for, or the 400 that names what is unknown.
struct Selection {
    std::vector<const Site *> sites;
    std::vector<Pollutant> pollutants;
};
std::expected<Selection, ServiceReply> selection(const ApiCall &call) {
    Selection out;
    const std::string station = text(call, "station_id");
    for (const Site &site : sites())
        if ((station.empty() || siteId(site) == station) && isOf(site, text(call, "city")))
            out.sites.push_back(&site);
    const std::string parameter = text(call, "parameter");
    for (const Pollutant pollutant : pollutants)
        if (parameter.empty() || key(pollutant) == parameter)
            out.pollutants.push_back(pollutant);
    if (out.pollutants.empty())
        return std::unexpected(detailReply(400, std::format("Unknown parameter: {}", parameter)));
    return out;
}

ServiceReply latest(const ApiCall &call) {
    const auto limit = number(call, "limit", 1, 1000, 100);
    const auto chosen = selection(call);
    if (!limit || !chosen)
        return limit ? chosen.error() : limit.error();
    const auto hour = call.air->latest(call.now);
    Json out = Json::array();
    for (const Site *site : chosen->sites)
        for (const Pollutant pollutant : chosen->pollutants)
            if (out.size() < static_cast<std::size_t>(*limit))
                out.push_back(measurement(*call.air, *site, pollutant, hour));
    return jsonReply(out);
}

ServiceReply timeRange(const ApiCall &call) {
    const auto limit = number(call, "limit", 1, 5000, 1000);
    const auto chosen = selection(call);
    if (!limit || !chosen)
        return limit ? chosen.error() : limit.error();
    for (const char *name : {"start_time", "end_time"}) {
        if (!call.parameters.contains(name))
            return invalidReply(name, "Field required", "missing");
        if (!readStamp(text(call, name)))
            return invalidReply(name, "Input should be a valid datetime", "datetime_parsing");
    }
    const auto begin = std::chrono::ceil<std::chrono::hours>(*readStamp(text(call, "start_time")));
    const auto end = std::min(*readStamp(text(call, "end_time")), call.air->latest(call.now)); // nothing is measured before it happens
    if (end < begin - std::chrono::hours(1) || end - begin > std::chrono::days(30))
        return detailReply(400, "end_time must be after start_time and at most 30 days later");
    Json out = Json::array();
    for (const Site *site : chosen->sites)
        for (const Pollutant pollutant : chosen->pollutants)
            for (auto at = begin; at <= end && out.size() < static_cast<std::size_t>(*limit);
                at += std::chrono::hours(1))
                out.push_back(measurement(*call.air, *site, pollutant, at));
    return jsonReply(out);
}

ServiceReply oneStation(const std::string &id) {
    const Site *site = siteById(id);
    return site ? jsonReply(stationJson(*site)) : detailReply(404, std::format("Station {} not found", id));
}

std::optional<ServiceReply> citiesAnswer(const ApiCall &call) {
    if (call.path == "/api/v1/cities")
        return ServiceReply{307, "text/plain", "", {{"Location", "http://api-service:8000/api/v1/cities/"}}};
    if (call.parts.size() == 3) {
        Json out = Json::array();
        for (const City &city : cities())
            out.push_back(cityJson(city));
        return jsonReply(out);
    }
    const City *city = cityByCode(call.parts[3]);
    if (!city)
        return detailReply(404, std::format("City {} not found", call.parts[3]));
    if (call.parts.size() == 4)
        return jsonReply(cityJson(*city));
    if (call.parts.size() != 5 || call.parts[4] != "stations")
        return {};
    Json out = Json::array();
    for (const Site &site : sites())
        if (site.city == city->code)
            out.push_back(stationJson(site));
    return jsonReply(out);
}
} // namespace

std::optional<ServiceReply> dataAnswer(const ApiCall &call) {
    const auto &parts = call.parts;
    if (parts.size() < 3 || parts[0] != "api" || parts[1] != "v1")
        return {};
    if (parts[2] == "cities")
        return citiesAnswer(call);
    if (call.path == "/api/v1/forecast/stations")
        return stations(call, 500);
    if (call.path == "/api/v1/data/stations")
        return stations(call, 100);
    if (call.path == "/api/v1/data/air-quality/latest")
        return latest(call);
    if (call.path == "/api/v1/data/air-quality/time-range")
        return timeRange(call);
    if (parts.size() == 5 && parts[2] == "data" && parts[3] == "stations")
        return oneStation(parts[4]);
    return {};
}

} // namespace sandbox
