// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/units.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <format>

namespace config {

namespace {

struct Measured {
    double number = 0;
    std::string unit; // lower case
};

std::optional<Measured> measured(std::string_view text) {
    Measured result;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.number);
    if (error != std::errc() || !std::isfinite(result.number) || result.number < 0)
        return {};
    for (const char *at = end; at != text.data() + text.size(); ++at)
        if (*at != ' ')
            result.unit += char(std::tolower(static_cast<unsigned char>(*at)));
    return result;
}

constexpr std::string_view powers = "kmgtpe";
constexpr double largest = 9e18; // what fits into the result

} // namespace

std::optional<std::int64_t> memoryOf(std::string_view text, Letters letters) {
    const std::optional<Measured> size = measured(text);
    if (!size)
        return {};
    std::string_view unit = size->unit;
    double factor = 1;
    if (text.ends_with('m') && letters == Letters::Decimal && unit == "m") {
        factor = 0.001; // Kubernetes knows thousandths of a byte
    } else if (!unit.empty() && unit != "b") {
        const std::size_t power = powers.find(unit.front());
        if (power == std::string_view::npos)
            return {};
        unit.remove_prefix(1);
        const bool binary = unit.starts_with('i') || letters == Letters::Binary;
        if (unit != "" && unit != "i" && unit != "b" && unit != "ib")
            return {};
        factor = std::pow(binary ? 1024.0 : 1000.0, double(power + 1));
    }
    const double bytes = size->number * factor;
    return bytes < largest ? std::optional(std::int64_t(std::llround(bytes))) : std::nullopt;
}

std::optional<double> cpuOf(std::string_view text) {
    const std::optional<Measured> size = measured(text);
    if (!size)
        return {};
    if (size->unit == "m")
        return size->number / 1000;
    return size->unit.empty() || size->unit == "vcpu" ? std::optional(size->number) : std::nullopt;
}

std::string memoryText(std::int64_t bytes) {
    static constexpr std::array units = {std::pair{std::int64_t(1) << 30, "GiB"}, std::pair{std::int64_t(1) << 20, "MiB"}, std::pair{std::int64_t(1) << 10, "KiB"}};
    for (const auto &[size, unit] : units)
        if (bytes >= size && bytes % (size / 4) == 0)
            return std::format("{:g} {}", double(bytes) / double(size), unit);
    return std::format("{} bytes", bytes);
}

std::string cpuText(double cores) {
    return std::format("{:g} CPU", cores);
}

} // namespace config
