// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// When a forecast crosses a watched level, and when that is worth a word.
#include "models/forecast/watch.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using models::Notice;

namespace {

const QDateTime noon(QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC);

/// One value an hour from noon on, with ten to each side; -1: none.
models::HourSeries ahead(const QList<int> &values) {
    models::HourSeries series;
    for (int i = 0; i < values.size(); ++i) {
        models::HourValue hour{noon.addSecs(i * 3600), {}, 0, 0, -1};
        if (values[i] >= 0) {
            hour.value = values[i];
            hour.lower = values[i] - 10;
            hour.upper = values[i] + 10;
            hour.category = values[i] / 100;
        }
        series.ahead.append(hour);
    }
    return series;
}

models::Crossing crossing(const QList<int> &values, int level = 201) { return models::crossingOf(ahead(values), level).value_or(models::Crossing()); }

} // namespace

class TestWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstPossibleCertainAndPeak() {
        const auto seen = crossing({150, 195, -1, 205, 250, 230});
        QCOMPARE(seen.possible, noon.addSecs(3600)); // 205 at most
        QCOMPARE(seen.first, noon.addSecs(3 * 3600));
        QCOMPARE(seen.certain, noon.addSecs(4 * 3600)); // 240 at least
        QCOMPARE(seen.peak, 250);
        QCOMPARE(seen.peakAt, noon.addSecs(4 * 3600));
        QVERIFY(!crossing({150, 160}).isCrossed());
        QVERIFY(!models::crossingOf(ahead({-1, -1}), 201));
        QVERIFY(!models::crossingOf({}, 201));
    }
    void ofBandsThePlaceCounts() { // their values are middles: 3.5 is the fourth
        models::HourSeries series;
        series.inBands = true;
        series.ahead = {{noon, 2.5, 2.5, 3.5, 2}, {noon.addSecs(3600), 3.5, 2.5, 4.5, 3}};
        const auto seen = models::crossingOf(series, 4);
        QVERIFY(seen.has_value());
        QCOMPARE(seen->possible, noon);
        QCOMPARE(seen->first, noon.addSecs(3600));
        QCOMPARE(seen->peak, 4);
    }
    void noticesAreFew_data() {
        QTest::addColumn<QList<int>>("told");
        QTest::addColumn<QList<int>>("now");
        QTest::addColumn<Notice>("notice");
        QTest::newRow("nothing before, nothing now") << QList<int>() << QList<int>{150} << Notice::None;
        QTest::newRow("it begins") << QList<int>() << QList<int>{150, 210} << Notice::Begins;
        QTest::newRow("the same again") << QList<int>{150, 210} << QList<int>{150, 210} << Notice::None;
        QTest::newRow("an hour sooner") << QList<int>{150, 150, 210} << QList<int>{150, 210} << Notice::None;
        QTest::newRow("three hours sooner") << QList<int>{150, 150, 150, 210} << QList<int>{210} << Notice::Sooner;
        QTest::newRow("a worse category") << QList<int>{210} << QList<int>{310} << Notice::Worse;
        QTest::newRow("a better one") << QList<int>{310} << QList<int>{210} << Notice::None;
        QTest::newRow("just below") << QList<int>{210} << QList<int>{198} << Notice::None;
        QTest::newRow("well below") << QList<int>{210} << QList<int>{180} << Notice::Over;
        QTest::newRow("over and back") << QList<int>{180} << QList<int>{210} << Notice::Begins;
    }
    void noticesAreFew() {
        QFETCH(QList<int>, told);
        QFETCH(QList<int>, now);
        QFETCH(Notice, notice);
        QCOMPARE(models::noticeOf(told.isEmpty() ? std::nullopt : std::optional(crossing(told)), crossing(now), 201), notice);
    }
    void sentences() {
        const forecast::Standard india = forecast::standards().first();
        const auto seen = crossing({150, 195, 150, 205, 250});
        const QString text = models::crossingText(seen, india, 201);
        QVERIFY2(text.contains(u"reaches 201 at"_s) && text.contains(u", possibly at"_s) && text.contains(u"peak 250 at"_s), qPrintable(text));
        QVERIFY(models::crossingText(crossing({150}), india, 201).startsWith(u"stays below 201"_s));
        QVERIFY(models::crossingText(crossing({195}), india, 201).startsWith(u"possibly reaches 201"_s));
    }
    void keptAndRead() {
        const models::Watch watch{u"city:DEL"_s, u"Delhi"_s, u"Delhi"_s, u"in-naqi"_s, u"pm25"_s, 201, false};
        QVERIFY(models::watchFrom(models::toJson(watch)) == watch);
        QVERIFY(!models::watchFrom({}));
        QJsonObject broken = models::toJson(watch);
        broken[u"level"_s] = -5;
        QVERIFY(!models::watchFrom(broken));
    }
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
