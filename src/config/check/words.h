// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation.
#pragma once

#include <QCoreApplication>

namespace config::check {

[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("check", text); }
[[nodiscard]] inline QString text(std::string_view view) { return QString::fromUtf8(view.data(), qsizetype(view.size())); }

} // namespace config::check
