// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Stateful sets, daemon sets, jobs, cron jobs, garbage collection and namespaces, through the store alone.
#include "cluster.h"

#include "sandbox/controllers/cronschedule.h"

#include <QTest>

using namespace sandbox;

namespace {

Json batch(const std::string &kind, const std::string &name, Json spec) {
    return {{"apiVersion", "batch/v1"}, {"kind", kind}, {"metadata", {{"name", name}, {"namespace", "default"}}}, {"spec", std::move(spec)}};
}

Json jobTemplate(const std::string &image) {
    Json pod = podTemplate("job", image);
    pod["spec"]["restartPolicy"] = "Never";
    return pod;
}

Json stateful(const std::string &name, long long replicas, const std::string &image) {
    Json set = workload("StatefulSet", name, replicas, image);
    set["spec"]["serviceName"] = name;
    set["spec"]["volumeClaimTemplates"] = Json::array({{{"metadata", {{"name", "data"}}},
        {"spec", {{"accessModes", {"ReadWriteOnce"}}, {"storageClassName", "standard"}, {"resources", {{"requests", {{"storage", "1Gi"}}}}}}}}});
    return set;
}

} // namespace

class WorkloadsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statefulSetIsOrdered();
    void statefulSetUpdatesFromTheHighest();
    void daemonSetCoversTheNodes();
    void jobCompletes();
    void jobGivesUp();
    void jobHasADeadline();
    void jobSuspends();
    void jobExpires();
    void cronJobRuns();
    void cronJobForbidsOverlap();
    void cronSchedules_data();
    void cronSchedules();
    void backgroundDeletion();
    void foregroundDeletion();
    void orphans();
    void namespaceEmpties();
    void eventsExpire();
};

void WorkloadsTest::statefulSetIsOrdered() {
    Cluster cluster;
    bool early = false; // a pod before its predecessor is ready
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&](const StoreEvent &event) {
        if (event.id.resource == "pods" && event.type == StoreEvent::Type::Added && event.id.name != "db-0")
            early |= cluster.ready("db") < event.id.name.back() - '0';
    });
    cluster.create("statefulsets.apps", stateful("db", 3, "db:1"));
    QTRY_COMPARE(cluster.ready("db"), 3);
    QVERIFY(!early);
    QTRY_COMPARE(numberAt(cluster.get("statefulsets.apps", "db"), "status.readyReplicas"), 3);
    const Json db = cluster.get("statefulsets.apps", "db");
    QCOMPARE(textAt(db, "status.currentRevision"), textAt(db, "status.updateRevision"));
    QVERIFY(!cluster.get("controllerrevisions.apps", textAt(db, "status.updateRevision")).is_null());
    const Json claim = cluster.get("persistentvolumeclaims", "data-db-1");
    QCOMPARE(textAt(claim, "status.phase"), std::string("Bound"));
    QVERIFY(cluster.events("db").contains("SuccessfulCreate: create Claim data-db-1 Pod db-1 in StatefulSet db success"));
    QVERIFY(cluster.events("db").contains("SuccessfulCreate: create Pod db-0 in StatefulSet db successful"));
    cluster.change("statefulsets.apps", "db", [](Json &set) { set["spec"]["replicas"] = 1; });
    QTRY_COMPARE(cluster.pods("db").size(), std::size_t(1));
    QCOMPARE(nameOf(cluster.pods("db").at(0)), std::string("db-0"));
    QVERIFY(!cluster.get("persistentvolumeclaims", "data-db-1").is_null()); // data is kept
}

