// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A row of the list of places: colour and number, name, and where it is.
#pragma once

#include "forecast/standard.h"

#include <QStyledItemDelegate>

namespace ui {

class PlaceDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setCategories(const QList<forecast::Category> &categories) { m_categories = categories; }
    void setStale(bool stale) { m_stale = stale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QList<forecast::Category> m_categories;
    bool m_stale = false;
};

/// The number on its category's colour, as a rounded box; grey where there is no category or it is old.
void paintIndexChip(QPainter &painter, const QRectF &box, const QString &number, const forecast::Category *category,
    const QColor &unknown);

} // namespace ui
