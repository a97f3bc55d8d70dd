// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation, and the way from a file's bytes to them.
#pragma once

#include <QCoreApplication>

#include <string_view>

namespace config {

// Static: other rooms of this namespace have a tr() of their own.
[[nodiscard, maybe_unused]] static QString tr(const char *text) { return QCoreApplication::translate("config/system", text); }
[[nodiscard, maybe_unused]] static QString shown(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace config
