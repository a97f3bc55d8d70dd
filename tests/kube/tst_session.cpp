// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/session.h"
#include "fakeapi.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using base::ErrorKind;
using State = kube::Connection::State;

namespace {

const QString core = u"/api/v1/namespaces/x/"_s;
const QString apps = u"/apis/apps/v1/namespaces/x/"_s;
const QString podsPath = core + u"pods"_s;
const QString metricsPath = u"/apis/metrics.k8s.io/v1beta1/namespaces/x/pods"_s;

QJsonObject object(const QString &name, QJsonObject rest = {}, const QString &ownerKind = {}, const QString &ownerName = {}) {
    QJsonObject metadata = rest["metadata"_L1].toObject();
    metadata["name"_L1] = name;
    metadata["namespace"_L1] = u"x"_s;
    if (!metadata.contains("uid"_L1))
        metadata["uid"_L1] = "uid-"_L1 + name;
    if (!ownerKind.isEmpty()) {
        metadata["ownerReferences"_L1] = QJsonArray{QJsonObject{{"kind"_L1, ownerKind}, {"name"_L1, ownerName}, {"uid"_L1, "uid-"_L1 + ownerName}, {"controller"_L1, true}}};
    }
    rest["metadata"_L1] = metadata;
    return rest;
}

QJsonObject withRevision(int revision) {
    return {{"metadata"_L1, QJsonObject{{"annotations"_L1, QJsonObject{{"deployment.kubernetes.io/revision"_L1, QString::number(revision)}}}}}};
}

QJsonObject deployment(const QString &name, int wanted, int ready, int revision = 1) {
    QJsonObject rest = withRevision(revision);
    rest["spec"_L1] = QJsonObject{{"replicas"_L1, wanted}};
    rest["status"_L1] = QJsonObject{{"replicas"_L1, wanted}, {"updatedReplicas"_L1, wanted}, {"readyReplicas"_L1, ready}, {"availableReplicas"_L1, ready}};
    return object(name, rest);
}

QJsonObject ownedPod(const QString &name, const QString &ownerKind, const QString &ownerName, int restarts = 0, const QString &waiting = {}) {
    QJsonObject pod = object(name, FakeApi::pod(name), ownerKind, ownerName);
    QJsonObject status = pod["status"_L1].toObject();
    QJsonObject container = status["containerStatuses"_L1].toArray().first().toObject();
    container["restartCount"_L1] = restarts;
    if (!waiting.isEmpty()) {
        container["state"_L1] = QJsonObject{{"waiting"_L1, QJsonObject{{"reason"_L1, waiting}, {"message"_L1, u"image not found"_s}}}};
        container["ready"_L1] = false;
        status["conditions"_L1] = QJsonArray{QJsonObject{{"type"_L1, u"Ready"_s}, {"status"_L1, u"False"_s}}};
        status["phase"_L1] = u"Pending"_s;
    }
    status["containerStatuses"_L1] = QJsonArray{container};
    pod["status"_L1] = status;
    return pod;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

    struct Scene {
        FakeApi api;
        support::ScriptServer server{api.handler()};
        std::unique_ptr<kube::Client> client;
        std::unique_ptr<kube::Session> session;
        bool begin() {
            if (!server.start())
                return false;
            kube::ClusterAccess access;
            access.server = server.url();
            client = std::make_unique<kube::Client>(access);
            session = std::make_unique<kube::Session>(*client, u"x"_s);
            session->start();
            return QTest::qWaitFor([&] { return session->complete(); }, 20000);
        }
        [[nodiscard]] std::optional<kube::PodRow> pod(const QString &name) const {
            for (const kube::PodRow &row : session->pods()) {
                if (row.ref.name == name)
                    return row;
            }
            return std::nullopt;
        }
        [[nodiscard]] std::optional<kube::WorkloadRow> workload(const QString &name) const {
            for (const kube::WorkloadRow &row : session->workloads()) {
                if (row.ref.name == name)
                    return row;
            }
            return std::nullopt;
        }
    };

private Q_SLOTS:
    void usageIsAskedForWhileSomebodyLooks() {
        Scene scene;
        scene.api.put(podsPath, ownedPod(u"db-0"_s, u"StatefulSet"_s, u"db"_s));
        scene.api.objects(metricsPath).insert(u"m"_s, object(u"db-0"_s,
            {{"timestamp"_L1, u"2026-03-01T00:00:00Z"_s}, {"containers"_L1, QJsonArray{QJsonObject{{"usage"_L1, QJsonObject{{"cpu"_L1, u"250m"_s}, {"memory"_L1, u"64Mi"_s}}}}}}}));
        QVERIFY(scene.begin());
        QTRY_VERIFY_WITH_TIMEOUT(scene.session->metricsAt().isValid(), 20000);
        const int first = scene.server.count(metricsPath);
        QObject page;
        scene.session->setMetricsViewer(&page, false);
        const int lists = scene.server.count(podsPath);
        scene.session->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(scene.server.count(podsPath) > lists, 20000);
        QCOMPARE(scene.server.count(metricsPath), first);
        scene.session->setMetricsViewer(&page, true); // at once
        QTRY_VERIFY_WITH_TIMEOUT(scene.server.count(metricsPath) > first, 20000);
        QSignalSpy told(scene.session.get(), &kube::Session::metricsChanged);
        scene.api.refuse(metricsPath, 503, FakeApi::status(503, u"ServiceUnavailable"_s, u"no metrics"_s));
        scene.session->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(scene.session->metricsError(), 20000);
        QVERIFY(!told.isEmpty());
        QVERIFY(scene.session->metricsAt().isValid()); // so old are those that are shown
    }
    void joinsWhatBelongsTogether() {
        Scene scene;
        scene.api.put(apps + u"deployments"_s, deployment(u"api"_s, 3, 2));
        scene.api.put(apps + u"replicasets"_s, object(u"api-1"_s, withRevision(1), u"Deployment"_s, u"api"_s));
        scene.api.put(podsPath, ownedPod(u"api-1-a"_s, u"ReplicaSet"_s, u"api-1"_s, 2));
        scene.api.put(podsPath, ownedPod(u"api-1-b"_s, u"ReplicaSet"_s, u"api-1"_s, 3));
        scene.api.put(podsPath, ownedPod(u"db-0"_s, u"StatefulSet"_s, u"db"_s));
        scene.api.put(u"/apis/autoscaling/v2/namespaces/x/horizontalpodautoscalers"_s, object(u"api"_s,
            {{"spec"_L1, QJsonObject{{"minReplicas"_L1, 3}, {"maxReplicas"_L1, 10}, {"scaleTargetRef"_L1, QJsonObject{{"kind"_L1, u"Deployment"_s}, {"name"_L1, u"api"_s}}}}}}));
        scene.api.put(core + u"services"_s, object(u"api-service"_s, {{"spec"_L1, QJsonObject{{"selector"_L1, QJsonObject{{"app"_L1, u"api"_s}}}}}}));
        scene.api.put(u"/apis/discovery.k8s.io/v1/namespaces/x/endpointslices"_s, object(u"api-service-1"_s,
            {{"metadata"_L1, QJsonObject{{"labels"_L1, QJsonObject{{"kubernetes.io/service-name"_L1, u"api-service"_s}}}}},
                {"endpoints"_L1, QJsonArray{QJsonObject{{"conditions"_L1, QJsonObject{{"ready"_L1, true}}}}, QJsonObject{{"conditions"_L1, QJsonObject{{"ready"_L1, false}}}}}}}));
        scene.api.objects(metricsPath).insert(u"m"_s, object(u"api-1-a"_s,
            {{"timestamp"_L1, u"2026-03-01T00:00:00Z"_s}, {"containers"_L1, QJsonArray{QJsonObject{{"usage"_L1, QJsonObject{{"cpu"_L1, u"250m"_s}, {"memory"_L1, u"64Mi"_s}}}}}}}));
        QVERIFY(scene.begin());

        QTRY_VERIFY(scene.pod(u"api-1-a"_s) && scene.pod(u"api-1-a"_s)->usage);
        QCOMPARE(scene.pod(u"api-1-a"_s)->usage->cpu, 0.25);
        QVERIFY(!scene.session->metricsError());
        QCOMPARE(scene.pod(u"api-1-a"_s)->workloadKind, u"Deployment"_s);
        QCOMPARE(scene.pod(u"api-1-a"_s)->workloadName, u"api"_s);
        QCOMPARE(scene.pod(u"api-1-a"_s)->ownerKind, u"ReplicaSet"_s);
        QCOMPARE(scene.pod(u"db-0"_s)->workloadName, u"db"_s); // falls back to the owner
        const auto api = scene.workload(u"api"_s);
        QVERIFY(api && api->autoscaler);
        QCOMPARE(api->restarts, 5);
        QCOMPARE(api->autoscaler->maximum, 10);
        QCOMPARE(api->health.message, u"2 of 3 pods ready"_s);
        QCOMPARE(scene.session->services().first().readyEndpoints, 1);
        QCOMPARE(scene.session->services().first().endpoints, 2);
        QCOMPARE(scene.session->connection().state, State::Live);

        scene.api.remove(podsPath, u"uid-api-1-b"_s);
        QTRY_COMPARE(scene.workload(u"api"_s)->restarts, 2);
        scene.api.remove(u"/apis/autoscaling/v2/namespaces/x/horizontalpodautoscalers"_s, u"uid-api"_s);
        QTRY_VERIFY(!scene.workload(u"api"_s)->autoscaler);
    }

    void findsTheWorkloadOfPodsThatCameBeforeIt() {
        Scene scene;
        scene.api.put(podsPath, ownedPod(u"a"_s, u"ReplicaSet"_s, u"api-1"_s, 1));
        QVERIFY(scene.begin());
        QCOMPARE(scene.pod(u"a"_s)->workloadKind, u"ReplicaSet"_s);
        scene.api.put(apps + u"replicasets"_s, object(u"api-1"_s, withRevision(1), u"Deployment"_s, u"api"_s));
        scene.api.put(apps + u"deployments"_s, deployment(u"api"_s, 1, 1));
        QTRY_COMPARE(scene.pod(u"a"_s)->workloadName, u"api"_s);
        QTRY_VERIFY(scene.workload(u"api"_s) && scene.workload(u"api"_s)->restarts == 1);
    }

    void namesThePodThatHoldsARollOutUp() {
        Scene scene;
        scene.api.put(apps + u"deployments"_s, deployment(u"api"_s, 3, 2, 2));
        scene.api.put(apps + u"replicasets"_s, object(u"api-old"_s, withRevision(1), u"Deployment"_s, u"api"_s));
        scene.api.put(apps + u"replicasets"_s, object(u"api-new"_s, withRevision(2), u"Deployment"_s, u"api"_s));
        scene.api.put(podsPath, ownedPod(u"old"_s, u"ReplicaSet"_s, u"api-old"_s, 1, u"CrashLoopBackOff"_s));
        QVERIFY(scene.begin());
        QCOMPARE(scene.workload(u"api"_s)->health.state, kube::HealthState::Progressing); // the old one does not count
        scene.api.put(podsPath, ownedPod(u"new"_s, u"ReplicaSet"_s, u"api-new"_s, 0, u"ImagePullBackOff"_s));
        QTRY_COMPARE(scene.workload(u"api"_s)->health.state, kube::HealthState::Degraded);
        QCOMPARE(scene.workload(u"api"_s)->health.reason, u"ImagePullBackOff"_s);
        QVERIFY(scene.workload(u"api"_s)->health.message.startsWith("2 of 3 pods ready; new: container main cannot start"_L1));
    }

    void oneRefusedKindBlindsNothingElse() {
        Scene scene;
        scene.api.refuse(core + u"events"_s, 403, FakeApi::status(403, u"Forbidden"_s, u"events is forbidden"_s));
        scene.api.put(podsPath, FakeApi::pod(u"a"_s));
        QVERIFY(scene.begin());
        QTRY_COMPARE(scene.session->connection().state, State::Live);
        QCOMPARE(scene.session->pods().size(), 1);
        QCOMPARE(scene.session->kindErrors().keys(), QStringList{u"Event"_s});
        QCOMPARE(scene.session->kindErrors().first().kind, ErrorKind::Forbidden);
        QTRY_VERIFY(scene.session->metricsError().has_value());
        QCOMPARE(scene.session->metricsError()->kind, ErrorKind::NotFound);
        scene.api.allow(core + u"events"_s);
        QTRY_VERIFY_WITH_TIMEOUT(scene.session->kindErrors().isEmpty(), 15000);
    }

    void oneFailingKindIsADelay() {
        Scene scene;
        scene.api.put(podsPath, FakeApi::pod(u"a"_s));
        QVERIFY(scene.begin());
        QTRY_COMPARE(scene.session->connection().state, State::Live);
        scene.api.refuse(podsPath, 503, FakeApi::status(503, u"ServiceUnavailable"_s, u"try later"_s));
        scene.api.say(podsPath, "garbage\n");
        QTRY_COMPARE(scene.session->connection().state, State::Delayed);
        QTRY_COMPARE(scene.session->connection().error->message, u"try later"_s);
        QCOMPARE(scene.session->pods().size(), 1);
        scene.api.allow(podsPath);
        QTRY_COMPARE_WITH_TIMEOUT(scene.session->connection().state, State::Live, 15000);
    }

    void saysWhenTheServerIsGoneAndBack() {
        Scene scene;
        scene.api.put(podsPath, FakeApi::pod(u"a"_s));
        QVERIFY(scene.begin());
        QTRY_COMPARE(scene.session->connection().state, State::Live);
        scene.server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(scene.session->connection().state, State::Offline, 5000);
        const QDateTime contact = scene.session->connection().lastContact;
        QVERIFY(contact.isValid());
        QVERIFY(scene.session->connection().error.has_value());
        QCOMPARE(scene.session->pods().size(), 1); // stays
        scene.api.put(podsPath, FakeApi::pod(u"b"_s));
        QVERIFY(scene.server.start());
        QTRY_VERIFY_WITH_TIMEOUT(scene.session->connection().state == State::Live && scene.session->pods().size() == 2, 3000);
        QVERIFY(scene.session->connection().lastContact > contact);
    }

    void keepsTheNewestEvents() {
        Scene scene;
        const auto event = [](int i) {
            const QString time = QDateTime::fromSecsSinceEpoch(1772431800 + i, QTimeZone::UTC).toString(Qt::ISODate);
            return object(u"e%1"_s.arg(i), {{"eventTime"_L1, time}, {"reason"_L1, u"R"_s}, {"involvedObject"_L1, QJsonObject{{"kind"_L1, u"Pod"_s}}}});
        };
        for (int i = 0; i < 2500; ++i)
            scene.api.put(core + u"events"_s, event(i));
        QVERIFY(scene.begin());
        QCOMPARE(scene.session->events().size(), 2000);
        const auto events = scene.session->events();
        const auto oldest = std::ranges::min_element(events, {}, [](const kube::EventRow &row) { return row.last; });
        QCOMPARE(oldest->ref.name, u"e500"_s);
        scene.api.put(core + u"events"_s, event(2500));
        QTRY_VERIFY(std::ranges::any_of(scene.session->events(), [](const kube::EventRow &row) { return row.ref.name == "e2500"_L1; }));
        QCOMPARE(scene.session->events().size(), 2000);
    }

    void fiveThousandPodsAndAStorm() {
        Scene scene;
        for (int i = 0; i < 5000; ++i)
            scene.api.put(podsPath, ownedPod(u"p%1"_s.arg(i), u"ReplicaSet"_s, u"rs"_s, 1));
        scene.api.put(apps + u"replicasets"_s, object(u"rs"_s, withRevision(1), u"Deployment"_s, u"api"_s));
        scene.api.put(apps + u"deployments"_s, deployment(u"api"_s, 5000, 5000));
        QVERIFY(scene.begin());
        int deltas = 0;
        qsizetype rows = 0;
        connect(scene.session.get(), &kube::Session::podsChanged, this, [&](const kube::Delta<kube::PodRow> &delta) {
            ++deltas;
            rows += delta.upserted.size();
        });
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 1000; ++i) {
            scene.api.put(podsPath, ownedPod(u"p%1"_s.arg(i), u"ReplicaSet"_s, u"rs"_s, 2));
            if (i % 50 == 0)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(scene.workload(u"api"_s)->restarts, 6000, 20000);
        QVERIFY2(deltas <= 2 + clock.elapsed() * 30 / 1000, qPrintable(u"%1 deltas in %2 ms"_s.arg(deltas).arg(clock.elapsed())));
        QVERIFY(rows >= 1000 && rows <= 1000 + deltas);
        QCOMPARE(scene.pod(u"p7"_s)->workloadName, u"api"_s);
    }

    void mayEndAtAnyTime() {
        for (int i = 0; i < 5; ++i) {
            Scene scene;
            scene.api.put(podsPath, FakeApi::pod(u"a"_s));
            QVERIFY(scene.server.start());
            kube::ClusterAccess access;
            access.server = scene.server.url();
            scene.client = std::make_unique<kube::Client>(access);
            scene.session = std::make_unique<kube::Session>(*scene.client, u"x"_s);
            scene.session->start();
            QTest::qWait(i * 10);
            scene.session.reset();
            scene.client.reset();
        }
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
