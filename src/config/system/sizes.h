// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Cores and bytes as a platform's files want them written. units.h reads them.
#pragma once

#include "config/set/platform.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace config {

/// before: what stands there, whose unit is kept where the platform has several ("1 vCPU", "1024"). Nothing: it cannot be said exactly.
[[nodiscard]] std::optional<std::string> writtenCpu(Platform platform, double cores, std::string_view before);
[[nodiscard]] std::optional<std::string> writtenMemory(Platform platform, std::int64_t bytes, std::string_view before);

} // namespace config
