// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the forecast takes for a place.
#pragma once

#include <string>

namespace sandbox {

/// Whether it would know where this is: a city or "latitude,longitude".
[[nodiscard]] bool isLocation(const std::string &text);

} // namespace sandbox
