// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoints, claims, autoscaler, disruption budgets, quotas, ingresses, nodes, through the store alone.
#include "cluster.h"

#include "sandbox/controllers/scalingbehavior.h"

#include <QTest>

using namespace sandbox;

namespace {

constexpr auto autoscalers = "horizontalpodautoscalers.autoscaling";

Json object(const std::string &apiVersion, const std::string &kind, const std::string &name, Json spec) {
    return {{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", {{"name", name}, {"namespace", "default"}}}, {"spec", std::move(spec)}};
}

Json claim(const std::string &name, const std::string &className, const std::string &mode = "ReadWriteOnce") {
    return object("v1", "PersistentVolumeClaim", name,
        {{"accessModes", Json::array({mode})}, {"storageClassName", className}, {"resources", {{"requests", {{"storage", "1Gi"}}}}}});
}

Json autoscaler(long long least, long long most, long long percent, Json behavior = Json()) {
    Json spec = {{"scaleTargetRef", {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"name", "api"}}}, {"minReplicas", least},
        {"maxReplicas", most},
        {"metrics", Json::array({{{"type", "Resource"},
                        {"resource", {{"name", "cpu"}, {"target", {{"type", "Utilization"}, {"averageUtilization", percent}}}}}}})}};
    if (!behavior.is_null())
        spec["behavior"] = std::move(behavior);
    return object("autoscaling/v2", "HorizontalPodAutoscaler", "api", std::move(spec));
}

std::string subset(const Cluster &cluster, const std::string &service) {
    const Json endpoints = cluster.get("endpoints", service);
    std::string text;
    for (const auto &part : itemsAt(endpoints, "subsets")) {
        text += std::to_string(itemsAt(part, "addresses").size()) + "+" + std::to_string(itemsAt(part, "notReadyAddresses").size());
        for (const auto &port : itemsAt(part, "ports"))
            text += " " + textAt(port, "name") + ":" + std::to_string(numberAt(port, "port"));
    }
    return text;
}

} // namespace

class ClusterServicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nodesAreReady();
    void endpointsFollowPods();
    void endpointsOfNamedPorts();
    void claimsAreProvisioned();
    void claimsOfUnknownClass();
    void claimsTakeVolumes();
    void claimsWaitForTheirConsumer();
    void autoscalerGrowsAndIsLimited();
    void autoscalerShrinksAfterItsWindow();
    void autoscalerSaysWhatItLacks();
    void scalingPolicies_data();
    void scalingPolicies();
    void budgetsCount();
    void quotasCount();
    void ingressGetsAnAddress();
};

void ClusterServicesTest::nodesAreReady() {
    Cluster cluster;
    const auto nodes = cluster.store.list("nodes");
    QCOMPARE(nodes.size(), std::size_t(3));
    for (const auto &node : nodes) {
        QVERIFY(conditionTrue(*node, "Ready"));
        QCOMPARE(textAt(*node, "status.nodeInfo.containerRuntimeVersion"), std::string("hollow://0.1"));
        QCOMPARE(entryAt(*node, "metadata.labels", "kubernetes.io/hostname"), nameOf(*node));
        QCOMPARE(textAt(*node, "status.allocatable.pods"), std::string("110"));
    }
}

