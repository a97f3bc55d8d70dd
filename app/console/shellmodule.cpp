// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The door of the module that shows shells.
#include "ui/workloads/terminal/emulatedterminal.h"

extern "C" Q_DECL_EXPORT ui::Terminal *aqiMakeTerminal() { return new ui::EmulatedTerminal; }
