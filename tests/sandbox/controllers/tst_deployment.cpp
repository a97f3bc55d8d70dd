// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments, replica sets and the scheduler, through the store alone.
#include "cluster.h"

#include <QTest>

using namespace sandbox;

namespace {
constexpr auto deployments = "deployments.apps";

std::vector<Json> setsOf(const Cluster &cluster) {
    std::vector<Json> sets;
    for (const auto &set : cluster.store.list("replicasets.apps"))
        sets.push_back(*set);
    std::ranges::sort(sets, {}, [](const Json &set) { return entryAt(set, "metadata.annotations", "deployment.kubernetes.io/revision"); });
    return sets;
}

long long podsOf(const Cluster &cluster, const Json &set) {
    const auto pods = cluster.pods("api");
    return std::ranges::count_if(pods, [&](const Json &pod) { return !isTerminating(pod) && textAt(controllerOf(pod), "uid") == uidOf(set); });
}
} // namespace

class DeploymentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rollsOut();
    void updatesWithinItsLimits();
    void rollsBackByReuse();
    void recreates();
    void pausesAndScales();
    void saysWhenItStalls();
    void reportsRefusedPods();
    void givesUpUnreadyPodsFirst();
    void waitsForRoom();
    void spreadsAndKeepsApart();
    void sayWhyNoNodeFits_data();
    void sayWhyNoNodeFits();
};

void DeploymentTest::rollsOut() {
    Cluster cluster;
    cluster.create(deployments, workload("Deployment", "api", 3, "api:1"));
    QTRY_COMPARE(cluster.condition(deployments, "api", "Progressing").substr(0, 27), std::string("True NewReplicaSetAvailable"));
    const Json api = cluster.get(deployments, "api");
    const Json set = setsOf(cluster).at(0);
    QCOMPARE(cluster.condition(deployments, "api", "Progressing"),
        "True NewReplicaSetAvailable: ReplicaSet \"" + nameOf(set) + "\" has successfully progressed.");
    QCOMPARE(cluster.condition(deployments, "api", "Available"),
        std::string("True MinimumReplicasAvailable: Deployment has minimum availability."));
    QCOMPARE(numberAt(api, "status.readyReplicas"), 3);
    QCOMPARE(numberAt(api, "status.updatedReplicas"), 3);
    QVERIFY(!api["status"].contains("unavailableReplicas"));
    QCOMPARE(numberAt(api, "status.observedGeneration"), 1);
    QCOMPARE(entryAt(api, "metadata.annotations", "deployment.kubernetes.io/revision"), std::string("1"));
    QCOMPARE(nameOf(set), "api-" + entryAt(set, "metadata.labels", "pod-template-hash"));
    QVERIFY(cluster.events("api").contains("ScalingReplicaSet: Scaled up replica set " + nameOf(set) + " from 0 to 3"));
    for (const auto &pod : cluster.pods("api")) {
        QVERIFY(nameOf(pod).starts_with(nameOf(set) + "-"));
        QCOMPARE(textAt(controllerOf(pod), "uid"), uidOf(set));
        QVERIFY(cluster.events(nameOf(set)).contains("SuccessfulCreate: Created pod: " + nameOf(pod)));
        QVERIFY(cluster.events(nameOf(pod)).contains(
            "Scheduled: Successfully assigned default/" + nameOf(pod) + " to " + textAt(pod, "spec.nodeName")));
    }
}

