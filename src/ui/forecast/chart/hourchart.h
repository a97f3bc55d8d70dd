// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of hours: past solid, ahead dashed with its interval as a band, the standard's categories faint behind, a
// cross-hair that reads. Qt Charts draws the curves; axes, bands and words are ours, because its axes cannot put the
// date at midnight.
#pragma once

#include "models/forecast/hourseries.h"
#include "models/timemarks.h"

#include <QChartView>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace ui {

class HourChart : public QChartView {
    Q_OBJECT
public:
    explicit HourChart(QWidget *parent = nullptr);

    void setSeries(const models::HourSeries &series);
    [[nodiscard]] const models::HourSeries &series() const { return m_series; }
    void setStale(bool stale);
    /// The hour that the map shows; invalid: none is marked.
    void setMarkedHour(const QDateTime &hour);
    /// What happened meanwhile: flags at the top of the plot, each with its text as a tool tip.
    void setMarks(const QList<models::TimeMark> &marks);
    /// Those that are drawn: of the time that is shown, alike in place gathered.
    [[nodiscard]] QList<models::TimeMark> shownMarks() const;
    /// At the hour that is nearest; invalid: none.
    void setCrossHairAt(const QDateTime &time);
    /// From the first hour to the last; invalid where there are none.
    [[nodiscard]] std::pair<QDateTime, QDateTime> range() const;
    /// What the cross-hair says at an hour: "Tue 24 Nov 14:00 · 187 (162–214) Very poor"; empty where there is nothing.
    [[nodiscard]] QString readout(const models::HourValue &hour) const;
    [[nodiscard]] QSize sizeHint() const override { return {360, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

Q_SIGNALS:
    /// By a click, or Enter on the cross-hair: the map shall show it.
    void hourChosen(const QDateTime &hour);
    /// Invalid: it is away.
    void crossHairMoved(const QDateTime &hour);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // left and right move the cross-hair
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override; // tool tips of marks

private:
    QLineSeries *line(Qt::PenStyle style);
    void applyColors();
    void setRanges();
    void setPast();
    void setCrossHair(int hour);
    [[nodiscard]] int nearest(double time) const;
    [[nodiscard]] QPointF at(const QDateTime &time, double value) const;
    [[nodiscard]] int tickHours(const QRectF &plot) const;
    [[nodiscard]] bool isCrossed(const QRectF &box) const; // by a curve
    void drawTimeAxis(QPainter &painter, const QRectF &plot);
    void drawValueAxis(QPainter &painter, const QRectF &plot);
    void drawNow(QPainter &painter, const QRectF &plot);
    void drawMarked(QPainter &painter, const QRectF &plot);
    void drawMarks(QPainter &painter, const QRectF &plot);
    void drawCrossHair(QPainter &painter, const QRectF &plot);

    models::HourSeries m_series;
    QList<models::HourValue> m_hours; // past, then ahead: what the cross-hair walks over
    int m_hour = -1;
    QDateTime m_marked;
    QList<models::TimeMark> m_marks;
    bool m_stale = false;
    double m_top = 100;
    QLineSeries *m_past;            // the first run of the past
    QList<QLineSeries *> m_further; // the runs after gaps
    QLineSeries *m_ahead;
    QLineSeries *m_lower;
    QLineSeries *m_upper;
    QAreaSeries *m_interval;
    QValueAxis *m_time;
    QValueAxis *m_value;
};

} // namespace ui
