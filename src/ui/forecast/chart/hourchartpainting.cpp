// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the chart of hours paints over its curves: axes, now, marks, the cross-hair.
#include "ui/forecast/chart/hourchart.h"

#include "ui/widgets/theme.h"

#include <QChart>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

void HourChart::drawForeground(QPainter *painter, const QRectF &) {
    const QRectF plot = chart()->plotArea();
    if (m_hours.isEmpty()) {
        painter->setPen(themeOf(this).secondary);
        painter->drawText(QRectF(viewport()->rect()), Qt::AlignCenter, tr("No hours to show"));
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(uiFont(TextSize::Secondary));
    drawValueAxis(*painter, plot);
    drawTimeAxis(*painter, plot);
    drawNow(*painter, plot);
    drawMarks(*painter, plot);
    drawMarked(*painter, plot);
    drawCrossHair(*painter, plot);
}

void HourChart::drawValueAxis(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    painter.setPen(theme.secondary);
    painter.drawText(
        QRectF(0, 0, plot.right(), 18), Qt::AlignLeft | Qt::AlignVCenter, m_series.means ? tr("%1, of its running means").arg(m_series.title)
            : m_series.bucket.count() == 1                               ? tr("%1, hourly").arg(m_series.title)
                                                                         : tr("%1, means of %2 hours").arg(m_series.title).arg(m_series.bucket.count()));
    const double step = m_top > 250 ? 100 : 50;
    for (double value = 0; value <= m_top && !m_series.inBands; value += step) {
        const double y = plot.bottom() - plot.height() * value / m_top;
        painter.drawText(
            QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, QString::number(value));
    }
}

int HourChart::tickHours(const QRectF &plot) const {
    const double days = std::max(0.1, static_cast<double>(m_hours.first().at.secsTo(m_hours.last().at)) / 86400);
    for (const int hours : {6, 12, 24, 48, 96})
        if (plot.width() / days * hours / 24 >= 46) // pixels of a label
            return hours;
    return 168;
}

void HourChart::drawTimeAxis(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    const QLocale locale;
    QDateTime tick = m_hours.first().at.toLocalTime();
    tick.setTime(QTime(tick.time().hour(), 0));
    const int step = tickHours(plot);
    const auto marked = [&] {
        return step < 24 ? tick.time().hour() % step == 0 : tick.time().hour() == 0 && tick.date().toJulianDay() % (step / 24) == 0;
    };
    for (; tick <= m_hours.last().at; tick = tick.addSecs(3600)) {
        if (tick < m_hours.first().at || !marked())
            continue;
        const double x = at(tick, 0).x();
        const bool midnight = tick.time().hour() == 0;
        painter.setPen(midnight ? theme.outline : theme.border);
        painter.drawLine(QPointF(x, midnight ? plot.top() : plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(midnight ? theme.text : theme.secondary);
        const QString text = midnight ? locale.toString(tick.date(), u"d MMM"_s) : tick.toString(u"HH:mm"_s);
        const double left = std::min(x - 30, viewport()->width() - 52.0); // the last one stays inside
        painter.drawText(QRectF(left, plot.bottom() + 4, 60, 16), Qt::AlignHCenter | Qt::AlignVCenter, text);
    }
    painter.setPen(theme.border);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void HourChart::drawNow(QPainter &painter, const QRectF &plot) {
    const double x = at(m_series.now, 0).x();
    if (x < plot.left() || x > plot.right())
        return;
    const Theme &theme = themeOf(this);
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()));
    const QString now = tr("now");
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(now);
    painter.drawText(QRectF(std::clamp(x - width / 2, 0.0, plot.right() - width), plot.top() - 19, width + 1, 14),
        Qt::AlignCenter, now);
}

void HourChart::drawMarked(QPainter &painter, const QRectF &plot) {
    if (!m_marked.isValid())
        return;
    const double x = at(m_marked, 0).x();
    if (x < plot.left() - 1 || x > plot.right() + 1)
        return;
    const Theme &theme = themeOf(this);
    painter.setPen(QPen(theme.text, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawPolygon(QPolygonF({{x - 5, plot.bottom() + 7}, {x + 5, plot.bottom() + 7}, {x, plot.bottom()}})); // the slider's handle
}

void HourChart::drawMarks(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    for (const models::TimeMark &mark : shownMarks()) {
        const bool trouble = mark.kind == models::TimeMark::Kind::Trouble;
        const QColor colour = trouble ? theme.degraded : theme.accent;
        const double x = at(mark.at, 0).x();
        QColor faint = colour;
        faint.setAlpha(90);
        painter.setPen(QPen(faint, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(QPen(colour, 1));
        painter.setBrush(trouble ? colour : theme.surface); // the shape tells them apart as well
        painter.drawPolygon(trouble ? QPolygonF({{x - 4, plot.top() + 8}, {x + 4, plot.top() + 8}, {x, plot.top() + 1}})
                                    : QPolygonF({{x, plot.top()}, {x + 8, plot.top() + 4}, {x, plot.top() + 8}}));
    }
}

void HourChart::drawCrossHair(QPainter &painter, const QRectF &plot) {
    if (m_hour < 0 || m_hour >= m_hours.size())
        return;
    const Theme &theme = themeOf(this);
    const models::HourValue &hour = m_hours[m_hour];
    const QPointF point = at(hour.at, hour.value.value_or(0));
    painter.setPen(QPen(theme.outline, 1));
    painter.drawLine(QPointF(point.x(), plot.top()), QPointF(point.x(), plot.bottom()));
    if (hour.value) {
        painter.setBrush(theme.surface);
        painter.setPen(QPen(theme.text, 2));
        painter.drawEllipse(point, 4, 4);
    }
    const QString text = readout(hour);
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 16;
    const QRectF box(
        std::clamp(point.x() - width / 2, 2.0, std::max(2.0, viewport()->width() - width - 2.0)), 1, width, 20);
    painter.setPen(theme.border);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace ui
