// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The order of application, the differences that a plan shows, and that no secret is ever among them.
#include "deploy/conceal.h"
#include "deploy/conflict.h"
#include "deploy/plan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

deploy::ManifestObject object(const QString &kind, const QString &name, const QString &component = {}, const QString &apiVersion = u"v1"_s) {
    deploy::ManifestObject manifest;
    manifest.ref = {apiVersion, kind, u"aqi"_s, name, {}};
    QJsonObject metadata{{u"name"_s, name}};
    if (!component.isEmpty())
        metadata.insert(u"labels"_s, QJsonObject{{u"app.kubernetes.io/component"_s, component}});
    manifest.object = {{u"apiVersion"_s, apiVersion}, {u"kind"_s, kind}, {u"metadata"_s, metadata}};
    return manifest;
}

QJsonObject json(const QByteArray &text) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (document.isNull())
        qFatal("%s: %s", text.constData(), qPrintable(error.errorString()));
    return document.object();
}

} // namespace

class TestPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void phases_data();
    void phases();
    void orderOfTheWholeSet();
    void differences_data();
    void differences();
    void secretsAreMasked();
    void conflicts_data();
    void conflicts();
    void refusalsHideSecrets();
};

void TestPlan::phases_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("component");
    QTest::addColumn<QString>("phase");
    QTest::addColumn<bool>("waits");
    QTest::newRow("namespace") << u"Namespace"_s << u"aqi"_s << QString() << u"namespace"_s << true;
    QTest::newRow("definition") << u"CustomResourceDefinition"_s << u"x"_s << QString() << u"namespace"_s << true;
    QTest::newRow("quota") << u"ResourceQuota"_s << u"q"_s << QString() << u"policy"_s << false;
    QTest::newRow("budget") << u"PodDisruptionBudget"_s << u"api"_s << QString() << u"policy"_s << false;
    QTest::newRow("secret") << u"Secret"_s << u"s"_s << QString() << u"config"_s << false;
    QTest::newRow("service") << u"Service"_s << u"api"_s << QString() << u"config"_s << false;
    QTest::newRow("claim") << u"PersistentVolumeClaim"_s << u"c"_s << QString() << u"storage"_s << false;
    QTest::newRow("stateful set") << u"StatefulSet"_s << u"timescaledb"_s << QString() << u"database"_s << true;
    QTest::newRow("cache deployment") << u"Deployment"_s << u"redis"_s << u"cache"_s << u"database"_s << true;
    QTest::newRow("job") << u"Job"_s << u"migrate"_s << QString() << u"migration"_s << true;
    QTest::newRow("prometheus by name") << u"Deployment"_s << u"prometheus"_s << QString() << u"monitoring"_s << true;
    QTest::newRow("grafana by label") << u"Deployment"_s << u"boards"_s << u"monitoring"_s << u"monitoring"_s << true;
    QTest::newRow("not by a part of a name") << u"Deployment"_s << u"grafanaless"_s << QString() << u"application"_s << true;
    QTest::newRow("a monitoring service is a service") << u"Service"_s << u"prometheus"_s << u"monitoring"_s << u"config"_s << false;
    QTest::newRow("deployment") << u"Deployment"_s << u"api"_s << u"api"_s << u"application"_s << true;
    QTest::newRow("cron job") << u"CronJob"_s << u"backup"_s << QString() << u"application"_s << false;
    QTest::newRow("autoscaler") << u"HorizontalPodAutoscaler"_s << u"api"_s << QString() << u"scaling"_s << false;
    QTest::newRow("ingress") << u"Ingress"_s << u"aqi"_s << QString() << u"ingress"_s << false;
    QTest::newRow("unknown kind") << u"Certificate"_s << u"tls"_s << QString() << u"application"_s << false;
}

void TestPlan::phases() {
    QFETCH(QString, kind);
    QFETCH(QString, name);
    QFETCH(QString, component);
    const deploy::Step step = deploy::stepFor(object(kind, name, component));
    QTEST(deploy::name(step.phase), "phase");
    QTEST(step.waitHealthy, "waits");
    QVERIFY(!step.reason.isEmpty());
}

