// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an action will do, in words and as a patch.
#include "madeup.h"
#include "models/workloadwords.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using kube::Rollout;
using Strategy = kube::Rollout::Strategy;

namespace {

kube::WorkloadRow scaled(int desired, int minimum, int maximum) {
    kube::WorkloadRow row = madeup::workload(u"Deployment"_s, u"api"_s, desired, desired);
    row.autoscaler = kube::AutoscalerRow{};
    row.autoscaler->ref.name = u"api-hpa"_s;
    row.autoscaler->minimum = minimum;
    row.autoscaler->maximum = maximum;
    return row;
}

QJsonObject workload(const QString &kind, QJsonObject spec, QJsonObject status = {}) {
    return {{"kind"_L1, kind}, {"metadata"_L1, QJsonObject{{"uid"_L1, u"u"_s}, {"resourceVersion"_L1, u"7"_s}}}, {"spec"_L1, spec}, {"status"_L1, status}};
}

QJsonObject rolling(const QJsonValue &unavailable, const QJsonValue &surge) {
    return {{"type"_L1, u"RollingUpdate"_s}, {"rollingUpdate"_L1, QJsonObject{{"maxUnavailable"_L1, unavailable}, {"maxSurge"_L1, surge}}}};
}

QJsonObject podTemplate(const QString &image, QJsonObject labels) {
    return {{"metadata"_L1, QJsonObject{{"labels"_L1, labels}}}, {"spec"_L1, QJsonObject{{"containers"_L1, QJsonArray{QJsonObject{{"name"_L1, u"main"_s}, {"image"_L1, image}}}}}}};
}

/// RFC 7396, written down a second time, to judge the first.
QJsonObject merged(QJsonObject target, const QJsonObject &patch) {
    for (auto it = patch.constBegin(); it != patch.constEnd(); ++it) {
        if (it->isNull())
            target.remove(it.key());
        else if (it->isObject())
            target[it.key()] = merged(target[it.key()].toObject(), it->toObject());
        else
            target[it.key()] = *it;
    }
    return target;
}

} // namespace

class TestWorkloadWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scaling_data() {
        QTest::addColumn<kube::WorkloadRow>("row");
        QTest::addColumn<int>("replicas");
        QTest::addColumn<QString>("sentence");
        const auto fixed = madeup::workload(u"Deployment"_s, u"api"_s, 4, 4);
        const auto set = madeup::workload(u"StatefulSet"_s, u"db"_s, 3, 3);
        QTest::newRow("same") << fixed << 4 << u"Deployment/api is to have 4 pods already."_s;
        QTest::newRow("up") << fixed << 6 << u"Scales Deployment/api from 4 to 6 pods; 2 pods more, if the nodes have room."_s;
        QTest::newRow("down") << fixed << 3 << u"Scales Deployment/api from 4 to 3 pods; 1 pod fewer."_s;
        QTest::newRow("nothing") << fixed << 0 << u"Scales Deployment/api from 4 to 0 pods; it stops."_s;
        QTest::newRow("a set down") << set << 1 << u"Scales StatefulSet/db from 3 to 1 pod; the last of them first; their volumes stay."_s;
        QTest::newRow("a set to nothing") << set << 0 << u"Scales StatefulSet/db from 3 to 0 pods; it stops; its volumes stay."_s;
        QTest::newRow("below the range") << scaled(4, 3, 10) << 2 << u"Scales Deployment/api from 4 to 2 pods; the autoscaler's minimum is 3, so it will go back to 3."_s;
        QTest::newRow("above the range") << scaled(4, 3, 10) << 12 << u"Scales Deployment/api from 4 to 12 pods; the autoscaler's maximum is 10, so it will go back to 10."_s;
        QTest::newRow("in the range") << scaled(4, 3, 10) << 5
                                      << u"Scales Deployment/api from 4 to 5 pods; the autoscaler api-hpa sets the number itself, between 3 and 10 by load, and may change it again at once."_s;
        QTest::newRow("off") << scaled(4, 3, 10) << 0 << u"Scales Deployment/api from 4 to 0 pods; it stops, and its autoscaler api-hpa stays off until it is scaled up again."_s;
        QTest::newRow("on again") << scaled(0, 3, 10) << 3 << u"Scales Deployment/api from 0 to 3 pods; its autoscaler api-hpa goes on from there, between 3 and 10."_s;
    }
    void scaling() {
        QFETCH(kube::WorkloadRow, row);
        QFETCH(int, replicas);
        QTEST(models::scaleConsequence(row, replicas), "sentence");
    }

    void rollouts_data() {
        QTest::addColumn<QJsonObject>("object");
        QTest::addColumn<QString>("sentence");
        const auto deployment = [](int replicas, const QJsonObject &strategy) { return workload(u"Deployment"_s, {{"replicas"_L1, replicas}, {"strategy"_L1, strategy}}); };
        QTest::newRow("defaults, 25 % each") << workload(u"Deployment"_s, {{"replicas"_L1, 10}})
                                             << u"Restarts x: its 10 pods are replaced step by step; at least 8 stay available, at most 13 run at once."_s;
        QTest::newRow("numbers") << deployment(3, rolling(0, 1)) << u"Restarts x: its 3 pods are replaced step by step; at least 3 stay available, at most 4 run at once."_s;
        QTest::newRow("both nothing") << deployment(3, rolling(u"10%"_s, 0)) << u"Restarts x: its 3 pods are replaced step by step; at least 2 stay available, at most 3 run at once."_s;
        QTest::newRow("one") << deployment(1, rolling(0, 1)) << u"Restarts x: its only pod is replaced once the new one is ready."_s;
        QTest::newRow("one, no surge") << deployment(1, rolling(1, 0)) << u"Restarts x: its only pod ends before the new one starts; nothing answers meanwhile."_s;
        QTest::newRow("none") << deployment(0, rolling(0, 1)) << u"Restarts x: it has no pods now, so nothing is replaced."_s;
        QTest::newRow("recreate") << deployment(2, {{"type"_L1, u"Recreate"_s}}) << u"Restarts x: its 2 pods all end before the new ones start (Recreate); nothing answers meanwhile."_s;
        QTest::newRow("paused") << workload(u"Deployment"_s, {{"replicas"_L1, 2}, {"paused"_L1, true}})
                                << u"x is paused (spec.paused): its pods are replaced only once its roll-out is resumed."_s;
        QTest::newRow("set") << workload(u"StatefulSet"_s, {{"replicas"_L1, 3}}) << u"Restarts x: its 3 pods are replaced one after the other, the last first; at least 2 stay available."_s;
        QTest::newRow("set of one") << workload(u"StatefulSet"_s, {{"replicas"_L1, 1}}) << u"Restarts x: its only pod ends before the new one starts; nothing answers meanwhile."_s;
        QTest::newRow("on delete") << workload(u"StatefulSet"_s, {{"replicas"_L1, 3}, {"updateStrategy"_L1, QJsonObject{{"type"_L1, u"OnDelete"_s}}}})
                                   << u"Restarts x: its pods change only as each is deleted (its strategy is OnDelete)."_s;
        QTest::newRow("daemons, rounded up") << workload(u"DaemonSet"_s, {{"updateStrategy"_L1, QJsonObject{{"rollingUpdate"_L1, QJsonObject{{"maxUnavailable"_L1, u"30%"_s}}}}}},
            {{"desiredNumberScheduled"_L1, 5}}) << u"Restarts x: its 5 pods are replaced node by node, at least 3 stay available."_s;
    }
    void rollouts() {
        QFETCH(QJsonObject, object);
        const kube::ObjectRef ref{{}, object["kind"_L1].toString(), {}, {}, {}};
        QTEST(models::restartConsequence(ref, kube::rolloutOf(object)).replace(ref.text(), u"x"_s), "sentence");
    }

    void deleting_data() {
        QTest::addColumn<kube::PodRow>("pod");
        QTest::addColumn<QString>("sentence");
        kube::PodRow pod = madeup::pod(u"p"_s, kube::HealthState::Healthy, u"api"_s);
        QTest::newRow("bare") << pod << u"Deletes pod p for good: it belongs to no workload, so nothing starts it again."_s;
        pod.ownerKind = u"ReplicaSet"_s;
        pod.ownerName = u"api-5"_s;
        QTest::newRow("ready") << pod << u"Deletes pod p: Deployment/api starts another one; 2 of 3 are ready meanwhile."_s;
        pod.ready = 0;
        QTest::newRow("not ready") << pod << u"Deletes pod p: Deployment/api starts another one; 3 of 3 are ready meanwhile."_s;
        pod.ownerKind = pod.workloadKind = u"DaemonSet"_s;
        QTest::newRow("daemon") << pod << u"Deletes pod p: DaemonSet/api starts another one on node node-1."_s;
        pod.ownerKind = u"Job"_s;
        QTest::newRow("working") << pod << u"Deletes pod p: Job/api-5 counts it as a failed try and may start the work anew."_s;
        pod.phase = pod.status = u"Failed"_s;
        QTest::newRow("ended") << pod << u"Deletes pod p, which has ended (Failed), with its log."_s;
        pod.deleted = pod.created;
        QTest::newRow("ending") << pod << u"Pod p is ending already."_s;
    }
    void deleting() {
        QFETCH(kube::PodRow, pod);
        const auto owner = madeup::workload(u"Deployment"_s, u"api"_s, 3, 3);
        QTEST(models::deleteConsequence(pod, &owner), "sentence");
    }
    void deletingTheLastThatIsReady() {
        kube::PodRow pod = madeup::pod(u"db-0"_s);
        pod.ownerKind = pod.workloadKind = u"StatefulSet"_s;
        pod.ownerName = pod.workloadName = u"db"_s;
        const auto owner = madeup::workload(u"StatefulSet"_s, u"db"_s);
        QCOMPARE(models::deleteConsequence(pod, &owner),
            u"Deletes pod db-0: StatefulSet/db starts it again under the same name with the same volumes; it is the only one that is ready, so nothing answers meanwhile."_s);
        QCOMPARE(models::deleteConsequence(pod, nullptr), u"Deletes pod db-0: StatefulSet/db starts it again under the same name with the same volumes."_s);
    }

    void revisionsOfADeployment() {
        const auto set = [](const QString &owner, const QString &number, const QString &image) {
            return QJsonObject{{"metadata"_L1, QJsonObject{{"ownerReferences"_L1, QJsonArray{QJsonObject{{"uid"_L1, owner}}}}, {"creationTimestamp"_L1, u"2026-03-01T00:00:00Z"_s},
                                    {"annotations"_L1, QJsonObject{{"deployment.kubernetes.io/revision"_L1, number}}}}},
                {"spec"_L1, QJsonObject{{"template"_L1, podTemplate(image, {{"app"_L1, u"api"_s}, {"pod-template-hash"_L1, u"5"_s}})}}}};
        };
        const QJsonObject now = podTemplate(u"api:10"_s, {{"app"_L1, u"api"_s}, {"added"_L1, u"later"_s}});
        const QJsonObject deployment = workload(u"Deployment"_s, {{"replicas"_L1, 3}, {"template"_L1, now}});
        const auto revisions = kube::revisionsOf(deployment, {set(u"u"_s, u"9"_s, u"api:9"_s), set(u"u"_s, u"10"_s, u"api:10"_s), set(u"other"_s, u"11"_s, u"web:1"_s)});
        QCOMPARE(revisions.size(), 2);
        QCOMPARE(revisions.at(0).number, 10); // not as text
        const kube::Revision &before = revisions.at(1);
        QCOMPARE(before.images, QStringList{u"api:9"_s});
        QCOMPARE(before.podTemplate, podTemplate(u"api:9"_s, {{"app"_L1, u"api"_s}}));
        const QJsonObject patch = kube::undoPatch(deployment, before);
        QCOMPARE(merged(deployment, patch)["spec"_L1].toObject()["template"_L1].toObject(), before.podTemplate); // what came later is gone
        QCOMPARE(patch["metadata"_L1].toObject()["resourceVersion"_L1].toString(), u"7"_s);
        QCOMPARE(models::undoConsequence({{}, u"Deployment"_s, {}, u"api"_s, {}}, {Strategy::Recreate, 1, 0, 0, false}, revisions.at(0), before),
            u"Takes Deployment/api from revision 10 back to what revision 9 was (api:9 instead of api:10): its only pod ends before the new one starts (Recreate); nothing answers meanwhile."_s);
        QVERIFY(models::revisionText(before, before.created.addDays(3)).startsWith(u"Revision 9 · 3"_s));
    }
    void revisionsOfASet() {
        QJsonObject wanted = podTemplate(u"db:1"_s, {{"app"_L1, u"db"_s}});
        QJsonObject noted = wanted;
        noted["$patch"_L1] = u"replace"_s;
        const QJsonObject revision{{"revision"_L1, 1}, {"metadata"_L1, QJsonObject{{"ownerReferences"_L1, QJsonArray{QJsonObject{{"uid"_L1, u"u"_s}}}}}},
            {"data"_L1, QJsonObject{{"spec"_L1, QJsonObject{{"template"_L1, noted}}}}}};
        const auto revisions = kube::revisionsOf(workload(u"StatefulSet"_s, {}), {revision});
        QCOMPARE(revisions.size(), 1);
        QCOMPARE(revisions.first().podTemplate, wanted);
        QCOMPARE(kube::historyKind(u"StatefulSet"_s), u"ControllerRevision"_s);
    }
    void nonsenseHasNoRevisions() {
        QVERIFY(kube::revisionsOf({}, {QJsonObject{}, QJsonObject{{"metadata"_L1, 3}}}).isEmpty());
        QCOMPARE(kube::rolloutOf({}).replicas, 1);
    }
};

QTEST_APPLESS_MAIN(TestWorkloadWords)
#include "tst_workloadwords.moc"
