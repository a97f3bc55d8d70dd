// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/paritytable.h"

#include "models/config/paritymodel.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QPainter>

using Model = models::ParityModel;
using config::Agreement;

namespace ui {

namespace {

constexpr int serviceWidth = 110;
constexpr int fieldWidth = 210;
constexpr int columnWidth = 168;
constexpr int widestColumn = 280;
constexpr int headerHeight = 44;

/// Where the room for the value ends.
int paintWord(QPainter &painter, const QRect &box, Agreement agreement, const Theme &theme) {
    const QFont font = uiFont(TextSize::Secondary);
    const QString word = models::agreementWord(agreement);
    const int width = QFontMetrics(font).horizontalAdvance(word);
    painter.setFont(font);
    painter.setPen(agreement == Agreement::Differs ? theme.degraded : theme.secondary);
    painter.drawText(QRect(box.right() - width, box.top(), width + 1, box.height()), Qt::AlignVCenter, word);
    int left = box.right() - width - space::xs;
    if (agreement == Agreement::Differs) {
        left -= 11;
        paintStateMark(painter, QRectF(left, box.center().y() - 5, 11, 11), kube::HealthState::Degraded, theme.degraded);
    }
    return left - space::xs;
}

void paintText(QPainter &painter, const QRect &box, const QString &text, const QFont &font, const QColor &color) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideMiddle, box.width()));
}

} // namespace

void ParityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themeOf(option.widget);
    const auto agreement = static_cast<Agreement>(index.data(Model::AgreementRole).toInt());
    const bool differs = agreement == Agreement::Differs;
    painter->save();
    painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.selection : differs ? theme.warnGround : theme.surface);
    painter->setPen(theme.raised);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
    if (differs || agreement == Agreement::Explained)
        box.setRight(paintWord(*painter, box, agreement, theme));
    const bool missing = agreement == Agreement::Absent || agreement == Agreement::Inexpressible;
    const QFont font = missing ? uiFont() : monoFont(TextSize::Secondary);
    painter->setFont(font);
    painter->setPen(missing ? theme.secondary : theme.text);
    const QString text = index.data().toString();
    const auto mode = text.contains(u' ') ? Qt::ElideRight : Qt::ElideMiddle; // the end of an image is its version
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, mode, box.width()));
    painter->restore();
}

ParityRows::ParityRows(QWidget *parent) : QHeaderView(Qt::Vertical, parent) {
    setSectionResizeMode(QHeaderView::Fixed);
    setDefaultSectionSize(space::row);
    setFixedWidth(serviceWidth + fieldWidth);
    setAccessibleName(tr("Services and fields"));
}

void ParityRows::paintSection(QPainter *painter, const QRect &rect, int section) const {
    const Theme &theme = themeOf(this);
    const auto of = [&](int row, int role) { return model()->headerData(row, Qt::Vertical, role); };
    const QString service = of(section, Model::ServiceRole).toString();
    const bool first = section == 0 || of(section - 1, Model::ServiceRole).toString() != service || visualIndexAt(0) == section;
    painter->save();
    painter->fillRect(rect, theme.window);
    painter->setPen(theme.raised);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    if (first && section > 0) {
        painter->setPen(theme.border);
        painter->drawLine(rect.topLeft(), rect.topRight());
    }
    paintText(*painter, rect.adjusted(space::s, 0, serviceWidth - rect.width(), 0), first ? service : QString(), uiFont(TextSize::Base, QFont::DemiBold), theme.text);
    const bool variable = of(section, Model::VariableRole).toBool();
    paintText(*painter, rect.adjusted(serviceWidth + space::xs, 0, -space::s, 0), of(section, Model::FieldRole).toString(),
        variable ? monoFont(TextSize::Secondary) : uiFont(), variable ? theme.text : theme.secondary);
    painter->restore();
}

ParityColumns::ParityColumns(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {
    setDefaultSectionSize(columnWidth);
    setMinimumSectionSize(columnWidth / 2);
    setFixedHeight(headerHeight);
    setHighlightSections(false);
    setSectionsClickable(false);
    setAccessibleName(tr("Platforms and environments"));
}

void ParityColumns::fit() {
    const QFontMetrics first(uiFont(TextSize::Base, QFont::DemiBold)), second(uiFont(TextSize::Secondary));
    for (int section = 0; section < count(); ++section) {
        const QStringList lines = model()->headerData(section, Qt::Horizontal).toString().split(u'\n');
        const int wanted = std::max(first.horizontalAdvance(lines.value(0)), second.horizontalAdvance(lines.value(1))) + 2 * space::s + 1;
        if (sectionSize(section) < wanted)
            resizeSection(section, std::min(wanted, widestColumn));
    }
}

void ParityColumns::paintSection(QPainter *painter, const QRect &rect, int section) const {
    const Theme &theme = themeOf(this);
    const QStringList lines = model()->headerData(section, Qt::Horizontal).toString().split(u'\n');
    painter->save();
    painter->fillRect(rect, theme.window);
    painter->setPen(theme.border);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const QRect box = rect.adjusted(space::s, space::xs, -space::s, -space::xs);
    const QRect upper = lines.size() > 1 ? QRect(box.left(), box.top(), box.width(), box.height() / 2 + 1) : box;
    paintText(*painter, upper, lines.value(0), uiFont(TextSize::Base, QFont::DemiBold), theme.text);
    if (lines.size() > 1)
        paintText(*painter, QRect(box.left(), upper.bottom() + 1, box.width(), box.height() - upper.height()), lines.value(1), uiFont(TextSize::Secondary), theme.secondary);
    painter->restore();
}

} // namespace ui
