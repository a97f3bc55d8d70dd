// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "sandbox/schema/openapi.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <functional>
#include <set>

using namespace sandbox;

class SchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindsAreFound();
    void namesAreTheRealOnes_data();
    void namesAreTheRealOnes();
    void everyKindHasADefinition();
    void everyReferenceIsThere();
    void newerFieldsAreLaidOver_data();
    void newerFieldsAreLaidOver();
    void newerTypesAreWhole();
    void unknownFields_data();
    void unknownFields();
    void wrongTypes_data();
    void wrongTypes();
    void missingFields();
    void goodObjectsPass();
    void v3IndexNamesEveryGroup();
    void v3DocumentServesKubectl();
};

void SchemaTest::kindsAreFound() {
    const Kind *deployment = findKind("apps", "v1", "deployments");
    QVERIFY(deployment);
    QCOMPARE(deployment->apiVersion(), "apps/v1");
    QCOMPARE(deployment->resource(), "deployments.apps");
    QCOMPARE(findKindByName("v1", "Pod")->resource(), "pods");
    QCOMPARE(findResource("horizontalpodautoscalers.autoscaling")->version, "v2");
    QVERIFY(!findKind("apps", "v1", "pods"));
    QVERIFY(!findKindByName("apps/v1beta1", "Deployment"));
    QVERIFY(!findResource("deployments"));
    std::set<std::string> resources;
    for (const auto &kind : kinds())
        QVERIFY2(resources.insert(kind.resource()).second, kind.resource().c_str());
}

void SchemaTest::namesAreTheRealOnes_data() {
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("shortName");
    QTest::addColumn<bool>("namespaced");
    const auto row = [](const char *resource, const char *shortName, bool namespaced) {
        QTest::newRow(resource) << QByteArray(resource) << QByteArray(shortName) << namespaced;
    };
    row("pods", "po", true);
    row("namespaces", "ns", false);
    row("persistentvolumes", "pv", false);
    row("persistentvolumeclaims", "pvc", true);
    row("statefulsets.apps", "sts", true);
    row("cronjobs.batch", "cj", true);
    row("networkpolicies.networking.k8s.io", "netpol", true);
    row("poddisruptionbudgets.policy", "pdb", true);
    row("storageclasses.storage.k8s.io", "sc", false);
    row("priorityclasses.scheduling.k8s.io", "pc", false);
    row("resourcequotas", "quota", true);
    row("limitranges", "limits", true);
}

void SchemaTest::namesAreTheRealOnes() {
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, shortName);
    QFETCH(bool, namespaced);
    const Kind *kind = findResource(resource.toStdString());
    QVERIFY(kind);
    QCOMPARE(kind->namespaced, namespaced);
    QCOMPARE(QByteArray(kind->shortNames.at(0).data(), qsizetype(kind->shortNames.at(0).size())), shortName);
}

void SchemaTest::everyKindHasADefinition() {
    const OpenApi api;
    for (const auto &kind : kinds()) {
        const Json *definition = api.definition(kind);
        QVERIFY2(definition, kind.resource().c_str());
        QVERIFY2(definition->at("properties").contains("metadata"), kind.resource().c_str());
    }
}

void SchemaTest::everyReferenceIsThere() {
    const OpenApi api;
    int followed = 0;
    const std::function<void(const Json &)> visit = [&](const Json &schema) {
        if (!schema.is_structured())
            return;
        if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
            QVERIFY(api.resolve(schema).is_object());
            ++followed;
        }
        for (const auto &below : schema)
            visit(below);
    };
    visit(api.definitions());
    QVERIFY2(followed > 500, QByteArray::number(followed).constData());
}

