// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include "models/tablemodel.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

/// True where a text fits for sure: measuring one costs as much as drawing it.
bool isShort(const QString &text, const QFontMetrics &metrics, int width) {
    const int widest = std::max(metrics.horizontalAdvance(u'W'), metrics.horizontalAdvance(u'@'));
    return text.size() * widest <= width && std::ranges::all_of(text, [](QChar c) { return c.unicode() >= ' ' && c.unicode() < 0x100; });
}

} // namespace

CellDelegate::CellDelegate(TableView *view)
    : QStyledItemDelegate(view)
    , m_view(view)
    , m_mono(monoFont()) {}

void CellDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themeOf(m_view);
    const qint64 changed = index.data(models::ChangedRole).toLongLong();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.selection);
    else if (changed != 0 && QDateTime::currentMSecsSinceEpoch() - changed < flashMilliseconds)
        painter->fillRect(option.rect, theme.infoGround);
    painter->setPen(theme.raised);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themeOf(m_view);
    painter->save();
    paintGround(painter, option, index);
    QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
    const auto kind = static_cast<models::ColumnKind>(index.data(models::ColumnKindRole).toInt());
    QColor ink = m_view->stale() ? theme.secondary : theme.text;
    if (kind == models::ColumnKind::State) {
        const auto state = static_cast<kube::HealthState>(index.data(models::HealthRole).toInt());
        paintStateMark(*painter, QRectF(box.left(), box.center().y() - 5.5, 12, 12), state, m_view->stale() ? theme.secondary : theme.state(state));
        box.adjust(12 + space::s, 0, 0, 0);
    }
    const QFont font = kind == models::ColumnKind::Identifier ? m_mono : option.font;
    painter->setFont(font);
    painter->setPen(ink);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    const auto mode = kind == models::ColumnKind::Identifier ? Qt::ElideMiddle : Qt::ElideRight; // the end of a pod's name tells it from its siblings
    const QFontMetrics metrics(font);
    const QString shown = isShort(text, metrics, box.width()) ? text : metrics.elidedText(text, mode, box.width());
    const int left = alignment & Qt::AlignRight ? box.right() + 1 - metrics.horizontalAdvance(shown) : box.left();
    painter->drawText(left, box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent(), shown);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const auto kind = static_cast<models::ColumnKind>(index.data(models::ColumnKindRole).toInt());
    const QFontMetrics metrics(kind == models::ColumnKind::Identifier ? m_mono : option.font);
    const int mark = kind == models::ColumnKind::State ? 12 + space::s : 0;
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + mark + 2 * space::s + 2, space::row};
}

} // namespace ui
