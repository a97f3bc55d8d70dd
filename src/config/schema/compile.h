// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a compiled schema of what a document says.
#pragma once

#include "config/schema/source.h"

namespace config::schema {

/// How the addresses of CustomResourceDefinitions' schemas begin.
constexpr std::string_view definitionBase = "aqi:definition/";

/// `base`: the address that the node's references are relative to. The schema lives as long as the source. Caller holds the library's lock.
[[nodiscard]] const Schema *compile(Source &source, Node node, std::string_view base);
/// A reference made absolute.
[[nodiscard]] std::string resolved(std::string_view base, std::string_view reference);

} // namespace config::schema
