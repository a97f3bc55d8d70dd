// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/iconengine.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QSvgRenderer>

#include <algorithm>

namespace ui {

namespace {

constexpr int largest = 20;

int sideOf(const QSize &size, qreal scale) { return std::min({size.width(), size.height(), qRound(largest * scale)}); }

} // namespace

QSize IconEngine::actualSize(const QSize &size, QIcon::Mode, QIcon::State) {
    const int side = sideOf(size, 1);
    return {side, side};
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) { return scaledPixmap(size, mode, state, 1); }

// size is in device pixels.
QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) {
    const int side = sideOf(size, scale);
    if (side <= 0)
        return {};
    QPixmap &drawn = m_drawn[{side, int(mode)}];
    if (!drawn.isNull())
        return drawn;
    drawn = QPixmap(side, side);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    QSvgRenderer(m_svg).render(&painter);
    painter.end();
    if (mode != QIcon::Normal) {
        QStyleOption option(0);
        option.palette = QGuiApplication::palette();
        drawn = QApplication::style()->generatedIconPixmap(mode, drawn, &option);
    }
    return drawn;
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) {
    const qreal ratio = painter->device()->devicePixelRatio();
    QPixmap drawn = scaledPixmap(rect.size() * ratio, mode, state, ratio);
    drawn.setDevicePixelRatio(ratio);
    QRectF place(QPointF(), drawn.deviceIndependentSize());
    place.moveCenter(QRectF(rect).center());
    painter->drawPixmap(place.topLeft(), drawn);
}

} // namespace ui
