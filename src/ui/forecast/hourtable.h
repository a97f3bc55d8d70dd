// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The table twin of the chart of hours, folded until it is wanted; Ctrl+C copies the selected rows, or all.
#pragma once

#include "models/forecast/hourtablemodel.h"

#include <QTableView>

class QToolButton;

namespace ui {

class HourTableView : public QTableView {
    Q_OBJECT
public:
    explicit HourTableView(models::HourTableModel *model, QWidget *parent = nullptr);
    /// Of the selected rows, else of all.
    [[nodiscard]] QString text() const;
    void copy() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    models::HourTableModel *m_model;
};

class HourTable : public QWidget {
    Q_OBJECT
public:
    explicit HourTable(QWidget *parent = nullptr);
    void setSeries(const models::HourSeries &series);
    void setStale(bool stale);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] HourTableView *view() const { return m_view; }

Q_SIGNALS:
    /// The operator went to its row.
    void hourSelected(const QDateTime &hour);

private:
    void scrollToNow();

    models::HourTableModel m_model;
    QToolButton *m_fold;
    HourTableView *m_view;
};

} // namespace ui