void DeploymentTest::updatesWithinItsLimits() {
    Cluster cluster;
    cluster.create(deployments, workload("Deployment", "api", 8, "api:1"));
    QTRY_COMPARE(cluster.ready("api"), 8);
    long long most = -8; // pods of a set beyond its replicas, when one is made
    long long least = 8;
    long long surged = 0;
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&](const StoreEvent &event) {
        long long wanted = 0;
        for (const auto &set : setsOf(cluster))
            wanted += numberAt(set, "spec.replicas");
        surged = std::max(surged, wanted);
        if (event.id.resource != "pods")
            return;
        // Pods of both sets together may be more for a moment, as in Kubernetes: the old set's controller deletes while the new one's creates.
        for (const auto &set : setsOf(cluster))
            if (event.type == StoreEvent::Type::Added && textAt(controllerOf(*event.object), "uid") == uidOf(set))
                most = std::max(most, podsOf(cluster, set) - numberAt(set, "spec.replicas"));
        least = std::min(least, cluster.ready("api"));
    });
    cluster.change(deployments, "api", [](Json &api) { api["spec"]["template"] = podTemplate("api", "api:2"); });
    QTRY_COMPARE(numberAt(cluster.get(deployments, "api"), "status.observedGeneration"), 2);
    QTRY_COMPARE_WITH_TIMEOUT(numberAt(cluster.get(deployments, "api"), "status.updatedReplicas"), 8, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(cluster.condition(deployments, "api", "Progressing").starts_with("True NewReplicaSetAvailable"), 20000);
    QTRY_COMPARE(cluster.pods("api").size(), std::size_t(8));
    QVERIFY2(most <= 0 && least >= 6, qPrintable(QString::number(most) + QLatin1Char(' ') + QString::number(least)));
    QCOMPARE(surged, 10);
    const auto sets = setsOf(cluster);
    QCOMPARE(sets.size(), std::size_t(2));
    QCOMPARE(numberAt(sets[0], "spec.replicas"), 0);
    QCOMPARE(entryAt(sets[1], "metadata.annotations", "deployment.kubernetes.io/revision"), std::string("2"));
}

void DeploymentTest::rollsBackByReuse() {
    Cluster cluster;
    const Json first = workload("Deployment", "api", 2, "api:1");
    cluster.create(deployments, first);
    QTRY_COMPARE(cluster.ready("api"), 2);
    const std::string name = nameOf(setsOf(cluster).at(0));
    cluster.change(deployments, "api", [](Json &api) { api["spec"]["template"] = podTemplate("api", "api:2"); });
    QTRY_VERIFY(cluster.condition(deployments, "api", "Progressing").starts_with("True NewReplicaSetAvailable")
        && numberAt(cluster.get(deployments, "api"), "status.observedGeneration") == 2);
    cluster.change(deployments, "api", [&first](Json &api) { api["spec"]["template"] = first["spec"]["template"]; });
    QTRY_COMPARE(entryAt(cluster.get(deployments, "api"), "metadata.annotations", "deployment.kubernetes.io/revision"), std::string("3"));
    QTRY_COMPARE(numberAt(cluster.get("replicasets.apps", name), "status.availableReplicas"), 2);
    const Json reused = cluster.get("replicasets.apps", name);
    QCOMPARE(entryAt(reused, "metadata.annotations", "deployment.kubernetes.io/revision"), std::string("3"));
    QCOMPARE(entryAt(reused, "metadata.annotations", "deployment.kubernetes.io/revision-history"), std::string("1"));
    QCOMPARE(setsOf(cluster).size(), std::size_t(2));
}

void DeploymentTest::recreates() {
    Cluster cluster;
    Json beat = workload("Deployment", "beat", 2, "beat:1");
    beat["spec"]["strategy"] = {{"type", "Recreate"}};
    beat["spec"]["revisionHistoryLimit"] = 0;
    cluster.create(deployments, beat);
    QTRY_COMPARE(cluster.ready("beat"), 2);
    bool together = false;
    QObject guard;
    QObject::connect(&cluster.store, &ObjectStore::written, &guard, [&] {
        std::set<std::string> images;
        for (const auto &pod : cluster.pods("beat"))
            images.insert(textAt(pod["spec"]["containers"][0], "image"));
        together |= images.size() > 1;
    });
    cluster.change(deployments, "beat", [](Json &d) { d["spec"]["template"] = podTemplate("beat", "beat:2"); });
    QTRY_COMPARE(numberAt(cluster.get(deployments, "beat"), "status.observedGeneration"), 2);
    QTRY_COMPARE(numberAt(cluster.get(deployments, "beat"), "status.updatedReplicas"), 2);
    QTRY_COMPARE(cluster.ready("beat"), 2);
    QVERIFY(!together);
    QTRY_COMPARE(setsOf(cluster).size(), std::size_t(1)); // history limit 0
}

