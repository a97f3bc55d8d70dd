// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A plan and its execution as text and as JSON; what plan and deploy share.
#pragma once

#include "command.h"
#include "deploy/plan.h"
#include "deploy/runner.h"

namespace cli {

/// Loads the set and plans it; complains and sets status where that fails.
[[nodiscard]] std::optional<deploy::Plan> makePlan(Command &command, const QString &path, int &status);

void printPlan(const deploy::Plan &plan, Format format);
/// "2 to create, 1 to update, 38 unchanged".
[[nodiscard]] QString countsText(const deploy::Plan &plan);
/// Steps that the server would refuse; a conflict only where force is not given.
[[nodiscard]] int refusals(const deploy::Plan &plan, bool force);

[[nodiscard]] QJsonObject json(const kube::ObjectRef &ref);
[[nodiscard]] QJsonValue json(const std::optional<deploy::Cause> &cause);
[[nodiscard]] QJsonValue json(const std::optional<base::Error> &error);

/// Shown by --help of both.
[[nodiscard]] QString causeHelp();

} // namespace cli
