// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a text must look like: JSON Schema's formats and those of the platforms' own (names, quantities, images, schedules).
#pragma once

#include "config/text/node.h"

#include <QString>

namespace config::schema {

enum class Form : std::uint8_t {
    None, Int32, Int64, IntOrString, Quantity, QuantityNotNegative, IntOrPercent, Port, Byte, DateTime, Date, Time, Email, HostName, IpV4, IpV6, Ip, Cidr,
    Uri, UriReference, Regex, JsonPointer, RelativeJsonPointer, Uuid, DnsLabel, DnsLabel1035, DnsSubdomain, Host, PortName, LabelKey, LabelValue,
    ConfigKey, EnvName, Image, Cron, PrometheusDuration, GoDuration,
};

/// As a schema names it; None where nothing is known of it.
[[nodiscard]] Form formNamed(std::string_view name);
/// In a few words for people: "quantity (500m, 1.5, 512Mi)".
[[nodiscard]] QString formText(Form form);
/// What is wrong with a scalar, as the end of a sentence whose subject is its name ("... is no quantity; ..."); empty where all is well.
[[nodiscard]] QString formError(Form form, Node value);
/// Of a name or a text that no node holds; forms that numbers may have too are not judged.
[[nodiscard]] QString formError(Form form, std::string_view text);

} // namespace config::schema
