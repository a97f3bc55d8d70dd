// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One box of the system's picture: name, state, ready of wanted, restarts, the autoscaler's range, what it does a second, its alerts, the age of the data.
#pragma once

#include "models/systempicture.h"
#include "ui/widgets/theme.h"

#include <QRect>

class QPainter;

namespace ui {

inline constexpr int boxHeight = 122;
inline constexpr int boxWidthLeast = 140;
inline constexpr int boxWidthMost = 196;

struct BoxLook {
    const Theme &theme;
    bool stale = false;
    QString age = {}; // of the data, in words, while it is not live
    bool oldSignals = false; // what Prometheus said is old
    bool selected = false;
    bool focused = false;
};

void paintSystemBox(QPainter &painter, const QRect &rect, const models::SystemBox &box, const BoxLook &look);

/// All of it in words, for the tool tip and for assistive technology.
[[nodiscard]] QString describeBox(const models::SystemBox &box);

} // namespace ui
