// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The causes of a stalled roll-out, and the states that must not be taken for one.
#include "deploy/cause.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

using State = kube::Container::State;

const QDateTime noon(QDate(2026, 3, 2), QTime(12, 0), QTimeZone::UTC);

struct Given {
    kube::WorkloadRow workload;
    QList<kube::PodRow> pods;
    QList<kube::EventRow> events;
};

kube::PodRow pod(const QString &phase = u"Pending"_s) {
    kube::PodRow row;
    row.ref = {u"v1"_s, u"Pod"_s, u"aqi"_s, u"api-1"_s, u"uid-pod"_s};
    row.phase = row.status = phase;
    row.containers = 1;
    row.node = u"node-1"_s;
    return row;
}

kube::Container container(State state, const QString &reason = {}, const QString &message = {}) {
    kube::Container one;
    one.name = u"api"_s;
    one.image = u"aqi-predictor-api:missing"_s;
    one.state = state;
    one.reason = reason;
    one.message = message;
    return one;
}

kube::EventRow heard(const QString &reason, const QString &message, const QString &uid = u"uid-pod"_s, const QString &kind = u"Pod"_s) {
    kube::EventRow row;
    row.regarding = {u"v1"_s, kind, u"aqi"_s, u"api-1"_s, uid};
    row.warning = true;
    row.reason = reason;
    row.message = message;
    row.last = noon;
    return row;
}

Given with(kube::PodRow row, QList<kube::Container> containers, QList<kube::EventRow> events = {}) {
    Given given;
    given.workload.ref = {u"apps/v1"_s, u"Deployment"_s, u"aqi"_s, u"api"_s, u"uid-api"_s};
    given.workload.desired = 3;
    row.details = containers;
    given.pods = {row};
    given.events = events;
    return given;
}

Given waiting(const QString &reason, const QString &message = {}, QList<kube::EventRow> events = {}) {
    return with(pod(), {container(State::Waiting, reason, message)}, events);
}

Given crashed(const QString &state, int restarts, int code, const QString &reason = u"Error"_s, QList<kube::EventRow> events = {}) {
    kube::Container one = container(state == "waiting"_L1 ? State::Waiting : state == "running"_L1 ? State::Running : State::Terminated);
    one.restarts = restarts;
    if (one.state == State::Terminated) {
        one.reason = reason;
        one.exitCode = code;
    } else {
        one.reason = one.state == State::Waiting ? u"CrashLoopBackOff"_s : QString();
        one.lastReason = reason;
        one.lastExitCode = code;
    }
    return with(pod(u"Running"_s), {one}, events);
}

Given beside(Given given) {
    kube::Container other = container(State::Running);
    other.name = u"proxy"_s;
    other.ready = true;
    given.pods.first().details.append(other);
    return given;
}

Given unscheduled(const QString &message, QList<kube::EventRow> events = {}) {
    kube::PodRow row = pod();
    row.conditions = {{u"PodScheduled"_s, u"False"_s, u"Unschedulable"_s, message, noon}};
    return with(row, {}, events);
}

Given refusedByQuota() {
    Given given = with(pod(), {});
    given.pods.clear();
    given.workload.conditions = {{u"ReplicaFailure"_s, u"True"_s, u"FailedCreate"_s, u"pods \"api-\" is forbidden: exceeded quota: aqi"_s, noon}};
    return given;
}

Given failedJob() {
    kube::Container one = container(State::Terminated, u"Error"_s);
    one.exitCode = 3;
    kube::PodRow row = pod(u"Failed"_s);
    Given given = with(row, {one});
    given.workload.ref.kind = u"Job"_s;
    given.workload.conditions = {{u"Failed"_s, u"True"_s, u"BackoffLimitExceeded"_s, u"Job has reached the specified backoff limit"_s, noon}};
    return given;
}

Given ready() {
    kube::PodRow row = pod(u"Running"_s);
    row.ready = 1;
    kube::Container one = container(State::Running);
    one.ready = true;
    one.restarts = 4;
    one.lastExitCode = 1;
    one.lastReason = u"Error"_s;
    return with(row, {one}, {heard(u"Unhealthy"_s, u"Readiness probe failed: HTTP probe failed with statuscode: 503"_s)});
}

Given initCrash() {
    kube::Container init = container(State::Waiting, u"CrashLoopBackOff"_s, u"back-off 10s"_s);
    init.name = u"wait-for-db"_s;
    init.init = true;
    init.restarts = 2;
    init.lastExitCode = 1;
    return with(pod(), {container(State::Waiting, u"PodInitializing"_s), init});
}

