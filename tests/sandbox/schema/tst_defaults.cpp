// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is read back of a manifest: the manifest, and defaults; nothing else.
#include "fixtures.h"

#include "sandbox/schema/admission.h"
#include "sandbox/schema/canonicalquantity.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"
#include "sandbox/store/fields.h"

using namespace sandbox;

class DefaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults_data();
    void defaults();
    void deploymentAsARealServerReturnsIt();
    void pullPolicies_data();
    void pullPolicies();
    void jobsAreFoundByUid();
    void secretsTakeTheirText();
    void namespacesAreLabelled();
    void podsTolerateLostNodes();
    void decodingNormalizes();
    void quantities_data();
    void quantities();
    void amounts();
    void speed();
};

namespace {

const char *const template1 =
    R"("template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}})";
const char *const template1Filled =
    R"("template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i:1",
    "imagePullPolicy":"IfNotPresent","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],
    "dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},
    "terminationGracePeriodSeconds":30}})";

QByteArray spec(const char *fields, const char *pods) {
    return QByteArray(R"({"spec":{)") + fields + pods + "}}";
}

} // namespace

void DefaultsTest::defaults_data() {
    QTest::addColumn<QByteArray>("apiVersion");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *apiVersion, const char *kind, const QByteArray &given,
                         const QByteArray &expected) {
        QTest::newRow(name) << QByteArray(apiVersion) << QByteArray(kind) << given << expected;
    };
    row("ReplicaSet", "apps/v1", "ReplicaSet", spec("", template1), spec(R"("replicas":1,)", template1Filled));
    row("StatefulSet", "apps/v1", "StatefulSet",
        spec(R"("volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":{"accessModes":["ReadWriteOnce"]}}],)",
            template1),
        spec(R"("replicas":1,"revisionHistoryLimit":10,"podManagementPolicy":"OrderedReady",
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}},
            "persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"},
            "volumeClaimTemplates":[{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"d"},
            "spec":{"accessModes":["ReadWriteOnce"],"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}],)",
            template1Filled));
    row("DaemonSet", "apps/v1", "DaemonSet", spec("", template1),
        spec(
            R"("revisionHistoryLimit":10,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}},)",
            template1Filled));
    row("Deployment that recreates", "apps/v1", "Deployment", R"({"spec":{"strategy":{"type":"Recreate"}}})",
        R"({"spec":{"strategy":{"type":"Recreate"},"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600}})");
    row("CronJob", "batch/v1", "CronJob", R"({"spec":{"schedule":"0 3 * * *","jobTemplate":{"spec":{}}}})",
        R"({"spec":{"schedule":"0 3 * * *","concurrencyPolicy":"Allow","suspend":false,"successfulJobsHistoryLimit":3,
        "failedJobsHistoryLimit":1,"jobTemplate":{"metadata":{},"spec":{}}}})");
    row("HorizontalPodAutoscaler", "autoscaling/v2", "HorizontalPodAutoscaler",
        R"({"spec":{"maxReplicas":3,"behavior":{"scaleDown":{"stabilizationWindowSeconds":300}}}})",
        R"({"spec":{"maxReplicas":3,"minReplicas":1,
        "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}],
        "behavior":{"scaleUp":{"stabilizationWindowSeconds":0,"selectPolicy":"Max","policies":[{"type":"Pods","value":4,"periodSeconds":15},
        {"type":"Percent","value":100,"periodSeconds":15}]},"scaleDown":{"stabilizationWindowSeconds":300,"selectPolicy":"Max",
        "policies":[{"type":"Percent","value":100,"periodSeconds":15}]}}}})");
    row("Service", "v1", "Service",
        R"({"spec":{"ports":[{"port":80},{"port":81,"targetPort":"http","protocol":"UDP"}]}})",
        R"({"spec":{"type":"ClusterIP","sessionAffinity":"None","internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],
        "ipFamilyPolicy":"SingleStack","ports":[{"port":80,"targetPort":80,"protocol":"TCP"},
        {"port":81,"targetPort":"http","protocol":"UDP"}]},"status":{"loadBalancer":{}}})");
    row("LoadBalancer", "v1", "Service", R"({"spec":{"type":"LoadBalancer","sessionAffinity":"ClientIP"}})",
        R"({"spec":{"type":"LoadBalancer","sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":10800}},
        "internalTrafficPolicy":"Cluster","externalTrafficPolicy":"Cluster","allocateLoadBalancerNodePorts":true,
        "ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"},"status":{"loadBalancer":{}}})");
    row("ExternalName", "v1", "Service", R"({"spec":{"type":"ExternalName","externalName":"x"}})",
        R"({"spec":{"type":"ExternalName","externalName":"x","sessionAffinity":"None"},"status":{"loadBalancer":{}}})");
    row("PersistentVolume", "v1", "PersistentVolume", R"({"spec":{"hostPath":{"path":"/x"}}})",
        R"({"spec":{"hostPath":{"path":"/x","type":""},"persistentVolumeReclaimPolicy":"Retain","volumeMode":"Filesystem"},
        "status":{"phase":"Pending"}})");
    row("NetworkPolicy", "networking.k8s.io/v1", "NetworkPolicy",
        R"({"spec":{"podSelector":{},"ingress":[{"ports":[{"port":80}]}],"egress":[{}]}})",
        R"({"spec":{"podSelector":{},"policyTypes":["Ingress","Egress"],"ingress":[{"ports":[{"port":80,"protocol":"TCP"}]}],"egress":[{}]}})");
    row("RoleBinding", "rbac.authorization.k8s.io/v1", "RoleBinding",
        R"({"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"User","name":"u"},{"kind":"ServiceAccount","name":"s","namespace":"n"}]})",
        R"({"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[
        {"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"u"},{"kind":"ServiceAccount","name":"s","namespace":"n"}]})");
    row("StorageClass", "storage.k8s.io/v1", "StorageClass", R"({"provisioner":"p"})",
        R"({"provisioner":"p","reclaimPolicy":"Delete","volumeBindingMode":"Immediate"})");
    row("LimitRange", "v1", "LimitRange",
        R"({"spec":{"limits":[{"type":"Container","max":{"cpu":"2"},"default":{"memory":"1Gi"}}]}})",
        R"({"spec":{"limits":[{"type":"Container","max":{"cpu":"2"},"default":{"memory":"1Gi","cpu":"2"},
        "defaultRequest":{"memory":"1Gi","cpu":"2"}}]}})");
}