void ClusterServicesTest::endpointsFollowPods() {
    RuntimeOptions slow;
    slow.readyDelay = std::chrono::seconds(25); // long enough to be seen not ready
    Cluster cluster({}, slow);
    cluster.create("services", object("v1", "Service", "api", {{"selector", {{"app", "api"}}}, {"ports", Json::array({{{"port", 80}, {"targetPort", 8000}}})}}));
    QTRY_VERIFY(!cluster.get("endpoints", "api").is_null());
    QCOMPARE(subset(cluster, "api"), std::string());
    cluster.create("deployments.apps", workload("Deployment", "api", 2, "api:1"));
    QTRY_COMPARE(subset(cluster, "api"), std::string("0+2 :8000"));
    QTRY_COMPARE(subset(cluster, "api"), std::string("2+0 :8000"));
    const auto slices = cluster.store.list("endpointslices.discovery.k8s.io");
    QCOMPARE(slices.size(), std::size_t(1));
    QCOMPARE(entryAt(*slices[0], "metadata.labels", "kubernetes.io/service-name"), std::string("api"));
    QTRY_COMPARE(itemsAt(*cluster.store.list("endpointslices.discovery.k8s.io").at(0), "endpoints").size(), std::size_t(2));
    cluster.change("deployments.apps", "api", [](Json &api) { api["spec"]["replicas"] = 0; });
    QTRY_COMPARE(subset(cluster, "api"), std::string());
    QVERIFY(cluster.store.remove({"services", "default", "api"}).has_value());
    QTRY_VERIFY(cluster.get("endpoints", "api").is_null());
    QTRY_COMPARE(cluster.store.count("endpointslices.discovery.k8s.io"), std::size_t(0));
}

void ClusterServicesTest::endpointsOfNamedPorts() {
    Cluster cluster;
    Json db = workload("Deployment", "db", 1, "db:1");
    db["spec"]["template"]["spec"]["containers"][0]["ports"] = Json::array({{{"name", "pg"}, {"containerPort", 5432}}});
    cluster.create("deployments.apps", db);
    cluster.create("services", object("v1", "Service", "db", {{"clusterIP", "None"}, {"selector", {{"app", "db"}}},
        {"ports", Json::array({{{"name", "sql"}, {"port", 1}, {"targetPort", "pg"}}})}}));
    QTRY_COMPARE(subset(cluster, "db"), std::string("1+0 sql:5432"));
    QVERIFY(cluster.get("endpoints", "db")["metadata"]["labels"].contains("service.kubernetes.io/headless"));
}

void ClusterServicesTest::claimsAreProvisioned() {
    Cluster cluster;
    cluster.create("persistentvolumeclaims", claim("models", "standard", "ReadWriteMany"));
    QTRY_COMPARE(textAt(cluster.get("persistentvolumeclaims", "models"), "status.phase"), std::string("Bound"));
    const Json bound = cluster.get("persistentvolumeclaims", "models");
    const std::string volume = "pvc-" + uidOf(bound);
    QCOMPARE(textAt(bound, "spec.volumeName"), volume);
    QCOMPARE(textAt(bound, "status.capacity.storage"), std::string("1Gi"));
    QVERIFY(cluster.events("models").contains("ProvisioningSucceeded: Successfully provisioned volume " + volume));
    QCOMPARE(textAt(cluster.get("persistentvolumes", volume, ""), "status.phase"), std::string("Bound"));
    QVERIFY(cluster.store.remove({"persistentvolumeclaims", "default", "models"}).has_value());
    QTRY_VERIFY(cluster.get("persistentvolumes", volume, "").is_null());
}

void ClusterServicesTest::claimsOfUnknownClass() {
    Cluster cluster;
    cluster.create("persistentvolumeclaims", claim("models", "efs"));
    QTRY_VERIFY(cluster.events("models").contains("ProvisioningFailed: storageclass.storage.k8s.io \"efs\" not found"));
    QCOMPARE(textAt(cluster.get("persistentvolumeclaims", "models"), "status.phase"), std::string("Pending"));
    Json pod = workload("ReplicaSet", "web", 1, "web:1");
    pod["spec"]["template"]["spec"]["volumes"] = Json::array({{{"name", "d"}, {"persistentVolumeClaim", {{"claimName", "models"}}}}});
    cluster.create("replicasets.apps", pod);
    QTRY_VERIFY(!cluster.pods("web").empty()
        && textAt(conditionOf(cluster.pods("web").at(0), "PodScheduled"), "message")
            == "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 "
               "Preemption is not helpful for scheduling.");
    cluster.create("storageclasses.storage.k8s.io", {{"metadata", {{"name", "efs"}}}, {"provisioner", "p"}});
    QTRY_COMPARE(cluster.ready("web"), 1);
}

