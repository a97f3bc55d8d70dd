// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the table of platforms looks: its cells, and the headings of its rows.
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace ui {

/// The value in the same letters as in the files; what differs has a mark, a word and a ground, what is explained its word alone.
class ParityDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// Service and field stay in sight while the platforms are scrolled; a service is named where its rows begin.
class ParityRows : public QHeaderView {
    Q_OBJECT
public:
    explicit ParityRows(QWidget *parent);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

/// Platform and, in a second line, its environment. A column is made as wide as its names, up to a bound; what does not fit ends in dots, and
/// the tool tip says all of it.
class ParityColumns : public QHeaderView {
    Q_OBJECT
public:
    explicit ParityColumns(QWidget *parent);
    /// Columns that are too narrow for their names are made wider.
    void fit();

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

} // namespace ui
