// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// As many points as can be seen: of every column of pixels the first, the least, the greatest and the last one (M4; Jugel et al. 2014), so that the line
// through them covers the same pixels as the line through all.
#pragma once

#include <QList>
#include <QPointF>

namespace models {

struct DecimationView {
    double from = 0; // of the axis, in its unit
    double to = 1;
    int pixels = 1;
    double gap = 0; // neighbours farther apart are not joined; 0: only a NaN parts them
};

/// points: by rising x, y NaN where there is no value. In runs without a gap, each at most four points for a column. A gap that begins and ends in one
/// column of pixels cannot be seen, and parts nothing. The neighbours outside of the view are kept, so that lines reach its edge.
[[nodiscard]] QList<QList<QPointF>> decimated(const QList<QPointF> &points, const DecimationView &view);

} // namespace models
