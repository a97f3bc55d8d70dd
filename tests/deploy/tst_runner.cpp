// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The runner where a server misbehaves: drops, refusals, slow deletes, pods of the wrong revision, stale events.
#include "deploy/planner.h"
#include "deploy/runner.h"
#include "kube/client.h"
#include "support/scriptserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using deploy::Change;
using deploy::Outcome;
using Phase = deploy::StepState::Phase;

namespace {

QJsonObject parsed(const QByteArray &text) {
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isNull())
        qFatal("%s is not JSON", text.constData());
    return document.object();
}

QByteArray bytes(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Objects by path; an apply stores what it is sent. Faults are scripted by the test.
class Api {
public:
    QHash<QString, QJsonObject> objects;
    std::function<bool(const support::Incoming &, support::Answer &)> fault; // true: it has answered, or never will
    QStringList writes;

    void operator()(const support::Incoming &request, support::Answer &answer) {
        if (fault && fault(request, answer))
            return;
        if (request.method == "PATCH")
            return apply(request, answer);
        if (request.method == "DELETE") {
            writes.append(u"DELETE "_s + request.path);
            objects.remove(request.path);
            return answer.whole(200, R"({"kind":"Status","status":"Success"})");
        }
        if (objects.contains(request.path))
            return answer.whole(200, bytes(objects[request.path]));
        const QString name = request.path.section(u'/', -1);
        if (name == "pods"_L1 || name == "replicasets"_L1 || name == "events"_L1)
            return list(request, answer);
        refuse(answer, 404, u"NotFound"_s, name + u" not found"_s);
    }

    static void refuse(support::Answer &answer, int code, const QString &reason, const QString &message) {
        answer.whole(code, bytes({{u"kind"_s, u"Status"_s}, {u"code"_s, code}, {u"reason"_s, reason}, {u"message"_s, message}}));
    }

private:
    void apply(const support::Incoming &request, support::Answer &answer) {
        QJsonObject object = parsed(request.body);
        object.insert(u"status"_s, objects.value(request.path)[u"status"_s]);
        if (request.query.queryItemValue(u"dryRun"_s).isEmpty()) {
            writes.append(u"APPLY "_s + request.path);
            objects[request.path] = object;
        }
        answer.whole(200, bytes(object));
    }

    void list(const support::Incoming &request, support::Answer &answer) {
        QJsonArray items;
        for (auto it = objects.cbegin(); it != objects.cend(); ++it)
            if (it.key().startsWith(request.path + u'/'))
                items.append(it.value());
        answer.whole(200, bytes({{u"kind"_s, u"List"_s}, {u"metadata"_s, QJsonObject{{u"resourceVersion"_s, u"1"_s}}}, {u"items"_s, items}}));
    }
};

const QString configMap = u"/api/v1/namespaces/x/configmaps/settings"_s;
const QString deployment = u"/apis/apps/v1/namespaces/x/deployments/api"_s;
const QString job = u"/apis/batch/v1/namespaces/x/jobs/migrate"_s;

deploy::Step step(const QByteArray &object, Change change = Change::Create) {
    deploy::ManifestObject manifest;
    manifest.object = parsed(object);
    const QJsonObject metadata = manifest.object[u"metadata"_s].toObject();
    manifest.ref = {manifest.object[u"apiVersion"_s].toString(), manifest.object[u"kind"_s].toString(), u"x"_s, metadata[u"name"_s].toString(), {}};
    deploy::Step step = deploy::stepFor(manifest);
    step.change = change;
    return step;
}

deploy::Step configStep(Change change = Change::Create) {
    return step(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"x"}})", change);
}

deploy::Step deploymentStep(Change change = Change::Create) {
    return step(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"x"},
        "spec":{"replicas":1,"selector":{"matchLabels":{"app":"api"}}}})", change);
}

deploy::Step jobStep(Change change) {
    return step(R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migrate","namespace":"x"},"spec":{"completions":1}})", change);
}

