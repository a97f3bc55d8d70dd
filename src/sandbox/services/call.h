// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One call of the API taken apart, and the pieces that its answers are put together from.
#pragma once

#include "sandbox/services/airsource.h"
#include "sandbox/services/message.h"

#include <nlohmann/json.hpp>

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct ApiCall {
    std::string path;               // decoded, as asked
    std::vector<std::string> parts; // path without empty parts
    std::map<std::string, std::string> parameters;
    std::chrono::sys_seconds now;
    bool databaseUp = true;
    bool cacheUp = true;
    const AirSource *air = &climateSource();
};
[[nodiscard]] ApiCall takeApart(const ServiceRequest &request, const AirSource &air = climateSource());

/// Each gives the answer if the path is one of its own, else nothing.
[[nodiscard]] std::optional<ServiceReply> healthAnswer(const ApiCall &call);
[[nodiscard]] std::optional<ServiceReply> forecastAnswer(const ApiCall &call);
[[nodiscard]] std::optional<ServiceReply> dataAnswer(const ApiCall &call);

[[nodiscard]] ServiceReply jsonReply(const nlohmann::json &body, int status = 200);
/// FastAPI's {"detail": text}.
[[nodiscard]] ServiceReply detailReply(int status, const std::string &text);
/// FastAPI's 422 for a query parameter.
[[nodiscard]] ServiceReply invalidReply(
    const std::string &parameter, const std::string &message, const std::string &type);

/// A number of the query within its limits, or the 422 that says why not. Without a default the parameter is required.
[[nodiscard]] std::expected<double, ServiceReply> number(
    const ApiCall &call, const std::string &parameter, double low, double high, std::optional<double> otherwise);

/// Naive ISO 8601 in UTC, as the predictor writes time stamps.
[[nodiscard]] std::string stamp(std::chrono::sys_seconds time);
/// Reads stamp()'s form, with or without "Z", "+00:00" or a fraction.
[[nodiscard]] std::optional<std::chrono::sys_seconds> readStamp(std::string_view text);
/// Rounded half up to one decimal.
[[nodiscard]] double tenth(double value);

inline constexpr std::string_view modelVersion =
    "synthetic_v1 (seasonal-hourly mean + autoregressive residual on seeded synthetic data)";

} // namespace sandbox
