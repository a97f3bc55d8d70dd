// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int mostMatches = 50;
constexpr int IndexRole = Qt::UserRole;
constexpr int GroupRole = Qt::UserRole + 1;

/// Title at the left, its group or keys at the right.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selection);
        const QRect box = option.rect.adjusted(space::m, 0, -space::m, 0);
        painter->setPen(theme.secondary);
        painter->setFont(uiFont(TextSize::Secondary));
        const QString group = index.data(GroupRole).toString();
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, group);
        const int room = box.width() - QFontMetrics(painter->font()).horizontalAdvance(group) - space::m;
        painter->setPen(theme.text);
        painter->setFont(option.font);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, room));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, space::row + 2}; }
};

} // namespace

int fitOf(const QString &title, const QStringList &words) {
    int fit = 0;
    for (const QString &word : words) {
        const qsizetype at = title.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return -1;
        const bool startsWord = at == 0 || !title.at(at - 1).isLetterOrNumber();
        fit += static_cast<int>(at) + (startsWord ? 0 : 100);
    }
    return fit + static_cast<int>(title.size()) / 4;
}

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window)
    , m_field(new QLineEdit)
    , m_list(new QListWidget) {
    setObjectName(u"palette"_s);
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Command palette"));
    m_field->setPlaceholderText(tr("Type a page, an action, an environment or an object"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Matches"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::s, space::s, space::s, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::showMatches);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(QList<Command> commands) {
    m_commands = std::move(commands);
    const int width = std::min(640, parentWidget()->width() - 2 * space::xl);
    setGeometry((parentWidget()->width() - width) / 2, 64, width, std::min(460, parentWidget()->height() - 120));
    m_field->clear();
    showMatches({});
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::showMatches(const QString &text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, int>> fits; // fit, index
    for (int i = 0; i < m_commands.size(); ++i) {
        if (const int fit = fitOf(m_commands.at(i).title, words); fit >= 0)
            fits.append({words.isEmpty() ? 0 : fit, i});
    }
    const auto end = fits.begin() + std::min<qsizetype>(mostMatches, fits.size());
    std::partial_sort(fits.begin(), end, fits.end());
    m_list->clear();
    for (auto it = fits.begin(); it != end; ++it) {
        const Command &command = m_commands.at(it->second);
        auto *item = new QListWidgetItem(command.title, m_list);
        item->setData(IndexRole, it->second);
        item->setData(GroupRole, command.keys.isEmpty() ? command.group : command.keys);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const Command command = m_commands.at(item->data(IndexRole).toInt());
    hide();
    command.run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusOut) {
        hide();
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentRow();
        switch (key->key()) {
        case Qt::Key_Down: m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1)); return true;
        case Qt::Key_Up: m_list->setCurrentRow(std::max(row - 1, 0)); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: runCurrent(); return true;
        case Qt::Key_Escape: hide(); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace ui
