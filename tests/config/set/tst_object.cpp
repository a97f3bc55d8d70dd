// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an object, and selectors.
#include "config/set/object.h"
#include "config/set/objects.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::unique_ptr<Document> yaml(std::string text) {
    return Document::parse(u"test.yaml"_s, std::move(text), Format::Yaml);
}

} // namespace

class TestObject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListGivesItsItems() {
        const auto document = yaml("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: Namespace, metadata: {name: n}}\n"
                                   "---\nname: no object\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: own}\n");
        const std::vector<Object> objects = objectsOf(*document, "default");
        QCOMPARE(objects.size(), 3u);
        QCOMPARE(objects[0].text(), u"Pod/a"_s);
        QVERIFY(objects[0].ns == "default" && objects[1].ns.empty() && objects[2].ns == "own");
        QVERIFY(objects[0].group().empty() && objects[2].group() == "apps");
    }

    void podsOfEveryKind_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("Pod") << u"kind: Pod\nmetadata: {labels: {a: b}}\nspec: {containers: [{name: c}]}\n"_s;
        QTest::newRow("Deployment") << u"kind: Deployment\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}\n"_s;
        QTest::newRow("CronJob") << u"kind: CronJob\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}}\n"_s;
    }
    void podsOfEveryKind() {
        QFETCH(QString, text);
        const auto document = yaml(text.toStdString());
        const Object object = objectsOf(*document).at(0);
        QVERIFY(podMetadata(object)["labels"]["a"].text() == "b");
        QVERIFY(containers(podSpec(object)).at(0)["name"].text() == "c");
        QVERIFY(isWorkload(object.kind));
    }

    void otherKindsHaveNoPod() {
        const auto document = yaml("kind: ConfigMap\nspec: {template: {spec: {containers: [{name: c}]}}}\n");
        const Object object = objectsOf(*document).at(0);
        QVERIFY(!podSpec(object) && containers(podSpec(object)).empty() && !isWorkload("Service"));
    }

    void containersByPart() {
        const auto document = yaml("kind: Pod\nspec: {initContainers: [{name: i}, {name: s, restartPolicy: Always}], containers: [{name: c}]}\n");
        const Node spec = podSpec(objectsOf(*document).at(0));
        QCOMPARE(containers(spec, Containers::Init).size(), 2u);
        QCOMPARE(containers(spec, Containers::App).size(), 1u);
        QCOMPARE(containers(spec, Containers::All).size(), 3u);
    }

    void selectors_data() {
        QTest::addColumn<QString>("selector");
        QTest::addColumn<bool>("plain");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *selector, bool plain, bool expected) {
            QTest::addRow("%s%s", selector, plain ? " plain" : "") << QString::fromUtf8(selector) << plain << expected;
        };
        row("{app: api}", true, true);
        row("{app: api, tier: back}", true, true);
        row("{app: web}", true, false);
        row("{app: api, x: y}", true, false);
        row("{}", true, false);
        row("{}", false, true);
        row("{matchLabels: {app: api}}", false, true);
        row("{matchLabels: {app: web}}", false, false);
        row("{matchExpressions: [{key: tier, operator: In, values: [front, back]}]}", false, true);
        row("{matchExpressions: [{key: tier, operator: In, values: [front]}]}", false, false);
        row("{matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}", false, true);
        row("{matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}", false, false);
        row("{matchExpressions: [{key: none, operator: NotIn, values: [back]}]}", false, true);
        row("{matchExpressions: [{key: app, operator: Exists}]}", false, true);
        row("{matchExpressions: [{key: none, operator: Exists}]}", false, false);
        row("{matchExpressions: [{key: none, operator: DoesNotExist}]}", false, true);
        row("{matchExpressions: [{key: app, operator: DoesNotExist}]}", false, false);
        row("{matchExpressions: [{key: app, operator: Like}]}", false, false);
        row("{matchLabels: {app: api}, matchExpressions: [{key: app, operator: DoesNotExist}]}", false, false);
    }
    void selectors() {
        QFETCH(QString, selector);
        QFETCH(bool, plain);
        const auto document = yaml("labels: {app: api, tier: back}\nselector: " + selector.toStdString() + "\n");
        const Node root = document->roots().front();
        QTEST(selects(root["selector"], root["labels"], plain), "expected");
    }

    void anAbsentSelector() {
        const auto document = yaml("labels: {app: api}\n");
        const Node labels = document->roots().front()["labels"];
        QVERIFY(selects({}, labels) && !selects({}, labels, true));
    }
};

QTEST_GUILESS_MAIN(TestObject)
#include "tst_object.moc"
