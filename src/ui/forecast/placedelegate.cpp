// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/placedelegate.h"

#include "models/forecast/placemodel.h"
#include "ui/forecast/map/basemap.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace ui {

void paintIndexChip(QPainter &painter, const QRectF &box, const QString &number, const forecast::Category *category,
    const QColor &unknown) {
    const QColor fill = category ? QColor(category->colour) : unknown;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0, 0, 0, 60), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(category                          ? QColor(category->text)
                   : contrast(fill, Qt::white) > 4.5 ? QColor(Qt::white)
                                                     : QColor(Qt::black));
    painter.drawText(box, Qt::AlignCenter, number);
    painter.restore();
}

void PlaceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themeOf(option.widget);
    const QRect row = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, theme.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(row, theme.raised);
    const int category = index.data(models::PlaceModel::CategoryRole).toInt();
    const bool known = category >= 0 && category < m_categories.size() && !m_stale;
    painter->setFont(uiFont(TextSize::Secondary, QFont::DemiBold));
    const QRectF chip(row.left() + space::s, row.center().y() - 9, 38, 19);
    paintIndexChip(*painter, chip, index.data(models::PlaceModel::NumberRole).toString(),
        known ? &m_categories[category] : nullptr, mapColors(theme.dark).unknown);
    const QRect text = row.adjusted(static_cast<int>(chip.right()) - row.left() + space::s, 0, -space::s, 0);
    const QString where = index.data(models::PlaceModel::WhereRole).toString();
    painter->setFont(uiFont(TextSize::Secondary));
    const int whereWidth = std::min(text.width() / 2, painter->fontMetrics().horizontalAdvance(where) + 2);
    painter->setPen(theme.secondary);
    painter->drawText(
        text, Qt::AlignRight | Qt::AlignVCenter, painter->fontMetrics().elidedText(where, Qt::ElideRight, whereWidth));
    painter->setFont(uiFont());
    painter->setPen(m_stale ? theme.secondary : theme.text);
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(name, Qt::ElideRight, text.width() - whereWidth - space::s));
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

QSize PlaceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {200, space::row + 2};
}

} // namespace ui