void DeploymentTest::pausesAndScales() {
    Cluster cluster;
    cluster.create(deployments, workload("Deployment", "api", 2, "api:1"));
    QTRY_COMPARE(cluster.ready("api"), 2);
    cluster.change(deployments, "api", [](Json &api) {
        api["spec"]["paused"] = true;
        api["spec"]["replicas"] = 4;
        api["spec"]["template"] = podTemplate("api", "api:2");
    });
    QTRY_COMPARE(cluster.ready("api"), 4);
    QCOMPARE(setsOf(cluster).size(), std::size_t(1));
    cluster.change(deployments, "api", [](Json &api) { api["spec"].erase("paused"); });
    QTRY_COMPARE(setsOf(cluster).size(), std::size_t(2));
    QTRY_VERIFY(cluster.condition(deployments, "api", "Progressing").starts_with("True NewReplicaSetAvailable"));
    cluster.change(deployments, "api", [](Json &api) { api["spec"]["replicas"] = 1; });
    QTRY_COMPARE(cluster.pods("api").size(), std::size_t(1));
}

void DeploymentTest::saysWhenItStalls() {
    Cluster cluster;
    Json api = workload("Deployment", "api", 1, "api:missing");
    api["spec"]["progressDeadlineSeconds"] = 20;
    cluster.create(deployments, api);
    QTRY_VERIFY(cluster.condition(deployments, "api", "Progressing").starts_with("False ProgressDeadlineExceeded"));
    QCOMPARE(cluster.condition(deployments, "api", "Progressing"),
        "False ProgressDeadlineExceeded: ReplicaSet \"" + nameOf(setsOf(cluster).at(0)) + "\" has timed out progressing.");
    QCOMPARE(cluster.condition(deployments, "api", "Available"),
        std::string("False MinimumReplicasUnavailable: Deployment does not have minimum availability."));
    QCOMPARE(numberAt(cluster.get(deployments, "api"), "status.unavailableReplicas"), 1);
}

void DeploymentTest::reportsRefusedPods() {
    const std::string refusal = "pods \"x\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2";
    bool refuse = true;
    ControllerOptions options;
    options.admit = [&](const ObjectId &id, Json object) -> Outcome<Json> {
        if (id.resource == "pods" && refuse)
            return std::unexpected(StatusError{403, "Forbidden", refusal, Json::object()});
        return object;
    };
    Cluster cluster(options);
    cluster.create(deployments, workload("Deployment", "api", 1, "api:1"));
    QTRY_COMPARE(cluster.condition(deployments, "api", "ReplicaFailure"), "True FailedCreate: " + refusal);
    QVERIFY(cluster.events(nameOf(setsOf(cluster).at(0))).contains("FailedCreate: Error creating: " + refusal));
    refuse = false;
    QTRY_COMPARE(cluster.ready("api"), 1);
    QTRY_COMPARE(cluster.condition(deployments, "api", "ReplicaFailure"), std::string(" : "));
}

void DeploymentTest::givesUpUnreadyPodsFirst() {
    Cluster cluster;
    Json set = workload("ReplicaSet", "web", 3, "web:1");
    cluster.create("replicasets.apps", set);
    QTRY_COMPARE(cluster.ready("web"), 3);
    const std::string sick = nameOf(cluster.pods("web").at(1));
    (void)cluster.store.mutate({"pods", "default", sick}, [](Json &pod) {
        setCondition(pod, "Ready", false, "ContainersNotReady", "", "2026-01-01T00:00:00Z");
        return true;
    });
    cluster.change("replicasets.apps", "web", [](Json &s) { s["spec"]["replicas"] = 2; });
    QTRY_COMPARE(cluster.pods("web").size(), std::size_t(2));
    QVERIFY(cluster.get("pods", sick).is_null());
    QVERIFY(cluster.events("web").contains("SuccessfulDelete: Deleted pod: " + sick));
}

