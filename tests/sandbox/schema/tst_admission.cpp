// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Values, immutable fields, namespaces, quotas and limit ranges, in kube-apiserver's words.
#include "fixtures.h"

#include "sandbox/schema/admission.h"
#include "sandbox/store/fields.h"

using namespace sandbox;

class AdmissionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesOnCreate_data();
    void refusesOnCreate();
    void refusesOnUpdate_data();
    void refusesOnUpdate();
    void takes_data();
    void takes();
    void causesNameEachField();
    void namespaceMustBeThere();
    void namespaceMustNotBeEnding();
    void quotaOfPods();
    void quotaOfAmounts();
    void quotaWantsAmountsSaid();
    void quotaScopes();
    void quotaUsageCounts();
    void limitRangeFillsIn();
    void limitRangeRefuses();
};

namespace {

Json pod(const char *name, const char *resources = "{}") {
    return {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"name", name}, {"namespace", "aqi"}}},
        {"spec", {{"containers", Json::array({{{"name", "c"}, {"image", "i:1"}, {"resources", json(resources)}}})}}}};
}

void put(ObjectStore &store, const char *resource, const Json &object) {
    const auto made = store.create({resource, namespaceOf(object), nameOf(object)}, object);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
}

Json quota(const char *spec) {
    return {{"metadata", {{"name", "compute"}, {"namespace", "aqi"}}}, {"spec", json(spec)}};
}

void withNamespace(ObjectStore &store) {
    put(store, "namespaces", json(R"({"metadata":{"name":"aqi"}})"));
}

/// A whole object of what a row is about.
Json completed(const QByteArray &kind, const QByteArray &text) {
    Json object = json(text);
    object["kind"] = kind.toStdString();
    if (!object.contains("metadata"))
        object["metadata"] = {{"name", "x"}};
    return object;
}

const Kind &kindOf(const QByteArray &name) {
    for (const auto &kind : kinds()) {
        if (kind.kind == std::string_view(name.constData(), std::size_t(name.size())))
            return kind;
    }
    qFatal("no such kind");
}

} // namespace

namespace {

void row(const char *name, const char *kind, const QByteArray &object, const char *why) {
    QTest::newRow(name) << QByteArray(kind) << object << QString::fromUtf8(why);
}

void rowsOfPods() {
    const auto container = [](const char *fields) {
        return QByteArray(
                   R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i")") +
               fields + "}]}}}}";
    };
    row("selector and labels", "Deployment",
        R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"2"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        "spec.template.metadata.labels: Invalid value: map[string]string{\"a\":\"2\"}: `selector` does not match "
        "template `labels`");
    row("request above limit", "Deployment",
        container(R"(,"resources":{"requests":{"cpu":"2"},"limits":{"cpu":"500m"}})"),
        "spec.template.spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu "
        "limit of 500m");
    row("no image", "Deployment",
        R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c"}]}}}})",
        "spec.template.spec.containers[0].image: Required value");
    row("unknown volume", "Deployment", container(R"(,"volumeMounts":[{"name":"d","mountPath":"/d"}])"),
        "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"d\"");
    row("port range", "Deployment", container(R"(,"ports":[{"containerPort":70000}])"),
        "spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, "
        "inclusive");
    row("port names", "Deployment",
        container(R"(,"ports":[{"name":"http","containerPort":80},{"name":"http","containerPort":81}])"),
        "spec.template.spec.containers[0].ports[1].name: Duplicate value: \"http\"");
    row("empty probe", "Deployment", container(R"(,"livenessProbe":{"periodSeconds":5})"),
        "spec.template.spec.containers[0].livenessProbe: Required value: must specify a handler type");
    row("liveness threshold", "Deployment",
        container(R"(,"livenessProbe":{"tcpSocket":{"port":80},"successThreshold":2})"),
        "spec.template.spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1");
    row("value and source", "Deployment",
        container(R"(,"env":[{"name":"A","value":"1","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}])"),
        "spec.template.spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is "
        "not empty");
    row("negative replicas", "Deployment",
        R"({"spec":{"replicas":-1,"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    row("no progress possible", "Deployment",
        R"({"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":0}},"selector":{"matchLabels":{"a":"1"}},
        "template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}: "
        "may not be 0 when "
        "`maxSurge` is 0");
    row("restart of a deployment", "Deployment",
        R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}})",
        "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"");
    row("restart of a job", "Job",
        R"({"spec":{"template":{"spec":{"restartPolicy":"Always","containers":[{"name":"c","image":"i"}]}}}})",
        "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"");
    row("no containers", "Pod", R"({"spec":{}})", "spec.containers: Required value");
}

