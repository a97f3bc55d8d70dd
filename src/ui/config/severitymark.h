// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How bad a finding is, as a shape and a colour: one mark in the margin, the tree and the lists.
#pragma once

#include "config/rules/finding.h"

#include <QRectF>

class QColor;
class QPainter;

namespace ui {

struct Theme;

void paintSeverityMark(QPainter &painter, const QRectF &square, config::Severity severity, const Theme &theme);
[[nodiscard]] const QColor &severityColor(config::Severity severity, const Theme &theme);

} // namespace ui
