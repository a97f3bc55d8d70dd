// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A line as a terminal would have left it: colours and other control sequences are gone. Pure; must take any text.
#pragma once

#include <QString>

namespace models {

/// ECMA-48 sequences (CSI, OSC and the other strings, two-character escapes) are removed; of a line that was overwritten with carriage
/// returns the last writing stays; other control characters but the tab become their pictures. Lines beyond the limit are cut and say so.
[[nodiscard]] QString plainText(const QString &line);

inline constexpr qsizetype longestLogLine = 16 * 1024; // characters

} // namespace models