void SchemaTest::newerFieldsAreLaidOver_data() {
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("schema"); // of which the field's is a superset
    const auto row = [](const char *definition, const char *field, const char *schema) {
        QTest::addRow("%s.%s", definition, field)
            << QString::fromLatin1(definition) << QString::fromLatin1(field) << QByteArray(schema);
    };
    row("io.k8s.api.core.v1.Container", "restartPolicy", R"({"type":"string"})");
    row("io.k8s.api.batch.v1.CronJobSpec", "timeZone", R"({"type":"string"})");
    row("io.k8s.api.batch.v1.JobSpec", "podFailurePolicy",
        R"({"$ref":"#/definitions/io.k8s.api.batch.v1.PodFailurePolicy"})");
    row("io.k8s.api.core.v1.ServiceSpec", "trafficDistribution", R"({"type":"string"})");
    row("io.k8s.api.policy.v1.PodDisruptionBudgetSpec", "unhealthyPodEvictionPolicy", R"({"type":"string"})");
    row("io.k8s.api.core.v1.LifecycleHandler", "sleep", R"({"$ref":"#/definitions/io.k8s.api.core.v1.SleepAction"})");
    row("io.k8s.api.core.v1.TopologySpreadConstraint", "minDomains", R"({"type":"integer"})");
    row("io.k8s.api.core.v1.NodeFeatures", "supplementalGroupsPolicy", R"({"type":"boolean"})");
    row("io.k8s.api.core.v1.PodSpec", "schedulingGates",
        R"({"type":"array","items":{"$ref":"#/definitions/io.k8s.api.core.v1.PodSchedulingGate"},
            "x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
            "x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"})");
    row("io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement", "values",
        R"({"type":"array","items":{"type":"integer"},"x-kubernetes-list-type":"set"})");
    row("io.k8s.api.core.v1.PodSpec", "containers",
        R"({"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"]})");
    row("io.k8s.api.core.v1.Container", "args", R"({"x-kubernetes-list-type":"atomic"})");
    row("io.k8s.api.core.v1.ContainerPort", "protocol", R"({"type":"string","default":"TCP"})");
    row("io.k8s.api.core.v1.PersistentVolumeClaimSpec", "resources",
        R"({"$ref":"#/definitions/io.k8s.api.core.v1.VolumeResourceRequirements"})");
    row("io.k8s.api.core.v1.VolumeResourceRequirements", "requests",
        R"({"type":"object",
            "additionalProperties":{"$ref":"#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity"}})");
}

void SchemaTest::newerFieldsAreLaidOver() {
    QFETCH(QString, definition);
    QFETCH(QString, field);
    QFETCH(QByteArray, schema);
    const OpenApi api;
    const Json &fields = api.definitions().at(definition.toStdString()).at("properties");
    QVERIFY(fields.contains(field.toStdString()));
    const Json &found = fields.at(field.toStdString());
    const Json expected = json(schema);
    for (const auto &[key, value] : expected.items())
        QVERIFY2(found.contains(key) && found.at(key) == value, found.dump().c_str());
}

void SchemaTest::newerTypesAreWhole() {
    const OpenApi api;
    const Json &status = api.definitions().at("io.k8s.api.networking.v1.IngressPortStatus");
    QCOMPARE(status.at("required"), Json::array({"port", "protocol"}));
    const Json &port = api.definitions().at("io.k8s.api.networking.v1.ServiceBackendPort");
    QCOMPARE(port.at("x-kubernetes-map-type"), Json("atomic"));
}

void SchemaTest::unknownFields_data() {
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *object, const char *expected) {
        QTest::newRow(name) << QByteArray(object) << QString::fromLatin1(expected);
    };
    row("in spec", R"({"spec":{"replcas":3}})", "unknown field \"spec.replcas\"");
    row("in a list", R"({"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b","imagee":"x"}]}}}})",
        "unknown field \"spec.template.spec.containers[1].imagee\"");
    row("at the root", R"({"specs":{}})", "unknown field \"specs\"");
    row("in metadata", R"({"metadata":{"label":{}}})", "unknown field \"metadata.label\"");
}

void SchemaTest::unknownFields() {
    QFETCH(QByteArray, object);
    QFETCH(QString, expected);
    const auto findings = OpenApi().check(kindNamed("apps/v1", "Deployment"), json(object));
    QCOMPARE(findings.unknownFields.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(findings.unknownFields.front()), expected);
}

