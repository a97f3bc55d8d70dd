// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast that is stored: 24 hours for each city and pollutant, with the interval, from what the database holds; and how good it is.
#pragma once

#include "sandbox/system/airhistory.h"

namespace sandbox {

inline constexpr std::string_view modelName = "seasonal_ar";
inline constexpr std::string_view modelTag = "synthetic_v1";

/// Rows of the table predictions, whose time is the hour that is predicted. A second run for the same hours replaces them.
[[nodiscard]] base::Result<long> storePredictions(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now);

/// Into an empty table: what this method would have forecast every 12 hours over the stored history, each time with what was known then. The first
/// issue has 14 days behind it. So there is something to be held against what came, as after weeks of running.
[[nodiscard]] base::Result<long> storeHindcasts(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now);

struct ModelError {
    double rmse = 0;     // μg/m³ of PM2.5, over all leads and cities
    double mae = 0;
    double accuracy = 0; // percent: 100 minus the mean absolute error in percent of the mean
};
/// Forecasts issued over the stored history, each with what was known then, held against what came; written to model_metadata.
[[nodiscard]] base::Result<ModelError> storeModelError(pqxx::connection &connection, const AirHistory &air, std::chrono::sys_seconds now);

} // namespace sandbox
