// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the program, in the order of the rail.
#pragma once

#include "ui/shell/window.h"

#include <QList>

namespace console {

[[nodiscard]] QList<ui::PageEntry> pageEntries();

} // namespace console