void rowsOfOthers() {
    const char *label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
                        "must start and end with "
                        "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
                        "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    row("name", "Namespace", R"({"metadata":{"name":"My_NS"}})",
        qPrintable(QStringLiteral("metadata.name: Invalid value: \"My_NS\": ") + QString::fromLatin1(label)));
    row("no name", "ConfigMap", R"({"metadata":{}})",
        "metadata.name: Required value: name or generateName is required");
    row("label value", "ConfigMap", R"({"metadata":{"name":"x","labels":{"a":"b c"}}})",
        "metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric "
        "characters, '-', '_' or "
        "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', "
        "regex used for "
        "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    row("schedule", "CronJob",
        R"({"spec":{"schedule":"0 3 * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}})",
        "spec.schedule: Invalid value: \"0 3 * *\": expected exactly 5 fields, found 4: [0 3 * *]");
    row("bounds of an autoscaler", "HorizontalPodAutoscaler",
        R"({"spec":{"minReplicas":3,"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d"}}})",
        "spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`");
    row("both budgets", "PodDisruptionBudget", R"({"spec":{"minAvailable":1,"maxUnavailable":1}})",
        "spec: Invalid value: policy.PodDisruptionBudgetSpec{...}: minAvailable and maxUnavailable cannot be both set");
    row("budget in words", "PodDisruptionBudget", R"({"spec":{"maxUnavailable":"ten"}})",
        "spec.maxUnavailable: Invalid value: \"ten\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex "
        "used for validation is '[0-9]+%')");
    row("word of a list", "NetworkPolicy", R"({"spec":{"podSelector":{},"policyTypes":["Ingress","egress"]}})",
        "spec.policyTypes[1]: Unsupported value: \"egress\": supported values: \"Egress\", \"Ingress\"");
    row("word of a pod", "Pod", R"({"spec":{"securityContext":{"fsGroupChangePolicy":"onRootMismatch"},"containers":[{"name":"c","image":"i"}]}})",
        "spec.securityContext.fsGroupChangePolicy: Unsupported value: \"onRootMismatch\": supported values: \"Always\", \"OnRootMismatch\"");
    row("resource", "Pod", R"({"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"mmeory":"1"}}}]}})",
        "spec.containers[0].resources.limits: Invalid value: \"mmeory\": must be a standard resource for containers");
    row("hook", "Pod", R"({"spec":{"containers":[{"name":"c","image":"i","lifecycle":{"preStop":{}}}]}})",
        "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type");
    row("no ports", "Service", R"({"spec":{"type":"ClusterIP"}})", "spec.ports: Required value");
    row("nameless ports", "Service", R"({"spec":{"ports":[{"name":"a","port":1},{"port":2}]}})",
        "spec.ports[1].name: Required value");
    row("service type", "Service", R"({"spec":{"type":"Cluster","ports":[{"port":1}]}})",
        "spec.type: Unsupported value: \"Cluster\": supported values: \"ClusterIP\", \"ExternalName\", "
        "\"LoadBalancer\", \"NodePort\"");
    row("path type", "Ingress",
        R"({"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}})",
        "spec.rules[0].http.paths[0].pathType: Unsupported value: \"prefix\": supported values: \"Exact\", "
        "\"ImplementationSpecific\", \"Prefix\"");
    row("relative path", "Ingress",
        R"({"spec":{"rules":[{"http":{"paths":[{"path":"api","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}})",
        "spec.rules[0].http.paths[0].path: Invalid value: \"api\": must be an absolute path");
    row("config key", "ConfigMap", R"({"data":{"a b":"x"}})",
        "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or "
        "'.' (e.g. 'key.name',  or "
        "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
    row("tls secret", "Secret", R"({"type":"kubernetes.io/tls","data":{"tls.crt":""}})",
        "data[tls.key]: Required value");
    row("access mode", "PersistentVolumeClaim",
        R"({"spec":{"accessModes":["ReadWrite"],"resources":{"requests":{"storage":"1Gi"}}}})",
        "spec.accessModes: Unsupported value: \"ReadWrite\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", "
        "\"ReadWriteOnce\", "
        "\"ReadWriteOncePod\"");
    row("no source", "PersistentVolume", R"({"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"}}})",
        "spec: Required value: must specify a volume type");
    row("namespace on a cluster object", "StorageClass",
        R"({"metadata":{"name":"x","namespace":"n"},"provisioner":"p"})",
        "metadata.namespace: Forbidden: not allowed on this type");
}

} // namespace

