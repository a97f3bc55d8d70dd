// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How grave a line of a log says it is. Pure; must take any text.
#pragma once

#include "models/logs/logentry.h"

namespace models {

/// JSON ("level":"warn" and its relatives, pino's numbers), logfmt (level=warn), klog (W0312 …), Redis' signs, syslog's and Python's and
/// PostgreSQL's words in the head of a line. A guess for colour and for a filter, never for a decision.
[[nodiscard]] Severity severityOf(QStringView line);

} // namespace models
