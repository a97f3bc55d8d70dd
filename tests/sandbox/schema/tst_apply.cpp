// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Server-side apply against what a real API server answers.
#include "fixtures.h"

#include "sandbox/schema/fieldset.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"
#include "sandbox/store/fields.h"

using namespace sandbox;

class ApplyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createOwnsWhatItNames();
    void sameAgainChangesNothing();
    void merges_data();
    void merges();
    void whatIsNoLongerAppliedGoes();
    void whatOthersOwnStays();
    void sharedValuesAreNoConflict();
    void conflictWithAutoscaler();
    void conflictsOfOneManager();
    void forceTakesOver();
    void leavingAFieldOutKeepsIt();
    void refusals_data();
    void refusals();
    void undeclaredFieldsAreNamed();
    void objectsOfBeforeHaveAnOwner();
    void updateOwnsDifferences();
    void updateTakesOwnership();
    void statusIsOwnedApart();
    void managedFieldsCanBeRewritten();
    void portsAreToldApartByProtocol();
    void fieldSetsSurviveTheirText();
    void speed();

private:
    Outcome<Json> apply(
        const Json *current, const Json &configuration, const char *manager = "aqi", bool force = false) {
        return serverSideApply(
            m_api, m_deployment, current, configuration, {manager, {}, force, "2026-03-02T06:10:00Z"});
    }
    OpenApi m_api;
    const Kind &m_deployment = kindNamed("apps/v1", "Deployment");
};

namespace {

Json deployment(const QByteArray &spec) {
    return {{"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"metadata", {{"name", "api"}, {"namespace", "aqi"}}},
        {"spec", json(spec)}};
}

Json ownedBy(const Json &object, const char *manager, const char *operation = "Apply", const char *subresource = "") {
    for (const auto &entry : itemsAt(object, "metadata.managedFields")) {
        if (textAt(entry, "manager") == manager && textAt(entry, "operation") == operation &&
            textAt(entry, "subresource") == subresource)
            return field(entry, "fieldsV1");
    }
    return {};
}

void withScale(const OpenApi &api, const Kind &kind, Json &object, int replicas) {
    const Json before = object;
    object["spec"]["replicas"] = replicas;
    trackUpdate(api, kind, &before, object, {"kube-controller-manager", "scale", false, "2026-03-02T06:11:00Z"});
}

} // namespace

void ApplyTest::createOwnsWhatItNames() {
    const auto made = apply(nullptr, deployment(R"({"replicas":3,"selector":{"matchLabels":{"app":"api"}},
        "template":{"metadata":{"labels":{"app":"api"}},"spec":{"containers":[{"name":"api","image":"a:1","args":["x"],
        "ports":[{"containerPort":80}],"env":[{"name":"A","value":"1"}]}]}}})"));
    QVERIFY(made);
    const Json &entry = itemsAt(*made, "metadata.managedFields").at(0);
    QCOMPARE(entry.at("manager"), "aqi");
    QCOMPARE(entry.at("operation"), "Apply");
    QCOMPARE(entry.at("apiVersion"), "apps/v1");
    QCOMPARE(entry.at("time"), "2026-03-02T06:10:00Z");
    QCOMPARE(entry.at("fieldsType"), "FieldsV1");
    COMPARE_JSON(entry.at("fieldsV1"), json(R"({"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{
        "f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"api\"}":{".":{},"f:args":{},"f:image":{},"f:name":{},
        "f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}},
        "f:env":{"k:{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}}}}}}}}})"));
}

void ApplyTest::sameAgainChangesNothing() {
    const Json configuration =
        deployment(R"({"replicas":3,"template":{"spec":{"containers":[{"name":"api","image":"a:1"}]}}})");
    const auto made = apply(nullptr, configuration);
    const auto again =
        serverSideApply(m_api, m_deployment, &*made, configuration, {"aqi", {}, false, "2027-01-01T00:00:00Z"});
    QVERIFY(again);
    COMPARE_JSON(*again, *made);
}

void ApplyTest::merges_data() {
    QTest::addColumn<QByteArray>("live");
    QTest::addColumn<QByteArray>("applied");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *live, const char *applied, const char *expected) {
        QTest::newRow(name) << QByteArray(live) << QByteArray(applied) << QByteArray(expected);
    };
    const char *two = R"({"template":{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}}})";
    row("lists by key", two, R"({"template":{"spec":{"containers":[{"name":"b","image":"2"}]}}})",
        R"({"template":{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]}}})");
    row("order is the applier's", two, R"({"template":{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}})",
        R"({"template":{"spec":{"containers":[{"name":"b","image":"1"},{"name":"a","image":"1"}]}}})");
    row("new items after what stood before", two, R"({"template":{"spec":{"containers":[{"name":"c"}]}}})",
        R"({"template":{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"},{"name":"c"}]}}})");
    row("maps by key", R"({"template":{"metadata":{"labels":{"x":"1"}}}})",
        R"({"template":{"metadata":{"labels":{"y":"2"}}}})",
        R"({"template":{"metadata":{"labels":{"x":"1","y":"2"}}}})");
    row("selectors are one value", R"({"selector":{"matchLabels":{"x":"1"}}})",
        R"({"selector":{"matchLabels":{"y":"2"}}})", R"({"selector":{"matchLabels":{"y":"2"}}})");
    row("arguments are one value", R"({"template":{"spec":{"containers":[{"name":"a","args":["1","2"]}]}}})",
        R"({"template":{"spec":{"containers":[{"name":"a","args":["3"]}]}}})",
        R"({"template":{"spec":{"containers":[{"name":"a","args":["3"]}]}}})");
    row("nulls say nothing", R"({"replicas":2})", R"({"replicas":null,"paused":true})",
        R"({"replicas":2,"paused":true})");
}