QJsonObject liveDeployment(int ready) {
    return parsed(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"x","uid":"u-api","generation":1,
        "annotations":{"deployment.kubernetes.io/revision":"2"}},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"api"}}},
        "status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"readyReplicas":)" + QByteArray::number(ready) + R"(,"availableReplicas":)"
        + QByteArray::number(ready) + R"(,"conditions":[{"type":"Available","status":")" + (ready > 0 ? "True" : "False")
        + R"("},{"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable"}]}})");
}

QJsonObject replicaSet(const QByteArray &name, const QByteArray &revision) {
    return parsed(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":")" + name + R"(","namespace":"x","uid":"u-)" + name
        + R"(","annotations":{"deployment.kubernetes.io/revision":")" + revision + R"("},"ownerReferences":[{"uid":"u-api","controller":true}]}})");
}

QJsonObject brokenPod(const QByteArray &name, const QByteArray &owner) {
    return parsed(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name + R"(","namespace":"x","uid":"u-)" + name
        + R"(","ownerReferences":[{"uid":"u-)" + owner + R"(","kind":"ReplicaSet","name":")" + owner + R"(","controller":true}]},
        "spec":{"containers":[{"name":"api","image":"api:missing"}]},"status":{"phase":"Pending","containerStatuses":[{"name":"api",
        "image":"api:missing","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff","message":"manifest unknown"}}}]}})");
}

} // namespace

class TestRunner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void appliesAgainAfterADrop();
    void givesUpOnARefusal();
    void conflictInWords();
    void refusedPlanIsNotBegun();
    void forceTakesFields();
    void replacesAJob();
    void unchangedIsWaitedFor();
    void oldRevisionIsNoCause();
    void currentRevisionIs();
    void timeOutSaysWhatIsMissing();
    void serverAwayWhileWaiting();
    void cancelWhileWaiting();
    void cancelDuringASlowApply();
    void planSurvivesAnUnreachableServer();

private:
    struct Run {
        Outcome outcome;
        QList<Phase> phases; // of the last step
        qint64 took = 0;
        QString error() const { return outcome.error ? outcome.error->message : QString(); }
    };
    Run run(Api &api, const QList<deploy::Step> &steps, deploy::RunOptions options = {}, std::function<void(deploy::Runner &)> meanwhile = {});
};

TestRunner::Run TestRunner::run(Api &api, const QList<deploy::Step> &steps, deploy::RunOptions options, std::function<void(deploy::Runner &)> meanwhile) {
    support::ScriptServer server(std::ref(api));
    if (!server.start())
        qFatal("the server does not start");
    kube::ClusterAccess access;
    access.server = server.url();
    access.ns = u"x"_s;
    kube::Client client(access);
    deploy::Plan plan;
    plan.steps = steps;
    deploy::Runner runner(client, plan, options);
    QSignalSpy finished(&runner, &deploy::Runner::finished);
    Run result;
    const int last = static_cast<int>(steps.size()) - 1;
    connect(&runner, &deploy::Runner::stepChanged, &runner, [&](int changed, const deploy::StepState &state) {
        if (changed == last && (result.phases.isEmpty() || result.phases.last() != state.phase))
            result.phases.append(state.phase);
    });
    QElapsedTimer clock;
    clock.start();
    runner.start();
    if (meanwhile)
        meanwhile(runner);
    if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 40'000))
        qFatal("the runner never finished");
    result.took = clock.elapsed();
    QTest::qWait(20);
    if (finished.size() != 1)
        qFatal("finished came %d times", static_cast<int>(finished.size()));
    result.outcome = finished.first().first().value<Outcome>();
    return result;
}

void TestRunner::appliesAgainAfterADrop() {
    Api api;
    int drops = 2;
    api.fault = [&](const support::Incoming &request, support::Answer &answer) {
        if (request.method != "PATCH" || drops-- <= 0)
            return false;
        if (drops == 1)
            answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), answer.cut();
        else
            answer.whole(503, "busy", "text/plain");
        return true;
    };
    const Run ran = run(api, {configStep()});
    QVERIFY2(ran.outcome.kind == Outcome::Kind::Succeeded, qPrintable(ran.error()));
    QCOMPARE(ran.outcome.applied, 1);
    QCOMPARE(api.writes, QStringList{u"APPLY "_s + configMap});
}

