// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a shell is started in a container, what runs in it, and in words why it could not be.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace models {

enum class ShellKind { BashElseSh, Bash, Sh };

/// marker: put into the shell's environment, which all that it starts inherits.
[[nodiscard]] QStringList shellCommand(ShellKind kind, const QString &marker);
/// Prints number and name of every process that has the marker.
[[nodiscard]] QStringList watchCommand(const QString &marker);
/// Names of what runs beside the shell itself, in what watchCommand printed.
[[nodiscard]] QStringList runningBeside(const QByteArray &printed);

/// What happened, and what to do, of an error before the shell ran.
[[nodiscard]] QString shellProblem(const base::Error &error, const QString &pod, const QString &container);
/// The same of an exit code; empty where the shell ended as shells do.
[[nodiscard]] QString shellProblem(int exitCode, const QString &container);

} // namespace models
