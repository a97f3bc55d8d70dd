// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretdelegate.h"

#include "models/config/secretmodel.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QPainter>

using Model = models::SecretModel;
using models::SecretGrade;

namespace ui {

namespace {

std::optional<kube::HealthState> stateOf(const QModelIndex &index) {
    using enum kube::HealthState;
    const int kept = index.data(Model::KeptRole).toInt();
    if (index.column() == Model::Value)
        return kept < 0 ? Unknown : kept == 1 ? Healthy : index.data(Model::OptionalRole).toBool() ? Suspended : Missing;
    if (index.column() != Model::Strength)
        return {};
    switch (static_cast<SecretGrade>(index.data(Model::GradeRole).toInt())) {
    case SecretGrade::Strong:
    case SecretGrade::Plausible: return Healthy;
    case SecretGrade::Weak: return Degraded;
    case SecretGrade::Unusable:
    case SecretGrade::Placeholder: return Failed;
    case SecretGrade::None: break;
    }
    return {};
}

} // namespace

QSize SecretDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {100, space::row}; }

void SecretDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Theme &theme = themeOf(option.widget);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.selection);
    painter->setPen(theme.raised);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
    if (const auto state = stateOf(index)) {
        paintStateMark(*painter, QRectF(box.left(), box.center().y() - 5.5, 12, 12), *state, theme.state(*state));
        box.adjust(12 + space::s, 0, 0, 0);
    }
    const bool identifier = index.column() == Model::Key || index.column() == Model::Uses || index.column() == Model::Secret;
    const QFont font = identifier ? monoFont(index.column() == Model::Key ? TextSize::Base : TextSize::Secondary) : uiFont();
    painter->setFont(font);
    painter->setPen(index.column() > Model::Strength ? theme.secondary : theme.text);
    const auto mode = index.column() == Model::Uses ? Qt::ElideMiddle : Qt::ElideRight;
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(index.data().toString(), mode, box.width()));
    painter->restore();
}

} // namespace ui
