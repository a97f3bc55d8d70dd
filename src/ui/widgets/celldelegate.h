// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the meaning that the models give into paint: the state's mark, identifiers in mono, a cell that has just changed.
#pragma once

#include <QStyledItemDelegate>

namespace ui {

class TableView;

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(TableView *view);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    static constexpr int flashMilliseconds = 600;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    TableView *m_view;
    QFont m_mono;
};

} // namespace ui
