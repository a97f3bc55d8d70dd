// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Overview says of each box beside its pods: how much it does, how fast, how often it fails, and which alerts are firing for it.
#pragma once

#include "models/systempicture.h"
#include "prometheus/values.h"

#include <QHash>

namespace models::monitoring {

/// One expression for all boxes; each series carries the labels "box" and "fact".
[[nodiscard]] QString boxExpression();

/// By the box's name. A fact that nobody measures is left out, and never drawn as zero.
[[nodiscard]] QHash<QString, BoxSignals> boxSignals(const prometheus::QueryResult &facts, const QList<prometheus::Rule> &rules);

} // namespace models::monitoring
