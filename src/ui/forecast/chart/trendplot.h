// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Weeks at a glance: places beside each other, the days of a month, the hours of the week.
#pragma once

#include "models/forecast/hourseries.h"
#include "models/forecast/trends.h"
#include "ui/forecast/chart/plotcard.h"

namespace ui {

struct ComparedPlace {
    QString name;
    models::HourSeries hours; // past and ahead
};

/// Up to six places in one chart: past solid, ahead dashed.
class ComparePlot : public PlotCard {
    Q_OBJECT
public:
    explicit ComparePlot(QWidget *parent = nullptr);
    void setPlaces(const QList<ComparedPlace> &places, const QDateTime &now);
    [[nodiscard]] int drawnPlaces() const; // with values, for tests

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] bool hasPlot() const override { return drawnPlaces() > 0; }

private:
    void paintPlace(QPainter &painter, const ComparedPlace &place, const QColor &color, const std::function<QPointF(const QDateTime &, double)> &point) const;
    QList<ComparedPlace> m_places;
    QDateTime m_now;
};

/// A square for each day, in weeks from Monday.
class CalendarPlot : public PlotCard {
    Q_OBJECT
public:
    explicit CalendarPlot(QWidget *parent = nullptr);
    void setTrends(const models::Trends &trends, const QList<forecast::Category> &categories);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] bool hasPlot() const override { return !m_trends.isEmpty(); }

private:
    models::Trends m_trends;
    QList<forecast::Category> m_categories;
};

/// A square for each hour of the week.
class WeekPlot : public PlotCard {
    Q_OBJECT
public:
    explicit WeekPlot(QWidget *parent = nullptr);
    void setTrends(const models::Trends &trends, const QList<forecast::Category> &categories);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] bool hasPlot() const override { return !m_trends.isEmpty(); }

private:
    models::Trends m_trends;
    QList<forecast::Category> m_categories;
};

} // namespace ui
