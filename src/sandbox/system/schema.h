// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The predictor's tables, as its migrations 001 to 003 mean them, with the keys that its own scripts leave out.
#pragma once

#include <span>
#include <string_view>

namespace sandbox {

inline constexpr std::string_view schemaHead = "003"; // alembic's name of it

/// Statements that make what is not there yet, in their order. Debian's TimescaleDB has Apache's licence alone: hypertables and
/// drop_chunks are in it, continuous aggregates and policies are not, so hourly_aqi_summary is a plain view.
[[nodiscard]] std::span<const std::string_view> tableStatements();
/// Likewise: after the first rows, since indexes are made faster than they are kept.
[[nodiscard]] std::span<const std::string_view> indexStatements();

} // namespace sandbox