void ClusterServicesTest::claimsTakeVolumes() {
    Cluster cluster;
    for (const auto &[name, size] : {std::pair("small", "500Mi"), std::pair("large", "5Gi"), std::pair("fit", "2Gi")}) {
        cluster.create("persistentvolumes", {{"metadata", {{"name", name}}},
            {"spec", {{"capacity", {{"storage", size}}}, {"accessModes", {"ReadWriteOnce"}}, {"storageClassName", "manual"},
                         {"persistentVolumeReclaimPolicy", "Retain"}}}});
    }
    cluster.create("persistentvolumeclaims", claim("data", "manual"));
    QTRY_COMPARE(textAt(cluster.get("persistentvolumeclaims", "data"), "spec.volumeName"), std::string("fit"));
    QVERIFY(cluster.store.remove({"persistentvolumeclaims", "default", "data"}).has_value());
    QTRY_COMPARE(textAt(cluster.get("persistentvolumes", "fit", ""), "status.phase"), std::string("Released"));
}

void ClusterServicesTest::claimsWaitForTheirConsumer() {
    Cluster cluster;
    cluster.create("storageclasses.storage.k8s.io", {{"metadata", {{"name", "late"}}}, {"provisioner", "p"}, {"volumeBindingMode", "WaitForFirstConsumer"}});
    cluster.create("persistentvolumeclaims", claim("data", "late"));
    QTRY_VERIFY(cluster.events("data").contains("WaitForFirstConsumer: waiting for first consumer to be created before binding"));
    Json pod = workload("ReplicaSet", "web", 1, "web:1");
    pod["spec"]["template"]["spec"]["volumes"] = Json::array({{{"name", "d"}, {"persistentVolumeClaim", {{"claimName", "data"}}}}});
    cluster.create("replicasets.apps", pod);
    QTRY_COMPARE(cluster.ready("web"), 1);
    QCOMPARE(textAt(cluster.get("persistentvolumeclaims", "data"), "status.phase"), std::string("Bound"));
}

void ClusterServicesTest::autoscalerGrowsAndIsLimited() {
    Cluster cluster;
    cluster.create("deployments.apps", workload("Deployment", "api", 3, "api:1", {{"cpu", "100m"}}));
    cluster.runtime->setUsage("api", 0.7, 0.5);
    QTRY_COMPARE(cluster.ready("api"), 3);
    cluster.create(autoscalers, autoscaler(3, 5, 70));
    QTRY_COMPARE(cluster.condition(autoscalers, "api", "ScalingLimited"),
        std::string("False DesiredWithinRange: the desired count is within the acceptable range"));
    QCOMPARE(cluster.condition(autoscalers, "api", "ScalingActive"),
        std::string("True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization "
                    "(percentage of request)"));
    QCOMPARE(cluster.condition(autoscalers, "api", "AbleToScale"), std::string("True ReadyForNewScale: recommended size matches current size"));
    const Json quiet = cluster.get(autoscalers, "api");
    QCOMPARE(numberAt(quiet["status"]["currentMetrics"][0], "resource.current.averageUtilization"), 70);
    QCOMPARE(textAt(quiet["status"]["currentMetrics"][0], "resource.current.averageValue"), std::string("70m"));
    cluster.runtime->setUsage("api", 1.4, 0.5);
    QTRY_COMPARE(numberAt(cluster.get("deployments.apps", "api"), "spec.replicas"), 5);
    QVERIFY(cluster.events("api").contains(
        "SuccessfulRescale: New size: 5; reason: cpu resource utilization (percentage of request) above target"));
    QTRY_COMPARE(cluster.condition(autoscalers, "api", "ScalingLimited"),
        std::string("True TooManyReplicas: the desired replica count is more than the maximum replica count"));
    const Json api = cluster.get("deployments.apps", "api");
    QCOMPARE(textAt(api["metadata"]["managedFields"].back(), "manager"), std::string("kube-controller-manager"));
    QVERIFY(field(cluster.get(autoscalers, "api"), "status.lastScaleTime").is_string());
    QTRY_COMPARE(cluster.ready("api"), 5);
}

