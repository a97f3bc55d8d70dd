// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan, its steps and its end in plain sentences, with numbers.
#pragma once

#include "deploy/plan.h"
#include "deploy/runner.h"

#include <optional>

namespace models {

[[nodiscard]] QString changeWord(deploy::Change change);
[[nodiscard]] QString phaseTitle(deploy::Phase phase);
[[nodiscard]] QString stepWord(deploy::StepState::Phase phase);

/// How a step stands in the one vocabulary of state; nothing before the run has come there.
[[nodiscard]] std::optional<kube::HealthState> healthOf(const deploy::Step &step, const deploy::StepState &state);

/// "2 to create, 1 to update, 38 unchanged".
[[nodiscard]] QString countsText(const deploy::Plan &plan);
/// How many objects an apply would write.
[[nodiscard]] int changeCount(const deploy::Plan &plan);
/// Steps the server would refuse.
[[nodiscard]] int refusedCount(const deploy::Plan &plan);
/// What applying would do, before it is done: "Creates 2 objects and updates 1 in aqi-predictor. The pods of api are replaced."
[[nodiscard]] QString consequence(const deploy::Plan &plan);
/// "Applied 41 objects in 38 s; everything is healthy."
[[nodiscard]] QString outcomeText(const deploy::Outcome &outcome);
/// Of a failure, for where its cause stands beside it: "Failed after 38 s. 3 objects applied, 2 not reached."
[[nodiscard]] QString failureText(const deploy::Outcome &outcome);

} // namespace models