void AdmissionTest::refusesOnCreate_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("why");
    rowsOfPods();
    rowsOfOthers();
}

void AdmissionTest::refusesOnCreate() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, object);
    QFETCH(QString, why);
    const Kind &found = kindOf(kind);
    const Json whole = completed(kind, object);
    const auto result = validate(found, nullptr, whole);
    QVERIFY(!result);
    QCOMPARE(result.error().code, 422);
    QCOMPARE(result.error().reason, "Invalid");
    const std::string subject = std::string(found.kind) + (found.group.empty() ? "" : '.' + std::string(found.group));
    QCOMPARE(QString::fromStdString(result.error().message),
        QString::fromStdString(subject + " \"" + nameOf(whole) + "\" is invalid: ") + why);
}

void AdmissionTest::refusesOnUpdate_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *kind, const char *before, const char *after, const char *why) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(why);
    };
    row("selector of a deployment", "Deployment",
        R"({"spec":{"selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        R"({"spec":{"selector":{"matchLabels":{"a":"2"}},"template":{"metadata":{"labels":{"a":"2"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        "spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"a\":\"2\"}, "
        "MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable");
    row("service name of a stateful set", "StatefulSet",
        R"({"spec":{"serviceName":"a","template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        R"({"spec":{"serviceName":"b","template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
        "'updateStrategy', "
        "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    row("template of a job", "Job",
        R"({"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}})",
        R"({"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"j"}]}}}})",
        "spec.template: Invalid value: core.PodTemplateSpec{...}: field is immutable");
    row("address of a service", "Service",
        R"({"spec":{"type":"ClusterIP","clusterIP":"10.0.0.1","ports":[{"port":1}]}})",
        R"({"spec":{"type":"ClusterIP","clusterIP":"10.0.0.2","ports":[{"port":1}]}})",
        "spec.clusterIPs[0]: Invalid value: []string{\"10.0.0.2\"}: may not change once set");
    row("class of a claim", "PersistentVolumeClaim",
        R"({"spec":{"storageClassName":"a","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}})",
        R"({"spec":{"storageClassName":"b","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}})",
        "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for "
        "bound claims");
    row("a smaller claim", "PersistentVolumeClaim",
        R"({"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}}})",
        R"({"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}})",
        "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity");
    row("an immutable map", "ConfigMap", R"({"immutable":true,"data":{"a":"1"}})",
        R"({"immutable":true,"data":{"a":"2"}})", "data: Forbidden: field is immutable when `immutable` is set");
    row("type of a secret", "Secret", R"({"type":"Opaque"})", R"({"type":"other"})",
        "type: Invalid value: \"other\": field is immutable");
    row("provisioner", "StorageClass", R"({"provisioner":"a"})", R"({"provisioner":"b"})",
        "provisioner: Forbidden: updates to provisioner are forbidden.");
    row("command of a pod", "Pod", R"({"spec":{"containers":[{"name":"c","image":"i"}]}})",
        R"({"spec":{"containers":[{"name":"c","image":"j","command":["x"]}]}})",
        "spec: Forbidden: pod updates may not change fields other than "
        "`spec.containers[*].image`,`spec.initContainers[*].image`,"
        "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
        "tolerations),`spec.terminationGracePeriodSeconds` "
        "(allow it to be set to 1 if it was previously negative)");
}

