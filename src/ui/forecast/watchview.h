// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The watched places: their level, and what the forecast says of it now.
#pragma once

#include "models/forecast/watch.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace ui {

class EmptyState;
class SecondaryLabel;

/// One row, put together by the page.
struct WatchRow {
    models::Watch watch;
    forecast::Standard standard;
    std::optional<models::Crossing> crossing; // nothing: not known yet
    QString trouble; // why not
    QDateTime fetched; // of the forecast
};

class WatchView : public QWidget {
    Q_OBJECT
public:
    explicit WatchView(QWidget *parent = nullptr);
    /// place: of the selected one; empty: none can be added.
    void setRows(const QList<WatchRow> &rows, const QString &place);
    void setNote(const QString &note);
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QPushButton *addButton() const { return m_add; }

Q_SIGNALS:
    void addRequested();
    void removeRequested(int row);
    void changed(int row, int level, bool enabled);
    void placeRequested(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void fillRow(int row);
    [[nodiscard]] int current() const;

    QList<WatchRow> m_rows;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTableWidget *m_table;
    QPushButton *m_add;
    QPushButton *m_remove;
    SecondaryLabel *m_note;
    bool m_filling = false;
};

} // namespace ui
