// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "madeup.h"

#include "models/eventmodel.h"
#include "models/podmodel.h"
#include "models/workloadmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using kube::HealthState;
using models::PodModel;

namespace {

QStringList names(const QAbstractItemModel &model) {
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << model.index(row, PodModel::Name).data().toString();
    return list;
}

kube::Delta<kube::PodRow> upsert(const QList<kube::PodRow> &rows) { return {false, rows, {}}; }

QList<kube::PodRow> many(int count) {
    QList<kube::PodRow> rows;
    rows.reserve(count);
    for (int i = 0; i < count; ++i)
        rows << madeup::pod(u"pod-%1"_s.arg(i), i % 7 == 0 ? HealthState::Failed : HealthState::Healthy, u"api-%1"_s.arg(i % 50));
    return rows;
}

} // namespace

class TestTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAsPeopleCount() {
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply({true, {madeup::pod(u"api-10"_s), madeup::pod(u"api-2"_s), madeup::pod(u"api-1"_s)}, {}});
        QCOMPARE(names(model), QStringList({u"api-1"_s, u"api-2"_s, u"api-10"_s}));
    }

    void usageAgainstRequestAndLimit() {
        const auto usingSome = [](const QString &name, double cpu, double memory) {
            kube::PodRow row = madeup::pod(name);
            kube::Container main;
            main.name = u"main"_s;
            main.state = kube::Container::State::Running;
            main.cpuRequest = 0.25;
            main.memoryRequest = 0x1p28;
            main.memoryLimit = 0x1p29;
            kube::Container done = main; // an init container that is over counts for nothing
            done.init = true;
            done.state = kube::Container::State::Terminated;
            row.details = {main, done};
            row.usage = kube::Usage{cpu, memory, QDateTime::currentDateTimeUtc().addSecs(-8)};
            return row;
        };
        kube::PodRow unknown = usingSome(u"unknown"_s, 0, 0);
        unknown.usage.reset();
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply({true, {usingSome(u"busy"_s, 0.5, 0x1p28), usingSome(u"idle"_s, 0.01, 0x1p27), unknown}, {}});
        const auto text = [&](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role).toString(); };
        QCOMPARE(text(0, PodModel::Cpu), u"500m"_s);
        QCOMPARE(text(0, PodModel::CpuOfRequest), u"200\u2009%"_s);
        QCOMPARE(text(0, PodModel::CpuOfLimit), u"none"_s);
        QCOMPARE(text(0, PodModel::MemoryOfRequest), u"100\u2009%"_s);
        QCOMPARE(text(0, PodModel::MemoryOfLimit), u"50\u2009%"_s);
        QCOMPARE(text(1, PodModel::CpuOfRequest), u"4.0\u2009%"_s);
        QVERIFY2(text(0, PodModel::MemoryOfLimit, Qt::ToolTipRole).startsWith(u"256\u2009Mi of 512\u2009Mi. Measured "_s), qPrintable(text(0, PodModel::MemoryOfLimit, Qt::ToolTipRole)));
        for (const int column : {PodModel::Cpu, PodModel::CpuOfRequest, PodModel::Memory, PodModel::MemoryOfLimit})
            QCOMPARE(text(2, column), u"unknown"_s);
        model.setUsageProblem(u"no metrics"_s);
        QCOMPARE(text(2, PodModel::Cpu, Qt::ToolTipRole), u"no metrics"_s);
        model.sort(PodModel::CpuOfRequest, Qt::DescendingOrder);
        QCOMPARE(names(model), QStringList({u"busy"_s, u"idle"_s, u"unknown"_s}));
        model.sort(PodModel::MemoryOfLimit, Qt::AscendingOrder);
        QCOMPARE(names(model), QStringList({u"unknown"_s, u"idle"_s, u"busy"_s}));
    }

    void anUpdateResetsNothing() {
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply({true, {madeup::pod(u"a"_s), madeup::pod(u"b"_s), madeup::pod(u"c"_s)}, {}});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        auto b = madeup::pod(u"b"_s);
        b.restarts = 3;
        model.apply(upsert({b}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(model.index(1, PodModel::Restarts).data().toString(), u"3"_s);
        QVERIFY(model.index(1, PodModel::Restarts).data(models::ChangedRole).toLongLong() > 0);
        QCOMPARE(model.index(1, PodModel::Name).data(models::ChangedRole).toLongLong(), 0);
        model.apply(upsert({b})); // nothing new
        QCOMPARE(changed.size(), 1);
        model.apply({false, {madeup::pod(u"aa"_s)}, {u"Pod-c"_s}});
        QCOMPARE(names(model), QStringList({u"a"_s, u"aa"_s, u"b"_s}));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void theSelectionFollowsItsRow() {
        PodModel model;
        model.apply({true, many(300), {}});
        const QPersistentModelIndex held = model.index(model.rowOf(u"Pod-pod-140"_s), 1);
        model.sort(PodModel::State, Qt::AscendingOrder);
        QCOMPARE(held.data().toString(), u"pod-140"_s);
        QVERIFY(model.setFilter(u"pod-1"_s).has_value());
        QCOMPARE(held.data().toString(), u"pod-140"_s);
        QList<kube::PodRow> rest = many(300);
        rest.removeIf([](const kube::PodRow &row) { return row.ref.name.endsWith(u'3'); });
        model.apply({true, rest, {}});
        QCOMPARE(held.data().toString(), u"pod-140"_s);
        QVERIFY(model.setFilter(u"pod-2"_s).has_value());
        QVERIFY(!held.isValid());
    }

    void filters_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("nothing") << u"  "_s << QStringList({u"api-1"_s, u"api-2"_s, u"redis-0"_s});
        QTest::newRow("a word") << u"API"_s << QStringList({u"api-1"_s, u"api-2"_s});
        QTest::newRow("two words") << u"api crash"_s << QStringList({u"api-2"_s});
        QTest::newRow("not") << u"!api"_s << QStringList({u"redis-0"_s});
        QTest::newRow("a column") << u"state:failed"_s << QStringList({u"api-2"_s});
        QTest::newRow("a column's number") << u"restarts:9"_s << QStringList({u"redis-0"_s});
        QTest::newRow("an expression") << u"/^api-[1]/"_s << QStringList({u"api-1"_s});
        QTest::newRow("none") << u"nowhere"_s << QStringList();
    }
    void filters() {
        QFETCH(QString, filter);
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto redis = madeup::pod(u"redis-0"_s);
        redis.restarts = 9;
        model.apply({true, {madeup::pod(u"api-1"_s), madeup::pod(u"api-2"_s, HealthState::Failed), redis}, {}});
        QVERIFY(model.setFilter(filter).has_value());
        QTEST(names(model), "shown");
        QCOMPARE(model.total(), 3);
    }
    void aBadFilterLeavesTheOneBefore() {
        PodModel model;
        model.apply({true, {madeup::pod(u"api-1"_s), madeup::pod(u"redis-0"_s)}, {}});
        QVERIFY(model.setFilter(u"api"_s).has_value());
        QVERIFY(!model.setFilter(u"/(/"_s).has_value());
        const auto status = model.setFilter(u"colour:red"_s);
        QVERIFY(!status.has_value());
        QVERIFY(status.error().message.contains(u"colour"_s));
        QCOMPARE(names(model), QStringList({u"api-1"_s}));
    }
    void whatComesIsFilteredToo() {
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(model.setFilter(u"state:failed"_s).has_value());
        model.apply(upsert({madeup::pod(u"a"_s), madeup::pod(u"b"_s, HealthState::Failed)}));
        QCOMPARE(names(model), QStringList({u"b"_s}));
        model.apply(upsert({madeup::pod(u"a"_s, HealthState::Failed), madeup::pod(u"b"_s)}));
        QCOMPARE(names(model), QStringList({u"a"_s}));
    }

    /// Any series of batches ends in what a fresh model shows of the same rows.
    void batchesEndWhereAFreshModelStarts() {
        QRandomGenerator random(20260301);
        PodModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(model.setFilter(u"!7"_s).has_value());
        model.sort(PodModel::Restarts, Qt::DescendingOrder);
        QMap<QString, kube::PodRow> truth;
        for (int batch = 0; batch < 120; ++batch) {
            kube::Delta<kube::PodRow> delta;
            for (int i = random.bounded(40); i > 0; --i) {
                auto row = madeup::pod(u"pod-%1"_s.arg(random.bounded(80)));
                row.restarts = random.bounded(5);
                delta.upserted << row;
                truth.insert(row.ref.uid, row);
            }
            QStringList gone = truth.keys();
            std::shuffle(gone.begin(), gone.end(), random);
            gone = gone.first(random.bounded(gone.size() / 2 + 1));
            const auto upserted = [&](const QString &uid) { return std::any_of(delta.upserted.cbegin(), delta.upserted.cend(), [&](const auto &row) { return row.ref.uid == uid; }); };
            gone.removeIf(upserted);
            for (const QString &uid : gone)
                truth.remove(uid);
            delta.removed = gone;
            delta.replaced = batch % 10 == 9;
            if (delta.replaced)
                delta.upserted = truth.values();
            model.apply(delta);
        }
        PodModel fresh;
        fresh.sort(PodModel::Restarts, Qt::DescendingOrder);
        QVERIFY(fresh.setFilter(u"!7"_s).has_value());
        fresh.apply({true, truth.values(), {}});
        QCOMPARE(names(model), names(fresh));
        QCOMPARE(model.total(), static_cast<int>(truth.size()));
    }

    void fiftyThousandRows() {
        PodModel model;
        QElapsedTimer timer;
        timer.start();
        model.apply({true, many(50'000), {}});
        const qint64 filled = timer.restart();
        QVERIFY(model.setFilter(u"pod-4"_s).has_value());
        const qint64 first = timer.restart();
        QVERIFY(model.setFilter(u"pod-49"_s).has_value());
        const qint64 second = timer.restart();
        QVERIFY(model.setFilter({}).has_value());
        const qint64 emptied = timer.restart();
        model.sort(PodModel::State, Qt::AscendingOrder);
        const qint64 sorted = timer.restart();
        auto one = madeup::pod(u"pod-25000"_s, HealthState::Degraded);
        model.apply(upsert({one}));
        const qint64 updated = timer.restart();
        qInfo("50,000 rows under sanitizers: fill %lld, filter %lld, narrow %lld, empty filter %lld, sort %lld, one update %lld ms", filled, first, second, emptied, sorted, updated);
        QCOMPARE(model.rowCount(), 50'000);
        QVERIFY2(updated < 500, "one update must not cost what a fill costs"); // generous: sanitizers, shared machine
    }

    void eventsOfOneObject() {
        models::EventModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        kube::EventRow one;
        one.ref = madeup::ref(u"Event"_s, u"one"_s);
        one.regarding = madeup::ref(u"Pod"_s, u"api-1"_s);
        one.reason = u"BackOff"_s;
        kube::EventRow other = one;
        other.ref = madeup::ref(u"Event"_s, u"other"_s);
        other.regarding = madeup::ref(u"Pod"_s, u"api-2"_s);
        model.apply({true, {one, other}, {}});
        QCOMPARE(model.rowCount(), 2);
        model.setRegarding(QStringList{u"Pod-api-2"_s});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, models::EventModel::Object).data().toString(), u"Pod/api-2"_s);
        model.setRegarding({});
        QCOMPARE(model.rowCount(), 2);
    }

    void sameNameOfTwoKinds() {
        models::WorkloadModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.apply({true, {madeup::workload(u"StatefulSet"_s, u"db"_s), madeup::workload(u"CronJob"_s, u"db"_s)}, {}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, models::WorkloadModel::Kind).data().toString(), u"CronJob"_s);
        QCOMPARE(model.index(0, models::WorkloadModel::Ready).data().toString(), u"–"_s);
    }
};

QTEST_GUILESS_MAIN(TestTableModel)
#include "tst_tablemodel.moc"
