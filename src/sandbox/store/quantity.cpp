// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sandbox {

namespace {

struct Suffix {
    std::string_view text;
    double factor;
};
constexpr std::array<Suffix, 16> suffixes = {{{"Ki", 0x1p10}, {"Mi", 0x1p20}, {"Gi", 0x1p30}, {"Ti", 0x1p40}, {"Pi", 0x1p50},
    {"Ei", 0x1p60}, {"n", 1e-9}, {"u", 1e-6}, {"m", 1e-3}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}, {"T", 1e12}, {"P", 1e15}, {"E", 1e18},
    {"", 1}}};

/// A request, or the limit that stands in for it.
double containerRequest(const Json &container, std::string_view resource) {
    for (const char *section : {"resources.requests", "resources.limits"}) {
        const Json &map = field(container, section);
        if (!map.is_object())
            continue;
        if (const auto found = map.find(resource); found != map.end())
            return quantityOf(*found).value_or(0);
    }
    return 0;
}

} // namespace

std::optional<double> quantityOf(const Json &value) {
    if (value.is_number())
        return value.get<double>();
    if (!value.is_string())
        return std::nullopt;
    const std::string_view text = value.get_ref<const std::string &>();
    double number = 0;
    const char *begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number))
        return std::nullopt;
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const auto suffix = std::ranges::find(suffixes, rest, &Suffix::text);
    return suffix == suffixes.end() ? std::nullopt : std::optional(number * suffix->factor);
}

std::string cpuQuantity(double cores) {
    const long long milli = std::llround(cores * 1000);
    return milli % 1000 == 0 ? std::to_string(milli / 1000) : std::to_string(milli) + "m";
}

// https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
double podRequest(const Json &pod, std::string_view resource) {
    double running = 0;
    for (const auto &container : itemsAt(pod, "spec.containers"))
        running += containerRequest(container, resource);
    double sidecars = 0;
    double initial = 0;
    for (const auto &container : itemsAt(pod, "spec.initContainers")) {
        const double request = containerRequest(container, resource);
        if (field(container, "restartPolicy") == "Always")
            sidecars += request;
        else
            initial = std::max(initial, sidecars + request);
    }
    const Json &overhead = field(pod, "spec.overhead");
    const double extra = overhead.is_object() && overhead.contains(resource) ? quantityOf(overhead[std::string(resource)]).value_or(0) : 0;
    return std::max(running + sidecars, initial) + extra;
}

} // namespace sandbox
