// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names, addresses and quantities as they stand in texts: what is near to what, which hosts a text speaks of, how much "512mb" is.
#pragma once

#include "config/text/document.h"

#include <QString>

#include <span>

namespace config::rules {

[[nodiscard]] inline QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}
/// "a, b and c" would need a grammar for each language: "a, b, c".
[[nodiscard]] QString list(std::span<const std::string_view> names, std::size_t atMost = 5);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view separators);
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::string lowered(std::string_view text);
[[nodiscard]] bool contains(std::string_view text, std::string_view part);
[[nodiscard]] std::optional<int> number(std::string_view digits); // of digits only

/// The one name that a slip of the pen would make out of `name`: a letter or two, but not one of a row ("redis-1" is not "redis-2").
[[nodiscard]] std::optional<std::string_view> near(std::string_view name, std::span<const std::string_view> candidates);

/// An address of the network in a text.
struct Endpoint {
    std::string_view scheme;   // "postgresql+asyncpg", empty for a bare host:port
    std::string_view userinfo; // before the "@"
    std::string_view host;
    std::optional<int> port;
    std::string_view path;     // "/aqi_predictor"
    std::size_t at = 0;        // of the host in the text
    /// The port, or the one that the scheme means.
    [[nodiscard]] std::optional<int> portOrDefault() const;
};
/// URLs and "host:port" of a text, comments left out; names that are still to be put in ("$HOST", "{{ host }}") are none.
[[nodiscard]] std::vector<Endpoint> endpoints(std::string_view text);
/// URLs alone; a password with a bare "@" belongs to the part before the last "@".
[[nodiscard]] std::vector<Endpoint> urls(std::string_view text);

/// A DNS label: letters, digits, dashes, beginning with a letter or digit.
[[nodiscard]] bool isLabel(std::string_view text);
/// Bytes of a Kubernetes quantity, or of "512mb", "4GB" as databases and Prometheus write it (`decimalUnits`: MB is 1000²).
[[nodiscard]] std::optional<double> quantity(std::string_view text);
[[nodiscard]] std::optional<double> bytes(std::string_view text, bool decimalUnits = false);

/// What stands in place of a real secret: CHANGE_ME, REPLACE_WITH_..., "your-password", empty, "<token>".
[[nodiscard]] bool isPlaceholder(std::string_view value);
/// Whether a variable of this name holds a secret: PASSWORD, TOKEN, SECRET, API_KEY ...
[[nodiscard]] bool isSecretName(std::string_view name);

} // namespace config::rules
