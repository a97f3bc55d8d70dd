// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Compose's variables in values: "${NAME:-default}".
#pragma once

#include <string>
#include <string_view>

namespace config {

struct Interpolated {
    std::string text;        // defaults in place of variables
    bool changeable = false; // it has variables
    bool open = false;       // at least one of them has no default
};

[[nodiscard]] Interpolated interpolated(std::string_view text);

} // namespace config
