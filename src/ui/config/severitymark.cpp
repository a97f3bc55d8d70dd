// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/severitymark.h"

#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace ui {

const QColor &severityColor(config::Severity severity, const Theme &theme) {
    switch (severity) {
    case config::Severity::Error: return theme.failed;
    case config::Severity::Warning: return theme.degraded;
    case config::Severity::Info: break;
    }
    return theme.progressing;
}

void paintSeverityMark(QPainter &painter, const QRectF &square, config::Severity severity, const Theme &theme) {
    const QColor &color = severityColor(severity, theme);
    if (severity != config::Severity::Info)
        return paintStateMark(painter, square, severity == config::Severity::Error ? kube::HealthState::Failed : kube::HealthState::Degraded, color);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    painter.drawEllipse(square.adjusted(1, 1, -1, -1)); // a circle with an i
    const QPointF centre = square.center();
    painter.drawLine(QPointF(centre.x(), centre.y() - 0.5), QPointF(centre.x(), centre.y() + 2.5));
    painter.drawPoint(QPointF(centre.x(), centre.y() - 2.6));
    painter.restore();
}

} // namespace ui
