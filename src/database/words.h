// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The words of this room, for translators.
#pragma once

#include <QCoreApplication>

namespace database {

[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("database", text); }

} // namespace database
