// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of the rules that look across objects, through Qt's translation.
#pragma once

#include <QCoreApplication>

namespace config::cross {

[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("config-rules", text); }

} // namespace config::cross
