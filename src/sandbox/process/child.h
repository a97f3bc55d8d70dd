// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How this process starts others: they die with it, whatever kills it, and inherit nothing of its umask and signals.
#pragma once

#include "sandbox/process/environment.h"

#include <QProcess>

#include <string>
#include <vector>

namespace sandbox {

/// Descriptors that become the child's own three; those of -1 are QProcess's.
struct StandardStreams {
    int input = -1;
    int output = -1;
    int error = -1;
};

/// A session and process group of its own. descriptors: those that it inherits besides. All of them must live until it has started.
void prepareChild(QProcess &process, std::vector<int> descriptors = {}, StandardStreams streams = {});
void setEnvironment(QProcess &process, const Environment &environment);
/// Kills it with its whole process group.
void killGroup(const QProcess &process);
/// Bubblewrap passes on 128 and a signal's number as the exit code; so does this where the process itself was killed.
[[nodiscard]] int exitCodeOf(int exitCode, QProcess::ExitStatus status);
/// A program in the view of a running container, as nsenter's arguments. pid: the container's first process, as seen from here.
/// OfTheTerminal: with its standard input as the controlling terminal. That session has to begin inside: a shell's job control asks for
/// groups of processes, and in its process namespace there is none of those outside.
enum class EnterSession { OfTheCaller, OfTheTerminal };
[[nodiscard]] QStringList enterArguments(
    qint64 pid, const std::vector<std::string> &command, EnterSession session = EnterSession::OfTheCaller);

} // namespace sandbox
