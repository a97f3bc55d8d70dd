// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel shows without a chart: one number, bars, or why there is nothing.
#pragma once

#include "models/monitoring/panelview.h"

#include <QWidget>

namespace ui {

struct Theme;

class PanelBody : public QWidget {
    Q_OBJECT
public:
    explicit PanelBody(QWidget *parent = nullptr);
    void setPanel(const prometheus::Panel &panel) { m_panel = panel; }
    void setView(const models::monitoring::PanelView &view);
    [[nodiscard]] QSize sizeHint() const override { return {160, 60}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintNumber(QPainter &painter, const Theme &theme) const;
    void paintBars(QPainter &painter, const Theme &theme) const;
    void paintReason(QPainter &painter, const Theme &theme) const;
    [[nodiscard]] bool isGrey() const;

    prometheus::Panel m_panel;
    models::monitoring::PanelView m_view;
};

/// The curves by colour and name with their last values, in as many lines as they need.
class PanelLegend : public QWidget {
    Q_OBJECT
public:
    explicit PanelLegend(QWidget *parent = nullptr);
    void setView(const models::monitoring::PanelView &view);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr int line = 16;
    [[nodiscard]] int columns() const;
    void fit();
    models::monitoring::PanelView m_view;
};

} // namespace ui
