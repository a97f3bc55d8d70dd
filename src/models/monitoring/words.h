// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation.
#pragma once

#include <QCoreApplication>

namespace models::monitoring {

[[nodiscard]] inline QString tr(const char *text, int n = -1) { return QCoreApplication::translate("models::monitoring", text, nullptr, n); }

} // namespace models::monitoring
