// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One panel of a dashboard: its title and unit, its state in words, and the chart, number or bars.
#pragma once

#include "models/monitoring/panelview.h"

#include <QWidget>

class QStackedLayout;

namespace ui {

class PanelBody;
class PanelChart;
class PanelLegend;

class PanelCard : public QWidget {
    Q_OBJECT
public:
    explicit PanelCard(const prometheus::Panel &panel, QWidget *parent = nullptr);

    void setView(const models::monitoring::PanelView &view);
    [[nodiscard]] const models::monitoring::PanelView &view() const { return m_view; }
    [[nodiscard]] const prometheus::Panel &panel() const { return m_panel; }
    [[nodiscard]] PanelChart *chart() const { return m_chart; } // null where there are no lines
    [[nodiscard]] int pixels() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintState(QPainter &painter, const QRect &area) const;
    prometheus::Panel m_panel;
    models::monitoring::PanelView m_view;
    QStackedLayout *m_stack;
    QWidget *m_drawing = nullptr; // chart and legend
    PanelChart *m_chart = nullptr;
    PanelLegend *m_legend = nullptr;
    PanelBody *m_body;
};

} // namespace ui