void SchemaTest::wrongTypes_data() {
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *object, const char *why) {
        QTest::newRow(name) << QByteArray(object) << QString::fromLatin1(why);
    };
    row("text for a number", R"({"spec":{"replicas":"3"}})",
        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32");
    row("number for a text", R"({"spec":{"template":{"spec":{"containers":[{"name":"a","image":5}]}}}})",
        "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type "
        "string");
    row("fraction for a number", R"({"spec":{"replicas":1.5}})",
        "json: cannot unmarshal number into Go struct field DeploymentSpec.spec.replicas of type int32");
    row("number for a label", R"({"metadata":{"labels":{"a":1}}})",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels.a of type string");
    row("map for a list", R"({"spec":{"template":{"spec":{"containers":{}}}}})",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type "
        "[]v1.Container");
    row("bad quantity",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"a","resources":{"limits":{"memory":"512MB"}}}]}}}})",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    row("bad time", R"({"metadata":{"creationTimestamp":"soon"}})",
        "parsing time \"soon\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"soon\" as \"2006\"");
}

void SchemaTest::wrongTypes() {
    QFETCH(QByteArray, object);
    QFETCH(QString, why);
    const auto findings = OpenApi().check(kindNamed("apps/v1", "Deployment"), json(object));
    QVERIFY(!findings.errors.empty());
    QCOMPARE(findings.errors.front().code, 400);
    QCOMPARE(QString::fromStdString(findings.errors.front().message),
        QStringLiteral("Deployment in version \"v1\" cannot be handled as a Deployment: ") + why);
}

void SchemaTest::missingFields() {
    const auto findings = OpenApi().check(kindNamed("apps/v1", "Deployment"),
        json(R"({"metadata":{"name":"x"},"spec":{"template":{"spec":{"containers":[{}]}}}})"));
    QCOMPARE(findings.errors.size(), std::size_t(1));
    QCOMPARE(findings.errors.front().code, 422);
    QCOMPARE(
        findings.errors.front().message, "Deployment.apps \"x\" is invalid: [spec.template.spec.containers[0].name: "
                                         "Required value, spec.selector: Required value]");
    QCOMPARE(findings.errors.front().details.at("causes").at(1).at("field"), "spec.selector");
}

void SchemaTest::goodObjectsPass() {
    const auto findings =
        OpenApi().check(kindNamed("apps/v1", "Deployment"), json(R"({"apiVersion":"apps/v1","kind":"Deployment",
        "metadata":{"name":"x","creationTimestamp":null,"labels":{"a":"1"}},"spec":{"replicas":2,"selector":{"matchLabels":{"a":"1"}},
        "strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"10%"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{
        "initContainers":[{"name":"s","image":"i","restartPolicy":"Always"}],"containers":[{"name":"c","image":"i",
        "resources":{"limits":{"cpu":1,"memory":"1.5Gi"}},"livenessProbe":{"httpGet":{"port":"http"}}}]}}},"status":{}})"));
    for (const auto &error : findings.errors)
        QFAIL(error.message.c_str());
    QVERIFY(findings.unknownFields.empty());
}

void SchemaTest::v3IndexNamesEveryGroup() {
    const Json index = OpenApi().v3Index();
    for (const auto &kind : kinds()) {
        const std::string path =
            (kind.group.empty() ? "api/" : "apis/" + std::string(kind.group) + '/') + std::string(kind.version);
        QCOMPARE(index.at("paths").at(path).at("serverRelativeURL"), "/openapi/v3/" + path);
    }
}

void SchemaTest::v3DocumentServesKubectl() {
    const OpenApi api;
    const Json document = api.v3Document("apis/apps/v1");
    const Json &patch = document.at("paths").at("/apis/apps/v1/namespaces/{namespace}/deployments/{name}").at("patch");
    COMPARE_JSON(
        patch.at("x-kubernetes-group-version-kind"), json(R"({"group":"apps","kind":"Deployment","version":"v1"})"));
    const bool validates = std::ranges::any_of(patch.at("parameters"),
        [](const Json &each) { return each.at("name") == "fieldValidation" && each.at("in") == "query"; });
    QVERIFY(validates);
    const std::string text = document.dump();
    QVERIFY(!text.contains("#/definitions/"));
    const Json &schemas = document.at("components").at("schemas");
    QVERIFY(schemas.contains("io.k8s.api.core.v1.PodSpec"));
    QVERIFY(!schemas.contains("io.k8s.api.networking.v1.IngressSpec"));
    QVERIFY(schemas.at("io.k8s.api.apps.v1.Deployment").at("properties").at("spec").contains("allOf"));
    QVERIFY(api.v3Document("apis/none/v1").is_null());
    QVERIFY(api.v3Document("api/v1").at("paths").contains("/api/v1/nodes/{name}"));
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
