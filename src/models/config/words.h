// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of this room for people, through Qt's translation.
#pragma once

#include <QCoreApplication>

#include <string_view>

namespace models {

[[nodiscard]] inline QString configTr(const char *text) { return QCoreApplication::translate("models::config", text); }
[[nodiscard]] inline QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace models