Given evicted() {
    kube::PodRow row = pod(u"Failed"_s);
    row.status = u"Evicted"_s;
    row.health.message = u"The node was low on resource: memory."_s;
    return with(row, {});
}

} // namespace

Q_DECLARE_METATYPE(Given)

class TestCause : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void causes_data();
    void causes();
    void theDecisiveOneComesFirst();
    void deadlineMakesItDecisive();
    void everyCauseHasItsName();
};

void TestCause::causes_data() {
    QTest::addColumn<Given>("given");
    QTest::addColumn<QString>("kind"); // empty: none
    QTest::addColumn<bool>("decisive");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("evidence");
    const auto row = [](const char *name, const Given &given, const char *kind = "", bool decisive = false, const QString &sentence = {}, const QString &evidence = {}) {
        QTest::newRow(name) << given << QString::fromLatin1(kind) << decisive << sentence << evidence;
    };
    const QString notFound = u"Failed to pull image \"aqi-predictor-api:missing\": rpc error: code = NotFound desc = not found"_s;
    row("created a moment ago", waiting(u"ContainerCreating"_s));
    row("no pods yet", Given{});
    row("ready again after restarts", ready());
    row("first failed pull", waiting(u"ErrImagePull"_s, notFound), "image-missing", false);
    row("image missing", waiting(u"ImagePullBackOff"_s, u"Back-off pulling image"_s, {heard(u"Failed"_s, notFound)}), "image-missing", true,
        u"Container api cannot start: image aqi-predictor-api:missing does not exist"_s, notFound);
    row("an event of another pod is no evidence", waiting(u"ImagePullBackOff"_s, u"Back-off pulling image"_s, {heard(u"Failed"_s, notFound, u"uid-other"_s)}),
        "image-unreachable", true, {}, u"Back-off pulling image"_s);
    row("image auth", waiting(u"ImagePullBackOff"_s, u"rpc error: 401 Unauthorized: authentication required"_s), "image-auth", true, u"may not be read"_s);
    row("registry unreachable", waiting(u"ImagePullBackOff"_s, u"dial tcp: lookup registry.example: no such host"_s), "image-unreachable", true, u"registry is not reached"_s);
    row("invalid name", waiting(u"InvalidImageName"_s, u"couldn't parse image name"_s), "image-missing", true, u"not a valid name"_s);
    row("missing secret", waiting(u"CreateContainerConfigError"_s, u"secret \"aqi-secrets\" not found"_s), "missing-config", true, u"its configuration is missing"_s,
        u"secret \"aqi-secrets\" not found"_s);
    row("missing key", waiting(u"CreateContainerConfigError"_s, u"couldn't find key X in Secret aqi/s"_s), "missing-config", true);
    row("missing mount", with(pod(), {container(State::Waiting, u"ContainerCreating"_s)}, {heard(u"FailedMount"_s, u"MountVolume.SetUp failed: configmap \"x\" not found"_s)}),
        "missing-config", true, u"cannot mount"_s);
    row("first crash", crashed(u"terminated"_s, 0, 1), "crash-loop", false);
    row("crashed once, runs again", crashed(u"running"_s, 1, 1), "crash-loop", false);
    row("crashed three times, runs again", crashed(u"running"_s, 3, 1), "crash-loop", false);
    row("crashed twice", crashed(u"terminated"_s, 1, 1), "crash-loop", true, u"exit code 1"_s);
    row("crash loop", crashed(u"waiting"_s, 2, 137), "crash-loop", true, u"exit code 137"_s);
    row("ends well too often", crashed(u"waiting"_s, 2, 0, u"Completed"_s), "crash-loop", true);
    row("ended well once", crashed(u"waiting"_s, 1, 0, u"Completed"_s), "crash-loop", false);
    row("init container", initCrash(), "crash-loop", true, u"Container wait-for-db"_s);
    row("out of memory", crashed(u"waiting"_s, 2, 137, u"OOMKilled"_s), "out-of-memory", true, u"more memory"_s);
    const auto unhealthy = heard(u"Unhealthy"_s, u"Liveness probe failed: HTTP probe failed with statuscode: 500"_s);
    const auto killing = [](const char *name, const char *probe) {
        return heard(u"Killing"_s, u"Container %1 failed %2 probe, will be restarted"_s.arg(QLatin1StringView(name), QLatin1StringView(probe)));
    };
    row("liveness", crashed(u"waiting"_s, 3, 137, u"Error"_s, {unhealthy, killing("api", "liveness")}), "liveness-failing", true, u"liveness"_s, unhealthy.message);
    row("startup", crashed(u"waiting"_s, 3, 137, u"Error"_s, {unhealthy, killing("api", "startup")}), "liveness-failing", true, u"startup"_s,
        u"Container api failed startup probe, will be restarted"_s);
    row("a failed liveness probe ended nothing", crashed(u"terminated"_s, 1, 1, u"Error"_s, {unhealthy}), "crash-loop", true, u"exit code 1"_s);
    row("another container's liveness", crashed(u"waiting"_s, 2, 1, u"Error"_s, {unhealthy, killing("api-proxy", "liveness")}), "crash-loop", true, u"exit code 1"_s);
    row("stopped for another reason", crashed(u"waiting"_s, 2, 1, u"Error"_s, {heard(u"Killing"_s, u"Stopping container api"_s), unhealthy}), "crash-loop", true);
    row("liveness beside another container", beside(crashed(u"waiting"_s, 3, 137, u"Error"_s, {unhealthy, killing("api", "liveness")})), "liveness-failing", true, u"Container api"_s,
        u"Container api failed liveness probe, will be restarted"_s);
    row("readiness", with(pod(u"Running"_s), {container(State::Running)}, {heard(u"Unhealthy"_s, u"Readiness probe failed: HTTP probe failed with statuscode: 503"_s)}),
        "readiness-failing", false, u"HTTP 503"_s);
    row("runs, not asked yet", with(pod(u"Running"_s), {container(State::Running)}));
    row("no room", unscheduled(u"0/3 nodes are available: 3 Insufficient cpu."_s), "unschedulable", true, u"too little free CPU"_s);
    row("a node is coming", unscheduled(u"0/3 nodes are available: 3 Insufficient cpu."_s, {heard(u"TriggeredScaleUp"_s, u"pod triggered scale-up"_s)}), "unschedulable", false);
    row("no volume", unscheduled(u"0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."_s), "volume-pending", false);
    row("multi-attach", with(pod(), {}, {heard(u"FailedAttachVolume"_s, u"Multi-Attach error for volume"_s)}), "volume-pending", false, u"another node"_s);
    row("quota", refusedByQuota(), "quota-or-admission", true, u"quota is used up"_s, u"pods \"api-\" is forbidden: exceeded quota: aqi"_s);
    row("evicted", evicted(), "node-lost", false, u"evicted"_s);
    row("job", failedJob(), "job-failed", true, u"exit code was 3"_s);
}

