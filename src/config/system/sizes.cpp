// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/sizes.h"

#include <cmath>
#include <format>

namespace config {

namespace {

constexpr std::int64_t kibibyte = 1024;
constexpr std::int64_t mebibyte = kibibyte * 1024;
constexpr std::int64_t gibibyte = mebibyte * 1024;
constexpr double cpuUnits = 1024; // of one CPU, where Amazon counts them

bool isWhole(double value) {
    static constexpr double tolerance = 1e-6;
    return std::abs(value - std::round(value)) < tolerance;
}

std::optional<std::string> whole(double value) {
    return isWhole(value) ? std::optional(std::format("{}", std::llround(value))) : std::nullopt;
}

/// In the largest unit that divides it.
std::string inLetters(std::int64_t bytes, std::string_view ending, std::string_view none) {
    for (const auto &[size, letter] : {std::pair{gibibyte, "G"}, std::pair{mebibyte, "M"}})
        if (bytes >= size && bytes % size == 0)
            return std::format("{}{}{}", bytes / size, letter, ending);
    return bytes % kibibyte == 0 ? std::format("{}{}{}", bytes / kibibyte, ending.empty() ? "k" : "K", ending) : std::format("{}{}", bytes, none);
}

} // namespace

std::optional<std::string> writtenCpu(Platform platform, double cores, std::string_view before) {
    switch (platform) {
    case Platform::Ecs:
    case Platform::Beanstalk:
        return whole(cores * cpuUnits);
    case Platform::AppRunner:
        return before.contains("vCPU") ? std::optional(std::format("{:g} vCPU", cores)) : whole(cores * cpuUnits);
    case Platform::Compose:
    case Platform::AppEngine:
        return std::format("{:g}", cores);
    default:
        if (isWhole(cores))
            return whole(cores);
        return isWhole(cores * 1000) ? std::optional(std::format("{}m", std::llround(cores * 1000))) : std::nullopt;
    }
}

std::optional<std::string> writtenMemory(Platform platform, std::int64_t bytes, std::string_view before) {
    switch (platform) {
    case Platform::Ecs:
    case Platform::Beanstalk:
        return whole(double(bytes) / double(mebibyte));
    case Platform::AppRunner:
        return before.contains("GB") ? std::optional(std::format("{:g} GB", double(bytes) / double(gibibyte))) : whole(double(bytes) / double(mebibyte));
    case Platform::AppEngine:
        return std::format("{:g}", double(bytes) / double(gibibyte));
    case Platform::Compose:
        return inLetters(bytes, "", "b");
    case Platform::Heroku:
        return {};
    default:
        return inLetters(bytes, "i", "");
    }
}

} // namespace config