void TestRunner::givesUpOnARefusal() {
    Api api;
    api.fault = [](const support::Incoming &request, support::Answer &answer) {
        if (request.path == configMap)
            Api::refuse(answer, 403, u"Forbidden"_s, u"configmaps \"settings\" is forbidden"_s);
        return request.path == configMap;
    };
    const Run ran = run(api, {configStep(), deploymentStep()});
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Failed);
    QCOMPARE(ran.outcome.error->kind, base::ErrorKind::Forbidden);
    QCOMPARE(ran.outcome.error->where, u"ConfigMap/settings"_s);
    QCOMPARE(ran.outcome.applied, 0);
    QCOMPARE(ran.outcome.remaining, 2);
    QVERIFY(api.writes.isEmpty());
}

void TestRunner::conflictInWords() {
    Api api;
    api.fault = [](const support::Incoming &request, support::Answer &answer) {
        if (request.method == "PATCH")
            Api::refuse(answer, 409, u"Conflict"_s, u"Apply failed with 2 conflicts: conflicts with \"kubectl\" using v1:\n- .data.a\n- .data.b"_s);
        return request.method == "PATCH";
    };
    QCOMPARE(run(api, {configStep()}).error(), u"fields .data.a, .data.b belong to kubectl"_s);
}

void TestRunner::refusedPlanIsNotBegun() {
    Api api;
    deploy::Step refused = configStep(Change::Unknown);
    refused.reason = u"field .data.a belongs to kubectl"_s;
    refused.refusal = base::Error{base::ErrorKind::Conflict, u"conflict"_s, {}, {}};
    const Run ran = run(api, {deploymentStep(), refused});
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Failed);
    QCOMPARE(ran.error(), refused.reason);
    QVERIFY(api.writes.isEmpty());
}

void TestRunner::forceTakesFields() {
    Api api;
    deploy::Step refused = configStep(Change::Unknown);
    refused.refusal = base::Error{base::ErrorKind::Conflict, u"conflict"_s, {}, {}};
    QString force;
    api.fault = [&](const support::Incoming &request, support::Answer &) {
        force = request.query.queryItemValue(u"force"_s);
        return false;
    };
    QCOMPARE(run(api, {refused}, {.force = true}).outcome.kind, Outcome::Kind::Succeeded);
    QCOMPARE(force, u"true"_s);
}

void TestRunner::replacesAJob() {
    Api api;
    const QJsonObject complete = parsed(R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migrate","namespace":"x","uid":"j"},
        "spec":{"completions":1},"status":{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}})");
    api.objects[job] = complete;
    int looks = 0;
    api.fault = [&](const support::Incoming &request, support::Answer &answer) {
        if (request.method == "DELETE") { // a finalizer holds it for a while
            api.writes.append(u"DELETE "_s + request.path);
            answer.whole(200, bytes(complete));
            return true;
        }
        if (request.method == "GET" && request.path == job && api.writes.size() == 1 && ++looks == 3)
            api.objects.remove(job);
        if (request.method == "GET" && request.path == job && api.writes.size() == 2)
            api.objects[job] = complete;
        return false;
    };
    const Run ran = run(api, {jobStep(Change::Replace)});
    QVERIFY2(ran.outcome.kind == Outcome::Kind::Succeeded, qPrintable(ran.error()));
    const QStringList wanted{u"DELETE "_s + job, u"APPLY "_s + job};
    QCOMPARE(api.writes, wanted);
}

void TestRunner::unchangedIsWaitedFor() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    const Run ran = run(api, {deploymentStep(Change::Unchanged)}, {}, [&](deploy::Runner &) {
        QTest::qWait(300);
        api.objects[deployment] = liveDeployment(1);
    });
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Succeeded);
    QCOMPARE(ran.outcome.applied, 0);
    const QList<Phase> wanted{Phase::Skipped, Phase::Waiting, Phase::Healthy};
    QCOMPARE(ran.phases, wanted);
    QVERIFY(api.writes.isEmpty());
}

