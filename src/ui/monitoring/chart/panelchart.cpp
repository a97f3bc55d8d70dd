// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/chart/panelchart.h"

#include "models/monitoring/valuetext.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

using models::monitoring::Curve;
using models::monitoring::PanelState;

PanelChart::PanelChart(QWidget *parent)
    : QChartView(parent)
    , m_frame(new QLineSeries(this))
    , m_time(new QValueAxis(this))
    , m_value(new QValueAxis(this)) {
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    QChart *shown = chart();
    shown->legend()->hide();
    shown->setBackgroundVisible(false);
    shown->setMargins({});
    shown->layout()->setContentsMargins(0, 0, 0, 0);
    shown->addAxis(m_time, Qt::AlignBottom);
    shown->addAxis(m_value, Qt::AlignLeft);
    for (QValueAxis *axis : {m_time, m_value})
        axis->setVisible(false);
    shown->addSeries(m_frame);
    m_frame->attachAxis(m_time);
    m_frame->attachAxis(m_value);
    setBackgroundBrush(themeOf(this).surface);
}

void PanelChart::setPanel(const prometheus::Panel &panel) {
    m_panel = panel;
    setAccessibleName(tr("Chart: %1").arg(panel.title));
}

void PanelChart::setView(const models::monitoring::PanelView &view) {
    m_view = view;
    setRanges();
    fillLines();
    viewport()->update();
}

void PanelChart::setRanges() {
    double lowest = 0;
    double highest = 0;
    for (const Curve &curve : std::as_const(m_view.curves)) {
        for (const auto &segment : curve.segments) {
            for (const QPointF &point : segment) {
                lowest = std::min(lowest, point.y());
                highest = std::max(highest, point.y());
            }
        }
    }
    for (const prometheus::Threshold &threshold : std::as_const(m_panel.thresholds)) {
        if (highest >= threshold.from / 2)
            highest = std::max(highest, threshold.from * 1.1); // near enough to be worth seeing
    }
    m_scale = valueScale(lowest, highest, m_panel.unit == "bytes"_L1);
    if (m_view.from.isValid() && m_view.from < m_view.to)
        m_time->setRange(double(m_view.from.toMSecsSinceEpoch()), double(m_view.to.toMSecsSinceEpoch()));
    m_value->setRange(m_scale.bottom, m_scale.top);
}

QLineSeries *PanelChart::line(int index) {
    while (m_lines.size() <= index) {
        auto *made = new QLineSeries(this);
        chart()->addSeries(made);
        made->attachAxis(m_time);
        made->attachAxis(m_value);
        m_lines.append(made);
    }
    return m_lines[index];
}

void PanelChart::fillLines() {
    int used = 0;
    for (const Curve &curve : std::as_const(m_view.curves)) {
        QPen pen(colorOf(curve), 1.5);
        pen.setCosmetic(true);
        for (const auto &segment : curve.segments) {
            if (segment.size() < 2)
                continue; // drawDots
            QLineSeries *series = line(used++);
            series->setPen(pen);
            series->replace(segment);
        }
    }
    for (qsizetype i = used; i < m_lines.size(); ++i) {
        if (m_lines[i]->count() > 0)
            m_lines[i]->clear();
    }
}

int PanelChart::drawnSeries() const {
    return int(std::ranges::count_if(m_lines, [](const QLineSeries *series) { return series->count() > 0; }));
}

bool PanelChart::isGrey() const { return m_view.state == PanelState::Stale || m_view.state == PanelState::Unreachable || m_view.state == PanelState::Refused; }

QColor PanelChart::colorOf(const Curve &curve) const {
    const Theme &theme = themeOf(this);
    return isGrey() ? theme.outline : theme.series[curve.color % theme.series.size()];
}

void PanelChart::changeEvent(QEvent *event) {
    QChartView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    setBackgroundBrush(themeOf(this).surface);
    fillLines();
}

QPointF PanelChart::at(const QPointF &point) const { return chart()->mapToPosition(point, m_frame); }

