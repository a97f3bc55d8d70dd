// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects beside the same objects elsewhere: one form of text, Secrets masked, what a server adds left out and what people change kept.
#include "models/config/comparison.h"
#include "models/config/linediff.h"
#include "models/config/serverfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QJsonObject objectOf(const char *json) { return QJsonDocument::fromJson(json).object(); }

QJsonObject fromYaml(const std::string &text) {
    const auto set = config::Set::of({{u"/set/one.yaml"_s, text}});
    return models::jsonOf(set->objects().front());
}

QStringList changed(const models::TextPair &pair) {
    QStringList lines;
    for (const models::DiffLine &line : models::lineDiff(pair.theirs, pair.ours)) {
        if (line.kind != models::DiffLine::Kind::Same)
            lines << line.left.trimmed() + u" > "_s + line.right.trimmed();
    }
    return lines;
}

constexpr auto deployment = R"(kind: Deployment
apiVersion: apps/v1
spec:   # the order is this file's own
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - image: "ghcr.io/aqi/api:1.4"
          name: api
          ports: [{containerPort: 8000}]
          env:
            - {name: LOG_LEVEL, value: info}
          resources: {requests: {cpu: 1000m, memory: 1Gi}}
          readinessProbe: {httpGet: {path: /ready, port: 8000}}
      volumes:
        - name: files
          configMap: {name: files}
  replicas: 3
  selector: {matchLabels: {app: api}}
metadata: {name: api}
)";

constexpr auto liveDeployment = R"({"apiVersion": "apps/v1", "kind": "Deployment",
 "metadata": {"name": "api", "namespace": "aqi", "uid": "u", "resourceVersion": "7", "generation": 4, "creationTimestamp": "2026-01-01T00:00:00Z",
  "managedFields": [{"manager": "kubectl"}], "annotations": {"deployment.kubernetes.io/revision": "3", "kubectl.kubernetes.io/last-applied-configuration": "{}"}},
 "spec": {"replicas": 3, "progressDeadlineSeconds": 600, "revisionHistoryLimit": 10,
  "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}}, "selector": {"matchLabels": {"app": "api"}},
  "template": {"metadata": {"creationTimestamp": null, "labels": {"app": "api"}}, "spec": {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
   "schedulerName": "default-scheduler", "securityContext": {}, "terminationGracePeriodSeconds": 30,
   "containers": [{"name": "api", "image": "ghcr.io/aqi/api:1.4", "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File", "ports": [{"containerPort": 8000, "protocol": "TCP"}], "env": [{"name": "LOG_LEVEL", "value": "info"}],
    "resources": {"requests": {"cpu": "1", "memory": "1Gi"}},
    "readinessProbe": {"httpGet": {"path": "/ready", "port": 8000, "scheme": "HTTP"}, "failureThreshold": 3, "periodSeconds": 10, "successThreshold": 1, "timeoutSeconds": 1}}],
   "volumes": [{"name": "files", "configMap": {"name": "files", "defaultMode": 420}}]}}},
 "status": {"readyReplicas": 3}})";

QStringList against(QJsonObject live, const QJsonObject &ours) { return changed(models::objectTexts(ours, models::withoutServerFields(live, ours))); }

QJsonObject with(const QString &json, const QString &before, const QString &by) {
    const QJsonObject made = QJsonDocument::fromJson(QString(json).replace(before, by).toUtf8()).object();
    return made == QJsonDocument::fromJson(json.toUtf8()).object() ? QJsonObject() : made;
}

} // namespace

