// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Text for people, in the one translation context of this room.
#pragma once

#include <QCoreApplication>

#include <string_view>

namespace config::schema {

[[nodiscard]] inline QString tr(const char *text) {
    return QCoreApplication::translate("configschema", text);
}

[[nodiscard]] inline QString qstring(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Somebody's text within a sentence: on one line, and not longer than a line.
[[nodiscard]] inline QString shown(std::string_view text) {
    constexpr std::size_t longest = 60;
    const QString whole = qstring(text.substr(0, longest * 4)).simplified();
    return whole.size() > qsizetype(longest) ? whole.left(longest) + u'…' : whole;
}

} // namespace config::schema