void WorkloadsTest::statefulSetUpdatesFromTheHighest() {
    Cluster cluster;
    Json set = stateful("db", 3, "db:1");
    set["spec"]["podManagementPolicy"] = "Parallel";
    set["spec"]["updateStrategy"] = {{"type", "RollingUpdate"}, {"rollingUpdate", {{"partition", 1}}}};
    cluster.create("statefulsets.apps", set);
    QTRY_COMPARE(cluster.ready("db"), 3);
    std::vector<std::string> ended;
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&](const StoreEvent &event) {
        if (event.id.resource == "pods" && event.type == StoreEvent::Type::Deleted)
            ended.push_back(event.id.name);
    });
    cluster.change("statefulsets.apps", "db", [](Json &s) { s["spec"]["template"] = podTemplate("db", "db:2"); });
    QTRY_COMPARE(numberAt(cluster.get("statefulsets.apps", "db"), "status.updatedReplicas"), 2);
    QTRY_COMPARE(cluster.ready("db"), 3);
    QCOMPARE(ended, (std::vector<std::string>{"db-2", "db-1"}));
    QVERIFY(textAt(cluster.get("statefulsets.apps", "db"), "status.currentRevision")
        != textAt(cluster.get("statefulsets.apps", "db"), "status.updateRevision"));
    cluster.change("statefulsets.apps", "db", [](Json &s) { s["spec"]["updateStrategy"]["rollingUpdate"]["partition"] = 0; });
    QTRY_COMPARE(numberAt(cluster.get("statefulsets.apps", "db"), "status.updatedReplicas"), 3);
    QTRY_COMPARE(textAt(cluster.get("statefulsets.apps", "db"), "status.currentRevision"),
        textAt(cluster.get("statefulsets.apps", "db"), "status.updateRevision"));
}

void WorkloadsTest::daemonSetCoversTheNodes() {
    Cluster cluster;
    Json agent = workload("DaemonSet", "agent", 0, "agent:1");
    agent["spec"].erase("replicas");
    cluster.create("daemonsets.apps", agent);
    QTRY_COMPARE(numberAt(cluster.get("daemonsets.apps", "agent"), "status.numberReady"), 3);
    std::set<std::string> nodes;
    for (const auto &pod : cluster.pods("agent"))
        nodes.insert(textAt(pod, "spec.nodeName"));
    QCOMPARE(nodes.size(), std::size_t(3));
    cluster.change("daemonsets.apps", "agent", [](Json &set) { set["spec"]["template"] = podTemplate("agent", "agent:2"); });
    QTRY_COMPARE(numberAt(cluster.get("daemonsets.apps", "agent"), "status.observedGeneration"), 2);
    QTRY_COMPARE(numberAt(cluster.get("daemonsets.apps", "agent"), "status.updatedNumberScheduled"), 3);
    QTRY_COMPARE(cluster.ready("agent"), 3);
}

void WorkloadsTest::jobCompletes() {
    Cluster cluster;
    cluster.create("jobs.batch", batch("Job", "migrate", {{"completions", 3}, {"parallelism", 2}, {"template", jobTemplate("m:1")}}));
    std::size_t most = 0;
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&] {
        const auto pods = cluster.pods("job");
        most = std::max<std::size_t>(most, std::ranges::count_if(pods, [](const Json &pod) { return !podFinished(pod); }));
    });
    QTRY_COMPARE(cluster.condition("jobs.batch", "migrate", "Complete"),
        std::string("True CompletionsReached: Reached expected number of succeeded pods"));
    const Json job = cluster.get("jobs.batch", "migrate");
    QCOMPARE(numberAt(job, "status.succeeded"), 3);
    QVERIFY(field(job, "status.completionTime").is_string());
    QVERIFY(!job["status"].contains("active"));
    QCOMPARE(most, std::size_t(2));
    QVERIFY(cluster.events("migrate").contains("Completed: Job completed"));
    QCOMPARE(textAt(cluster.pods("job").at(0), "status.phase"), std::string("Succeeded"));
}

void WorkloadsTest::jobGivesUp() {
    Cluster cluster;
    cluster.create("jobs.batch", batch("Job", "migrate", {{"backoffLimit", 1}, {"template", jobTemplate("m:crash")}}));
    QTRY_COMPARE(cluster.condition("jobs.batch", "migrate", "Failed"),
        std::string("True BackoffLimitExceeded: Job has reached the specified backoff limit"));
    QCOMPARE(numberAt(cluster.get("jobs.batch", "migrate"), "status.failed"), 2);
    QVERIFY(cluster.events("migrate").contains("BackoffLimitExceeded: Job has reached the specified backoff limit"));
}

void WorkloadsTest::jobHasADeadline() {
    Cluster cluster;
    cluster.create("jobs.batch", batch("Job", "migrate", {{"activeDeadlineSeconds", 10}, {"template", jobTemplate("m:missing")}}));
    QTRY_COMPARE(cluster.condition("jobs.batch", "migrate", "Failed"),
        std::string("True DeadlineExceeded: Job was active longer than specified deadline"));
    QTRY_COMPARE(cluster.pods("job").size(), std::size_t(0));
}

