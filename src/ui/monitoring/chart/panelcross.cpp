// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The cross-hair of a panel's chart: one time, all curves.
#include "ui/monitoring/chart/panelchart.h"

#include "models/monitoring/valuetext.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <ranges>

using namespace Qt::StringLiterals;

namespace ui {

using models::monitoring::Curve;

std::optional<QPointF> PanelChart::nearest(const Curve &curve, double time) const {
    std::optional<QPointF> best;
    for (const auto &segment : curve.segments) {
        const auto after = std::ranges::lower_bound(segment, time, {}, &QPointF::x);
        for (auto it = after == segment.begin() ? after : after - 1; it != segment.end() && it <= after; ++it) {
            if (!best || std::abs(it->x() - time) < std::abs(best->x() - time))
                best = *it;
        }
    }
    const double reach = std::max(45'000.0, (m_time->max() - m_time->min()) / std::max(1, plotWidth()) * 6); // three scrapes, or a few pixels
    return best && std::abs(best->x() - time) <= reach ? best : std::nullopt;
}

QStringList PanelChart::readout() const {
    if (m_cross < 0)
        return {};
    QStringList lines{QLocale().toString(QDateTime::fromMSecsSinceEpoch(qint64(m_cross)), u"ddd d MMM HH:mm:ss"_s)};
    for (const Curve &curve : m_view.curves) {
        if (const auto point = nearest(curve, m_cross))
            lines << u"%1  %2"_s.arg(curve.name, models::monitoring::valueText(point->y(), m_panel.unit));
    }
    if (lines.size() == 1)
        lines << tr("no value");
    return lines;
}

void PanelChart::drawCrossHair(QPainter &painter, const QRectF &plot) const {
    if (m_cross < m_time->min() || m_cross > m_time->max() || m_view.curves.isEmpty())
        return;
    const Theme &theme = themeOf(this);
    const double x = at({m_cross, 0}).x();
    painter.setPen(QPen(theme.outline, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (const Curve &curve : m_view.curves) {
        if (const auto point = nearest(curve, m_cross)) {
            painter.setBrush(theme.surface);
            painter.setPen(QPen(colorOf(curve), 1.5));
            painter.drawEllipse(at(*point), 3, 3);
        }
    }
    if (!underMouse() && !hasFocus())
        return; // another chart is being read; the line shows where this one stands
    const QStringList lines = readout();
    const QFontMetricsF metrics(painter.font());
    const double widest = std::ranges::max(lines | std::views::transform([&](const QString &line) { return metrics.horizontalAdvance(line); }));
    const QSizeF size(widest + 16, double(lines.size()) * 15 + 6);
    const double left = x + 10 + size.width() < viewport()->width() ? x + 10 : std::max(2.0, x - 10 - size.width());
    const QRectF box(QPointF(left, std::max(1.0, std::min(plot.top(), viewport()->height() - size.height() - 1))), size);
    painter.setPen(theme.outline);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme.text);
    for (qsizetype i = 0; i < lines.size(); ++i)
        painter.drawText(QRectF(box.left() + 8, box.top() + 3 + double(i) * 15, widest + 1, 15), Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
}

void PanelChart::setCrossHair(double time) {
    if (time == m_cross)
        return;
    m_cross = time;
    if (time >= 0 && hasFocus())
        setAccessibleDescription(readout().join(u'\n'));
    viewport()->update();
}

void PanelChart::moveCrossHair(double time) {
    setCrossHair(time);
    Q_EMIT crossHairMoved(time);
}

void PanelChart::mouseMoveEvent(QMouseEvent *event) {
    const double time = chart()->mapToValue(event->position(), m_frame).x();
    moveCrossHair(time >= m_time->min() && time <= m_time->max() ? time : -1);
}

void PanelChart::leaveEvent(QEvent *event) {
    QChartView::leaveEvent(event);
    moveCrossHair(-1);
}

void PanelChart::keyPressEvent(QKeyEvent *event) {
    const int direction = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (direction == 0)
        return QWidget::keyPressEvent(event); // the page scrolls
    const double step = (m_time->max() - m_time->min()) / 60;
    const double begin = m_cross < 0 ? m_time->max() : m_cross + direction * step;
    moveCrossHair(std::clamp(begin, m_time->min(), m_time->max()));
}

void PanelChart::wheelEvent(QWheelEvent *event) { event->ignore(); }

} // namespace ui