void DefaultsTest::defaults() {
    QFETCH(QByteArray, apiVersion);
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, expected);
    const Kind &found = kindNamed(apiVersion.constData(), kind.constData());
    Json object = json(given);
    applyDefaults(found, object);
    Json wanted = json(expected);
    wanted["apiVersion"] = apiVersion.toStdString();
    wanted["kind"] = kind.toStdString();
    COMPARE_JSON(object, wanted);
    applyDefaults(found, object); // what is there already stays
    COMPARE_JSON(object, wanted);
}

void DefaultsTest::deploymentAsARealServerReturnsIt() {
    Json object = json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api"},"spec":{
        "selector":{"matchLabels":{"app":"api"}},"template":{"metadata":{"labels":{"app":"api"}},"spec":{
        "serviceAccountName":"api","volumes":[{"name":"tmp"},{"name":"conf","configMap":{"name":"c"}},
        {"name":"info","downwardAPI":{"items":[{"path":"l","fieldRef":{"fieldPath":"metadata.labels"}}]}}],
        "containers":[{"name":"api","image":"aqi/api:1.2","ports":[{"containerPort":8000}],
        "env":[{"name":"EMPTY","value":""},{"name":"NODE","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}}],
        "readinessProbe":{"httpGet":{"port":8000}},"livenessProbe":{"exec":{"command":["true"]},"periodSeconds":20},
        "resources":{"requests":{"cpu":0.25,"memory":"0.5Gi"},"limits":{"cpu":"1000m","memory":"1024Mi"}}}]}}}})");
    applyDefaults(kindNamed("apps/v1", "Deployment"), object);
    COMPARE_JSON(object, json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api"},"spec":{
        "replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600,
        "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"}},
        "selector":{"matchLabels":{"app":"api"}},"template":{"metadata":{"labels":{"app":"api"}},"spec":{
        "serviceAccountName":"api","serviceAccount":"api","dnsPolicy":"ClusterFirst","restartPolicy":"Always",
        "schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30,
        "volumes":[{"name":"tmp","emptyDir":{}},{"name":"conf","configMap":{"name":"c","defaultMode":420}},
        {"name":"info","downwardAPI":{"defaultMode":420,"items":[{"path":"l","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.labels"}}]}}],
        "containers":[{"name":"api","image":"aqi/api:1.2","imagePullPolicy":"IfNotPresent",
        "ports":[{"containerPort":8000,"protocol":"TCP"}],"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
        "env":[{"name":"EMPTY"},{"name":"NODE","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"spec.nodeName"}}}],
        "readinessProbe":{"httpGet":{"path":"/","port":8000,"scheme":"HTTP"},"failureThreshold":3,"periodSeconds":10,"successThreshold":1,"timeoutSeconds":1},
        "livenessProbe":{"exec":{"command":["true"]},"failureThreshold":3,"periodSeconds":20,"successThreshold":1,"timeoutSeconds":1},
        "resources":{"requests":{"cpu":"250m","memory":"512Mi"},"limits":{"cpu":"1","memory":"1Gi"}}}]}}}})"));
}