void TestPlan::orderOfTheWholeSet() {
    // In the order of the alphabet, as files come.
    const QStringList kinds{u"ConfigMap"_s, u"CronJob"_s, u"Deployment"_s, u"HorizontalPodAutoscaler"_s, u"Ingress"_s, u"Job"_s,
        u"LimitRange"_s, u"Namespace"_s, u"NetworkPolicy"_s, u"PersistentVolume"_s, u"PersistentVolumeClaim"_s, u"PodDisruptionBudget"_s,
        u"ResourceQuota"_s, u"Role"_s, u"RoleBinding"_s, u"Secret"_s, u"Service"_s, u"ServiceAccount"_s, u"StatefulSet"_s, u"StorageClass"_s};
    deploy::ManifestSet set;
    for (const QString &kind : kinds)
        set.objects.append(object(kind, u"x"_s));
    set.objects.append(object(u"Deployment"_s, u"prometheus"_s));
    set.objects.append(object(u"Deployment"_s, u"api"_s));
    set.objects.append(object(u"Secret"_s, u"a"_s));
    QStringList got;
    for (const deploy::Step &step : deploy::ordered(set))
        got.append(step.manifest.ref.text());
    const QStringList wanted{u"Namespace/x"_s, u"ResourceQuota/x"_s, u"LimitRange/x"_s, u"NetworkPolicy/x"_s, u"PodDisruptionBudget/x"_s,
        u"ServiceAccount/x"_s, u"Role/x"_s, u"RoleBinding/x"_s, u"Secret/a"_s, u"Secret/x"_s, u"ConfigMap/x"_s, u"Service/x"_s,
        u"StorageClass/x"_s, u"PersistentVolume/x"_s, u"PersistentVolumeClaim/x"_s, u"StatefulSet/x"_s, u"Job/x"_s, u"Deployment/prometheus"_s,
        u"Deployment/api"_s, u"Deployment/x"_s, u"CronJob/x"_s, u"HorizontalPodAutoscaler/x"_s, u"Ingress/x"_s};
    QCOMPARE(got, wanted);
}

void TestPlan::differences_data() {
    QTest::addColumn<QByteArray>("live");
    QTest::addColumn<QByteArray>("merged");
    QTest::addColumn<QStringList>("wanted"); // path|before|after
    QTest::newRow("nothing") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1})") << QStringList();
    QTest::newRow("value") << QByteArray(R"({"spec":{"replicas":3}})") << QByteArray(R"({"spec":{"replicas":4}})") << QStringList{u"spec.replicas|3|4"_s};
    QTest::newRow("added") << QByteArray(R"({"spec":{}})") << QByteArray(R"({"spec":{"x":{"y":true}}})") << QStringList{u"spec.x.y||true"_s};
    QTest::newRow("removed") << QByteArray(R"({"data":{"k":"v"}})") << QByteArray(R"({"data":{}})") << QStringList{u"data.k|v|"_s};
    QTest::newRow("server-owned")
        << QByteArray(R"({"metadata":{"resourceVersion":"1","generation":1,"managedFields":[1],"uid":"a","creationTimestamp":"x",
           "annotations":{"deployment.kubernetes.io/revision":"1"}},"status":{"a":1}})")
        << QByteArray(R"({"metadata":{"resourceVersion":"2","generation":2,"managedFields":[2],"uid":"b","creationTimestamp":"y",
           "annotations":{"deployment.kubernetes.io/revision":"2"}},"status":{"a":2}})")
        << QStringList();
    QTest::newRow("container by name")
        << QByteArray(R"({"spec":{"containers":[{"name":"a","image":"i:1"},{"name":"b","image":"j:1"}]}})")
        << QByteArray(R"({"spec":{"containers":[{"name":"new","image":"k"},{"name":"b","image":"j:2"},{"name":"a","image":"i:1"}]}})")
        << QStringList{u"spec.containers[b].image|j:1|j:2"_s, u"spec.containers[new].image||k"_s, u"spec.containers[new].name||new"_s};
    QTest::newRow("ports by number") << QByteArray(R"({"ports":[{"containerPort":80}]})") << QByteArray(R"({"ports":[{"containerPort":80,"protocol":"UDP"}]})")
        << QStringList{u"ports[80].protocol||UDP"_s};
    QTest::newRow("another order") << QByteArray(R"({"env":[{"name":"A"},{"name":"B"}]})") << QByteArray(R"({"env":[{"name":"B"},{"name":"A"}]})")
        << QStringList{u"env|A, B|B, A"_s};
    QTest::newRow("list of text") << QByteArray(R"({"args":["a","b"]})") << QByteArray(R"({"args":["a"]})") << QStringList{uR"(args|["a","b"]|["a"])"_s};
    QTest::newRow("list without names") << QByteArray(R"({"r":[{"x":{"a":1}},{"x":{"a":2}}]})") << QByteArray(R"({"r":[{"x":{"a":1}},{"x":{"a":3}}]})")
        << QStringList{u"r[1].x.a|2|3"_s};
    QTest::newRow("dotted key") << QByteArray(R"({"data":{"app.conf":"1"}})") << QByteArray(R"({"data":{"app.conf":"2"}})")
        << QStringList{u"data[app.conf]|1|2"_s};
    QTest::newRow("empty against absent") << QByteArray(R"({"a":[],"b":{}})") << QByteArray(R"({})") << QStringList();
    QTest::newRow("type changes") << QByteArray(R"({"a":{"b":1}})") << QByteArray(R"({"a":"x"})") << QStringList{uR"(a|{"b":1}|x)"_s};
}

