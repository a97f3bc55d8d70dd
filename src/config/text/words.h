// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Text for people, in the one translation context of this room.
#pragma once

#include <QCoreApplication>

namespace config {

[[nodiscard]] inline QString tr(const char *text) {
    return QCoreApplication::translate("configtext", text);
}

[[nodiscard]] inline QString quoted(std::string_view text) {
    constexpr qsizetype longest = 60;
    const QString whole = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).simplified();
    return u'"' + (whole.size() > longest ? whole.left(longest) + u'…' : whole) + u'"';
}

} // namespace config
