// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `aqi-sandbox load api 200`: that many requests a second through the API's service, for a time.
#pragma once

#include "statedirectory.h"

#include <chrono>

struct LoadWish {
    int perSecond = 0;
    std::chrono::seconds time{120};
};

/// Prints what was answered every ten seconds, and in all. 0 where anything was answered.
[[nodiscard]] int putLoad(const StateDirectory &directory, const LoadWish &wish);
