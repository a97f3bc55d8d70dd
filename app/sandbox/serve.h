// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's own process: serves until SIGTERM or SIGINT.
#pragma once

#include "statedirectory.h"

struct ServeOptions {
    quint16 port = 0; // 0: that of the last run where it is free, else any
    double speed = 1.0;
};

[[nodiscard]] int serve(const StateDirectory &directory, const ServeOptions &options);
