// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation.
#pragma once

#include <QCoreApplication>

namespace config::secrets {

[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("secrets", text); }

} // namespace config::secrets