void AdmissionTest::refusesOnUpdate() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, why);
    const Json old = completed(kind, before);
    const auto result = validate(kindOf(kind), &old, completed(kind, after));
    QVERIFY(!result);
    const QString message = QString::fromStdString(result.error().message);
    QVERIFY2(message.endsWith(QStringLiteral("is invalid: ") + why), qPrintable(message));
}

void AdmissionTest::takes_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *kind, const char *before, const char *after) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(before) << QByteArray(after);
    };
    row("new image of a pod", "Pod", R"({"spec":{"containers":[{"name":"c","image":"i"}]}})",
        R"({"spec":{"nodeName":"n","containers":[{"name":"c","image":"j"}]}})");
    row("template of a stateful set", "StatefulSet",
        R"({"spec":{"replicas":1,"serviceName":"a","template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}})",
        R"({"spec":{"replicas":2,"serviceName":"a","template":{"spec":{"containers":[{"name":"c","image":"j"}]}}}})");
    row("a mount of a claim template", "StatefulSet", "null", R"({"spec":{"selector":{"matchLabels":{"a":"1"}},
        "volumeClaimTemplates":[{"metadata":{"name":"d"}}],"template":{"metadata":{"labels":{"a":"1"}},
        "spec":{"containers":[{"name":"c","image":"i","volumeMounts":[{"name":"d","mountPath":"/d"}]}]}}}})");
    row("a claim is bound", "PersistentVolumeClaim",
        R"({"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}})",
        R"({"spec":{"volumeName":"v","storageClassName":"s","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"2Gi"}}}})");
    row("headless service", "Service", "null", R"({"spec":{"clusterIP":"None"}})");
    row("a descriptor for a schedule", "CronJob", "null",
        R"({"spec":{"schedule":"@daily","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}})");
    row("a role with a colon", "ClusterRole", "null", R"({"metadata":{"name":"system:node"},"rules":[]})");
    row("a variable twice", "Pod", "null",
        R"({"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A"},{"name":"A"}]}]}})");
    row("a wildcard host", "Ingress", "null",
        R"({"spec":{"rules":[{"host":"*.aqi.example","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"name":"http"}}}}]}}]}})");
}

void AdmissionTest::takes() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const bool creates = before == "null";
    const Json old = creates ? Json() : completed(kind, before);
    const auto result = validate(kindOf(kind), creates ? nullptr : &old, completed(kind, after));
    QVERIFY2(result, result ? "" : result.error().message.c_str());
}

void AdmissionTest::causesNameEachField() {
    const auto result =
        validate(kindNamed("v1", "Service"), nullptr, json(R"({"metadata":{"name":"s"},"spec":{"type":"X"}})"));
    QVERIFY(!result);
    QCOMPARE(result.error().message, "Service \"s\" is invalid: [spec.type: Unsupported value: \"X\": supported "
                                     "values: \"ClusterIP\", \"ExternalName\", "
                                     "\"LoadBalancer\", \"NodePort\", spec.ports: Required value]");
    COMPARE_JSON(result.error().details, json(R"({"name":"s","kind":"Service","causes":[
        {"reason":"FieldValueNotSupported","field":"spec.type","message":"Unsupported value: \"X\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""},
        {"reason":"FieldValueRequired","field":"spec.ports","message":"Required value"}]})"));
}

