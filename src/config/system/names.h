// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What platforms call the services, and what they have no words for: data, resources/config/system.yaml.
#pragma once

#include "config/set/platform.h"

#include <string>

namespace config {

/// What of a service is compared. Environment: one row for each variable.
enum class Field : std::uint8_t { Image, Ports, Environment, CpuRequest, CpuLimit, MemoryRequest, MemoryLimit, Replicas, HealthPath };
[[nodiscard]] std::string_view name(Field field); // stable: "image", "cpu-limit"

/// The system's own name of a service, by the platform's name, else by its image, else the platform's name itself.
[[nodiscard]] std::string serviceName(std::string_view written, std::string_view image = {});
/// Whether the table knows a service of this name.
[[nodiscard]] bool isKnownService(std::string_view name);
/// Whether files of the platform can say this of a service.
[[nodiscard]] bool canExpress(Platform platform, Field field);
/// Words by which an explanation that stands apart names the field ("CPU").
[[nodiscard]] QStringList wordsFor(Field field);
/// Bytes of memory of a size that a platform sells by name ("standard-2x"); 0: not known.
[[nodiscard]] std::int64_t memoryOfSize(std::string_view size);

} // namespace config
