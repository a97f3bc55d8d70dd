// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"

using namespace sandbox;

class PatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strategic_data();
    void strategic();
    void strategicRefuses();
    void jsonPatchChanges();
    void jsonPatchRefuses();
    void mergePatchRemoves();
    void deepInputIsRefused();
};

void PatchTest::strategic_data() {
    QTest::addColumn<QByteArray>("current");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *current, const char *patch, const char *expected) {
        QTest::newRow(name) << QByteArray(current) << QByteArray(patch) << QByteArray(expected);
    };
    row("maps merge, null removes", R"({"metadata":{"labels":{"a":"1","b":"2"}}})",
        R"({"metadata":{"labels":{"b":null,"c":"3"}}})", R"({"metadata":{"labels":{"a":"1","c":"3"}}})");
    row("containers merge by name",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"api","image":"a:1"},{"name":"log","image":"l:1"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"api","image":"a:2"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"api","image":"a:2"},{"name":"log","image":"l:1"}]}}}})");
    row("an item is deleted", R"({"spec":{"template":{"spec":{"containers":[{"name":"api"},{"name":"log"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"$patch":"delete","name":"log"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"api"}]}}}})");
    row("a list is replaced", R"({"spec":{"template":{"spec":{"containers":[{"name":"api"},{"name":"log"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"new"},{"$patch":"replace"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"new"}]}}}})");
    row("a map is replaced", R"({"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}})",
        R"({"spec":{"strategy":{"$patch":"replace","type":"Recreate"}}})",
        R"({"spec":{"strategy":{"type":"Recreate"}}})");
    row("only some keys are retained",
        R"({"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}})",
        R"({"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}})",
        R"({"spec":{"strategy":{"type":"Recreate"}}})");
    row("a volume changes its source", R"({"spec":{"template":{"spec":{"volumes":[{"name":"data","emptyDir":{}}]}}}})",
        R"({"spec":{"template":{"spec":{"volumes":[{"$retainKeys":["name","configMap"],"name":"data","configMap":{"name":"c"}}]}}}})",
        R"({"spec":{"template":{"spec":{"volumes":[{"name":"data","configMap":{"name":"c"}}]}}}})");
    row("order is set", R"({"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}}})",
        R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"x"}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"b"},{"name":"a","image":"x"}]}}}})");
    row("scalars are added and taken away", R"({"metadata":{"finalizers":["a","b"]}})",
        R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]}})",
        R"({"metadata":{"finalizers":["b","c"]}})");
    row("lists without a key are replaced",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"a","args":["x","y"]}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"a","args":["z"]}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"a","args":["z"]}]}}}})");
    row("what is new holds no directives", R"({"spec":{}})",
        R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"a","command":null}]}}}})",
        R"({"spec":{"template":{"spec":{"containers":[{"name":"a"}]}}}})");
    row("a map is deleted", R"({"spec":{"strategy":{"type":"Recreate"},"replicas":1}})",
        R"({"spec":{"strategy":{"$patch":"delete"}}})", R"({"spec":{"replicas":1}})");
}

void PatchTest::strategic() {
    QFETCH(QByteArray, current);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, expected);
    const OpenApi api;
    const auto result = strategicMergePatch(api, kindNamed("apps/v1", "Deployment"), json(current), json(patch));
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    COMPARE_JSON(*result, json(expected));
}

void PatchTest::strategicRefuses() {
    const OpenApi api;
    const auto &kind = kindNamed("apps/v1", "Deployment");
    const auto keyless = strategicMergePatch(
        api, kind, json("{}"), json(R"({"spec":{"template":{"spec":{"containers":[{"image":"a"}]}}}})"));
    QVERIFY(!keyless);
    QCOMPARE(keyless.error().code, 400);
    QCOMPARE(keyless.error().message, "map does not contain declared merge key: name");
    QCOMPARE(strategicMergePatch(api, kind, json("{}"), json(R"({"spec":{"$patch":"explode"}})")).error().code, 400);
    QCOMPARE(strategicMergePatch(api, kind, json("{}"), json("[]")).error().code, 400);
}

void PatchTest::jsonPatchChanges() {
    const Json current = json(R"({"spec":{"replicas":1},"metadata":{"labels":{"a/b":"1"}}})");
    const auto result = jsonPatch(current, json(R"([{"op":"test","path":"/spec/replicas","value":1},
        {"op":"replace","path":"/spec/replicas","value":4},{"op":"remove","path":"/metadata/labels/a~1b"}])"));
    QVERIFY(result);
    COMPARE_JSON(*result, json(R"({"spec":{"replicas":4},"metadata":{"labels":{}}})"));
}

void PatchTest::jsonPatchRefuses() {
    const Json current = json(R"({"spec":{"replicas":1}})");
    QCOMPARE(jsonPatch(current, json(R"([{"op":"test","path":"/spec/replicas","value":2}])")).error().code, 422);
    QCOMPARE(jsonPatch(current, json(R"([{"op":"remove","path":"/spec/none"}])")).error().code, 422);
    QCOMPARE(jsonPatch(current, json(R"([{"op":"fly","path":"/spec"}])")).error().code, 400);
    QCOMPARE(jsonPatch(current, json(R"({"spec":1})")).error().code, 400);
    QCOMPARE(
        jsonPatch(current, Json(std::vector<Json>(10001, json(R"({"op":"test","path":"","value":0})")))).error().code,
        413);
}

void PatchTest::mergePatchRemoves() {
    const auto result = mergePatch(json(R"({"a":{"b":1,"c":2},"l":[1,2]})"), json(R"({"a":{"b":null},"l":[3]})"));
    QVERIFY(result);
    COMPARE_JSON(*result, json(R"({"a":{"c":2},"l":[3]})"));
    QCOMPARE(mergePatch(json("{}"), json("[]")).error().code, 400);
}

void PatchTest::deepInputIsRefused() {
    Json deep = 1;
    for (int i = 0; i < 5000; ++i)
        deep = Json{{"a", std::move(deep)}};
    const OpenApi api;
    const auto &kind = kindNamed("v1", "ConfigMap");
    QCOMPARE(mergePatch(json("{}"), deep).error().code, 400);
    QCOMPARE(strategicMergePatch(api, kind, json("{}"), deep).error().code, 400);
    QCOMPARE(serverSideApply(api, kind, nullptr, deep, {"t", "", false, ""}).error().code, 400);
    QCOMPARE(api.check(kind, deep).errors.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(PatchTest)
#include "tst_patch.moc"
