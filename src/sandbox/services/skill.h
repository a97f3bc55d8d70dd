// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How good the forecast is, measured: issued again and again over the past, each time with only what was known then, and held against what
// came true and against persistence, the forecast that nothing changes.
#pragma once

#include "sandbox/services/climate.h"

#include <vector>

namespace sandbox {

/// Of all issues at one lead. Errors are forecast minus truth, in unit(pollutant).
struct LeadSkill {
    int lead = 0; // hours
    int count = 0;
    double mae = 0;
    double rmse = 0;
    double bias = 0;
    double persistenceMae = 0;
    double persistenceRmse = 0;
    double coverage = 0; // share of truths within the 80 % interval, 0..1

    /// 1 minus the ratio of the mean absolute errors: 1 is perfect, 0 no better than persistence. 0 without any.
    [[nodiscard]] double skill() const { return persistenceMae > 0 ? 1 - mae / persistenceMae : 0; }
};

/// The city's `days` up to `end`, a forecast of `leads` hours issued every six hours of them: all cities together. Empty for days or leads
/// below one. For 30 days some 30 ms a city.
[[nodiscard]] std::vector<LeadSkill> measureSkill(Pollutant pollutant, std::chrono::sys_seconds end, int days, int leads);

/// For one hourly history (all > 0): the first issue has 14 days behind it.
[[nodiscard]] std::vector<LeadSkill> measureSkill(const std::vector<double> &history, int leads);

} // namespace sandbox