void DefaultsTest::pullPolicies_data() {
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("policy");
    QTest::newRow("tag") << QByteArray("aqi/api:1.2") << QByteArray("IfNotPresent");
    QTest::newRow("latest") << QByteArray("aqi/api:latest") << QByteArray("Always");
    QTest::newRow("none") << QByteArray("aqi/api") << QByteArray("Always");
    QTest::newRow("port, no tag") << QByteArray("registry:5000/aqi/api") << QByteArray("Always");
    QTest::newRow("port and tag") << QByteArray("registry:5000/aqi/api:1") << QByteArray("IfNotPresent");
    QTest::newRow("digest") << QByteArray("aqi/api@sha256:0123") << QByteArray("IfNotPresent");
}

void DefaultsTest::pullPolicies() {
    QFETCH(QByteArray, image);
    QFETCH(QByteArray, policy);
    Json pod = {{"spec", {{"containers", Json::array({{{"name", "c"}, {"image", image.toStdString()}}})}}}};
    applyDefaults(kindNamed("v1", "Pod"), pod);
    QCOMPARE(itemsAt(pod, "spec.containers").at(0).at("imagePullPolicy"), policy.toStdString());
}

void DefaultsTest::jobsAreFoundByUid() {
    Json job = json(
        R"({"metadata":{"name":"migrate"},"spec":{"template":{"metadata":{"labels":{"app":"m"}},"spec":{"restartPolicy":"Never"}}}})");
    applyDefaults(kindNamed("batch/v1", "Job"), job);
    const std::string uid = uidOf(job);
    QCOMPARE(uid.size(), std::size_t(36));
    COMPARE_JSON(field(job, "spec.selector"), Json({{"matchLabels", {{"batch.kubernetes.io/controller-uid", uid}}}}));
    COMPARE_JSON(field(job, "spec.template.metadata.labels"),
        Json({{"app", "m"}, {"batch.kubernetes.io/controller-uid", uid}, {"controller-uid", uid},
            {"batch.kubernetes.io/job-name", "migrate"}, {"job-name", "migrate"}}));
    COMPARE_JSON(field(job, "metadata.labels"), json(R"({"app":"m"})"));
    QCOMPARE(numberAt(job, "spec.backoffLimit"), 6);
    QCOMPARE(numberAt(job, "spec.completions"), 1);
    QCOMPARE(textAt(job, "spec.completionMode"), "NonIndexed");
    const Json before = job;
    applyDefaults(kindNamed("batch/v1", "Job"), job);
    COMPARE_JSON(job, before);
}

