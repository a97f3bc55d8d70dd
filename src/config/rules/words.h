// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation.
#pragma once

#include <QCoreApplication>

#include <string_view>

namespace config::rules {

[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("config-rules", text); }
/// Of a file, into a sentence.
[[nodiscard]] inline QString said(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

} // namespace config::rules
