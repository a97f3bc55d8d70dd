// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads Marble's PN2 vector files, version 2, as its Pn2Runner describes them: coordinates in half arc minutes,
// big-endian, absolute nodes each followed by nodes relative to it. https://invent.kde.org/education/marble
// (src/plugins/runner/pn2)
#pragma once

#include <QByteArray>
#include <QList>
#include <QPoint>
#include <QString>

#include <expected>

namespace convert {

struct Shape {
    enum class Kind : quint8 { Line = 0, Ring = 1, Outer = 2, Hole = 3 };
    Kind kind = Kind::Line;
    QList<QPoint> points; // x = longitude, y = latitude, in 1/120 degree
};

[[nodiscard]] std::expected<QList<Shape>, QString> readPn2(const QByteArray &bytes);

} // namespace convert
