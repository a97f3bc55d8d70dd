// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/completionpopup.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int ownWidth = 440;
constexpr int rowHeight = 24;
enum Role { Detail = Qt::UserRole, Required };

QString labelOf(const std::string &text) { return QString::fromStdString(text); }

/// Label in mono at the left, type in small at the right.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {80, rowHeight}; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(option.widget);
        painter->save();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.selection : theme.surface);
        const QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
        QFont font = monoFont();
        font.setBold(index.data(Required).toBool());
        painter->setFont(font);
        painter->setPen(theme.text);
        const QString label = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, box.width() * 3 / 5);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, label);
        const int used = QFontMetrics(font).horizontalAdvance(label) + space::m;
        painter->setFont(uiFont(TextSize::Secondary));
        painter->setPen(theme.secondary);
        const QString detail = painter->fontMetrics().elidedText(index.data(Detail).toString(), Qt::ElideRight, box.width() - used);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->restore();
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget *editor) : QFrame(editor), m_list(new QListWidget), m_description(new SecondaryLabel) {
    setObjectName(u"completion"_s);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Completion"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_description->setWordWrap(true);
    m_description->setTextFormat(Qt::PlainText);
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

void CompletionPopup::offer(std::vector<config::Completion> completions, const QString &typed, const QRect &word) {
    if (completions.empty() || (completions.size() == 1 && labelOf(completions.front().label) == typed))
        return hide();
    m_completions = std::move(completions);
    m_word = word;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const config::Completion &each : m_completions) {
        auto *item = new QListWidgetItem(labelOf(each.label), m_list);
        item->setData(Detail, each.required ? tr("required · %1").arg(each.detail) : each.detail);
        item->setData(Required, each.required);
    }
    m_list->setCurrentRow(0);
    m_list->setFixedHeight(rowHeight * std::min(rowsShown, count()));
    setFixedWidth(std::min(ownWidth, parentWidget()->width()));
    show();
    raise();
    showDescription();
}

/// The height follows what is said; the list stays at the word.
void CompletionPopup::place() {
    const int words = m_description->isHidden() ? 0 : m_description->heightForWidth(width() - 2);
    const int height = m_list->height() + words + 2;
    setFixedHeight(height);
    QPoint corner(std::clamp(m_word.left(), 0, std::max(0, parentWidget()->width() - width() - space::l)), m_word.bottom() + 3);
    if (corner.y() + height > parentWidget()->height() && m_word.top() > height)
        corner.setY(m_word.top() - height - 2);
    move(corner);
}

void CompletionPopup::showDescription() {
    const int row = m_list->currentRow();
    const QString text = row >= 0 && row < count() ? m_completions[static_cast<std::size_t>(row)].description : QString();
    constexpr int characters = 240;
    m_description->setText(text.size() > characters ? text.left(characters).trimmed() + u'…' : text);
    m_description->setVisible(!text.isEmpty());
    place();
}

void CompletionPopup::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.setPen(theme.outline);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

QString CompletionPopup::description() const { return m_description->text(); }

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
