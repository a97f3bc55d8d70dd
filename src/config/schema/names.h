// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The syntax of Kubernetes' names, labels and images. Each function says what is wrong, as the end of a sentence that begins with the name; empty
// where all is well.
#pragma once

#include <QString>

#include <string_view>

namespace config::schema {

[[nodiscard]] QString dnsLabelError(std::string_view text);     // RFC 1123
[[nodiscard]] QString dnsLabel1035Error(std::string_view text); // begins with a letter
[[nodiscard]] QString dnsSubdomainError(std::string_view text);
[[nodiscard]] QString hostError(std::string_view text); // "*." may stand before it
[[nodiscard]] QString portNameError(std::string_view text);
[[nodiscard]] QString labelKeyError(std::string_view text);
[[nodiscard]] QString labelValueError(std::string_view text);
[[nodiscard]] QString configKeyError(std::string_view text);
[[nodiscard]] QString envNameError(std::string_view text);
[[nodiscard]] QString imageError(std::string_view text);

} // namespace config::schema