void DeploymentTest::waitsForRoom() {
    ControllerOptions options;
    options.nodes.cpu = 1;
    Cluster cluster(options);
    cluster.create(deployments, workload("Deployment", "big", 4, "big:1", {{"cpu", "600m"}}));
    QTRY_COMPARE(cluster.ready("big"), 3);
    const auto pods = cluster.pods("big");
    const auto waiting = std::ranges::find_if(pods, [](const Json &pod) { return !podReady(pod); });
    const std::string why = "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: "
                            "3 No preemption victims found for incoming pod.";
    QCOMPARE(textAt(conditionOf(*waiting, "PodScheduled"), "message"), why);
    QCOMPARE(textAt(conditionOf(*waiting, "PodScheduled"), "reason"), std::string("Unschedulable"));
    QVERIFY(cluster.events(nameOf(*waiting)).contains("FailedScheduling: " + why));
    cluster.change(deployments, "big", [](Json &d) { d["spec"]["replicas"] = 3; });
    QTRY_COMPARE(cluster.pods("big").size(), std::size_t(3));
    cluster.create(deployments, workload("Deployment", "late", 1, "late:1", {{"cpu", "600m"}}));
    cluster.change(deployments, "big", [](Json &d) { d["spec"]["replicas"] = 2; });
    QTRY_COMPARE(cluster.ready("late"), 1); // it takes the room that is given back
}

void DeploymentTest::spreadsAndKeepsApart() {
    Cluster cluster;
    Json api = workload("Deployment", "api", 6, "api:1");
    api["spec"]["template"]["spec"]["topologySpreadConstraints"] = Json::array({{{"maxSkew", 1},
        {"topologyKey", "topology.kubernetes.io/zone"}, {"whenUnsatisfiable", "DoNotSchedule"}, {"labelSelector", {{"matchLabels", {{"app", "api"}}}}}}});
    cluster.create(deployments, api);
    Json db = workload("Deployment", "db", 4, "db:1");
    db["spec"]["template"]["spec"]["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"] = Json::array(
        {{{"topologyKey", "kubernetes.io/hostname"}, {"labelSelector", {{"matchLabels", {{"app", "db"}}}}}}});
    cluster.create(deployments, db);
    QTRY_COMPARE(cluster.ready("api"), 6);
    QTRY_COMPARE(cluster.ready("db"), 3);
    std::map<std::string, int> perNode;
    for (const auto &pod : cluster.pods("api"))
        ++perNode[textAt(pod, "spec.nodeName")];
    QCOMPARE(perNode, (std::map<std::string, int>{{"sandbox-1", 2}, {"sandbox-2", 2}, {"sandbox-3", 2}}));
    std::set<std::string> nodes;
    for (const auto &pod : cluster.pods("db")) {
        if (podReady(pod))
            nodes.insert(textAt(pod, "spec.nodeName"));
        else
            QTRY_COMPARE(textAt(conditionOf(pod, "PodScheduled"), "message"),
                std::string("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 nodes are "
                            "available: 3 No preemption victims found for incoming pod."));
    }
    QCOMPARE(nodes.size(), std::size_t(3));
}

void DeploymentTest::sayWhyNoNodeFits_data() {
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("why");
    const QByteArray unhelpful = " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
    QTest::newRow("selector") << QByteArray(R"({"nodeSelector":{"disk":"ssd"}})")
                              << "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector." + unhelpful;
    QTest::newRow("claim") << QByteArray(R"({"volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"x"}}]})")
                           << "0/3 nodes are available: persistentvolumeclaim \"x\" not found." + unhelpful;
    QTest::newRow("taint") << QByteArray(R"({"nodeSelector":{"kubernetes.io/hostname":"sandbox-1"}})")
                           << "0/3 nodes are available: 1 node(s) had untolerated taint {dedicated: db}, 2 node(s) didn't match "
                              "Pod's node affinity/selector." + unhelpful;
}

void DeploymentTest::sayWhyNoNodeFits() {
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, why);
    Cluster cluster;
    if (QLatin1StringView(QTest::currentDataTag()) == QLatin1StringView("taint")) {
        (void)cluster.store.mutate({"nodes", {}, "sandbox-1"}, [](Json &node) {
            node["spec"]["taints"] = Json::array({{{"key", "dedicated"}, {"value", "db"}, {"effect", "NoSchedule"}}});
            return true;
        });
    }
    Json set = workload("ReplicaSet", "web", 1, "web:1");
    set["spec"]["template"]["spec"].update(Json::parse(spec.toStdString()));
    cluster.create("replicasets.apps", set);
    QTRY_COMPARE(cluster.pods("web").size(), std::size_t(1));
    QTRY_COMPARE(textAt(conditionOf(cluster.pods("web").at(0), "PodScheduled"), "message"), why.toStdString());
}

QTEST_GUILESS_MAIN(DeploymentTest)
#include "tst_deployment.moc"
