// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a silence will do, said before it is made or ended.
#pragma once

#include "prometheus/alertvalues.h"

namespace models::monitoring {

/// "Silences 2 of 5 alerts until 15:40 (HighCPUUsage, SlowAPIResponses), and any that fit later: nobody is told of them."
[[nodiscard]] QString makeConsequence(const QList<prometheus::Matcher> &matchers, const QList<prometheus::HeldAlert> &alerts, const QDateTime &until);
/// "Ends the silence of alertname="X" now: 1 alert that it fits is sent again to default."
[[nodiscard]] QString expireConsequence(const prometheus::Silence &silence, const QList<prometheus::HeldAlert> &alerts);
/// Matchers that fit exactly this alert, for a silence begun from it.
[[nodiscard]] QList<prometheus::Matcher> matchersOf(const prometheus::HeldAlert &alert);

} // namespace models::monitoring
