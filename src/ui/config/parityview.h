// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on every platform, side by side: what differs without a reason is marked, and a cell leads to its place in the files.
#pragma once

#include "models/config/paritymodel.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace ui {

class EmptyState;
class ParityColumns;
class SearchField;
class SecondaryLabel;
class Workspace;

class ParityView : public QWidget {
    Q_OBJECT
public:
    explicit ParityView(Workspace &workspace, QWidget *parent = nullptr);

    void focusFilter();
    /// Chosen columns and reference, by their paths below the folder.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    [[nodiscard]] models::ParityModel &model() { return m_model; }
    [[nodiscard]] QTableView *view() const { return m_view; }
    /// "3 of 120 rows differ and nothing says why."
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    /// The operator wants to see the place of a value.
    void fileRequested(const QString &path, config::Range place);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QWidget *makeDetails();
    void connectParts();
    void compute();
    void take(const std::shared_ptr<const models::ParityTable> &table);
    void fillChoosers();
    void fillColumns();
    void applyColumns();
    void applyFilter();
    void updateTexts();
    void updateDetails();
    void open(const QModelIndex &index);
    void makeAlike(const QModelIndex &index);
    void copy() const;
    [[nodiscard]] bool isShown(const models::ParitySystem &system) const { return m_choice.value(system.id, system.usual); }

    Workspace &m_workspace;
    models::ParityModel m_model;
    models::CheckedPtr m_asked;     // what the table was last computed of
    quint64 m_order = 0;            // an older answer is of no interest
    bool m_computing = false;
    QString m_reference;            // id, as chosen; empty: the usual one
    QHash<QString, bool> m_choice;  // of columns, by id
    std::pair<QString, QString> m_place; // row and system of the current cell, kept over changes
    SearchField *m_field;
    QComboBox *m_service;
    QComboBox *m_against;
    QPushButton *m_columns;
    QMenu *m_columnMenu;
    QCheckBox *m_differences;
    SecondaryLabel *m_count;
    QTableView *m_view;
    ParityColumns *m_heads;
    QLabel *m_details;
    QPushButton *m_alike;
    QPushButton *m_go;
    EmptyState *m_none; // in place of the rows
    QStackedLayout *m_body;
    EmptyState *m_empty; // in place of everything
    QStackedLayout *m_stack;
    bool m_setting = false;
};

} // namespace ui