void ApplyTest::merges() {
    QFETCH(QByteArray, live);
    QFETCH(QByteArray, applied);
    QFETCH(QByteArray, expected);
    const Json current = deployment(live);
    const auto result = apply(&current, deployment(applied), "aqi", true);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    COMPARE_JSON(result->at("spec"), json(expected));
}

void ApplyTest::whatIsNoLongerAppliedGoes() {
    auto object = apply(nullptr, deployment(R"({"replicas":3,"paused":true,"strategy":{"type":"Recreate"},
        "template":{"metadata":{"labels":{"a":"1","b":"2"}},"spec":{"containers":[{"name":"x","image":"1"},{"name":"y","image":"1"}]}}})"));
    // a default that nobody owns, below a struct that was applied, goes with it
    (*object)["spec"]["strategy"]["rollingUpdate"] = {{"maxSurge", 1}};
    (*object)["spec"]["template"]["spec"]["containers"][1]["imagePullPolicy"] = "Always";
    const auto next = apply(&*object, deployment(R"({"replicas":3,
        "template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"x","image":"1"}]}}})"));
    QVERIFY(next);
    COMPARE_JSON(next->at("spec"), json(R"({"replicas":3,
        "template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"x","image":"1"}]}}})"));
}

void ApplyTest::whatOthersOwnStays() {
    auto object = apply(nullptr, deployment(R"({"replicas":3,"template":{"metadata":{"labels":{"a":"1"}}}})"), "first");
    object = apply(&*object, deployment(R"({"replicas":3,"template":{"metadata":{"labels":{"b":"2"}}}})"), "second");
    QVERIFY(object);
    const auto next = apply(&*object, deployment(R"({"paused":false})"), "first");
    QVERIFY(next);
    COMPARE_JSON(
        next->at("spec"), json(R"({"replicas":3,"paused":false,"template":{"metadata":{"labels":{"b":"2"}}}})"));
    COMPARE_JSON(ownedBy(*next, "second"),
        json(R"({"f:spec":{"f:replicas":{},"f:template":{"f:metadata":{"f:labels":{"f:b":{}}}}}})"));
}

