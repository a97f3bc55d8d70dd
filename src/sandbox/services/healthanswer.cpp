// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// /, /info, /health/..., /openapi.json: what the service says about itself.
#include "sandbox/services/call.h"

namespace sandbox {

using Json = nlohmann::json;

namespace {
constexpr std::string_view serviceName = "AQI Predictor API (stand-in)";
constexpr std::string_view version = "1.0.0";

Json about(const ApiCall &call, std::string_view status) {
    return {{"status", status}, {"service", serviceName}, {"version", version}, {"timestamp", stamp(call.now)},
        {"synthetic", true}};
}

Json component(bool up) {
    return {{"status", up ? "healthy" : "unhealthy"}, {"message", up ? "pod is ready" : "pod is not ready"}};
}

ServiceReply detailed(const ApiCall &call) {
    const bool well = call.databaseUp && call.cacheUp;
    Json body = about(call, well ? "healthy" : "unhealthy");
    body["components"] = {{"database", component(call.databaseUp)}, {"cache", component(call.cacheUp)},
        {"environment", {{"status", "healthy"}, {"message", "stand-in service, synthetic data"}}}};
    return jsonReply(body, well ? 200 : 503);
}

ServiceReply readiness(const ApiCall &call, int statusWhenNot) {
    const bool ready = call.databaseUp && call.cacheUp;
    return jsonReply({{"ready", ready}, {"components", {{"database", call.databaseUp}, {"cache", call.cacheUp}}},
                         {"timestamp", stamp(call.now)}, {"synthetic", true}},
        ready ? 200 : statusWhenNot);
}

ServiceReply openApi() {
    Json paths = Json::object();
    for (const char *path : {"/health/", "/health/detailed", "/health/readiness", "/health/ready", "/health/liveness",
             "/api/v1/forecast/current/{location}", "/api/v1/forecast/24h/{location}", "/api/v1/forecast/spatial",
             "/api/v1/forecast/spatial/bounds/{city}", "/api/v1/forecast/stations", "/api/v1/cities/",
             "/api/v1/cities/{city_code}", "/api/v1/cities/{city_code}/stations", "/api/v1/data/stations",
             "/api/v1/data/stations/{station_id}", "/api/v1/data/air-quality/latest",
             "/api/v1/data/air-quality/time-range", "/metrics", "/info"})
        paths[path] = {{"get", {{"responses", {{"200", {{"description", "Successful Response"}}}}}}}};
    return jsonReply(
        {{"openapi", "3.1.0"}, {"info", {{"title", serviceName}, {"version", version}}}, {"paths", paths}});
}

ServiceReply info(const ApiCall &call) {
    return jsonReply({{"service", serviceName}, {"version", version}, {"environment", "sandbox"},
        {"database", call.databaseUp ? "connected" : "disconnected"},
        {"cache", call.cacheUp ? "connected" : "disconnected"},
        {"features", {"current", "24h forecast", "spatial", "cities", "stations"}}, {"synthetic", true}});
}
} // namespace

std::optional<ServiceReply> healthAnswer(const ApiCall &call) {
    const std::string &path = call.path;
    if (path == "/health")
        return ServiceReply{307, "text/plain", "", {{"Location", "http://api-service:8000/health/"}}};
    if (path == "/health/")
        return jsonReply(about(call, "healthy"));
    if (path == "/health/detailed")
        return detailed(call);
    if (path == "/health/readiness") // always 200, as the predictor has it: a client must read `ready`
        return readiness(call, 200);
    if (path == "/health/ready")
        return readiness(call, 503);
    if (path == "/health/liveness")
        return jsonReply(
            {{"alive", true}, {"service", serviceName}, {"timestamp", stamp(call.now)}, {"synthetic", true}});
    if (path == "/info")
        return info(call);
    if (path == "/openapi.json")
        return openApi();
    if (path == "/")
        return jsonReply(
            {{"message", serviceName}, {"version", version}, {"docs", "/openapi.json"}, {"synthetic", true}});
    return {};
}

} // namespace sandbox
