// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the pods of one large deployment take to become ready, and that it does not grow with their square.
#include "cluster.h"

#include <QElapsedTimer>
#include <QTest>

using namespace sandbox;

class ScaleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyPods();
};

void ScaleTest::manyPods() {
    const int pods = qEnvironmentVariableIntValue("AQI_SCALE_PODS") > 0 ? qEnvironmentVariableIntValue("AQI_SCALE_PODS") : 500;
    ControllerOptions options;
    options.nodes.count = pods / 100 + 1;
    options.nodes.cpu = 100;
    Cluster cluster(options);
    Json service = {{"apiVersion", "v1"}, {"kind", "Service"}, {"metadata", {{"name", "api"}, {"namespace", "default"}}},
        {"spec", {{"selector", {{"app", "api"}}}, {"ports", Json::array({{{"port", 80}}})}}}};
    cluster.create("services", service);
    QElapsedTimer elapsed;
    elapsed.start();
    Json api = workload("Deployment", "api", pods, "api:1", {{"cpu", "10m"}});
    api["spec"]["template"]["spec"]["topologySpreadConstraints"] = Json::array({{{"maxSkew", 1},
        {"topologyKey", "topology.kubernetes.io/zone"}, {"whenUnsatisfiable", "ScheduleAnyway"}, {"labelSelector", {{"matchLabels", {{"app", "api"}}}}}}});
    cluster.create("deployments.apps", api);
    QTRY_COMPARE_WITH_TIMEOUT(numberAt(cluster.get("deployments.apps", "api"), "status.availableReplicas"), pods, 600000);
    qInfo("%d pods ready after %lld ms", pods, static_cast<long long>(elapsed.elapsed()));
    std::set<std::string> addresses;
    for (const auto &pod : cluster.pods("api"))
        addresses.insert(textAt(pod, "status.podIP"));
    QCOMPARE(addresses.size(), static_cast<std::size_t>(pods));
    QTRY_VERIFY(cluster.store.count("endpointslices.discovery.k8s.io") >= static_cast<std::size_t>(pods) / 100);
}

QTEST_GUILESS_MAIN(ScaleTest)
#include "tst_scale.moc"