void ApplyTest::sharedValuesAreNoConflict() {
    const auto object = apply(nullptr, deployment(R"({"replicas":3})"), "first");
    const auto both = apply(&*object, deployment(R"({"replicas":3})"), "second");
    QVERIFY(both);
    QCOMPARE(itemsAt(*both, "metadata.managedFields").size(), std::size_t(2));
    QVERIFY(!apply(&*both, deployment(R"({"replicas":4})"), "second"));
}

void ApplyTest::conflictWithAutoscaler() {
    auto object = apply(nullptr, deployment(R"({"replicas":3,"paused":false})"));
    withScale(m_api, m_deployment, *object, 10);
    COMPARE_JSON(ownedBy(*object, "aqi"), json(R"({"f:spec":{"f:paused":{}}})"));
    COMPARE_JSON(
        ownedBy(*object, "kube-controller-manager", "Update", "scale"), json(R"({"f:spec":{"f:replicas":{}}})"));
    const auto refused = apply(&*object, deployment(R"({"replicas":3})"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 409);
    QCOMPARE(refused.error().reason, "Conflict");
    QCOMPARE(refused.error().message, "Apply failed with 1 conflict: conflict with \"kube-controller-manager\" with "
                                      "subresource \"scale\" using apps/v1: .spec.replicas");
    COMPARE_JSON(refused.error().details, json(R"({"causes":[{"reason":"FieldManagerConflict","field":".spec.replicas",
        "message":"conflict with \"kube-controller-manager\" with subresource \"scale\" using apps/v1"}]})"));
}

void ApplyTest::conflictsOfOneManager() {
    const auto object = apply(nullptr, deployment(R"({"replicas":3,
        "template":{"spec":{"containers":[{"name":"api","image":"a:1"}]}}})"),
        "first");
    const auto refused = apply(&*object, deployment(R"({"replicas":4,
        "template":{"spec":{"containers":[{"name":"api","image":"a:2"}]}}})"),
        "second");
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, "Apply failed with 2 conflicts: conflicts with \"first\":\n- .spec.replicas\n"
                                      "- .spec.template.spec.containers[name=\"api\"].image");
}

void ApplyTest::forceTakesOver() {
    auto object = apply(nullptr, deployment(R"({"replicas":3})"));
    withScale(m_api, m_deployment, *object, 10);
    const auto forced = apply(&*object, deployment(R"({"replicas":3})"), "aqi", true);
    QVERIFY(forced);
    QCOMPARE(forced->at("spec").at("replicas"), 3);
    QVERIFY(ownedBy(*forced, "kube-controller-manager", "Update", "scale").is_null());
    COMPARE_JSON(ownedBy(*forced, "aqi"), json(R"({"f:spec":{"f:replicas":{}}})"));
}

void ApplyTest::leavingAFieldOutKeepsIt() {
    auto object = apply(nullptr, deployment(R"({"replicas":3,"paused":false})"));
    withScale(m_api, m_deployment, *object, 10);
    const auto next = apply(&*object, deployment(R"({"paused":false})"));
    QVERIFY(next);
    QCOMPARE(next->at("spec").at("replicas"), 10);
}

