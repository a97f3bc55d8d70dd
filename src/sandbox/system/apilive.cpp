// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// /ws/aqi/{location}: the current values, when a client comes, when it asks and every five minutes.
#include "sandbox/services/call.h"
#include "sandbox/services/location.h"
#include "sandbox/system/apiservice.h"

#include <algorithm>

namespace sandbox {

using Json = nlohmann::json;

namespace {

constexpr std::string_view livePath = "/ws/aqi/";
constexpr std::chrono::seconds updateInterval(300);

/// Of the decoded path; empty where it is another one.
std::string locationOf(const ServiceRequest &request) {
    const ApiCall call = takeApart(request);
    return request.path.starts_with(livePath) && call.parts.size() == 3 ? call.parts[2] : std::string();
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

/// A location may hold bytes that are no UTF-8.
std::string written(const Json &message) {
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string errorMessage(const std::string &text) {
    return written({{"type", "error"}, {"message", text}});
}

} // namespace

LiveService ApiService::liveService() {
    return {[](const ServiceRequest &request) { return isLocation(locationOf(request)); },
        [this](const ServiceRequest &request, const std::string &said) { return liveAnswer(request, said); }, R"({"action":"refresh"})", updateInterval};
}

std::vector<std::string> ApiService::liveAnswer(const ServiceRequest &request, const std::string &said) {
    const std::string location = lower(locationOf(request));
    if (said.empty()) {
        return {written({{"type", "connected"}, {"location", location}, {"message", "Connected to AQI updates for " + location + " (synthetic data)"},
                    {"update_interval", updateInterval.count()}, {"synthetic", true}}),
            liveUpdate(request)};
    }
    const Json asked = Json::parse(said, nullptr, false);
    if (asked.is_discarded())
        return {errorMessage("Invalid JSON")};
    const auto action = asked.is_object() ? asked.find("action") : asked.end();
    if (asked.is_object() && action != asked.end() && *action == "ping")
        return {R"({"type":"pong"})"};
    if (asked.is_object() && action != asked.end() && *action == "refresh")
        return {liveUpdate(request)};
    return {errorMessage("Unknown action: ask for refresh or ping")};
}

std::string ApiService::liveUpdate(const ServiceRequest &request) {
    ServiceRequest current = request;
    current.method = "GET";
    current.path = "/api/v1/forecast/current/" + request.path.substr(livePath.size());
    current.query.clear();
    const ServiceReply reply = answer(current);
    const Json data = Json::parse(reply.body, nullptr, false);
    if (reply.status == 200 && data.is_object()) {
        return written({{"type", "aqi_update"}, {"location", lower(locationOf(request))}, {"timestamp", stamp(request.now)}, {"data", data},
            {"synthetic", true}});
    }
    const bool says = data.is_object() && data.contains("detail") && data["detail"].is_string();
    return errorMessage(says ? data["detail"].get<std::string>() : "No data");
}

} // namespace sandbox
