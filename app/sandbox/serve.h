// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's own process: serves until SIGTERM or SIGINT.
#pragma once

#include "statedirectory.h"

#include <QLatin1StringView>

/// Resume: with the objects that the last run in the folder left, as a cluster whose etcd was there before. Fresh: without.
enum class Start { Resume, Fresh };

/// Processes: where they can be had; else the pods are hollow, and it says so.
enum class Pods { Processes, Hollow };

struct ServeOptions {
    quint16 port = 0; // 0: that of the last run where it is free, else any
    double speed = 1.0;
    Start start = Start::Resume;
    Pods pods = Pods::Processes;
};

/// Begins the lines of the log that whoever starts the sandbox must see.
inline constexpr QLatin1StringView noticeMark("notice: ");

[[nodiscard]] int serve(const StateDirectory &directory, const ServeOptions &options);