void TestRunner::oldRevisionIsNoCause() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    api.objects[u"/apis/apps/v1/namespaces/x/replicasets/old"_s] = replicaSet("old", "1");
    api.objects[u"/apis/apps/v1/namespaces/x/replicasets/new"_s] = replicaSet("new", "2");
    api.objects[u"/api/v1/namespaces/x/pods/stuck"_s] = brokenPod("stuck", "old");
    const Run ran = run(api, {deploymentStep(Change::Unchanged)}, {}, [&](deploy::Runner &) {
        QTest::qWait(2500); // long enough for two looks
        api.objects[deployment] = liveDeployment(1);
    });
    QVERIFY2(ran.outcome.kind == Outcome::Kind::Succeeded, qPrintable(ran.outcome.cause ? ran.outcome.cause->sentence : ran.error()));
}

void TestRunner::currentRevisionIs() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    api.objects[u"/apis/apps/v1/namespaces/x/replicasets/new"_s] = replicaSet("new", "2");
    api.objects[u"/api/v1/namespaces/x/pods/stuck"_s] = brokenPod("stuck", "new");
    const Run ran = run(api, {deploymentStep(Change::Unchanged), configStep()});
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Failed);
    QCOMPARE(ran.outcome.cause->kind, deploy::CauseKind::ImageMissing);
    QCOMPARE(ran.outcome.cause->evidence, u"manifest unknown"_s);
    QVERIFY2(ran.took < 10'000, QByteArray::number(ran.took).constData());
    QCOMPARE(ran.outcome.remaining, 1);
    QVERIFY(api.writes.isEmpty());
}

void TestRunner::timeOutSaysWhatIsMissing() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    const Run ran = run(api, {deploymentStep(Change::Unchanged)}, {.timeout = std::chrono::seconds(1)});
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Failed);
    QVERIFY(ran.outcome.cause.has_value());
    QVERIFY2(ran.outcome.cause->sentence.contains("not healthy after 1 s"_L1), qPrintable(ran.outcome.cause->sentence));
}

void TestRunner::serverAwayWhileWaiting() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    int away = 3;
    api.fault = [&](const support::Incoming &, support::Answer &answer) {
        if (away-- <= 0)
            return false;
        answer.whole(500, "{}");
        return true;
    };
    const Run ran = run(api, {deploymentStep(Change::Unchanged)}, {}, [&](deploy::Runner &) {
        QTest::qWait(500);
        api.objects[deployment] = liveDeployment(1);
    });
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Succeeded);
}

void TestRunner::cancelWhileWaiting() {
    Api api;
    api.objects[deployment] = liveDeployment(0);
    QElapsedTimer clock;
    const Run ran = run(api, {configStep(), deploymentStep(Change::Unchanged), jobStep(Change::Create)}, {}, [&](deploy::Runner &runner) {
        QTRY_COMPARE(runner.state(1).phase, Phase::Waiting);
        clock.start();
        runner.cancel();
        runner.cancel();
    });
    QVERIFY(clock.elapsed() < 1000);
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Cancelled);
    QCOMPARE(ran.outcome.applied, 1);
    QCOMPARE(ran.outcome.remaining, 1);
    QCOMPARE(api.writes, QStringList{u"APPLY "_s + configMap});
}

void TestRunner::cancelDuringASlowApply() {
    Api api;
    api.fault = [&](const support::Incoming &request, support::Answer &) { return request.method == "PATCH"; }; // never answers
    QElapsedTimer clock;
    const Run ran = run(api, {configStep(), deploymentStep()}, {}, [&](deploy::Runner &runner) {
        QTRY_COMPARE(runner.state(0).phase, Phase::Applying);
        clock.start();
        runner.cancel();
    });
    QVERIFY2(clock.elapsed() < 1500, QByteArray::number(clock.elapsed()).constData());
    QCOMPARE(ran.outcome.kind, Outcome::Kind::Cancelled);
}

void TestRunner::planSurvivesAnUnreachableServer() {
    kube::ClusterAccess access;
    access.server = QUrl(u"http://127.0.0.1:1"_s);
    kube::Client client(access);
    deploy::ManifestSet set;
    set.objects = {configStep().manifest, deploymentStep().manifest};
    auto plan = deploy::makePlan(client, set);
    QTRY_VERIFY_WITH_TIMEOUT(plan.isFinished(), 20'000);
    QVERIFY(!plan.result());
    QCOMPARE(plan.result().error().kind, base::ErrorKind::Network);
}

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
