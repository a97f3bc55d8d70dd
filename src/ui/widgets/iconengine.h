// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one of our icons in the size that is asked for, when it is asked for.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QIconEngine>
#include <QPixmap>

namespace ui {

/// svg: the picture in its final colours. Never larger than 20 pixels, the size of a large icon.
class IconEngine : public QIconEngine {
public:
    explicit IconEngine(QByteArray svg)
        : m_svg(std::move(svg)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QByteArray m_svg;
    QHash<std::pair<int, int>, QPixmap> m_drawn; // by side and mode
};

} // namespace ui