class TestConfigLive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anObjectIsWrittenInOneOrder() {
        const QString text = models::objectTexts(fromYaml(deployment), {}).ours;
        QVERIFY2(text.startsWith("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 3\n"_L1), qPrintable(text));
        QVERIFY2(text.contains("        - name: api\n          env:\n            - name: LOG_LEVEL\n              value: info\n"_L1), qPrintable(text));
        const auto again = config::Document::parse(u"/set/again.yaml"_s, text.toStdString(), config::Format::Yaml);
        QVERIFY(again->problems().empty());
        QCOMPARE(fromYaml(text.toStdString()), fromYaml(deployment));
    }

    void whatIsWrittenReadsBackTheSame() {
        const QJsonObject object{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s},
            {u"data"_s, QJsonObject{{u"8080"_s, u"80"_s}, {u"yes"_s, u"no"_s}, {u"colon"_s, u"a: b"_s}, {u"comment"_s, u"a #b"_s}, {u"empty"_s, QString()},
                            {u"lines"_s, u"one\n\n  two\n"_s}, {u"open"_s, u"one\ntwo"_s}, {u"more"_s, u"one\n\n\n"_s}, {u"space"_s, u" one\ntwo\n"_s},
                            {u"tab"_s, u"a\tb\n"_s}, {u"version"_s, u"1.20"_s}, {u"star"_s, u"*/5 * * * *"_s}, {u"umlaut"_s, u"Köln"_s}}},
            {u"list"_s, QJsonArray{QJsonArray{1, 2}, QJsonObject{}, u"a\nb\n"_s, true, QJsonObject{{u"x"_s, QJsonArray{}}}}}};
        const QString text = models::objectTexts(object, {}).ours;
        QCOMPARE(fromYaml(text.toStdString()), object);
    }

    void whatTheServerAddsIsNoDifference() {
        QCOMPARE(against(objectOf(liveDeployment), fromYaml(deployment)), QStringList());
    }

    void whatPeopleChangedIsADifference_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("a value") << u"\"replicas\": 3"_s << u"\"replicas\": 5"_s << QStringList{u"replicas: 5 > replicas: 3"_s};
        QTest::newRow("a default that the file names otherwise") << u"\"replicas\": 3"_s << u"\"replicas\": 1"_s << QStringList{u"replicas: 1 > replicas: 3"_s};
        QTest::newRow("no default") << u"\"timeoutSeconds\": 1"_s << u"\"timeoutSeconds\": 9"_s << QStringList{u"timeoutSeconds: 9 > "_s};
        QTest::newRow("a quantity") << u"\"cpu\": \"1\""_s << u"\"cpu\": \"2\""_s << QStringList{u"cpu: \"2\" > cpu: \"1000m\""_s};
        QTest::newRow("one more variable") << u"\"env\": ["_s << u"\"env\": [{\"name\": \"DEBUG\", \"value\": \"on\"}, "_s
                                           << QStringList{u"- name: DEBUG > "_s, u"value: \"on\" > "_s};
        QTest::newRow("a label") << u"\"labels\": {"_s << u"\"labels\": {\"type\": \"ClusterIP\", "_s << QStringList{u"type: ClusterIP > "_s};
        QTest::newRow("an annotation") << u"\"annotations\": {"_s << u"\"annotations\": {\"team\": \"air\", "_s
                                       << QStringList{u"annotations: > "_s, u"team: air > "_s};
    }
    void whatPeopleChangedIsADifference() {
        QFETCH(QString, before);
        QFETCH(QString, by);
        QFETCH(QStringList, lines);
        const QJsonObject live = with(QString::fromUtf8(liveDeployment), before, by);
        QVERIFY(!live.isEmpty());
        QCOMPARE(against(live, fromYaml(deployment)), lines);
    }

    void aServiceAsItIsAssigned() {
        const QJsonObject ours = fromYaml("apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec:\n  selector: {app: api}\n  ports: [{name: http, port: 80}]\n");
        const QJsonObject live = objectOf(R"({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "api", "namespace": "aqi"}, "spec": {"clusterIP": "10.0.0.7",
            "clusterIPs": ["10.0.0.7"], "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", "sessionAffinity": "None",
            "type": "ClusterIP", "selector": {"app": "api"}, "ports": [{"name": "http", "port": 80, "protocol": "TCP", "targetPort": 80}]}})");
        QCOMPARE(against(live, ours), QStringList());
        QCOMPARE(against(with(QString::fromUtf8(QJsonDocument(live).toJson(QJsonDocument::Compact)), u"\"targetPort\":80"_s, u"\"targetPort\":81"_s), ours),
            QStringList{u"targetPort: 81 > "_s});
    }

    void claimsOfAStatefulSetAreMadeWhole() {
        const QJsonObject ours = fromYaml("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  volumeClaimTemplates:\n    - metadata: {name: data}\n"
            "      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}\n");
        const QJsonObject live = objectOf(R"({"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"}, "spec": {"podManagementPolicy": "OrderedReady",
            "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"}, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
            "volumeClaimTemplates": [{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"creationTimestamp": null, "name": "data"},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}, "volumeMode": "Filesystem"}, "status": {"phase": "Pending"}}]}})");
        QCOMPARE(against(live, ours), QStringList());
    }

    void secretsAreOnlySaidToDiffer() {
        const QJsonObject ours = fromYaml("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {same: hunter2, other: hunter3}\ndata: {ours: aHVudGVyNA==}\n");
        const QJsonObject live = objectOf(R"({"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "metadata": {"name": "s",
            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "the same as hunter2"}},
            "data": {"same": "aHVudGVyMg==", "other": "aHVudGVyOQ==", "theirs": "aHVudGVyOA=="}})");
        const models::TextPair pair = models::objectTexts(ours, models::withoutServerFields(live, ours));
        for (const QString &text : {pair.ours, pair.theirs}) {
            QVERIFY2(!text.contains("hunter"_L1) && !text.contains("aHVud"_L1), qPrintable(text));
            QVERIFY2(text.contains(u"same: \"%1\""_s.arg(models::maskText())), qPrintable(text));
        }
        QVERIFY2(pair.theirs.contains(u"other: \"%1 (differs)\""_s.arg(models::maskText())), qPrintable(pair.theirs));
        QVERIFY(pair.ours.contains("ours: "_L1) && !pair.ours.contains("theirs: "_L1));
        QVERIFY(pair.theirs.contains("theirs: "_L1) && !pair.theirs.contains("ours: "_L1));
        QVERIFY(!models::objectTexts({}, live).theirs.contains("aHVud"_L1));
    }

    void anotherOverlayOfTheSameObject() {
        const std::string service = "apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {ports: [{port: 80}]}\n";
        std::string other = service;
        other.replace(other.find("80"), 2, "90");
        const auto set = config::Set::of({{u"/set/staging/kustomization.yaml"_s, "resources: [service.yaml]\n"}, {u"/set/staging/service.yaml"_s, service + "---\n" + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"},
            {u"/set/production/kustomization.yaml"_s, "resources: [service.yaml]\n"}, {u"/set/production/service.yaml"_s, other}});
        const config::File *file = set->file(u"/set/staging/service.yaml"_s);
        QVERIFY(file && models::holdsObjects(*file));
        const auto scopes = models::scopesFor(*set, *file);
        QCOMPARE(scopes.size(), 1);
        QVERIFY(scopes.front()->root.endsWith("/production"_L1));
        const models::Comparison made = models::compareWithScope(*file, nullptr, *scopes.front());
        QCOMPARE(made.objects, 2);
        QCOMPARE(made.missing, QStringList{u"ConfigMap/c"_s});
        QVERIFY2(made.texts.theirs.contains("- port: 90"_L1) && made.texts.ours.contains("- port: 80"_L1), qPrintable(made.texts.theirs));
    }

    void whatTheClusterDoesNotSayIsSaid() {
        const auto set = config::Set::of({{u"/set/a.yaml"_s, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: b}\n"
            "---\napiVersion: v1\nkind: Service\nmetadata: {name: c}\n"}});
        const base::Result<QJsonObject> forbidden = base::fail(base::ErrorKind::Forbidden, u"you may not"_s);
        const base::Result<QJsonObject> gone = base::fail(base::ErrorKind::NotFound, u"not found"_s);
        const models::Comparison made = models::compareWithLive(set->files().front(), nullptr, [&](const config::Object &object) -> const base::Result<QJsonObject> * {
            return object.name == "a" ? &forbidden : object.name == "b" ? &gone : nullptr;
        });
        QCOMPARE(made.missing, QStringList{u"Service/b"_s});
        QCOMPARE(made.unknown, (QStringList{u"Service/a: you may not"_s, u"Service/c: it was not asked for"_s}));
        QVERIFY(made.texts.ours.contains("name: b"_L1) && !made.texts.ours.contains("name: a"_L1));
    }
};

QTEST_GUILESS_MAIN(TestConfigLive)
#include "tst_configlive.moc"
