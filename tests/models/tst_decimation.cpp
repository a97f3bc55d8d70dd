// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Fewer points, the same picture: every column of pixels keeps its first, least, greatest and last value, and gaps stay gaps.
#include "models/forecast/decimation.h"

#include <QTest>

#include <cmath>
#include <limits>

using models::DecimationView;
using Runs = QList<QList<QPointF>>;

namespace {
constexpr double gap = std::numeric_limits<double>::quiet_NaN();

QList<QPointF> wave(int count) {
    QList<QPointF> out;
    for (int i = 0; i < count; ++i)
        out.append({double(i), std::sin(i * 0.37) * 50 + (i * 7919) % 23});
    return out;
}
QList<QPointF> joined(const Runs &runs) {
    QList<QPointF> out;
    for (const auto &run : runs)
        out += run;
    return out;
}
} // namespace

class TestDecimation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumnKeepsWhatCanBeSeen() {
        const auto all = wave(10'000);
        const DecimationView view{0, 10'000, 100, 0};
        const auto runs = models::decimated(all, view);
        QCOMPARE(runs.size(), 1);
        const auto kept = runs.first();
        QVERIFY(kept.size() <= 4 * 100);
        QVERIFY(std::ranges::is_sorted(kept, {}, &QPointF::x));
        for (int column = 0; column < 100; ++column) {
            const auto in = [&](const QList<QPointF> &points) {
                QList<QPointF> out;
                std::ranges::copy_if(points, std::back_inserter(out), [&](const QPointF &point) { return int(point.x() / 100) == column; });
                return out;
            };
            const auto before = in(all);
            const auto after = in(kept);
            QCOMPARE(after.first(), before.first());
            QCOMPARE(after.last(), before.last());
            QCOMPARE(std::ranges::min(after, {}, &QPointF::y).y(), std::ranges::min(before, {}, &QPointF::y).y());
            QCOMPARE(std::ranges::max(after, {}, &QPointF::y).y(), std::ranges::max(before, {}, &QPointF::y).y());
        }
        for (const QPointF &point : kept)
            QVERIFY(all.contains(point)); // none was made up
    }

    void everyPeakKeepsItsTop() { // steps of a tenth up to the middle of each column, and down again
        QList<QPointF> roofs;
        for (int i = 0; i < 1000; ++i)
            roofs.append({double(i), -std::abs(i % 100 - 50) * 0.1});
        const auto kept = joined(models::decimated(roofs, {0, 1000, 10, 0}));
        for (int column = 0; column < 10; ++column)
            QVERIFY(kept.contains(QPointF(column * 100 + 50, 0)));
    }

    void whereThereIsRoomNothingIsLeftOut() {
        const auto all = wave(50);
        QCOMPARE(models::decimated(all, {0, 50, 50, 0}), Runs{all});
        QCOMPARE(models::decimated(all, {0, 50, 5000, 0}), Runs{all});
    }

    void neighboursOutsideAreKept() {
        const auto all = wave(100);
        const auto kept = joined(models::decimated(all, {40.5, 45.5, 500, 0}));
        QCOMPARE(kept, all.sliced(40, 7)); // 40 to 46: one on each side
        const auto wide = joined(models::decimated(all, {-100, 200, 10'000, 0}));
        QCOMPARE(wide, all);
        const auto none = joined(models::decimated(all, {40.25, 40.75, 500, 0})); // between two points: the line from one to the other
        QCOMPARE(none, all.sliced(40, 2));
        QCOMPARE(joined(models::decimated(all, {500, 600, 100, 0})), all.last(1));
    }

    void gapsStayGaps() {
        auto all = wave(1000);
        for (int i = 300; i < 400; ++i)
            all[i].setY(gap);
        const auto runs = models::decimated(all, {0, 1000, 100, 0});
        QCOMPARE(runs.size(), 2);
        QCOMPARE(runs[0].last(), all[299]);
        QCOMPARE(runs[1].first(), all[400]);
        auto missing = wave(1000);
        missing.remove(300, 100); // not there at all
        QCOMPARE(models::decimated(missing, {0, 1000, 100, 0}).size(), 1);
        QCOMPARE(models::decimated(missing, {0, 1000, 100, 1.5}).size(), 2);
        QCOMPARE(models::decimated(missing, {0, 1000, 100, 150}).size(), 1);
    }

    void gapsThatCannotBeSeenPartNothing() {
        auto all = wave(1000);
        all[455].setY(gap); // in the middle of a column of ten
        QCOMPARE(models::decimated(all, {0, 1000, 100, 0}).size(), 1);
        QCOMPARE(models::decimated(all, {0, 1000, 1000, 0}).size(), 2); // nearer, it can be
        for (int i = 0; i < 1000; i += 2)
            all[i].setY(gap);
        QVERIFY(models::decimated(all, {0, 1000, 100, 0}).size() <= 100);
    }

    void nothingIsNothing() {
        QVERIFY(models::decimated({}, {0, 1, 10, 0}).isEmpty());
        QVERIFY(models::decimated(wave(10), {1, 1, 10, 0}).isEmpty());
        QVERIFY(models::decimated(wave(10), {0, 10, 0, 0}).isEmpty());
        QVERIFY(models::decimated({{1, gap}, {2, gap}}, {0, 3, 10, 0}).isEmpty());
        QCOMPARE(models::decimated({{1, 5}}, {0, 3, 10, 0}), (Runs{{{1, 5}}}));
    }

    void oneColumnOfManyIsFourPoints() {
        const auto all = wave(100'000);
        const auto kept = joined(models::decimated(all, {0, 1e5, 1, 0}));
        QVERIFY(kept.size() <= 4);
        QCOMPARE(kept.first(), all.first());
        QCOMPARE(kept.last(), all.last());
    }
};

QTEST_APPLESS_MAIN(TestDecimation)
#include "tst_decimation.moc"
