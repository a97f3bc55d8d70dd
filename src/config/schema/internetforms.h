// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Schema's own formats: dates, addresses, pointers.
#pragma once

#include <string_view>

namespace config::schema {

[[nodiscard]] bool isDate(std::string_view text);
[[nodiscard]] bool isTime(std::string_view text);     // RFC 3339, with its zone
[[nodiscard]] bool isDateTime(std::string_view text); // RFC 3339
[[nodiscard]] bool isEmail(std::string_view text);
[[nodiscard]] bool isHostName(std::string_view text);
[[nodiscard]] bool isIpV4(std::string_view text);
[[nodiscard]] bool isIpV6(std::string_view text);
[[nodiscard]] bool isCidr(std::string_view text);
[[nodiscard]] bool isUri(std::string_view text);
[[nodiscard]] bool isUriReference(std::string_view text);
[[nodiscard]] bool isJsonPointer(std::string_view text);
[[nodiscard]] bool isRelativeJsonPointer(std::string_view text);
[[nodiscard]] bool isUuid(std::string_view text);
[[nodiscard]] bool isBase64(std::string_view text);
[[nodiscard]] bool isPrometheusDuration(std::string_view text); // 1h30m, 0
[[nodiscard]] bool isGoDuration(std::string_view text);         // 1h30m, 1.5s, 250ms

} // namespace config::schema