void TestCause::causes() {
    QFETCH(Given, given);
    QFETCH(QString, kind);
    const auto cause = deploy::causeOf(given.workload, given.pods, given.events);
    QCOMPARE(cause ? deploy::name(cause->kind) : QString(), kind);
    if (!cause)
        return;
    QTEST(cause->decisive, "decisive");
    QFETCH(QString, sentence);
    QVERIFY2(cause->sentence.contains(sentence), qPrintable(cause->sentence));
    QFETCH(QString, evidence);
    if (!evidence.isEmpty())
        QCOMPARE(cause->evidence, evidence);
    QVERIFY(!cause->remedy.isEmpty());
    QVERIFY(!cause->sentence.contains(u'%'));
}

void TestCause::theDecisiveOneComesFirst() {
    Given given = crashed(u"running"_s, 1, 1);
    Given other = waiting(u"ImagePullBackOff"_s, u"not found"_s);
    given.pods.append(other.pods);
    QCOMPARE(deploy::causeOf(given.workload, given.pods, {})->kind, deploy::CauseKind::ImageMissing);
}

void TestCause::deadlineMakesItDecisive() {
    Given given = with(pod(u"Running"_s), {container(State::Running)}, {heard(u"Unhealthy"_s, u"Readiness probe failed: timeout"_s)});
    given.workload.conditions = {{u"Progressing"_s, u"False"_s, u"ProgressDeadlineExceeded"_s, u"timed out"_s, noon}};
    const auto cause = deploy::causeOf(given.workload, given.pods, given.events);
    QCOMPARE(cause->kind, deploy::CauseKind::ReadinessFailing);
    QVERIFY(cause->decisive);
    QVERIFY(deploy::causeOf(given.workload, given.pods, {})->decisive);
}

void TestCause::everyCauseHasItsName() {
    QSet<QString> names;
    for (int kind = 0; kind <= static_cast<int>(deploy::CauseKind::Unknown); ++kind)
        names.insert(deploy::name(static_cast<deploy::CauseKind>(kind)));
    QCOMPARE(names.size(), static_cast<int>(deploy::CauseKind::Unknown) + 1);
}

QTEST_GUILESS_MAIN(TestCause)
#include "tst_cause.moc"
