// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One dashboard: its panels where Grafana has them, all at the same time under the cross-hair.
#pragma once

#include "ui/monitoring/boarddata.h"

#include <QScrollArea>
#include <QTimer>

namespace ui {

class PanelCard;

class DashboardView : public QScrollArea {
    Q_OBJECT
public:
    explicit DashboardView(const prometheus::Dashboard &board, QWidget *parent = nullptr);
    ~DashboardView() override;

    [[nodiscard]] BoardData *data() const { return m_data; }
    [[nodiscard]] const QList<PanelCard *> &cards() const { return m_cards; }
    /// Every panel has had its answer.
    [[nodiscard]] bool settled() const;
    void refresh(bool anew = false);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void showPanel(int panel);

    BoardData *m_data;
    QWidget *m_canvas;
    QList<PanelCard *> m_cards;
    QTimer m_ages;
    QTimer m_resized; // asks again once the width has come to rest, because the steps depend on it
};

} // namespace ui
