// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A query of Prometheus, read just far enough to tell that it cannot be one, and which metrics it names. What dashboards put in ("$node",
// "[[node]]") is taken for what it may be.
#pragma once

#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace config {

struct Query {
    std::vector<std::string_view> metrics;
    std::optional<QString> mistake; // one sentence, of the first thing that is wrong
};

[[nodiscard]] Query readQuery(std::string_view text);

} // namespace config
