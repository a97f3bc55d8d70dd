// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/indexbadge.h"

#include "ui/forecast/map/basemap.h"
#include "ui/forecast/placedelegate.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace ui {

IndexBadge::IndexBadge(QWidget *parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IndexBadge::setIndex(const QString &number, const std::optional<forecast::Category> &category) {
    m_number = number;
    m_category = category;
    setAccessibleName(category ? tr("Index %1, %2").arg(number, category->word) : tr("No index"));
    update();
}

void IndexBadge::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    QFont font = uiFont(TextSize::Large, QFont::Bold);
    font.setPixelSize(26);
    painter.setFont(font);
    paintIndexChip(
        painter, rect(), m_number, m_category ? &*m_category : nullptr, mapColors(themeOf(this).dark).unknown);
}

} // namespace ui