void ApplyTest::refusals_data() {
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *spec, const char *message) {
        QTest::newRow(name) << QByteArray(spec) << QString::fromUtf8(message);
    };
    row("unknown field", R"({"replcas":3})", ".spec.replcas: field not declared in schema");
    row("several", R"({"replcas":3,"pausd":true})",
        "errors:\n  .spec.pausd: field not declared in schema\n  .spec.replcas: field not declared in schema");
    row("text for a number", R"({"replicas":"3"})", ".spec.replicas: expected numeric (int or float), got string");
    row("number for a text", R"({"template":{"spec":{"containers":[{"name":"a","env":[{"name":"P","value":5}]}]}}})",
        ".spec.template.spec.containers[name=\"a\"].env[name=\"P\"].value: expected string, got "
        "&value.valueUnstructured{Value:5}");
    row("a variable twice", R"({"template":{"spec":{"containers":[{"name":"a","env":[{"name":"P"},{"name":"P"}]}]}}})",
        ".spec.template.spec.containers[name=\"a\"].env: duplicate entries for key [name=\"P\"]");
    row("a port twice",
        R"({"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":80,"protocol":"TCP"}]}]}}})",
        ".spec.template.spec.containers[name=\"a\"].ports: duplicate entries for key "
        "[containerPort=80,protocol=\"TCP\"]");
    row("no key", R"({"template":{"spec":{"containers":[{"image":"a"}]}}})",
        ".spec.template.spec.containers[0]: associative list with keys has an element that omits key field \"name\" "
        "(and doesn't have "
        "default value)");
    row("a map for a list", R"({"template":{"spec":{"containers":{}}}})",
        ".spec.template.spec.containers: expected list, got &value.valueUnstructured{Value:{}}");
}

void ApplyTest::refusals() {
    QFETCH(QByteArray, spec);
    QFETCH(QString, message);
    const auto refused = apply(nullptr, deployment(spec));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 500);
    QCOMPARE(QString::fromStdString(refused.error().message),
        QStringLiteral("failed to create typed patch object (aqi/api; apps/v1, Kind=Deployment): ") + message);
}

void ApplyTest::undeclaredFieldsAreNamed() {
    Json configuration = deployment("{}");
    configuration["metadata"]["managedFields"] = Json::array({Json::object()});
    const auto refused = apply(nullptr, configuration);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, 400);
    QCOMPARE(refused.error().message, "metadata.managedFields must be nil");
}

