// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of verification, painted by ourselves because Qt Charts has none of them: error by lead, the last forecasts over what came, the
// performance diagram, the table of categories. Each shows values that models computed, and says them in words to who cannot see it.
#pragma once

#include "models/forecast/accuracy.h"

#include <QWidget>

namespace ui {

class ScorePlot : public QWidget {
    Q_OBJECT
public:
    explicit ScorePlot(const QString &name, QWidget *parent = nullptr);
    void setAccuracy(const models::Accuracy &accuracy);
    void setStale(bool stale);
    [[nodiscard]] QSize sizeHint() const override { return {320, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// In the plot's rectangle; axes are its own.
    virtual void paintPlot(QPainter &painter, const QRectF &plot) = 0;
    [[nodiscard]] virtual QRectF plotArea() const;
    [[nodiscard]] virtual QString description() const = 0; // the chart in a sentence
    void paintValueAxis(QPainter &painter, const QRectF &plot, double top, const QString &unit) const;
    /// One entry of a legend at the top; returns where the next begins.
    [[nodiscard]] double paintKey(QPainter &painter, double left, const QPen &pen, const QString &text) const;
    [[nodiscard]] QColor ink() const; // of the forecast's curve

    models::Accuracy m_accuracy;
    bool m_stale = false;
};

/// RMSE of the forecast and of persistence by lead; faint where there are too few pairs.
class LeadErrorPlot : public ScorePlot {
    Q_OBJECT
public:
    explicit LeadErrorPlot(QWidget *parent = nullptr);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] QString description() const override;
};

/// The last forecasts with their intervals, and what was measured.
class FanPlot : public ScorePlot {
    Q_OBJECT
public:
    explicit FanPlot(QWidget *parent = nullptr);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] QString description() const override;

private:
    void paintTimeAxis(QPainter &painter, const QRectF &plot, const QDateTime &from, const QDateTime &to) const;
};

/// Detection against success ratio for every category's edge, with curves of equal threat score and rays of equal bias (Roebber 2009).
class PerformancePlot : public ScorePlot {
    Q_OBJECT
public:
    explicit PerformancePlot(QWidget *parent = nullptr);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] QRectF plotArea() const override;
    [[nodiscard]] QString description() const override;

private:
    void paintGuides(QPainter &painter, const QRectF &plot) const;
};

/// How often each category was forecast where each came: rows are what came.
class CategoryPlot : public ScorePlot {
    Q_OBJECT
public:
    explicit CategoryPlot(QWidget *parent = nullptr);

protected:
    void paintPlot(QPainter &painter, const QRectF &plot) override;
    [[nodiscard]] QRectF plotArea() const override;
    [[nodiscard]] QString description() const override;
};

} // namespace ui
