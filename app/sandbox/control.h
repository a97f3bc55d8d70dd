// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that start a sandbox, ask it and end it. They print and return the exit status of the command-line contract.
#pragma once

#include "statedirectory.h"

#include <QStringList>

enum class Format { Text, Json };

/// Starts a process of its own with these arguments of `serve`, unless one runs already (an error where --fresh is among them);
/// returns when it answers.
[[nodiscard]] int startSandbox(const StateDirectory &directory, const QStringList &serveArguments);
[[nodiscard]] int stopSandbox(const StateDirectory &directory);
[[nodiscard]] int showStatus(const StateDirectory &directory, Format format);
