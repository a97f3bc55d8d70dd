// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/chart/trendplot.h"

#include "ui/widgets/chartscale.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

void paintCell(QPainter &painter, const QRectF &box, const models::TrendCell &cell, const QList<forecast::Category> &categories, const Theme &theme, bool stale, double below = 0) {
    const bool known = cell.category >= 0 && cell.category < categories.size();
    painter.setPen(Qt::NoPen);
    painter.setBrush(!known ? QBrush(theme.window) : stale ? QBrush(theme.neutral) : QBrush(QColor(categories[cell.category].colour)));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
    if (box.width() < 26)
        return;
    painter.setPen(known && !stale ? QColor(categories[cell.category].text) : theme.secondary);
    painter.drawText(box.adjusted(0, below, 0, 0), Qt::AlignCenter, cell.text);
}

/// The worst and the best of the cells that have an index, in words.
template <class Cells, class Name> QString extremes(const Cells &cells, Name name) {
    const models::TrendCell *worst = nullptr;
    const models::TrendCell *best = nullptr;
    QString worstName;
    QString bestName;
    for (const auto &[cell, at] : cells) {
        if (!cell->index)
            continue;
        if (!worst || *cell->index > *worst->index) {
            worst = cell;
            worstName = name(at);
        }
        if (!best || *cell->index < *best->index) {
            best = cell;
            bestName = name(at);
        }
    }
    if (!worst)
        return CalendarPlot::tr("No index in this time.");
    return CalendarPlot::tr("Worst: %1 at %2. Best: %3 at %4.").arg(worstName, worst->text, bestName, best->text);
}

} // namespace

ComparePlot::ComparePlot(QWidget *parent)
    : PlotCard(tr("Places beside each other"), parent) {}

int ComparePlot::drawnPlaces() const {
    return static_cast<int>(std::ranges::count_if(m_places, [](const ComparedPlace &place) { return !place.hours.isEmpty(); }));
}

void ComparePlot::setPlaces(const QList<ComparedPlace> &places, const QDateTime &now) {
    m_places = places;
    m_now = now;
    QStringList names;
    for (const ComparedPlace &place : places)
        names.append(place.name);
    describe(tr("Hourly index of %1: what was measured solid, what is forecast dashed.").arg(names.join(tr(", "))));
}

void ComparePlot::paintPlace(
    QPainter &painter, const ComparedPlace &place, const QColor &color, const std::function<QPointF(const QDateTime &, double)> &point) const {
    painter.setPen(QPen(color, 1.8));
    for (const QList<models::HourValue> &run : models::runsOf(place.hours.past, place.hours.bucket)) {
        QPolygonF line;
        for (const models::HourValue &hour : run)
            line.append(point(hour.at, *hour.value));
        painter.drawPolyline(line);
    }
    painter.setPen(QPen(color, 1.8, Qt::DashLine));
    QPolygonF line;
    for (const models::HourValue &hour : place.hours.ahead)
        if (hour.value)
            line.append(point(hour.at, *hour.value));
    painter.drawPolyline(line);
}

void ComparePlot::paintPlot(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    QDateTime from = m_now;
    QDateTime to = m_now;
    double highest = 50;
    for (const ComparedPlace &place : std::as_const(m_places))
        for (const auto *hours : {&place.hours.past, &place.hours.ahead})
            for (const models::HourValue &hour : *hours) {
                from = std::min(from, hour.at);
                to = std::max(to, hour.at);
                highest = std::max(highest, hour.value.value_or(0));
            }
    const ValueScale scale = valueScale(0, highest, false);
    paintValueAxis(painter, plot, scale.top, m_places.first().hours.title);
    paintTimeAxis(painter, plot, from, to);
    const auto point = [&](const QDateTime &at, double value) {
        return QPointF(plot.left() + plot.width() * static_cast<double>(from.msecsTo(at)) / std::max(1.0, static_cast<double>(from.msecsTo(to))), plot.bottom() - plot.height() * value / scale.top);
    };
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(point(m_now, 0), point(m_now, scale.top));
    double left = space::m;
    int at = 0;
    for (const ComparedPlace &place : std::as_const(m_places)) {
        const QColor color = isStale() ? theme.secondary : theme.series.value(at++ % std::max<qsizetype>(1, theme.series.size()));
        paintPlace(painter, place, color, point);
        left = paintKey(painter, left, QPen(color, 2), place.hours.isEmpty() ? tr("%1 (no hours)").arg(place.name) : place.name);
    }
}