void DefaultsTest::secretsTakeTheirText() {
    Json secret = json(R"({"metadata":{"name":"s"},"data":{"a":"eA==","b":"eQ=="},"stringData":{"b":"new","c":"z"}})");
    applyDefaults(kindNamed("v1", "Secret"), secret);
    COMPARE_JSON(secret, json(R"({"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":{"name":"s"},
        "data":{"a":"eA==","b":"bmV3","c":"eg=="}})"));
}

void DefaultsTest::namespacesAreLabelled() {
    Json ns = json(R"({"metadata":{"name":"aqi"}})");
    applyDefaults(kindNamed("v1", "Namespace"), ns);
    COMPARE_JSON(ns,
        json(
            R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"aqi","labels":{"kubernetes.io/metadata.name":"aqi"}},
        "spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}})"));
}

void DefaultsTest::podsTolerateLostNodes() {
    Json pod = json(
        R"({"spec":{"tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":10}],
        "containers":[{"name":"c","image":"i","resources":{"limits":{"cpu":"1"}}}]}})");
    applyDefaults(kindNamed("v1", "Pod"), pod);
    QCOMPARE(itemsAt(pod, "spec.tolerations").size(), std::size_t(2));
    QCOMPARE(itemsAt(pod, "spec.tolerations").at(1).at("key"), "node.kubernetes.io/unreachable");
    QCOMPARE(flagAt(pod, "spec.enableServiceLinks"), true);
    COMPARE_JSON(itemsAt(pod, "spec.containers").at(0).at("resources"),
        json(R"({"limits":{"cpu":"1"},"requests":{"cpu":"1"}})"));
    QCOMPARE(textAt(pod, "status.phase"), "Pending");
}

void DefaultsTest::decodingNormalizes() {
    Json map = json(R"({"metadata":{"name":"c","labels":{},"annotations":null},"data":{}})");
    applyDefaults(kindNamed("v1", "ConfigMap"), map);
    COMPARE_JSON(map, json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}})"));
}

void DefaultsTest::quantities_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *given, const char *expected) {
        QTest::newRow(given) << QByteArray(given) << QString::fromLatin1(expected);
    };
    row(R"("1000m")", "1");
    row(R"("1500m")", "1500m");
    row(R"(1)", "1");
    row(R"(0.5)", "500m");
    row(R"("0.1")", "100m");
    row(R"("1000")", "1k");
    row(R"("1024Mi")", "1Gi");
    row(R"("1.5Gi")", "1536Mi");
    row(R"("0.5Ki")", "512");
    row(R"("512Mi")", "512Mi");
    row(R"("1000Ki")", "1000Ki");
    row(R"("0")", "0");
    row(R"("-2000m")", "-2");
    row(R"("100n")", "100n");
    row(R"("1e3")", "1e3");
    row(R"("512MB")", "512MB");
    row(R"("99999999999999999999999Ei")", "99999999999999999999999Ei");
    row(R"("")", "");
}

void DefaultsTest::quantities() {
    QFETCH(QByteArray, given);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(canonicalQuantity(json(given)).get<std::string>()), expected);
}

void DefaultsTest::amounts() {
    QCOMPARE(amountText("requests.cpu", 0.75), "750m");
    QCOMPARE(amountText("limits.memory", 1610612736.0), "1536Mi");
    QCOMPARE(amountText("pods", 2000), "2000");
}

void DefaultsTest::speed() {
    const QByteArray text =
        R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"aqi"},"spec":{
        "replicas":3,"selector":{"matchLabels":{"app":"api"}},"template":{"metadata":{"labels":{"app":"api"}},"spec":{
        "containers":[{"name":"api","image":"a:1","ports":[{"containerPort":80}],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
        "resources":{"requests":{"cpu":"250m","memory":"512Mi"}},"readinessProbe":{"httpGet":{"path":"/h","port":80}}}]}}}})";
    const OpenApi api;
    const Kind &kind = kindNamed("apps/v1", "Deployment");
    QBENCHMARK {
        auto object = serverSideApply(api, kind, nullptr, json(text), {"aqi", {}, false, "2026-03-02T06:10:00Z"});
        applyDefaults(kind, *object);
        QVERIFY(validate(kind, nullptr, *object));
    }
}

QTEST_GUILESS_MAIN(DefaultsTest)
#include "tst_defaults.moc"
