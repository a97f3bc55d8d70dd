// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Time for people: ages as the design writes them ("42 s", "3 min", "5 h", "12 d"), and Kubernetes' time stamps.
#pragma once

#include <QDateTime>
#include <QString>

namespace base {

/// Age as one number and unit, with a thin space: "42 s", "3 min", "5 h", "12 d". Negative ages (clock skew) read "0 s".
[[nodiscard]] QString ageText(qint64 seconds);
[[nodiscard]] QString ageText(const QDateTime &then, const QDateTime &now);

/// Local time with its offset, for tooltips: "2026-03-02 11:40:00 +05:30".
[[nodiscard]] QString absoluteText(const QDateTime &time);

/// RFC 3339 as Kubernetes writes it, with or without fractions; invalid where it is none.
/// A time without an offset is taken as UTC (the AQI API's habit).
[[nodiscard]] QDateTime parseTime(const QString &text);

} // namespace base