void ClusterServicesTest::autoscalerShrinksAfterItsWindow() {
    ControllerOptions options;
    options.scaleDownStabilization = std::chrono::seconds(60);
    Cluster cluster(options);
    cluster.create("deployments.apps", workload("Deployment", "api", 4, "api:1", {{"cpu", "100m"}}));
    cluster.runtime->setUsage("api", 0.7, 0.5);
    QTRY_COMPARE(cluster.ready("api"), 4);
    cluster.create(autoscalers, autoscaler(2, 6, 70));
    QTRY_VERIFY(cluster.condition(autoscalers, "api", "AbleToScale").starts_with("True ReadyForNewScale"));
    cluster.runtime->setUsage("api", 0.1, 0.5);
    QTRY_COMPARE(cluster.condition(autoscalers, "api", "AbleToScale"),
        std::string("True ScaleDownStabilized: recent recommendations were higher than current one, applying the highest recent recommendation"));
    QCOMPARE(numberAt(cluster.get("deployments.apps", "api"), "spec.replicas"), 4);
    QTRY_COMPARE(numberAt(cluster.get("deployments.apps", "api"), "spec.replicas"), 2);
    QVERIFY(cluster.events("api").contains("SuccessfulRescale: New size: 2; reason: All metrics below target"));
}

void ClusterServicesTest::autoscalerSaysWhatItLacks() {
    Cluster cluster;
    cluster.create(autoscalers, autoscaler(1, 6, 70));
    QTRY_COMPARE(cluster.condition(autoscalers, "api", "AbleToScale"),
        std::string("False FailedGetScale: the HPA controller was unable to get the target's current scale: deployments.apps \"api\" not found"));
    cluster.create("deployments.apps", workload("Deployment", "api", 1, "api:1"));
    QTRY_VERIFY(cluster.condition(autoscalers, "api", "ScalingActive").starts_with("False FailedGetResourceMetric"));
    const std::string lack = "failed to get cpu utilization: missing request for cpu in container api of Pod " + nameOf(cluster.pods("api").at(0));
    QCOMPARE(cluster.condition(autoscalers, "api", "ScalingActive"),
        "False FailedGetResourceMetric: the HPA was unable to compute the replica count: " + lack);
    QVERIFY(cluster.events("api").contains("FailedGetResourceMetric: " + lack));
    QVERIFY(cluster.events("api").contains("FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: "
                                           "failed to get cpu resource metric value: " + lack));
}

void ClusterServicesTest::scalingPolicies_data() {
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<int>("current");
    QTest::addColumn<int>("recommended");
    QTest::addColumn<int>("decided");
    QTest::addColumn<QByteArray>("limited");
    const auto row = [](const char *name, const char *spec, int current, int recommended, int decided, const char *limited) {
        QTest::newRow(name) << QByteArray(spec) << current << recommended << decided << QByteArray(limited);
    };
    row("default up: four or double", R"({"maxReplicas":100})", 2, 50, 6, "ScaleUpLimit");
    row("default up: double", R"({"maxReplicas":100})", 10, 50, 20, "ScaleUpLimit");
    row("default down: all at once", R"({"maxReplicas":100,"minReplicas":2})", 50, 1, 2, "TooFewReplicas");
    row("pods", R"({"maxReplicas":100,"behavior":{"scaleUp":{"policies":[{"type":"Pods","value":1,"periodSeconds":60}]}}})", 3, 9, 4, "ScaleUpLimit");
    row("least of two",
        R"({"maxReplicas":100,"behavior":{"scaleUp":{"selectPolicy":"Min","policies":[{"type":"Pods","value":1,"periodSeconds":60},{"type":"Percent","value":100,"periodSeconds":60}]}}})",
        4, 9, 5, "ScaleUpLimit");
    row("disabled", R"({"maxReplicas":100,"behavior":{"scaleDown":{"selectPolicy":"Disabled"}}})", 9, 1, 9, "ScaleDownLimit");
    row("percent down", R"({"maxReplicas":100,"behavior":{"scaleDown":{"policies":[{"type":"Percent","value":10,"periodSeconds":60}]}}})", 50, 1, 45, "ScaleDownLimit");
    row("maximum", R"({"maxReplicas":5})", 4, 9, 5, "TooManyReplicas");
    row("within", R"({"maxReplicas":9})", 4, 6, 6, "DesiredWithinRange");
}

