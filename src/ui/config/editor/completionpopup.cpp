// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/completionpopup.h"

#include "ui/widgets/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int rowsShown = 9;
constexpr int ownWidth = 420;

QString labelOf(const std::string &text) { return QString::fromStdString(text); }

/// Label in mono at the left, type in small at the right.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {80, 24}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.selection : theme.surface);
        const QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
        QFont font = monoFont();
        font.setBold(index.data(Qt::UserRole + 1).toBool());
        painter->setFont(font);
        painter->setPen(theme.text);
        const QString label = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, box.width() * 3 / 5);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, label);
        const int used = QFontMetrics(font).horizontalAdvance(label) + space::m;
        painter->setFont(uiFont(TextSize::Secondary));
        painter->setPen(theme.secondary);
        const QString detail = painter->fontMetrics().elidedText(index.data(Qt::UserRole).toString(), Qt::ElideRight, box.width() - used);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->restore();
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget *editor) : QFrame(editor), m_list(new QListWidget), m_description(new QLabel) {
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setAccessibleName(tr("Completion"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_description->setWordWrap(true);
    m_description->setTextFormat(Qt::PlainText);
    m_description->setFont(uiFont(TextSize::Secondary));
    m_description->setContentsMargins(space::s, space::xs, space::s, space::xs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_description);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionPopup::showDescription);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionPopup::choose);
    hide();
}

void CompletionPopup::offer(std::vector<config::Completion> completions, const QString &prefix, const QPoint &below) {
    std::erase_if(completions, [&](const config::Completion &each) { return !labelOf(each.label).startsWith(prefix, Qt::CaseInsensitive); });
    if (completions.empty() || (completions.size() == 1 && labelOf(completions.front().label) == prefix))
        return hide();
    m_completions = std::move(completions);
    m_list->clear();
    for (const config::Completion &each : m_completions) {
        auto *item = new QListWidgetItem(labelOf(each.label), m_list);
        item->setData(Qt::UserRole, each.detail);
        item->setData(Qt::UserRole + 1, each.required);
        item->setToolTip(each.required ? tr("%1: required").arg(each.detail) : each.detail);
    }
    m_list->setFixedHeight(24 * std::min(rowsShown, count()) + 2);
    m_list->setCurrentRow(0);
    showDescription();
    setFixedWidth(ownWidth);
    adjustSize();
    QPoint place = below;
    place.setX(std::clamp(place.x(), 0, std::max(0, parentWidget()->width() - ownWidth - space::l)));
    if (place.y() + height() > parentWidget()->height())
        place.setY(std::max(0, place.y() - height() - 24)); // above the line, where there is no room below
    move(place);
    show();
    raise();
}

void CompletionPopup::showDescription() {
    const int row = m_list->currentRow();
    const QString text = row >= 0 && row < count() ? m_completions[static_cast<std::size_t>(row)].description : QString();
    constexpr int characters = 240;
    m_description->setText(text.size() > characters ? text.left(characters) + u'…' : text);
    m_description->setVisible(!text.isEmpty());
    adjustSize();
}

void CompletionPopup::stepBy(int rows) { m_list->setCurrentRow(std::clamp(m_list->currentRow() + rows, 0, count() - 1)); }

void CompletionPopup::choose() {
    const int row = m_list->currentRow();
    hide();
    if (row >= 0 && row < count())
        Q_EMIT chosen(m_completions[static_cast<std::size_t>(row)]);
}

int CompletionPopup::count() const { return static_cast<int>(m_completions.size()); }

QStringList CompletionPopup::labels() const {
    QStringList labels;
    for (const config::Completion &each : m_completions)
        labels << labelOf(each.label);
    return labels;
}

} // namespace ui
