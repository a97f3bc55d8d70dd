// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ground of a chart that we paint ourselves: a card with a title, axes and keys, and a word where there is nothing to show.
#pragma once

#include <QPen>
#include <QWidget>

namespace ui {

class PlotCard : public QWidget {
    Q_OBJECT
public:
    explicit PlotCard(const QString &name, QWidget *parent = nullptr);
    void setStale(bool stale);
    [[nodiscard]] QSize sizeHint() const override { return {320, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// In the plot's rectangle; axes are its own.
    virtual void paintPlot(QPainter &painter, const QRectF &plot) = 0;
    [[nodiscard]] virtual bool hasPlot() const = 0;
    [[nodiscard]] virtual QString emptyText() const;
    [[nodiscard]] virtual QRectF plotArea() const;
    void paintValueAxis(QPainter &painter, const QRectF &plot, double top, const QString &unit) const;
    void paintTimeAxis(QPainter &painter, const QRectF &plot, const QDateTime &from, const QDateTime &to) const;
    /// One entry of a legend at the top; returns where the next begins.
    [[nodiscard]] double paintKey(QPainter &painter, double left, const QPen &pen, const QString &text) const;
    /// The chart in a sentence, for who cannot see it, and in the tool tip.
    void describe(const QString &sentence);
    [[nodiscard]] QColor ink() const; // of the forecast's curve
    [[nodiscard]] bool isStale() const { return m_stale; }

private:
    bool m_stale = false;
};

} // namespace ui