void AdmissionTest::namespaceMustBeThere() {
    ObjectStore store;
    const auto refused = admit(store, kindNamed("v1", "Pod"), nullptr, pod("p"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 404);
    QCOMPARE(refused.error().message, "namespaces \"aqi\" not found");
    withNamespace(store);
    QVERIFY(admit(store, kindNamed("v1", "Pod"), nullptr, pod("p")));
    QVERIFY(admit(store, kindNamed("v1", "Node"), nullptr, json(R"({"metadata":{"name":"n"}})")));
}

void AdmissionTest::namespaceMustNotBeEnding() {
    ObjectStore store;
    withNamespace(store);
    QVERIFY(store.markDeleted({"namespaces", {}, "aqi"}, 0));
    const auto refused = admit(store, kindNamed("apps/v1", "Deployment"), nullptr, pod("p"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 403);
    QCOMPARE(refused.error().message, "deployments.apps \"p\" is forbidden: unable to create new content in namespace "
                                      "aqi because it is being terminated");
    QCOMPARE(refused.error().details.at("causes").at(0).at("reason"), "NamespaceTerminating");
    const Json before = pod("p");
    QVERIFY(admit(store, kindNamed("v1", "Pod"), &before, pod("p")));
}

void AdmissionTest::quotaOfPods() {
    ObjectStore store;
    withNamespace(store);
    put(store, "resourcequotas", quota(R"({"hard":{"pods":"2","count/deployments.apps":"1"}})"));
    put(store, "pods", pod("a"));
    Json over = pod("over");
    over["status"] = {{"phase", "Succeeded"}};
    put(store, "pods", over);
    const Kind &kind = kindNamed("v1", "Pod");
    QVERIFY(admit(store, kind, nullptr, pod("b")));
    put(store, "pods", pod("b"));
    const auto refused = admit(store, kind, nullptr, pod("c"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 403);
    QCOMPARE(refused.error().reason, "Forbidden");
    QCOMPARE(refused.error().message,
        "pods \"c\" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=2, limited: pods=2");
    const Json before = pod("b");
    QVERIFY(admit(store, kind, &before, pod("b")));
    put(store, "deployments.apps", json(R"({"metadata":{"name":"d","namespace":"aqi"}})"));
    QCOMPARE(admit(store, kindNamed("apps/v1", "Deployment"), nullptr,
                 json(R"({"metadata":{"name":"e","namespace":"aqi"}})"))
                 .error()
                 .message,
        "deployments.apps \"e\" is forbidden: exceeded quota: compute, requested: count/deployments.apps=1, used: "
        "count/deployments.apps=1, "
        "limited: count/deployments.apps=1");
}

void AdmissionTest::quotaOfAmounts() {
    ObjectStore store;
    withNamespace(store);
    put(store, "resourcequotas", quota(R"({"hard":{"limits.memory":"3Gi","requests.cpu":"1"}})"));
    const char *resources = R"({"requests":{"cpu":"300m","memory":"512Mi"},"limits":{"cpu":"1","memory":"1Gi"}})";
    for (const char *name : {"a", "b", "c"})
        put(store, "pods", pod(name, resources));
    const auto refused = admit(store, kindNamed("v1", "Pod"), nullptr, pod("d", resources));
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
        "pods \"d\" is forbidden: exceeded quota: compute, requested: limits.memory=1Gi,requests.cpu=300m, used: "
        "limits.memory=3Gi,requests.cpu=900m, limited: limits.memory=3Gi,requests.cpu=1");
}

void AdmissionTest::quotaWantsAmountsSaid() {
    ObjectStore store;
    withNamespace(store);
    put(store, "resourcequotas", quota(R"({"hard":{"limits.memory":"3Gi","requests.cpu":"1"}})"));
    const auto refused = admit(store, kindNamed("v1", "Pod"), nullptr, pod("d"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
        "pods \"d\" is forbidden: failed quota: compute: must specify limits.memory for: c; requests.cpu for: c");
}

void AdmissionTest::quotaScopes() {
    ObjectStore store;
    withNamespace(store);
    put(store, "resourcequotas", quota(R"({"hard":{"pods":"0"},"scopes":["BestEffort"]})"));
    QVERIFY(!admit(store, kindNamed("v1", "Pod"), nullptr, pod("a")));
    QVERIFY(admit(store, kindNamed("v1", "Pod"), nullptr, pod("a", R"({"requests":{"cpu":"1"}})")));
}

void AdmissionTest::quotaUsageCounts() {
    ObjectStore store;
    put(store, "pods", pod("a", R"({"requests":{"cpu":"250m","memory":"512Mi"}})"));
    put(store, "pods", pod("b", R"({"requests":{"cpu":"750m","memory":"1Gi"}})"));
    put(store, "persistentvolumeclaims",
        json(R"({"metadata":{"name":"p","namespace":"aqi"},"spec":{"storageClassName":"fast",
        "resources":{"requests":{"storage":"20Gi"}}}})"));
    put(store, "services",
        json(
            R"({"metadata":{"name":"s","namespace":"aqi"},"spec":{"type":"NodePort","ports":[{"port":1},{"port":2}]}})"));
    COMPARE_JSON(quotaUsage(store, "aqi",
                     json(R"({"hard":{"pods":"9","requests.cpu":"9","requests.memory":"9Gi","requests.storage":"99Gi",
        "fast.storageclass.storage.k8s.io/requests.storage":"99Gi","persistentvolumeclaims":"9","services":"9","services.nodeports":"9",
        "secrets":"9"}})")),
        json(R"({"pods":"2","requests.cpu":"1","requests.memory":"1536Mi","requests.storage":"20Gi",
        "fast.storageclass.storage.k8s.io/requests.storage":"20Gi","persistentvolumeclaims":"1","services":"1","services.nodeports":"2",
        "secrets":"0"})"));
}

void AdmissionTest::limitRangeFillsIn() {
    ObjectStore store;
    put(store, "limitranges", json(R"({"metadata":{"name":"l","namespace":"aqi"},"spec":{"limits":[{"type":"Container",
        "default":{"memory":"1Gi"},"defaultRequest":{"cpu":"100m","memory":"256Mi"}}]}})"));
    Json object = pod("p", R"({"requests":{"cpu":"200m"}})");
    applyLimitRanges(store, kindNamed("v1", "Pod"), object);
    COMPARE_JSON(itemsAt(object, "spec.containers").at(0).at("resources"),
        json(R"({"requests":{"cpu":"200m","memory":"256Mi"},"limits":{"memory":"1Gi"}})"));
    QCOMPARE(entryAt(object, "metadata.annotations", "kubernetes.io/limit-ranger"),
        "LimitRanger plugin set: memory request for container c; memory limit for container c");
}

void AdmissionTest::limitRangeRefuses() {
    ObjectStore store;
    withNamespace(store);
    put(store, "limitranges", json(R"({"metadata":{"name":"l","namespace":"aqi"},"spec":{"limits":[{"type":"Container",
        "max":{"cpu":"1"},"min":{"memory":"128Mi"}}]}})"));
    const auto refused = admit(
        store, kindNamed("v1", "Pod"), nullptr, pod("p", R"({"requests":{"memory":"64Mi"},"limits":{"cpu":"2"}})"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, "pods \"p\" is forbidden: [minimum memory usage per Container is 128Mi, but "
                                      "request is 64Mi, maximum cpu usage per Container is 1, "
                                      "but limit is 2]");
}

QTEST_GUILESS_MAIN(AdmissionTest)
#include "tst_admission.moc"
