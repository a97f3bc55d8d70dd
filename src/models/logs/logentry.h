// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a merged log, as it is kept and shown.
#pragma once

#include <QList>
#include <QString>

namespace models {

/// In the order of weight. None: the line does not say.
enum class Severity : quint8 { None, Trace, Debug, Information, Warning, Error, Fatal };

struct LogEntry {
    qint64 nanoseconds = 0; // since 1970, as the server stamped it; 0 where it did not
    int source = -1;        // whose line it is
    Severity severity = Severity::None;
    bool notice = false; // not of the log: what happened to it ("restarted")
    QString text;        // without control characters
    bool operator==(const LogEntry &) const = default;
};

} // namespace models
