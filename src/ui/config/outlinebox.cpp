// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/outlinebox.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int ownWidth = 200;
constexpr int listWidth = 360;
constexpr int step = 14; // of a depth
enum Role { Depth = Qt::UserRole, Detail };

/// Titles stand by their depth, what they hold at the right.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {listWidth, 24}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.selection : theme.surface);
        const int depth = index.data(Depth).toInt();
        const QRect box = option.rect.adjusted(space::s + depth * step, 0, -space::s, 0);
        const QString detail = index.data(Detail).toString();
        const QFont small = uiFont(TextSize::Secondary);
        const int right = detail.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(detail) + space::m;
        QFont font = monoFont();
        font.setBold(depth == 0);
        painter->setFont(font);
        painter->setPen(theme.text);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, box.width() - right));
        painter->setFont(small);
        painter->setPen(theme.secondary);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->restore();
    }
};

} // namespace

OutlineBox::OutlineBox(QWidget *parent) : QComboBox(parent) {
    setObjectName(u"outline"_s);
    setAccessibleName(tr("Outline of the file"));
    setToolTip(tr("Where the cursor is; go to another part of the file (Ctrl+Shift+O)"));
    setItemDelegate(new EntryDelegate(this));
    setMaxVisibleItems(20);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    view()->setMinimumWidth(listWidth);
    connect(this, &QComboBox::activated, this, [this](int entry) {
        if (entry >= 0 && entry < m_begins.size())
            Q_EMIT picked(m_begins.at(entry));
    });
}

void OutlineBox::setEntries(const QList<models::OutlineEntry> &entries, const QList<int> &begins) {
    m_begins = begins;
    if (entries == m_entries && count() == entries.size())
        return;
    m_entries = entries;
    clear();
    for (const models::OutlineEntry &entry : entries) {
        addItem(entry.title);
        setItemData(count() - 1, entry.depth, Depth);
        setItemData(count() - 1, entry.detail, Detail);
    }
}

void OutlineBox::follow(int position) {
    const auto next = std::ranges::upper_bound(m_begins, position);
    const int entry = static_cast<int>(std::max<qsizetype>(0, next - m_begins.begin() - 1));
    if (!m_begins.isEmpty() && entry != currentIndex())
        setCurrentIndex(entry);
}

QSize OutlineBox::sizeHint() const { return {ownWidth, QComboBox::sizeHint().height()}; }

QSize OutlineBox::minimumSizeHint() const { return {80, QComboBox::minimumSizeHint().height()}; }

} // namespace ui
