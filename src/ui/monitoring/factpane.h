// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The details of one row of the Monitoring page's tables, in the pane at the right.
#pragma once

#include "models/monitoring/factmodel.h"

#include <QWidget>

class QLabel;
class QScrollArea;

namespace ui {

class DetailsList;
class EmptyState;
class StateLabel;

class FactPane : public QWidget {
    Q_OBJECT
public:
    explicit FactPane(QWidget *parent = nullptr);
    void setRow(const models::monitoring::FactRow &row);
    /// hint: what can be selected on the page.
    void showNothing(const QString &hint);

private:
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    QLabel *m_name;
    StateLabel *m_state;
    DetailsList *m_list;
    models::monitoring::FactRow m_row;
};

} // namespace ui