void WorkloadsTest::jobSuspends() {
    Cluster cluster;
    cluster.create("jobs.batch", batch("Job", "migrate", {{"suspend", true}, {"template", jobTemplate("m:1")}}));
    QTRY_COMPARE(cluster.condition("jobs.batch", "migrate", "Suspended"), std::string("True JobSuspended: Job suspended"));
    QVERIFY(cluster.pods("job").empty());
    cluster.change("jobs.batch", "migrate", [](Json &job) { job["spec"]["suspend"] = false; });
    QTRY_VERIFY(cluster.condition("jobs.batch", "migrate", "Complete").starts_with("True"));
}

void WorkloadsTest::jobExpires() {
    Cluster cluster;
    cluster.create("jobs.batch", batch("Job", "migrate", {{"ttlSecondsAfterFinished", 5}, {"template", jobTemplate("m:1")}}));
    QTRY_VERIFY(!cluster.pods("job").empty());
    QTRY_VERIFY(cluster.get("jobs.batch", "migrate").is_null());
    QTRY_VERIFY(cluster.pods("job").empty());
}

void WorkloadsTest::cronJobRuns() {
    Cluster cluster;
    cluster.create("cronjobs.batch", batch("CronJob", "backup",
        {{"schedule", "* * * * *"}, {"successfulJobsHistoryLimit", 1}, {"jobTemplate", {{"spec", {{"template", jobTemplate("b:1")}}}}}}));
    const auto done = [&cluster] {
        const auto events = cluster.events("backup");
        return std::ranges::count_if(events, [](const std::string &text) { return text.starts_with("SawCompletedJob"); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(done() >= 3, 15000);
    QTRY_VERIFY(cluster.store.count("jobs.batch") <= 2);
    const Json backup = cluster.get("cronjobs.batch", "backup");
    QVERIFY(field(backup, "status.lastScheduleTime").is_string());
    QVERIFY(field(backup, "status.lastSuccessfulTime").is_string());
    QVERIFY(textAt(backup, "status.lastScheduleTime").ends_with(":00Z"));
}

void WorkloadsTest::cronJobForbidsOverlap() {
    Cluster cluster;
    cluster.create("cronjobs.batch", batch("CronJob", "backup",
        {{"schedule", "* * * * *"}, {"concurrencyPolicy", "Forbid"}, {"jobTemplate", {{"spec", {{"template", jobTemplate("b:missing")}}}}}}));
    QTRY_VERIFY(cluster.events("backup").contains(
        "JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid"));
    QCOMPARE(cluster.store.count("jobs.batch"), std::size_t(1));
    QCOMPARE(itemsAt(cluster.get("cronjobs.batch", "backup"), "status.active").size(), std::size_t(1));
}

void WorkloadsTest::cronSchedules_data() {
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<QByteArray>("next"); // after Wednesday, 2026-01-28T10:07:30Z; empty: not taken
    QTest::newRow("quarters") << QByteArray("*/15 * * * *") << QByteArray("2026-01-28T10:15:00Z");
    QTest::newRow("nightly") << QByteArray("30 2 * * *") << QByteArray("2026-01-29T02:30:00Z");
    QTest::newRow("weekday names") << QByteArray("0 9 * * Mon-Fri") << QByteArray("2026-01-29T09:00:00Z");
    QTest::newRow("sunday is 7") << QByteArray("0 0 * * 7") << QByteArray("2026-02-01T00:00:00Z");
    QTest::newRow("either day") << QByteArray("0 0 31 * 5") << QByteArray("2026-01-30T00:00:00Z");
    QTest::newRow("leap day") << QByteArray("0 0 29 2 *") << QByteArray("2028-02-29T00:00:00Z");
    QTest::newRow("list and step") << QByteArray("5,50-59/3 10 * jan *") << QByteArray("2026-01-28T10:50:00Z");
    QTest::newRow("macro") << QByteArray("@hourly") << QByteArray("2026-01-28T11:00:00Z");
    QTest::newRow("four fields") << QByteArray("* * * *") << QByteArray();
    QTest::newRow("out of range") << QByteArray("60 * * * *") << QByteArray();
    QTest::newRow("step zero") << QByteArray("*/0 * * * *") << QByteArray();
    QTest::newRow("backwards") << QByteArray("5-1 * * * *") << QByteArray();
    QTest::newRow("words") << QByteArray("every day at noon please") << QByteArray();
}

void WorkloadsTest::cronSchedules() {
    QFETCH(QByteArray, schedule);
    QFETCH(QByteArray, next);
    const auto parsed = CronSchedule::parse(schedule.toStdString());
    QCOMPARE(parsed.has_value(), !next.isEmpty());
    if (parsed)
        QCOMPARE(timeText(parsed->next(*timeMs("2026-01-28T10:07:30Z")).value_or(0)), next.toStdString());
}

void WorkloadsTest::backgroundDeletion() {
    Cluster cluster;
    cluster.create("deployments.apps", workload("Deployment", "api", 2, "api:1"));
    QTRY_COMPARE(cluster.ready("api"), 2);
    QVERIFY(cluster.store.remove({"deployments.apps", "default", "api"}).has_value());
    QTRY_COMPARE(cluster.store.count("replicasets.apps"), std::size_t(0));
    QTRY_COMPARE(cluster.store.count("pods"), std::size_t(0));
}

void WorkloadsTest::foregroundDeletion() {
    Cluster cluster;
    cluster.create("deployments.apps", workload("Deployment", "api", 2, "api:1"));
    QTRY_COMPARE(cluster.ready("api"), 2);
    std::vector<std::string> gone;
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&](const StoreEvent &event) {
        if (event.type == StoreEvent::Type::Deleted && event.id.resource != "events")
            gone.push_back(event.id.resource);
    });
    (void)cluster.store.mutate({"deployments.apps", "default", "api"}, [](Json &api) {
        api["metadata"]["finalizers"] = {"foregroundDeletion"};
        return true;
    });
    QVERIFY(cluster.store.remove({"deployments.apps", "default", "api"}).has_value());
    QTRY_COMPARE(gone, (std::vector<std::string>{"pods", "pods", "replicasets.apps", "deployments.apps"}));
}

void WorkloadsTest::orphans() {
    Cluster cluster;
    cluster.create("deployments.apps", workload("Deployment", "api", 1, "api:1"));
    QTRY_COMPARE(cluster.ready("api"), 1);
    (void)cluster.store.mutate({"deployments.apps", "default", "api"}, [](Json &api) {
        api["metadata"]["finalizers"] = {"orphan"};
        return true;
    });
    QVERIFY(cluster.store.remove({"deployments.apps", "default", "api"}).has_value());
    QTRY_VERIFY(cluster.get("deployments.apps", "api").is_null());
    QCOMPARE(cluster.store.count("replicasets.apps"), std::size_t(1));
    QVERIFY(!cluster.store.list("replicasets.apps").at(0)->at("metadata").contains("ownerReferences"));
    QCOMPARE(cluster.ready("api"), 1);
}

void WorkloadsTest::namespaceEmpties() {
    Cluster cluster;
    cluster.create("namespaces", {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "aqi"}}}});
    QTRY_VERIFY(!cluster.get("serviceaccounts", "default", "aqi").is_null());
    QTRY_COMPARE(textAt(cluster.get("namespaces", "aqi", ""), "status.phase"), std::string("Active"));
    Json api = workload("Deployment", "api", 2, "api:1");
    api["metadata"]["namespace"] = "aqi";
    cluster.create("deployments.apps", api);
    QTRY_COMPARE(cluster.pods("api", "aqi").size(), std::size_t(2));
    bool saidSo = false; // it may be gone before one can look
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&](const StoreEvent &event) {
        saidSo |= event.id.resource == "namespaces" && textAt(*event.object, "status.phase") == "Terminating";
    });
    QVERIFY(cluster.store.markDeleted({"namespaces", {}, "aqi"}, 0).has_value());
    QTRY_VERIFY(cluster.get("namespaces", "aqi", "").is_null());
    QVERIFY(saidSo);
    for (const auto &resource : cluster.store.resources())
        QVERIFY2(cluster.store.list(resource, "aqi").empty(), resource.c_str());
}

void WorkloadsTest::eventsExpire() {
    ControllerOptions options;
    options.eventLifetime = std::chrono::seconds(30);
    Cluster cluster(options);
    cluster.create("deployments.apps", workload("Deployment", "api", 1, "api:1"));
    QTRY_VERIFY(!cluster.events("api").empty());
    QTRY_VERIFY(cluster.store.count("events") == 0);
}

QTEST_GUILESS_MAIN(WorkloadsTest)
#include "tst_workloads.moc"
