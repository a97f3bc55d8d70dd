// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that live in the module beside the program, loaded when the first of them is opened.
#pragma once

namespace ui {
class Page;
}

namespace console {

/// A page that says what is wrong with the installation where the module cannot be loaded.
[[nodiscard]] ui::Page *makeForecastPage();
[[nodiscard]] ui::Page *makeMonitoringPage();

} // namespace console
