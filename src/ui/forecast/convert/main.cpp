// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// basemap_convert FOLDER OUT: Natural Earth out of Marble's PN2 files into the one file that the map reads. De-facto
// borders that run through or along an area in dispute are left out: this program takes no side.
#include "pn2.h"

#include <QDataStream>
#include <QFile>
#include <QPolygon>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

using convert::Shape;
using namespace Qt::StringLiterals;

namespace {
/// Index = layer number in the file; BaseMap knows them by the same order.
constexpr std::array layers = {
    "land", "urban_areas", "lakes", "rivers_lake_centerlines", "admin_0_boundary_lines_land"};
constexpr int near = 20; // in 1/120 degree: a line this close to the edge of a disputed area is its edge

QList<Shape> load(const QString &folder, const char *layer) {
    QFile file(u"%1/ne_50m_%2.pn2"_s.arg(folder, QLatin1StringView(layer)));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "basemap_convert: %s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
        std::exit(1);
    }
    auto shapes = convert::readPn2(file.readAll());
    if (!shapes) {
        std::fprintf(stderr, "basemap_convert: %s: %s\n", qPrintable(file.fileName()), qPrintable(shapes.error()));
        std::exit(1);
    }
    return *std::move(shapes);
}

bool nearEdge(const QPolygon &area, const QPoint &point) {
    for (qsizetype i = 0; i < area.size(); ++i) {
        const QPointF a = area[i];
        const QPointF along = area[(i + 1) % area.size()] - a;
        const double length = QPointF::dotProduct(along, along);
        const double part = length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0.0;
        const QPointF away = point - (a + part * along);
        if (QPointF::dotProduct(away, away) < near * near)
            return true;
    }
    return false;
}

bool isDisputed(const QList<QPolygon> &areas, const QPoint &point) {
    for (const QPolygon &area : areas)
        if (area.boundingRect().adjusted(-near, -near, near, near).contains(point) &&
            (area.containsPoint(point, Qt::OddEvenFill) || nearEdge(area, point)))
            return true;
    return false;
}

QList<Shape> withoutDisputed(const QList<Shape> &lines, const QList<Shape> &disputed) {
    QList<QPolygon> areas;
    for (const Shape &shape : disputed)
        areas.append(QPolygon(shape.points));
    QList<Shape> out;
    for (const Shape &line : lines) {
        Shape part{line.kind, {}};
        for (const QPoint &point : line.points) {
            if (!isDisputed(areas, point)) {
                part.points.append(point);
            } else if (!part.points.isEmpty()) {
                out.append(std::exchange(part, Shape{line.kind, {}}));
            }
        }
        out.append(part);
    }
    out.removeIf([](const Shape &shape) { return shape.points.size() < 2; });
    return out;
}
} // namespace

int main(int argc, char **argv) {
    if (argc != 3) {
        std::fputs("basemap_convert FOLDER OUT\n", stderr);
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QFile file(QString::fromLocal8Bit(argv[2]));
    if (!file.open(QIODevice::WriteOnly)) {
        std::fprintf(stderr, "basemap_convert: %s: %s\n", argv[2], qPrintable(file.errorString()));
        return 1;
    }
    QDataStream out(&file);
    out.writeRawData("AQIMAP01", 8);
    for (const char *layer : layers) {
        QList<Shape> shapes = load(folder, layer);
        if (layer == layers.back())
            shapes = withoutDisputed(shapes, load(folder, "admin_0_breakaway_disputed_areas"));
        out << static_cast<quint32>(shapes.size());
        for (const Shape &shape : shapes) {
            out << static_cast<quint8>(shape.kind) << static_cast<quint32>(shape.points.size());
            for (const QPoint &point : shape.points)
                out << static_cast<qint16>(point.x()) << static_cast<qint16>(point.y());
        }
    }
    return out.status() == QDataStream::Ok && file.flush() ? 0 : 1;
}