void PanelChart::drawBackground(QPainter *painter, const QRectF &rect) {
    QChartView::drawBackground(painter, rect);
    const QRectF wanted = QRectF(viewport()->rect()).adjusted(marginLeft, 6, -marginRight, -20);
    if (chart()->plotArea() != wanted)
        chart()->setPlotArea(wanted);
    painter->setFont(uiFont(TextSize::Secondary));
    drawBands(*painter, wanted);
    drawValueAxis(*painter, wanted);
    drawTimeAxis(*painter, wanted);
}

void PanelChart::drawBands(QPainter &painter, const QRectF &plot) const {
    const Theme &theme = themeOf(this);
    const auto y = [&](double value) { return at({m_time->min(), std::clamp(value, m_scale.bottom, m_scale.top)}).y(); };
    for (qsizetype i = 0; i < m_panel.thresholds.size(); ++i) {
        const prometheus::Threshold &threshold = m_panel.thresholds[i];
        if (threshold.from >= m_scale.top)
            break;
        const bool critical = threshold.color == "red"_L1;
        const double low = y(threshold.from);
        const double high = i + 1 < m_panel.thresholds.size() ? y(m_panel.thresholds[i + 1].from) : plot.top();
        const QColor ink = critical ? theme.failed : theme.degraded;
        QColor tint = ink;
        tint.setAlpha(theme.dark ? 34 : 26);
        painter.fillRect(QRectF(plot.left(), high, plot.width(), low - high), tint);
        painter.setPen(QPen(ink, 1, Qt::DotLine));
        painter.drawLine(QPointF(plot.left(), low), QPointF(plot.right(), low));
        if (low - high < 13)
            continue;
        painter.setPen(ink);
        painter.drawText(QRectF(plot.left() + 4, high, plot.width() - 8, low - high), Qt::AlignLeft | Qt::AlignTop, critical ? tr("critical") : tr("warning"));
    }
}

void PanelChart::drawValueAxis(QPainter &painter, const QRectF &plot) const {
    const Theme &theme = themeOf(this);
    const int every = plot.height() < 70 ? 2 : 1;
    int number = 0;
    for (double value = m_scale.bottom; value <= m_scale.top * 1.0001 && number < 20; value += m_scale.step, ++number) {
        const double y = at({m_time->min(), value}).y();
        painter.setPen(theme.border);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (number % every != 0)
            continue;
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, models::monitoring::axisText(std::abs(value) < m_scale.step / 100 ? 0 : value, m_panel.unit));
    }
}

void PanelChart::drawTimeAxis(QPainter &painter, const QRectF &plot) const {
    const Theme &theme = themeOf(this);
    const QLocale locale;
    for (const QDateTime &tick : timeTicks(m_view.from, m_view.to, std::max(2, int(plot.width() / 64)))) {
        const double x = at({double(tick.toMSecsSinceEpoch()), 0}).x();
        const bool midnight = tick.time() == QTime(0, 0);
        painter.setPen(midnight ? theme.outline : theme.border);
        painter.drawLine(QPointF(x, midnight ? plot.top() : plot.bottom()), QPointF(x, plot.bottom() + 3));
        painter.setPen(midnight ? theme.text : theme.secondary);
        const QString text = midnight ? locale.toString(tick.date(), u"d MMM"_s) : tick.toString(u"HH:mm"_s);
        const double left = std::min(x - 30, viewport()->width() - 48.0); // the last one stays inside
        painter.drawText(QRectF(left, plot.bottom() + 3, 60, 15), Qt::AlignHCenter | Qt::AlignVCenter, text);
    }
}

void PanelChart::drawForeground(QPainter *painter, const QRectF &) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(uiFont(TextSize::Secondary));
    drawDots(*painter);
    drawCrossHair(*painter, chart()->plotArea());
}

/// A line of one point has no length.
void PanelChart::drawDots(QPainter &painter) const {
    painter.setPen(Qt::NoPen);
    for (const Curve &curve : m_view.curves) {
        painter.setBrush(colorOf(curve));
        for (const auto &segment : curve.segments) {
            if (segment.size() == 1)
                painter.drawEllipse(at(segment.first()), 2, 2);
        }
    }
}

} // namespace ui
