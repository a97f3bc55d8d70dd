// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes as platforms write them, in cores and bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace config {

/// What a lone letter stands for: "512M" are 512,000,000 bytes in Kubernetes, 512 MiB in Compose. "Mi" is binary everywhere.
enum class Letters : std::uint8_t { Decimal, Binary };

[[nodiscard]] std::optional<std::int64_t> memoryOf(std::string_view text, Letters letters);
/// "500m", "0.5", "1 vCPU".
[[nodiscard]] std::optional<double> cpuOf(std::string_view text);

/// "512 MiB", "0.5 CPU": the same text for the same size, for tables and sentences.
[[nodiscard]] std::string memoryText(std::int64_t bytes);
[[nodiscard]] std::string cpuText(double cores);

} // namespace config
