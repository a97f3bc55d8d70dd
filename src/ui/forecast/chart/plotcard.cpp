// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/chart/plotcard.h"

#include "ui/widgets/chartscale.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

PlotCard::PlotCard(const QString &name, QWidget *parent)
    : QWidget(parent) {
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PlotCard::describe(const QString &sentence) {
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    update();
}

QString PlotCard::emptyText() const { return tr("Nothing to compare yet"); }

void PlotCard::setStale(bool stale) {
    m_stale = stale;
    update();
}

void PlotCard::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

QColor PlotCard::ink() const { return m_stale ? themeOf(this).secondary : themeOf(this).accent; }

QRectF PlotCard::plotArea() const { return QRectF(rect()).adjusted(44, 50, -12, -36); }

void PlotCard::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(rect(), space::radius, space::radius);
    painter.setPen(theme.text);
    painter.setFont(uiFont(TextSize::Base, QFont::DemiBold));
    painter.drawText(QRectF(space::m, space::xs, width() - 2 * space::m, 18), Qt::AlignLeft | Qt::AlignVCenter, accessibleName());
    painter.setFont(uiFont(TextSize::Secondary));
    if (hasPlot())
        return paintPlot(painter, plotArea());
    painter.setPen(theme.secondary);
    painter.drawText(rect(), Qt::AlignCenter, emptyText());
}

void PlotCard::paintValueAxis(QPainter &painter, const QRectF &plot, double top, const QString &unit) const {
    const Theme &theme = themeOf(this);
    const ValueScale scale = valueScale(0, top, false);
    for (double value = 0; value <= top * 1.0001; value += scale.step) {
        const double y = plot.bottom() - plot.height() * value / top;
        painter.setPen(theme.border);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(value, 'g', 4));
    }
    painter.setPen(theme.secondary);
    painter.drawText(QRectF(0, 4, width() - space::m, 18), Qt::AlignRight | Qt::AlignVCenter, unit);
}

double PlotCard::paintKey(QPainter &painter, double left, const QPen &pen, const QString &text) const {
    painter.setPen(pen);
    painter.drawLine(QPointF(left, 33), QPointF(left + 18, 33));
    painter.setPen(themeOf(this).secondary);
    const double width = painter.fontMetrics().horizontalAdvance(text);
    painter.drawText(QRectF(left + 22, 25, width + 2, 16), Qt::AlignLeft | Qt::AlignVCenter, text);
    return left + 22 + width + space::m;
}

void PlotCard::paintTimeAxis(QPainter &painter, const QRectF &plot, const QDateTime &from, const QDateTime &to) const {
    const Theme &theme = themeOf(this);
    for (const QDateTime &tick : timeTicks(from, to, std::max(2, static_cast<int>(plot.width() / 70)))) {
        const double x = plot.left() + plot.width() * static_cast<double>(from.msecsTo(tick)) / static_cast<double>(from.msecsTo(to));
        const bool midnight = tick.time() == QTime(0, 0);
        painter.setPen(theme.border);
        painter.drawLine(QPointF(x, midnight ? plot.top() : plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(x - 32, plot.bottom() + 4, 64, 16), Qt::AlignCenter, midnight ? QLocale().toString(tick.date(), u"d MMM"_s) : tick.toString(u"HH:mm"_s));
    }
}

} // namespace ui