CalendarPlot::CalendarPlot(QWidget *parent)
    : PlotCard(tr("Day by day"), parent) {}

void CalendarPlot::setTrends(const models::Trends &trends, const QList<forecast::Category> &categories) {
    m_trends = trends;
    m_categories = categories;
    QList<std::pair<const models::TrendCell *, QDate>> cells;
    for (const models::TrendDay &day : std::as_const(m_trends.days))
        cells.append({&day.cell, day.date});
    describe(extremes(cells, [](const QDate &date) { return QLocale().toString(date, u"ddd d MMM"_s); }));
}

void CalendarPlot::paintPlot(QPainter &painter, const QRectF &whole) {
    const Theme &theme = themeOf(this);
    const QRectF plot = whole.adjusted(-28, -6, 0, 24);
    const QLocale locale;
    const QDate monday = m_trends.days.first().date.addDays(1 - m_trends.days.first().date.dayOfWeek());
    const int weeks = static_cast<int>(monday.daysTo(m_trends.days.last().date) / 7) + 1;
    const double wide = plot.width() / 7;
    const double high = std::min(34.0, plot.height() / std::max(1, weeks));
    painter.setPen(theme.secondary);
    for (int day = 0; day < 7; ++day)
        painter.drawText(QRectF(plot.left() + day * wide, plot.top() - 16, wide, 14), Qt::AlignCenter, locale.dayName(day + 1, QLocale::ShortFormat));
    for (const models::TrendDay &day : std::as_const(m_trends.days)) {
        const int week = static_cast<int>(monday.daysTo(day.date) / 7);
        const QRectF box(plot.left() + (day.date.dayOfWeek() - 1) * wide, plot.top() + week * high, wide, high);
        paintCell(painter, box, day.cell, m_categories, theme, isStale(), 9); // the date stands above it
        painter.setPen(day.cell.category >= 0 && !isStale() ? QColor(m_categories.value(day.cell.category).text) : theme.secondary);
        QFont small = painter.font();
        const QFont before = small;
        small.setPixelSize(9);
        painter.setFont(small);
        painter.drawText(box.adjusted(5, 2, -4, -2), Qt::AlignLeft | Qt::AlignTop, day.date.day() == 1 ? locale.toString(day.date, u"d MMM"_s) : QString::number(day.date.day()));
        painter.setFont(before);
    }
}

WeekPlot::WeekPlot(QWidget *parent)
    : PlotCard(tr("The hours of the week"), parent) {}

void WeekPlot::setTrends(const models::Trends &trends, const QList<forecast::Category> &categories) {
    m_trends = trends;
    m_categories = categories;
    QList<std::pair<const models::TrendCell *, std::pair<int, int>>> cells;
    for (int day = 0; day < 7; ++day)
        for (int hour = 0; hour < 24; ++hour)
            cells.append({&m_trends.week[static_cast<std::size_t>(day)][static_cast<std::size_t>(hour)], {day, hour}});
    describe(extremes(cells, [](const std::pair<int, int> &at) { return tr("%1 %2:00").arg(QLocale().dayName(at.first + 1)).arg(at.second, 2, 10, QChar(u'0')); }));
}

void WeekPlot::paintPlot(QPainter &painter, const QRectF &whole) {
    const Theme &theme = themeOf(this);
    const QRectF plot = whole.adjusted(-4, -14, 0, 6);
    const double wide = plot.width() / 24;
    const double high = plot.height() / 7;
    painter.setPen(theme.secondary);
    for (int day = 0; day < 7; ++day)
        painter.drawText(QRectF(0, plot.top() + day * high, plot.left() - 6, high), Qt::AlignRight | Qt::AlignVCenter, QLocale().dayName(day + 1, QLocale::ShortFormat));
    for (int hour = 0; hour < 24; hour += 6)
        painter.drawText(QRectF(plot.left() + hour * wide - 20, plot.bottom() + 3, 40, 14), Qt::AlignCenter, tr("%1:00").arg(hour, 2, 10, QChar(u'0')));
    for (int day = 0; day < 7; ++day)
        for (int hour = 0; hour < 24; ++hour)
            paintCell(painter, QRectF(plot.left() + hour * wide, plot.top() + day * high, wide, high),
                m_trends.week[static_cast<std::size_t>(day)][static_cast<std::size_t>(hour)], m_categories, theme, isStale());
}

} // namespace ui