void TestPlan::differences() {
    QFETCH(QByteArray, live);
    QFETCH(QByteArray, merged);
    QStringList got;
    for (const deploy::FieldChange &change : deploy::differences(json(live), json(merged)))
        got.append(QStringList{change.path, change.before, change.after}.join(u'|'));
    QTEST(got, "wanted");
}

void TestPlan::secretsAreMasked() {
    const std::pair<const char *, const char *> pairs[] = {
        {R"({"kind":"Secret","data":{"pw":"aHVudGVyMg==","gone":"aHVudGVyMg=="},"metadata":{"annotations":
            {"kubectl.kubernetes.io/last-applied-configuration":"hunter2"}}})",
            R"({"kind":"Secret","data":{"pw":"aHVudGVyMw==","new":"aHVudGVyMg=="},"stringData":{"x":"hunter2"}})"},
        {R"({"kind":"Deployment","env":[{"name":"DB_PASSWORD","value":"hunter2"}]})", R"({"kind":"Deployment","env":[{"name":"DB_PASSWORD","value":"hunter3"}]})"},
        {R"({"kind":"Deployment","env":[]})", R"({"kind":"Deployment","env":[{"name":"API_TOKEN","value":"hunter3"}]})"},
        {R"({"kind":"ConfigMap","data":{"openaq_api_key":"hunter2"}})", R"({"kind":"ConfigMap","data":{"openaq_api_key":"hunter3"}})"}};
    for (const auto &[live, merged] : pairs) {
        const auto changes = deploy::differences(json(live), json(merged));
        QVERIFY(!changes.isEmpty());
        for (const deploy::FieldChange &change : changes)
            for (const QString &text : {change.before, change.after}) {
                QVERIFY2(!text.contains("hunter"_L1), qPrintable(text));
                QVERIFY2(!text.contains("aHVudGVy"_L1), qPrintable(text));
            }
    }
    const auto changes = deploy::differences(json(pairs[0].first), json(pairs[0].second));
    QCOMPARE(changes.size(), 4);
    QCOMPARE(changes.at(2).path, u"data.pw"_s);
    QCOMPARE(changes.at(2).after, u"(changed) 7 bytes"_s);
    // What stands beside a secret is not hidden.
    const auto source = deploy::differences(json(R"({"env":[{"name":"DB_PASSWORD","valueFrom":{"secretKeyRef":{"key":"a"}}}]})"),
        json(R"({"env":[{"name":"DB_PASSWORD","valueFrom":{"secretKeyRef":{"key":"b"}}}]})"));
    QCOMPARE(source.at(0).after, u"b"_s);
}

void TestPlan::conflicts_data() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("one") << uR"(Apply failed with 1 conflict: conflict with "kube-controller-manager" with subresource "scale" using apps/v1: .spec.replicas)"_s
                         << u"field .spec.replicas belongs to kube-controller-manager"_s;
    QTest::newRow("several of one") << u"Apply failed with 2 conflicts: conflicts with \"kubectl\" using apps/v1:\n- .spec.replicas\n- .spec.paused"_s
                                    << u"fields .spec.replicas, .spec.paused belong to kubectl"_s;
    QTest::newRow("of two") << u"Apply failed with 2 conflicts: conflicts with \"a\" using v1:\n- .data.x\nconflicts with \"b\" using v1:\n- .spec.containers[name=\"api\"].image"_s
                            << u"field .data.x belongs to a; field .spec.containers[name=\"api\"].image belongs to b"_s;
    QTest::newRow("another sentence") << u"the object has been modified"_s << u"the object has been modified"_s;
}

void TestPlan::conflicts() {
    QFETCH(QString, message);
    // The client gives the first line as the message and all of them as the detail.
    QTEST(deploy::conflictText({base::ErrorKind::Conflict, message.section(u'\n', 0, 0), {}, message}), "wanted");
}

void TestPlan::refusalsHideSecrets() {
    const QJsonObject secret = json(R"({"kind":"Secret","data":{"a":"aHVudGVyMg=="},"stringData":{"b":"plain-hunter"}})");
    const base::Error error{base::ErrorKind::Invalid, u"bad value aHVudGVyMg== or hunter2"_s, {}, u"b: plain-hunter (cGxhaW4taHVudGVy)"_s};
    const base::Error safe = deploy::concealed(error, secret);
    QCOMPARE(safe.message, u"bad value (hidden) or (hidden)"_s);
    QCOMPARE(safe.detail, u"b: (hidden) ((hidden))"_s);
    QCOMPARE(deploy::concealed(error, json(R"({"kind":"ConfigMap","data":{"a":"hunter2"}})")), error);
}

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
