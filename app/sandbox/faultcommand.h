// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// `aqi-sandbox fault`: lists, injects and clears. Exit status: 0 done, 1 it can do nothing here or is on already, 2 no such fault or target
// of that kind, 3 no sandbox answers.
#pragma once

#include "control.h"

struct FaultRequest {
    QString name; // "list", "clear", or that of a fault
    QStringList words; // behind it
    QString ns;
};

[[nodiscard]] int faultCommand(const StateDirectory &directory, const FaultRequest &request, Format format);
