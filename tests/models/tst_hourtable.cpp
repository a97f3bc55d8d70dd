// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The hours of the chart in words and numbers.
#include "base/duration.h"
#include "models/forecast/hourtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using models::HourTableModel;
using models::HourValue;

namespace {

QDateTime hourAt(int hour) { return QDateTime(QDate(2026, 11, 20), QTime(0, 0), QTimeZone::UTC).addSecs(hour * 3600); }

models::HourSeries india(const QList<HourValue> &past, const QList<HourValue> &ahead = {}, int bucket = 1) {
    models::HourSeries series;
    series.bands = {{0, 50, u"#00B050"_s, u"Good"_s}, {50, 100, u"#92D050"_s, u"Satisfactory"_s}, {100, 200, u"#FFFF00"_s, u"Moderately polluted"_s}};
    series.past = past;
    series.ahead = ahead;
    series.bucket = std::chrono::hours(bucket);
    series.now = hourAt(4);
    return series;
}

/// "20 Nov 00:00 | 80 | measured | Satisfactory" for every row.
QStringList shown(const HourTableModel &model) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        lines.append(cells.join(u" | "_s));
    }
    return lines;
}

} // namespace

class TestHourTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyHourAndWhatIsMissing() {
        HourTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setSeries(india({{hourAt(0), 80, 80, 80, 1}, {hourAt(1), {}, 0, 0, -1}, {hourAt(4), 120.4, 120.4, 120.4, 2}},
            {{hourAt(5), 90, 70, 130, 1}, {hourAt(6), 40, 40, 40, 0}, {hourAt(7), {}, 0, 0, -1}}));
        QCOMPARE(shown(model), (QStringList{u"20 Nov 00:00 | 80 | measured | Satisfactory"_s, u"20 Nov 01:00 | – | measured | no index"_s,
            u"20 Nov 02:00 | – |  | 2 hours missing"_s, u"20 Nov 04:00 | 120 | measured | Moderately polluted"_s, u"20 Nov 05:00 | 90 | 70–130 | Satisfactory"_s,
            u"20 Nov 06:00 | 40 | forecast | Good"_s, u"20 Nov 07:00 | – | forecast | no index"_s}));
        QCOMPARE(model.firstAhead(), 4);
        QCOMPARE(model.index(4, 0).data(HourTableModel::AtRole).toDateTime(), hourAt(5));
    }

    void valuesOfSeveralHours() {
        HourTableModel model;
        model.setSeries(india({{hourAt(0), 80, 80, 80, 1}, {hourAt(6), 90, 90, 90, 1}}, {}, 3));
        QCOMPARE(shown(model), (QStringList{u"20 Nov 00:00–03:00 | 80 | measured | Satisfactory"_s, u"20 Nov 03:00 | – |  | 3 hours missing"_s,
            u"20 Nov 06:00–09:00 | 90 | measured | Satisfactory"_s}));
        QCOMPARE(model.firstAhead(), -1);
    }

    void bandsAreTheirPlaces() {
        HourTableModel model;
        models::HourSeries series = india({{hourAt(0), 1.5, 1.5, 1.5, 1}}, {{hourAt(1), 1.5, 0.5, 2.5, 1}});
        series.inBands = true;
        QSignalSpy header(&model, &QAbstractItemModel::headerDataChanged);
        model.setSeries(series);
        QCOMPARE(shown(model), (QStringList{u"20 Nov 00:00 | 2 | measured | Satisfactory"_s, u"20 Nov 01:00 | 2 | 1–3 | Satisfactory"_s}));
        QCOMPARE(header.size(), 1);
        QCOMPARE(model.headerData(HourTableModel::Index, Qt::Horizontal, Qt::DisplayRole).toString(), u"Band"_s);
    }

    void isCopiedWithAbsoluteTimes() {
        HourTableModel model;
        model.setSeries(india({{hourAt(0), 80, 80, 80, 1}}, {{hourAt(1), 90, 70, 130, 1}}));
        QCOMPARE(model.text({1}), u"Hour\tIndex\tInterval\tCategory\n%1\t90\t70–130\tSatisfactory\n"_s.arg(base::absoluteText(hourAt(1))));
        QCOMPARE(model.text({0, 1}).count(u'\n'), 3);
        QCOMPARE(model.text({}).count(u'\n'), 1);
    }

    void theSameHoursAreNoOtherTable() {
        HourTableModel model;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSeries({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.size() + changed.size(), 0);
        model.setSeries(india({{hourAt(0), 80, 80, 80, 1}}));
        QCOMPARE(reset.size(), 1);
        model.setSeries(india({{hourAt(0), 80, 80, 80, 1}}));
        QCOMPARE(changed.size(), 0);
        model.setSeries(india({{hourAt(0), 40, 40, 40, 0}}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reset.size(), 1);
        model.setSeries(india({{hourAt(1), 40, 40, 40, 0}}));
        QCOMPARE(reset.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestHourTable)
#include "tst_hourtable.moc"
