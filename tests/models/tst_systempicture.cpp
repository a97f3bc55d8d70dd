// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "madeup.h"

#include "models/objectdetails.h"
#include "models/systempicture.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using kube::HealthState;

namespace {

QList<kube::WorkloadRow> system() {
    return {madeup::workload(u"Deployment"_s, u"api"_s, 3, 3), madeup::workload(u"Deployment"_s, u"dashboard"_s, 2, 2), madeup::workload(u"Deployment"_s, u"frontend"_s, 2, 2),
        madeup::workload(u"Deployment"_s, u"celery-worker"_s, 3, 3), madeup::workload(u"Deployment"_s, u"celery-beat"_s), madeup::workload(u"StatefulSet"_s, u"redis"_s),
        madeup::workload(u"StatefulSet"_s, u"timescaledb"_s), madeup::workload(u"Deployment"_s, u"prometheus"_s), madeup::workload(u"Deployment"_s, u"grafana"_s)};
}

const models::SystemBox *boxNamed(const models::SystemPicture &picture, const QString &name) {
    const auto found = std::find_if(picture.boxes.cbegin(), picture.boxes.cend(), [&](const auto &box) { return box.name == name; });
    return found == picture.boxes.cend() ? nullptr : &*found;
}

} // namespace

class TestSystemPicture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsTheSystem() {
        const auto picture = models::pictureOf(system(), {});
        QCOMPARE(picture.boxes.size(), 9); // no ingress yet, no Alertmanager
        QVERIFY(picture.others.isEmpty());
        QVERIFY(boxNamed(picture, u"api"_s)->ready == std::pair(3, 3));
        QList<std::pair<int, int>> places;
        for (const auto &box : picture.boxes) {
            QVERIFY2(!places.contains(std::pair(box.column, box.row)), "two boxes in one place");
            places << std::pair(box.column, box.row);
        }
    }
    void whatIsNotThereIsDrawnAsMissing() {
        auto rows = system();
        rows.removeIf([](const auto &row) { return row.ref.name == u"redis"_s; });
        const auto picture = models::pictureOf(rows, models::IngressFact());
        QCOMPARE(boxNamed(picture, u"redis"_s)->health.state, HealthState::Missing);
        QCOMPARE(boxNamed(picture, u"ingress"_s)->health.state, HealthState::Missing);
        QVERIFY(boxNamed(picture, u"redis"_s)->ref.name.isEmpty());
    }
    void anotherNamespaceIsAList() {
        auto failed = madeup::workload(u"Deployment"_s, u"zebra"_s, 0, 1);
        failed.health.state = HealthState::Failed;
        const auto picture = models::pictureOf({madeup::workload(u"DaemonSet"_s, u"kube-proxy"_s), failed, madeup::workload(u"Deployment"_s, u"coredns"_s, 2, 2)}, {});
        QVERIFY(picture.boxes.isEmpty());
        QCOMPARE(picture.others.size(), 3);
        QCOMPARE(picture.others.at(0).name, u"zebra"_s); // the worst first
        QCOMPARE(picture.others.at(1).name, u"coredns"_s);
    }
    void strangersStandBelow() {
        auto rows = system();
        rows << madeup::workload(u"Job"_s, u"database-migration"_s);
        const auto picture = models::pictureOf(rows, {});
        QCOMPARE(picture.others.size(), 1);
        QCOMPARE(picture.others.at(0).name, u"database-migration"_s);
    }

    void summaries() {
        auto rows = system();
        kube::AutoscalerRow scaler;
        scaler.minimum = 3;
        scaler.maximum = 10;
        scaler.current = 4;
        rows[0].autoscaler = scaler;
        auto done = madeup::pod(u"migration"_s);
        done.phase = u"Succeeded"_s;
        done.ready = 0;
        QList<kube::PodRow> pods{madeup::pod(u"a"_s), madeup::pod(u"b"_s), done};
        const auto text = [&] { return models::systemSummary(models::pictureOf(rows, {}), rows, pods); };
        QCOMPARE(text(), u"2 of 2 pods ready; api at 4 of 3–10"_s);
        rows[3] = madeup::workload(u"Deployment"_s, u"celery-worker"_s, 2, 3);
        pods << madeup::pod(u"c"_s, HealthState::Failed);
        QCOMPARE(text(), u"celery-worker degraded (2 of 3 pods ready); 2 of 3 pods ready; api at 4 of 3–10"_s);
        rows.removeIf([](const auto &row) { return row.ref.kind == u"StatefulSet"_s; });
        QVERIFY2(text().startsWith(u"redis, timescaledb missing; celery-worker degraded"_s), qPrintable(text()));
        QCOMPARE(models::systemSummary({}, {}, {}), u"no pods"_s);
    }

    void detailsPickTheirEvents() {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'770'000'600, QTimeZone::UTC);
        auto pod = madeup::pod(u"api-1"_s, HealthState::Failed, u"api"_s);
        pod.conditions << kube::Condition{u"Ready"_s, u"False"_s, u"ContainersNotReady"_s, u"containers with unready status: [api]"_s, now.addSecs(-60)};
        kube::Container container;
        container.name = u"api"_s;
        container.state = kube::Container::State::Waiting;
        container.reason = u"CrashLoopBackOff"_s;
        container.lastReason = u"OOMKilled"_s;
        container.lastExitCode = 137;
        pod.details << container;
        kube::EventRow event;
        event.regarding = pod.ref;
        event.reason = u"BackOff"_s;
        event.warning = true;
        event.count = 7;
        event.last = now.addSecs(-42);
        kube::EventRow stranger = event;
        stranger.regarding.uid = u"another"_s;
        const auto details = models::detailsOf(pod, {event, stranger}, now);
        QCOMPARE(details.sections.size(), 3);
        QCOMPARE(details.sections.at(0).entries.at(0).state, HealthState::Failed);
        QVERIFY(details.sections.at(0).entries.at(0).text.contains(u"OOMKilled"_s));
        QCOMPARE(details.sections.at(1).entries.at(0).state, HealthState::Degraded);
        QCOMPARE(details.sections.at(2).entries.size(), 1);
        QCOMPARE(details.sections.at(2).entries.at(0).head, u"BackOff ×7"_s);
        QCOMPARE(details.sections.at(2).entries.at(0).aside, u"42\u2009s"_s);
        const auto ofWorkload = models::detailsOf(madeup::workload(u"Deployment"_s, u"api"_s, 0, 1), {pod, madeup::pod(u"redis-0"_s)}, {event, stranger}, now);
        QCOMPARE(ofWorkload.sections.at(0).entries.size(), 1);
        QCOMPARE(ofWorkload.sections.at(2).entries.size(), 1); // its pod's
    }
};

QTEST_GUILESS_MAIN(TestSystemPicture)
#include "tst_systempicture.moc"