void ApplyTest::objectsOfBeforeHaveAnOwner() {
    const Json live = deployment(R"({"replicas":3})");
    const auto refused = apply(&live, deployment(R"({"replicas":4})"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
        "Apply failed with 1 conflict: conflict with \"before-first-apply\" using apps/v1: .spec.replicas");
}

void ApplyTest::updateOwnsDifferences() {
    Json object = deployment(R"({"replicas":1,"template":{"metadata":{"labels":{"a":"1"}}}})");
    object["metadata"]["uid"] = "u";
    object["status"] = {{"replicas", 1}};
    trackUpdate(m_api, m_deployment, nullptr, object, {"kubectl-create", {}, false, "2026-03-02T06:10:00Z"});
    COMPARE_JSON(ownedBy(object, "kubectl-create", "Update"),
        json(R"({"f:spec":{"f:replicas":{},"f:template":{"f:metadata":{"f:labels":{".":{},"f:a":{}}}}}})"));
    const Json before = object;
    trackUpdate(m_api, m_deployment, &before, object, {"idle", {}, false, "2026-03-02T06:11:00Z"});
    COMPARE_JSON(object, before);
}

void ApplyTest::updateTakesOwnership() {
    Json object = *apply(nullptr, deployment(R"({"replicas":1,"paused":true})"));
    const Json before = object;
    object["spec"]["replicas"] = 2;
    object["spec"].erase("paused");
    trackUpdate(m_api, m_deployment, &before, object, {"edit", {}, false, "2026-03-02T06:11:00Z"});
    QVERIFY(ownedBy(object, "aqi").is_null());
    COMPARE_JSON(ownedBy(object, "edit", "Update"), json(R"({"f:spec":{"f:replicas":{}}})"));
}

void ApplyTest::statusIsOwnedApart() {
    Json object = *apply(nullptr, deployment(R"({"replicas":1})"));
    const Json before = object;
    object["status"] = json(R"({"replicas":1,"conditions":[{"type":"Available","status":"True"}]})");
    object["metadata"]["annotations"] = {{"deployment.kubernetes.io/revision", "1"}};
    trackUpdate(
        m_api, m_deployment, &before, object, {"kube-controller-manager", "status", false, "2026-03-02T06:11:00Z"});
    COMPARE_JSON(ownedBy(object, "kube-controller-manager", "Update", "status"),
        json(R"({"f:metadata":{"f:annotations":{".":{},"f:deployment.kubernetes.io/revision":{}}},
        "f:status":{"f:replicas":{},"f:conditions":{".":{},"k:{\"type\":\"Available\"}":{".":{},"f:type":{},"f:status":{}}}}})"));
}

void ApplyTest::managedFieldsCanBeRewritten() {
    Json object = deployment(R"({"replicas":1})");
    trackUpdate(m_api, m_deployment, nullptr, object, {"kubectl-client-side-apply", {}, false, "2026-03-02T06:10:00Z"});
    const Json before = object;
    object["metadata"]["managedFields"][0]["manager"] = "kubectl";
    object["metadata"]["managedFields"][0]["operation"] = "Apply";
    trackUpdate(m_api, m_deployment, &before, object, {"kubectl", {}, false, "2026-03-02T06:11:00Z"});
    QVERIFY(ownedBy(object, "kubectl-client-side-apply", "Update").is_null());
    COMPARE_JSON(ownedBy(object, "kubectl"), json(R"({"f:spec":{"f:replicas":{}}})"));
    const Json migrated = object;
    object["metadata"]["managedFields"] = Json::array({Json::object()});
    trackUpdate(m_api, m_deployment, &migrated, object, {"kubectl", {}, false, "2026-03-02T06:12:00Z"});
    QVERIFY(!object["metadata"].contains("managedFields"));
}

void ApplyTest::portsAreToldApartByProtocol() {
    const Kind &service = kindNamed("v1", "Service");
    const auto made = [&](const char *ports) {
        return Json{{"apiVersion", "v1"}, {"kind", "Service"}, {"metadata", {{"name", "dns"}}},
            {"spec", {{"ports", json(ports)}}}};
    };
    const auto first = serverSideApply(m_api, service, nullptr,
        made(R"([{"port":53,"name":"tcp"},{"port":53,"name":"udp","protocol":"UDP"}])"), {"aqi", {}, false, {}});
    QVERIFY(first);
    const auto second = serverSideApply(
        m_api, service, &*first, made(R"([{"port":53,"name":"udp","protocol":"UDP"}])"), {"aqi", {}, false, {}});
    QVERIFY(second);
    COMPARE_JSON(second->at("spec").at("ports"), json(R"([{"port":53,"name":"udp","protocol":"UDP"}])"));
}

void ApplyTest::fieldSetsSurviveTheirText() {
    const Json text = json(R"({"f:a":{".":{},"f:b":{}},"k:{\"name\":\"x\"}":{"f:c":{}},"v:\"s\"":{}})");
    const FieldSet set = FieldSet::fromJson(text);
    COMPARE_JSON(set.toJson(), text);
    FieldSet rest = set;
    rest.subtract(FieldSet::fromJson(json(R"({"f:a":{},"v:\"s\"":{}})")));
    COMPARE_JSON(rest.toJson(), json(R"({"f:a":{"f:b":{}},"k:{\"name\":\"x\"}":{"f:c":{}}})"));
    QVERIFY(FieldSet::fromJson(json("[1]")).empty());
}

void ApplyTest::speed() {
    const Json configuration = deployment(R"({"replicas":3,"selector":{"matchLabels":{"app":"api"}},
        "template":{"metadata":{"labels":{"app":"api"}},"spec":{"containers":[{"name":"api","image":"a:1",
        "ports":[{"containerPort":80}],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"},{"name":"C","value":"3"}],
        "resources":{"requests":{"cpu":"250m","memory":"512Mi"}},"readinessProbe":{"httpGet":{"path":"/h","port":80}}}]}}})");
    const auto made = apply(nullptr, configuration);
    QBENCHMARK {
        QVERIFY(apply(&*made, configuration));
    }
}

QTEST_GUILESS_MAIN(ApplyTest)
#include "tst_apply.moc"
