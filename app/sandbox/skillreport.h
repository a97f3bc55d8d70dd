// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqi-sandbox skill: how good the stand-in's forecast is, in a table.
#pragma once

#include "control.h"

/// Prints the report over the last 30 days of every city; 0, or 1 where the forecast is worse than persistence at a lead.
int showSkill(Format format);
