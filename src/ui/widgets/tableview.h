// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of the program: virtual rows of 26 px, state mark first, sort, columns to choose, copy, keyboard.
#pragma once

#include "kube/rows.h"
#include "models/tablemodel.h"

#include <QTableView>
#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QMenu;
class QStackedLayout;

namespace ui {

class EmptyState;
class SearchField;

class TableView : public QTableView {
    Q_OBJECT
public:
    explicit TableView(const QString &accessibleName, QWidget *parent = nullptr);

    /// The model must outlive the view. widths: column id → pixels; the rest are measured from the header; the name takes what is left.
    void setTable(models::TableModel *model, const QHash<QString, int> &widths = {});
    /// Grey, while what is shown is old.
    void setStale(bool stale);
    [[nodiscard]] bool stale() const { return m_stale; }

    [[nodiscard]] QString currentKey() const;
    [[nodiscard]] kube::ObjectRef currentRef() const;
    /// False where no such row is shown.
    bool selectKey(const QString &key);
    /// Of the selected rows, else of all shown ones; columns as shown.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);

Q_SIGNALS:
    /// The operator chose another row; empty key: none.
    void currentKeyChanged(const QString &key);
    /// Enter or double click.
    void opened(const QString &key);
    void filterRequested(); // '/'
    void escaped();
    /// Before the context menu opens: whoever wants may put what can be done with the current row on top of it.
    void menuRequested(QMenu *menu);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void showColumnMenu(const QPoint &global);
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] QList<int> rowsToCopy() const;
    [[nodiscard]] QString joined(QChar separator, bool quoted) const;
    void onDataChanged();
    void fitName();

    models::TableModel *m_table = nullptr;
    bool m_stale = false;
    QTimer m_fade; // one repaint after the softly marked cells are to look as the others again
};

/// A table with its filter field, its count in words, and what to say while it is empty.
class FilteredTable : public QWidget {
    Q_OBJECT
public:
    /// noun: what the rows are, in the plural: "pods".
    FilteredTable(const QString &noun, QWidget *parent = nullptr);

    void setTable(models::TableModel *model, const QHash<QString, int> &widths = {});
    [[nodiscard]] TableView *view() const { return m_view; }
    [[nodiscard]] SearchField *field() const { return m_field; }
    /// What to say while there are no rows at all: loading, an error, or why there are none.
    void setPlaceholder(const QString &title, const QString &explanation = {}, const QString &action = {});
    void setFilter(const QString &text);
    /// Something to do with the selection, at the end of the filter's line.
    void addTool(QWidget *tool);

Q_SIGNALS:
    void placeholderAction();

private:
    void applyFilter(const QString &text);
    void updateCounts();

    QString m_noun;
    QBoxLayout *m_line;
    SearchField *m_field;
    QLabel *m_count;
    TableView *m_view;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    models::TableModel *m_model = nullptr;
    QString m_problem;
};

} // namespace ui
