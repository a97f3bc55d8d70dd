// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that live in the module beside the program, loaded when the first of them is opened.
#pragma once

#include "base/error.h"

namespace ui {
class Page;
class Terminal;
}

namespace console {

/// A page that says what is wrong with the installation where the module cannot be loaded.
[[nodiscard]] ui::Page *makeForecastPage();
[[nodiscard]] ui::Page *makeMonitoringPage();

/// Loads the module of the terminal with the first one.
[[nodiscard]] base::Result<ui::Terminal *> makeTerminal();

} // namespace console
