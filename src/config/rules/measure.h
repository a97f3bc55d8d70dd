// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as configurations write them: quantities and durations.
#pragma once

#include <optional>
#include <string_view>

namespace config {

/// "500m", "512Mi", "1e3", "80" and "80%" (80); see base/quantity.h.
[[nodiscard]] std::optional<double> quantity(std::string_view text);
/// Seconds of "30s", "1m30s", "2h", "7d", "500ms", "5min"; a plain number is seconds.
[[nodiscard]] std::optional<double> duration(std::string_view text);
/// Whether the text is a number with a unit of time that no quantity has: s, ms, min, h or d.
[[nodiscard]] bool isDuration(std::string_view text);
/// Bytes as servers' options and images write them: "512mb", "2g", "64k", "1gb", "1073741824", "512Mi".
[[nodiscard]] std::optional<double> bytes(std::string_view text);

} // namespace config
