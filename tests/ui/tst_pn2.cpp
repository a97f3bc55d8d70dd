// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of the packaged map files: made-up files bit by bit, broken ones, and the map that the build made of the
// real ones.
#include "../../src/ui/forecast/convert/pn2.h"
#include "ui/forecast/map/basemap.h"

#include <QDataStream>
#include <QImage>
#include <QPainter>
#include <QTest>

using convert::Shape;

namespace {
/// Two nodes relative to an absolute one at 10° north, 20° east.
QByteArray line(quint8 kind, quint32 id) {
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << kind << id << quint32(1) << qint16(1200) << qint16(2400) << qint16(2) << qint8(-1) << qint8(3) << qint8(5)
        << qint8(-7);
    return bytes;
}
QByteArray file(quint32 count, const QByteArray &body, quint8 version = 2) {
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << version << count << quint8(0);
    return bytes + body;
}
} // namespace

class TestPn2 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsNodesRelativeToTheirAbsoluteOne() {
        const auto shapes = convert::readPn2(file(2, line(0, 1) + line(2, 2)));
        QVERIFY(shapes);
        QCOMPARE(shapes->size(), 2);
        QCOMPARE(shapes->at(0).points, (QList<QPoint>{{2400, 1200}, {2403, 1199}, {2393, 1205}}));
        QVERIFY(shapes->at(1).kind == Shape::Kind::Outer);
    }
    void readsMultiGeometries() {
        QByteArray many;
        QDataStream out(&many, QIODevice::WriteOnly);
        out << quint8(4) << quint32(1) << quint8(2);
        const auto shapes = convert::readPn2(file(3, many + line(2, 1) + line(3, 1)));
        QVERIFY(shapes);
        QCOMPARE(shapes->size(), 2);
        QVERIFY(shapes->at(1).kind == Shape::Kind::Hole);
    }
    void refusesWhatIsBroken() {
        QVERIFY(!convert::readPn2({}));
        QVERIFY(!convert::readPn2(file(1, line(0, 1), 1)));
        QVERIFY(!convert::readPn2(file(1, line(0, 1).chopped(1))));
        QVERIFY(!convert::readPn2(file(1, line(0, 1) + "more")));
        QVERIFY(!convert::readPn2(file(1, line(9, 1))));
    }
    void mapHasLandAndWaterWhereTheyAre() {
        const ui::BaseMap base;
        QVERIFY(!base.isEmpty());
        const models::Projection view{models::toUnit(20, 80), 4.5, {900, 900}};
        QImage image(900, 900, QImage::Format_RGB32);
        QPainter painter(&image);
        for (const bool dark : {false, true}) {
            const ui::MapColors colors = ui::mapColors(dark);
            base.paint(painter, view, colors);
            const auto at = [&](double latitude, double longitude) {
                return image.pixelColor(view.toView(models::toUnit(latitude, longitude)).toPoint());
            };
            QCOMPARE(at(15, 65), colors.water); // Arabian Sea
            QCOMPARE(at(12, 88), colors.water); // Bay of Bengal
            QCOMPARE(at(20.3, 82.9), colors.land);
            QCOMPARE(at(7.5, 80.9), colors.land); // Sri Lanka
        }
    }
};

QTEST_MAIN(TestPn2)
#include "tst_pn2.moc"
