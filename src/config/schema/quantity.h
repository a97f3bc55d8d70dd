// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes' quantities: "500m", "1.5", "512Mi", "1e3".
#pragma once

#include <QString>

#include <compare>
#include <optional>
#include <string_view>

namespace config::schema {

/// Exact, in billionths; quantities beyond what fits are cut to the largest.
struct Quantity {
    __extension__ using Wide = __int128;
    Wide nanos = 0;
    auto operator<=>(const Quantity &) const = default;
};

[[nodiscard]] std::optional<Quantity> quantityOf(std::string_view text);
/// What somebody who wrote this probably meant ("512M or 512Mi" for "512MB"); empty where that is anybody's guess.
[[nodiscard]] QString quantityHint(std::string_view text);

} // namespace config::schema