void ClusterServicesTest::scalingPolicies() {
    QFETCH(QByteArray, spec);
    QFETCH(int, current);
    QFETCH(int, recommended);
    QFETCH(int, decided);
    QFETCH(QByteArray, limited);
    ScalingHistory history;
    const auto decision = decideScale(Json::parse(spec.toStdString()), history, current, recommended, 1'000'000, 0);
    QCOMPARE(decision.replicas, decided);
    QCOMPARE(decision.limited.reason, limited.toStdString());
}

void ClusterServicesTest::budgetsCount() {
    Cluster cluster;
    cluster.create("deployments.apps", workload("Deployment", "api", 4, "api:1"));
    cluster.create("poddisruptionbudgets.policy", object("policy/v1", "PodDisruptionBudget", "api",
        {{"maxUnavailable", "25%"}, {"selector", {{"matchLabels", {{"app", "api"}}}}}}));
    QTRY_COMPARE(numberAt(cluster.get("poddisruptionbudgets.policy", "api"), "status.disruptionsAllowed"), 1);
    const Json budget = cluster.get("poddisruptionbudgets.policy", "api");
    QCOMPARE(numberAt(budget, "status.expectedPods"), 4);
    QCOMPARE(numberAt(budget, "status.desiredHealthy"), 3);
    QCOMPARE(numberAt(budget, "status.currentHealthy"), 4);
    QVERIFY(conditionTrue(budget, "DisruptionAllowed"));
}

void ClusterServicesTest::quotasCount() {
    Cluster cluster;
    cluster.create("resourcequotas", object("v1", "ResourceQuota", "q",
        {{"hard", {{"pods", "10"}, {"requests.cpu", "4"}, {"requests.memory", "8Gi"}, {"count/deployments.apps", "5"}, {"configmaps", "5"}}}}));
    cluster.create("deployments.apps", workload("Deployment", "api", 3, "api:1", {{"cpu", "250m"}, {"memory", "512Mi"}}));
    const Json expected = {{"pods", "3"}, {"requests.cpu", "750m"}, {"requests.memory", "1536Mi"}, {"count/deployments.apps", "1"}, {"configmaps", "0"}};
    QTRY_COMPARE(field(cluster.get("resourcequotas", "q"), "status.used").dump(), expected.dump());
    QCOMPARE(textAt(cluster.get("resourcequotas", "q"), "status.hard.pods"), std::string("10"));
}

void ClusterServicesTest::ingressGetsAnAddress() {
    Cluster cluster;
    cluster.create("ingresses.networking.k8s.io", object("networking.k8s.io/v1", "Ingress", "aqi", {{"ingressClassName", "nginx"}}));
    cluster.create("ingresses.networking.k8s.io", object("networking.k8s.io/v1", "Ingress", "other", {{"ingressClassName", "alb"}}));
    QTRY_COMPARE(itemsAt(cluster.get("ingresses.networking.k8s.io", "aqi"), "status.loadBalancer.ingress").size(), std::size_t(1));
    QVERIFY(!cluster.get("ingresses.networking.k8s.io", "other").contains("status"));
}

QTEST_GUILESS_MAIN(ClusterServicesTest)
#include "tst_clusterservices.moc"
