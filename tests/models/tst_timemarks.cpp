// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rollouts and warnings as marks on a time axis.
#include "models/timemarks.h"

#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using models::TimeMark;

namespace {

const QDateTime noon(QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC);

QJsonObject replicaSet(const QString &owner, const QString &revision, const QDateTime &created, const QString &kind = u"Deployment"_s) {
    return {{u"metadata"_s, QJsonObject{{u"name"_s, owner + u"-7d9c5b6f4"_s}, {u"creationTimestamp"_s, created.toString(Qt::ISODate)},
        {u"annotations"_s, QJsonObject{{u"deployment.kubernetes.io/revision"_s, revision}}},
        {u"ownerReferences"_s, QJsonArray{QJsonObject{{u"kind"_s, kind}, {u"name"_s, owner}, {u"controller"_s, true}}}}}}};
}

kube::EventRow warningOf(const QString &pod, const QString &reason, const QDateTime &first, bool warning = true) {
    kube::EventRow row;
    row.regarding.kind = u"Pod"_s;
    row.regarding.name = pod;
    row.reason = reason;
    row.first = first;
    row.last = first.addSecs(600);
    row.warning = warning;
    return row;
}

} // namespace

class TestTimeMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRolloutIsTheBirthOfItsReplicaSet() {
        const auto marks = models::rolloutMarks({replicaSet(u"api"_s, u"1"_s, noon), replicaSet(u"api"_s, u"2"_s, noon.addSecs(3600)), replicaSet(u"x"_s, u"1"_s, noon, u"Other"_s),
            replicaSet(u"api"_s, QString(), noon), QJsonObject()});
        QCOMPARE(marks.size(), 2);
        QVERIFY((marks[1] == TimeMark{noon.addSecs(3600), TimeMark::Kind::Rollout, u"api: revision 2 rolled out"_s}));
    }
    void alikeTroublesOfAWorkloadAreOne() {
        const auto marks = models::troubleMarks({warningOf(u"api-7d9c5b6f4-zzzzz"_s, u"Unhealthy"_s, noon.addSecs(60)), warningOf(u"api-7d9c5b6f4-x2x9k"_s, u"Unhealthy"_s, noon),
            warningOf(u"celery-worker-0"_s, u"BackOff"_s, noon), warningOf(u"api-7d9c5b6f4-x2x9k"_s, u"Scheduled"_s, noon, false)});
        QCOMPARE(marks.size(), 2);
        QVERIFY((marks[0] == TimeMark{noon, TimeMark::Kind::Trouble, u"api: Unhealthy"_s})); // the first one's time
        QCOMPARE(marks[1].text, u"celery-worker: BackOff"_s);
    }
    void anEventWithoutAFirstTimeHasItsLast() {
        kube::EventRow late = warningOf(u"redis-0"_s, u"Failed"_s, noon);
        late.first = {};
        QCOMPARE(models::troubleMarks({late}).first().at, noon.addSecs(600));
    }
    void marksTooCloseStandTogether() {
        const auto together = models::gathered({{noon.addSecs(50), TimeMark::Kind::Trouble, u"b"_s}, {noon, TimeMark::Kind::Rollout, u"a"_s}, {noon.addSecs(100), TimeMark::Kind::Rollout, u"c"_s}},
            std::chrono::seconds(60));
        QCOMPARE(together.size(), 2);
        QVERIFY((together[0] == TimeMark{noon, TimeMark::Kind::Trouble, u"b\na"_s})); // what hurts is read first
        QCOMPARE(together[1].text, u"c"_s);
        QVERIFY(models::gathered({}, std::chrono::seconds(1)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTimeMarks)
#include "tst_timemarks.moc"
