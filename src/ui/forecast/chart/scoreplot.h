// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of verification, painted by ourselves because Qt Charts has none of them: error by lead, the last forecasts over what came, the
// performance diagram, the table of categories. Each shows values that models computed, and says them in words to who cannot see it.
#pragma once

#include "models/forecast/accuracy.h"
#include "ui/forecast/chart/plotcard.h"

namespace ui {

class ScorePlot : public PlotCard {
    Q_OBJECT
public:
    using PlotCard::PlotCard;
    void setAccuracy(const models::Accuracy &accuracy);

protected:
    [[nodiscard]] bool hasPlot() const override { return !m_accuracy.isEmpty(); }
    [[nodiscard]] virtual QString description() const = 0; // the chart in a sentence

    models::Accuracy m_accuracy;
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
