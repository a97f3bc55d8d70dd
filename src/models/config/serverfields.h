// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server adds to an object that somebody applied: its bookkeeping, what it assigns, and the defaults of fields that were not named.
#pragma once

#include <QJsonObject>

namespace models {

/// The live object without these, and with a quantity written as ours where it is the same ("1000m", "1"). What ours names stays whatever it is;
/// so does what ours does not name where it is no default: somebody else has set it.
[[nodiscard]] QJsonObject withoutServerFields(const QJsonObject &live, const QJsonObject &ours);

} // namespace models
