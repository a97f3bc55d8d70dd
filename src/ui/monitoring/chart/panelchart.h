// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of one panel: gaps shown, thresholds as faint bands with their words, a cross-hair that reads all of them. Qt Charts draws
// the curves; axes, bands and words are ours, because its axes cannot put the date at midnight.
#pragma once

#include "models/monitoring/panelview.h"
#include "ui/widgets/chartscale.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace ui {

class PanelChart : public QChartView {
    Q_OBJECT
public:
    explicit PanelChart(QWidget *parent = nullptr);

    void setPanel(const prometheus::Panel &panel);
    void setView(const models::monitoring::PanelView &view);
    /// At this time, in milliseconds since the epoch; below zero: none. Charts of one page share it, without a signal.
    void setCrossHair(double time);
    /// What the cross-hair says: the time, then a line for each curve that has a value there.
    [[nodiscard]] QStringList readout() const;
    [[nodiscard]] int plotWidth() const { return std::max(60, viewport()->width() - marginLeft - marginRight); }
    [[nodiscard]] int drawnSeries() const; // with points, for tests
    [[nodiscard]] QSize sizeHint() const override { return {320, 140}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 60}; }

Q_SIGNALS:
    void crossHairMoved(double time);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // left and right move the cross-hair
    void wheelEvent(QWheelEvent *event) override;  // the page scrolls, not the chart
    void changeEvent(QEvent *event) override;

private:
    static constexpr int marginLeft = 56;
    static constexpr int marginRight = 12;
    void fillLines();
    void setRanges();
    [[nodiscard]] QLineSeries *line(int index);
    [[nodiscard]] QColor colorOf(const models::monitoring::Curve &curve) const;
    [[nodiscard]] bool isGrey() const;
    [[nodiscard]] QPointF at(const QPointF &point) const;
    [[nodiscard]] std::optional<QPointF> nearest(const models::monitoring::Curve &curve, double time) const;
    void drawBands(QPainter &painter, const QRectF &plot) const;
    void drawValueAxis(QPainter &painter, const QRectF &plot) const;
    void drawTimeAxis(QPainter &painter, const QRectF &plot) const;
    void drawDots(QPainter &painter) const;
    void drawCrossHair(QPainter &painter, const QRectF &plot) const;
    void moveCrossHair(double time);

    prometheus::Panel m_panel;
    models::monitoring::PanelView m_view;
    ValueScale m_scale;
    QList<QLineSeries *> m_lines; // one for each piece of a curve; those that are not needed are empty
    QLineSeries *m_frame;         // empty; knows the axes
    QValueAxis *m_time;
    QValueAxis *m_value;
    double m_cross = -1;
};

} // namespace ui
