// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox as the real kubectl sees it: one test for each verb.
#include "kubectl.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const Ran &ran) {
    return QJsonDocument::fromJson(ran.out.toUtf8()).object();
}

QByteArray deployment(const char *name, int replicas, const char *image, const char *extra = "") {
    return QByteArray("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ") + name
        + "\nspec:\n  replicas: " + QByteArray::number(replicas) + "\n" + extra + "  selector:\n    matchLabels: {app: " + name
        + "}\n  template:\n    metadata:\n      labels: {app: " + name + "}\n    spec:\n      containers:\n      - name: main\n        image: "
        + image + "\n        ports: [{name: http, containerPort: 8080}]\n        resources:\n          requests: {cpu: 100m, memory: 64Mi}\n";
}

} // namespace

#define HAS(ran, text) QVERIFY2((ran).out.contains(text), (ran).report().constData())

class TestKubectl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const auto up = m_sandbox.up();
        RAN(up);
        QCOMPARE(up.out.trimmed().split(u'\n').last(), m_sandbox.kubeconfig());
        RAN(k({u"apply"_s, u"-f"_s, u"-"_s}, "apiVersion: v1\nkind: Namespace\nmetadata: {name: aqi-predictor}\n"));
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, deployment("web", 2, "registry.local/web:1")));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=30s"_s}));
    }

    void kubeconfigIsPrivate() {
        const auto permissions = QFile::permissions(m_sandbox.kubeconfig());
        QCOMPARE(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
    }
    void upAgainSaysTheSame() {
        const auto again = m_sandbox.up();
        RAN(again);
        QCOMPARE(again.out.trimmed(), m_sandbox.kubeconfig());
        const auto status = m_sandbox.control({u"status"_s, u"--format"_s, u"json"_s});
        RAN(status);
        QVERIFY(json(status)[u"running"].toBool());
    }
    void version() {
        const auto ran = k({u"version"_s, u"-o"_s, u"json"_s});
        RAN(ran);
        QCOMPARE(json(ran)[u"serverVersion"][u"gitVersion"].toString(), u"v1.32.0+aqi-sandbox"_s);
    }
    void apiResources() {
        const auto ran = k({u"api-resources"_s, u"--no-headers"_s});
        RAN(ran);
        for (const auto &line : {u"deployments\\s+deploy\\s+apps/v1\\s+true\\s+Deployment"_s, u"pods\\s+po\\s+v1\\s+true\\s+Pod"_s,
                 u"horizontalpodautoscalers\\s+hpa\\s+autoscaling/v2\\s+true"_s, u"nodes\\s+metrics.k8s.io/v1beta1\\s+false"_s})
            QVERIFY2(ran.out.contains(QRegularExpression(line)), qPrintable(line + u"\n"_s + ran.out));
        RAN(k({u"api-versions"_s}));
    }
    void explain() {
        const auto ran = k({u"explain"_s, u"deployment.spec.strategy"_s});
        RAN(ran);
        HAS(ran, u"rollingUpdate"_s);
    }
    void authCanI() {
        const auto ran = k({u"auth"_s, u"can-i"_s, u"delete"_s, u"pods"_s});
        RAN(ran);
        QCOMPARE(ran.out.trimmed(), u"yes"_s);
        RAN(k({u"auth"_s, u"can-i"_s, u"--list"_s}));
        const auto who = k({u"auth"_s, u"whoami"_s});
        RAN(who);
        HAS(who, u"aqi-sandbox-admin"_s);
    }

    void getTable() {
        const auto ran = k({u"get"_s, u"deployment"_s, u"web"_s});
        RAN(ran);
        QVERIFY2(ran.out.contains(QRegularExpression(u"^NAME\\s+READY\\s+UP-TO-DATE\\s+AVAILABLE\\s+AGE\\nweb\\s+2/2\\s+2\\s+2\\s+\\d+s"_s)),
            ran.report().constData());
    }
    void getWide() {
        const auto ran = k({u"get"_s, u"pods"_s, u"-o"_s, u"wide"_s, u"-l"_s, u"app=web"_s});
        RAN(ran);
        QVERIFY2(ran.out.contains(QRegularExpression(u"NAME\\s+READY\\s+STATUS\\s+RESTARTS\\s+AGE\\s+IP\\s+NODE\\s+NOMINATED NODE\\s+READINESS GATES"_s)),
            ran.report().constData());
        QVERIFY2(ran.out.contains(QRegularExpression(u"web-\\S+\\s+1/1\\s+Running\\s+0\\s+\\S+\\s+\\d+\\.\\d+\\.\\d+\\.\\d+\\s+sandbox-\\d"_s)),
            ran.report().constData());
        const auto nodes = k({u"get"_s, u"nodes"_s, u"-o"_s, u"wide"_s});
        RAN(nodes);
        HAS(nodes, u"Ready"_s);
        const auto sets = k({u"get"_s, u"rs,svc,ns,events,sc,hpa,pvc,pv,ingressclass,priorityclass,ep,endpointslices"_s, u"-A"_s, u"-o"_s, u"wide"_s});
        RAN(sets);
        HAS(sets, u"registry.local/web:1"_s);
    }
    void getFormats() {
        const auto text = k({u"get"_s, u"deployment"_s, u"web"_s, u"-o"_s, u"json"_s});
        RAN(text);
        QCOMPARE(json(text)[u"spec"][u"strategy"][u"type"].toString(), u"RollingUpdate"_s); // a default
        const auto yaml = k({u"get"_s, u"deployment"_s, u"web"_s, u"-o"_s, u"yaml"_s});
        RAN(yaml);
        HAS(yaml, u"progressDeadlineSeconds: 600"_s);
        const auto name = k({u"get"_s, u"deployment"_s, u"-o"_s, u"name"_s});
        RAN(name);
        HAS(name, u"deployment.apps/web"_s);
        const auto path = k({u"get"_s, u"pods"_s, u"-o"_s, u"jsonpath={.items[0].status.phase}"_s});
        RAN(path);
        QCOMPARE(path.out, u"Running"_s);
        RAN(k({u"get"_s, u"all"_s}));
    }
    void getMissing() {
        const auto ran = k({u"get"_s, u"pod"_s, u"nobody"_s});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.err.trimmed(), u"Error from server (NotFound): pods \"nobody\" not found"_s);
    }
    void selectors() {
        QCOMPARE(lines(k({u"get"_s, u"pods"_s, u"-l"_s, u"app in (web,other),pod-template-hash,!no"_s, u"-o"_s, u"name"_s})), 2);
        QCOMPARE(lines(k({u"get"_s, u"pods"_s, u"-l"_s, u"app notin (web)"_s, u"-o"_s, u"name"_s})), 0);
        QCOMPARE(lines(k({u"get"_s, u"pods"_s, u"--field-selector=status.phase=Running"_s, u"-l"_s, u"app=web"_s, u"-o"_s, u"name"_s})), 2);
        QCOMPARE(lines(k({u"get"_s, u"pods"_s, u"--field-selector=status.phase!=Running"_s, u"-l"_s, u"app=web"_s, u"-o"_s, u"name"_s})), 0);
        const auto bad = k({u"get"_s, u"pods"_s, u"--field-selector=spec.colour=red"_s});
        QCOMPARE(bad.status, 1);
        QVERIFY2(bad.err.contains(u"field label not supported: spec.colour"_s), bad.report().constData());
    }
    void chunks() {
        for (int i = 0; i < 3; ++i)
            RAN(k({u"create"_s, u"configmap"_s, u"chunk-%1"_s.arg(i), u"-n"_s, u"default"_s}));
        const auto ran = k({u"get"_s, u"configmaps"_s, u"-n"_s, u"default"_s, u"--chunk-size=1"_s, u"-o"_s, u"name"_s});
        RAN(ran);
        for (int i = 0; i < 3; ++i)
            HAS(ran, u"chunk-%1"_s.arg(i));
    }
    void getWatch() {
        const auto watch = m_sandbox.kubectlStarted({u"get"_s, u"configmaps"_s, u"--watch"_s, u"-n"_s, u"aqi-predictor"_s});
        QByteArray seen;
        const auto sees = [&](const char *text) {
            watch->waitForReadyRead(50);
            seen += watch->readAllStandardOutput();
            return seen.contains(text);
        };
        RAN(k({u"create"_s, u"configmap"_s, u"watched"_s}));
        QTRY_VERIFY2_WITH_TIMEOUT(sees("watched   0"), seen.constData(), 15000);
        RAN(k({u"create"_s, u"configmap"_s, u"watched-later"_s, u"--from-literal=a=b"_s}));
        QTRY_VERIFY2_WITH_TIMEOUT(sees("watched-later   1"), seen.constData(), 15000);
        watch->kill();
        watch->waitForFinished();
    }
    void describe_data() {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("text");
        QTest::newRow("deployment") << u"deployment/web"_s << u"StrategyType:           RollingUpdate"_s;
        QTest::newRow("pods") << u"pods"_s << u"Controlled By:  ReplicaSet/web-"_s;
        QTest::newRow("replica sets") << u"rs"_s << u"Controlled By:  Deployment/web"_s;
        QTest::newRow("node") << u"node/sandbox-1"_s << u"Allocated resources:"_s;
        QTest::newRow("namespace") << u"namespace/aqi-predictor"_s << u"Status:       Active"_s;
        QTest::newRow("storage class") << u"sc/standard"_s << u"IsDefaultClass:        Yes"_s;
    }
    void describe() {
        QFETCH(QString, object);
        QFETCH(QString, text);
        const auto ran = k({u"describe"_s, object});
        RAN(ran);
        HAS(ran, text);
    }
    void events() {
        const auto ran = k({u"events"_s, u"--for"_s, u"deployment/web"_s});
        RAN(ran);
        HAS(ran, u"ScalingReplicaSet"_s);
        const auto selected = k({u"get"_s, u"events"_s, u"--field-selector=involvedObject.kind=Deployment,reason=ScalingReplicaSet"_s});
        RAN(selected);
        HAS(selected, u"deployment/web"_s);
        const auto newer = k({u"get"_s, u"events.v1.events.k8s.io"_s, u"-o"_s, u"json"_s});
        RAN(newer);
        QVERIFY2(json(newer)[u"items"][0][u"regarding"].isObject(), newer.report().constData());
    }
    void logs() {
        const auto ran = k({u"logs"_s, u"deployment/web"_s, u"--tail=5"_s});
        RAN(ran);
        QVERIFY2(!ran.out.isEmpty(), ran.report().constData());
        const auto stamped = k({u"logs"_s, u"-l"_s, u"app=web"_s, u"--timestamps"_s, u"--prefix"_s});
        RAN(stamped);
        HAS(stamped, u"Z "_s);
    }
    void followedLogsEndWithTheInstance() { // of a pod that crashes again and again; kubectl has a minute
        RAN(k({u"run"_s, u"crashing"_s, u"--image=registry.local/x:crash"_s}));
        RAN(k({u"wait"_s, u"pod/crashing"_s, u"--for=jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}=1"_s, u"--timeout=40s"_s}));
        const auto ran = k({u"logs"_s, u"-f"_s, u"crashing"_s});
        RAN(ran);
        HAS(ran, u"container counts as ended with exit code 1"_s);
        RAN(k({u"delete"_s, u"pod"_s, u"crashing"_s}));
    }
    void hollowPodsRunNothing() {
        const auto exec = k({u"exec"_s, u"deployment/web"_s, u"--"_s, u"true"_s});
        QCOMPARE(exec.status, 1);
        QVERIFY2(exec.err.contains(u"is hollow: nothing runs in it"_s), exec.report().constData());
        const auto attach = k({u"attach"_s, u"deployment/web"_s});
        QCOMPARE(attach.status, 1);
        QVERIFY2(attach.err.contains(u"gives no way to the streams of container main"_s), attach.report().constData());
        const auto forward = k({u"port-forward"_s, u"deployment/web"_s, u":8080"_s});
        QCOMPARE(forward.status, 1);
        QVERIFY2(forward.err.contains(u"is hollow: nothing runs in it, so nothing listens on its ports"_s), forward.report().constData());
    }
    void top() {
        const auto pods = k({u"top"_s, u"pods"_s, u"--containers"_s});
        RAN(pods);
        QVERIFY2(pods.out.contains(QRegularExpression(u"web-\\S+\\s+\\S+\\s+\\d+m\\s+\\d+Mi"_s)), pods.report().constData());
        const auto nodes = k({u"top"_s, u"nodes"_s});
        RAN(nodes);
        HAS(nodes, u"sandbox-1"_s);
    }

    void applyServerSideTwice() {
        const auto manifest = deployment("ssa", 1, "registry.local/ssa:1");
        const auto first = k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest);
        RAN(first);
        HAS(first, u"deployment.apps/ssa serverside-applied"_s);
        const auto before = generation(u"ssa"_s);
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest));
        QCOMPARE(generation(u"ssa"_s), before);
        const auto managers = k({u"get"_s, u"deployment"_s, u"ssa"_s, u"-o"_s, u"jsonpath={.metadata.managedFields[*].manager}"_s});
        HAS(managers, u"kubectl"_s);
    }
    void applyConflict() {
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, deployment("conflicted", 1, "registry.local/c:1")));
        const QStringList other{u"apply"_s, u"--server-side"_s, u"--field-manager=other"_s, u"-f"_s, u"-"_s};
        const auto refused = k(other, deployment("conflicted", 1, "registry.local/c:2"));
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains(u"Apply failed with 1 conflict: conflict with \"kubectl\": .spec.template.spec.containers[name=\"main\"].image"_s),
            refused.report().constData());
        RAN(k(other + QStringList{u"--force-conflicts"_s}, deployment("conflicted", 1, "registry.local/c:2")));
    }
    void applyUnknownField() {
        const auto manifest = deployment("unknown", 1, "registry.local/u:1", "  replcas: 3\n");
        const auto server = k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, manifest);
        QCOMPARE(server.status, 1);
        QVERIFY2(server.err.contains(u".spec.replcas: field not declared in schema"_s), server.report().constData());
        const auto client = k({u"apply"_s, u"-f"_s, u"-"_s}, manifest);
        QCOMPARE(client.status, 1);
        QVERIFY2(client.err.contains(u"unknown field \"spec.replcas\""_s), client.report().constData());
        const auto warned = k({u"apply"_s, u"--validate=warn"_s, u"-f"_s, u"-"_s}, manifest);
        RAN(warned);
        QVERIFY2(warned.err.contains(u"Warning: unknown field \"spec.replcas\""_s), warned.report().constData());
    }
    void applyClientSide() {
        const QStringList apply{u"apply"_s, u"-f"_s, u"-"_s};
        HAS(k(apply, deployment("csa", 1, "registry.local/csa:1")), u"created"_s);
        HAS(k(apply, deployment("csa", 1, "registry.local/csa:1")), u"unchanged"_s);
        HAS(k(apply, deployment("csa", 2, "registry.local/csa:1")), u"configured"_s);
        RAN(k({u"wait"_s, u"deployment/csa"_s, u"--for=jsonpath={.status.readyReplicas}=2"_s, u"--timeout=30s"_s}));
    }
    void dryRun() {
        const auto ran = k({u"apply"_s, u"--server-side"_s, u"--dry-run=server"_s, u"-f"_s, u"-"_s}, deployment("dry", 1, "registry.local/d:1"));
        RAN(ran);
        HAS(ran, u"serverside-applied (server dry run)"_s);
        QCOMPARE(k({u"get"_s, u"deployment"_s, u"dry"_s}).status, 1);
    }
    void diff() {
        const auto same = k({u"diff"_s, u"--server-side"_s, u"--force-conflicts"_s, u"-f"_s, u"-"_s}, deployment("ssa", 1, "registry.local/ssa:1"));
        QVERIFY2(same.status == 0, same.report().constData());
        const auto changed = k({u"diff"_s, u"--server-side"_s, u"--force-conflicts"_s, u"-f"_s, u"-"_s}, deployment("ssa", 1, "registry.local/ssa:2"));
        QCOMPARE(changed.status, 1);
        QVERIFY2(changed.out.contains(u"+      - image: registry.local/ssa:2"_s) || changed.out.contains(u"+        image: registry.local/ssa:2"_s),
            changed.report().constData());
    }
    void invalidObject() {
        const auto ran = k({u"create"_s, u"-f"_s, u"-"_s}, "apiVersion: v1\nkind: Pod\nmetadata: {name: Bad_Name}\nspec: {containers: [{name: a, image: b}]}\n");
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains(u"is invalid: metadata.name: Invalid value: \"Bad_Name\""_s), ran.report().constData());
    }

    void patch_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("body");
        QTest::newRow("strategic") << u"strategic"_s << uR"({"spec":{"template":{"metadata":{"annotations":{"strategic":"yes"}}}}})"_s;
        QTest::newRow("merge") << u"merge"_s << uR"({"metadata":{"annotations":{"merge":"yes"}}})"_s;
        QTest::newRow("json") << u"json"_s << uR"([{"op":"add","path":"/metadata/annotations/json","value":"yes"}])"_s;
    }
    void patch() {
        QFETCH(QString, type);
        QFETCH(QString, body);
        const auto ran = k({u"patch"_s, u"deployment"_s, u"ssa"_s, u"--type"_s, type, u"-p"_s, body, u"-o"_s, u"yaml"_s});
        RAN(ran);
        HAS(ran, QString(type + u": \"yes\""_s));
    }
    void labelAndAnnotate() {
        RAN(k({u"label"_s, u"deployment"_s, u"web"_s, u"tier=front"_s}));
        const auto refused = k({u"label"_s, u"deployment"_s, u"web"_s, u"tier=back"_s});
        QCOMPARE(refused.status, 1);
        RAN(k({u"label"_s, u"deployment"_s, u"web"_s, u"tier=back"_s, u"--overwrite"_s}));
        RAN(k({u"annotate"_s, u"deployment"_s, u"web"_s, u"note=x"_s}));
        QCOMPARE(lines(k({u"get"_s, u"deployment"_s, u"-l"_s, u"tier=back"_s, u"-o"_s, u"name"_s})), 1);
        RAN(k({u"label"_s, u"deployment"_s, u"web"_s, u"tier-"_s}));
    }
    void rollout() {
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, deployment("rolled", 2, "registry.local/rolled:1")));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/rolled"_s, u"--timeout=30s"_s}));
        RAN(k({u"set"_s, u"image"_s, u"deployment/rolled"_s, u"main=registry.local/rolled:2"_s}));
        const auto status = k({u"rollout"_s, u"status"_s, u"deployment/rolled"_s, u"--timeout=60s"_s});
        RAN(status);
        HAS(status, u"deployment \"rolled\" successfully rolled out"_s);
        const auto history = k({u"rollout"_s, u"history"_s, u"deployment/rolled"_s});
        RAN(history);
        QVERIFY2(history.out.contains(QRegularExpression(u"1\\s+<none>\\n2\\s+<none>"_s)), history.report().constData());
        RAN(k({u"rollout"_s, u"undo"_s, u"deployment/rolled"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/rolled"_s, u"--timeout=60s"_s}));
        const auto image = k({u"get"_s, u"deployment"_s, u"rolled"_s, u"-o"_s, u"jsonpath={.spec.template.spec.containers[0].image}"_s});
        QCOMPARE(image.out, u"registry.local/rolled:1"_s);
        RAN(k({u"rollout"_s, u"restart"_s, u"deployment/rolled"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/rolled"_s, u"--timeout=60s"_s}));
    }
    void scale() {
        RAN(k({u"scale"_s, u"deployment/csa"_s, u"--replicas=3"_s}));
        RAN(k({u"wait"_s, u"deployment/csa"_s, u"--for=jsonpath={.status.readyReplicas}=3"_s, u"--timeout=30s"_s}));
        RAN(k({u"scale"_s, u"deployment/csa"_s, u"--replicas=1"_s, u"--current-replicas=3"_s}));
        RAN(k({u"wait"_s, u"deployment/csa"_s, u"--for=jsonpath={.status.replicas}=1"_s, u"--timeout=30s"_s}));
        const auto managers = k({u"get"_s, u"deployment"_s, u"csa"_s, u"--show-managed-fields"_s, u"-o"_s, u"jsonpath={.metadata.managedFields[*].subresource}"_s});
        HAS(managers, u"scale"_s);
    }
    void serviceAndProxy() {
        RAN(k({u"expose"_s, u"deployment"_s, u"web"_s, u"--port=80"_s, u"--target-port=8080"_s}));
        const auto service = k({u"get"_s, u"service"_s, u"web"_s, u"-o"_s, u"jsonpath={.spec.clusterIP}"_s});
        RAN(service);
        QVERIFY2(service.out.startsWith(u"10.96."_s), service.report().constData());
        RAN(k({u"wait"_s, u"endpoints/web"_s, u"--for=jsonpath={.subsets[0].ports[0].port}=8080"_s, u"--timeout=20s"_s}));
        const auto nobody = k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/aqi-predictor/services/web:80/proxy/health"_s});
        QCOMPARE(nobody.status, 1); // no program stands behind this image
        RAN(k({u"create"_s, u"service"_s, u"clusterip"_s, u"lonely"_s, u"--tcp=80:80"_s}));
        const auto lonely = k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/aqi-predictor/services/lonely:80/proxy/"_s});
        QVERIFY2(lonely.err.contains(u"no endpoints available for service \"lonely\""_s), lonely.report().constData());
        RAN(k({u"describe"_s, u"service"_s, u"web"_s}));
    }
    void theApiBehindTheProxy() {
        RAN(k({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, deployment("api", 1, "aqi-predictor/api:1")));
        RAN(k({u"expose"_s, u"deployment"_s, u"api"_s, u"--name=api-service"_s, u"--port=8000"_s, u"--target-port=8080"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/api"_s, u"--timeout=30s"_s}));
        RAN(k({u"wait"_s, u"endpoints/api-service"_s, u"--for=jsonpath={.subsets[0].ports[0].port}=8080"_s, u"--timeout=20s"_s}));
        const auto ran = k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/aqi-predictor/services/api-service:8000/proxy/health"_s});
        RAN(ran);
        QVERIFY2(QJsonDocument::fromJson(ran.out.toUtf8()).isObject(), ran.report().constData());
    }
    void deleteCascades() {
        RAN(k({u"delete"_s, u"deployment"_s, u"csa"_s, u"--timeout=30s"_s}));
        RAN(k({u"wait"_s, u"pods"_s, u"-l"_s, u"app=csa"_s, u"--for=delete"_s, u"--timeout=30s"_s}));
        QCOMPARE(lines(k({u"get"_s, u"rs"_s, u"-l"_s, u"app=csa"_s, u"-o"_s, u"name"_s})), 0);
        RAN(k({u"delete"_s, u"deployment"_s, u"conflicted"_s, u"--cascade=foreground"_s, u"--timeout=30s"_s}));
        QCOMPARE(lines(k({u"get"_s, u"rs,pods"_s, u"-l"_s, u"app=conflicted"_s, u"-o"_s, u"name"_s})), 0);
        RAN(k({u"delete"_s, u"deployment"_s, u"ssa"_s, u"--cascade=orphan"_s, u"--timeout=30s"_s}));
        QVERIFY(lines(k({u"get"_s, u"rs"_s, u"-l"_s, u"app=ssa"_s, u"-o"_s, u"name"_s})) >= 1);
        RAN(k({u"delete"_s, u"rs"_s, u"-l"_s, u"app=ssa"_s, u"--timeout=30s"_s}));
    }
    void deletedPodsReturn() {
        const auto before = k({u"get"_s, u"pods"_s, u"-l"_s, u"app=web"_s, u"-o"_s, u"name"_s});
        RAN(k({u"delete"_s, before.out.split(u'\n').first(), u"--timeout=30s"_s}));
        RAN(k({u"wait"_s, u"deployment/web"_s, u"--for=condition=Available"_s, u"--timeout=30s"_s}));
        RAN(k({u"delete"_s, u"pods"_s, u"-l"_s, u"app=web"_s, u"--force"_s, u"--grace-period=0"_s, u"--timeout=30s"_s}));
        RAN(k({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=30s"_s}));
    }
    void drain() {
        const auto ran = k({u"drain"_s, u"sandbox-3"_s, u"--ignore-daemonsets"_s, u"--timeout=30s"_s});
        RAN(ran);
        const auto node = k({u"get"_s, u"node"_s, u"sandbox-3"_s});
        HAS(node, u"Ready,SchedulingDisabled"_s);
        RAN(k({u"uncordon"_s, u"sandbox-3"_s}));
    }
    void namespaceGoesWithItsContents() {
        RAN(k({u"create"_s, u"namespace"_s, u"passing"_s}));
        RAN(k({u"create"_s, u"configmap"_s, u"a"_s, u"-n"_s, u"passing"_s}));
        RAN(k({u"delete"_s, u"namespace"_s, u"passing"_s, u"--timeout=30s"_s}));
        const auto gone = k({u"get"_s, u"configmap"_s, u"a"_s, u"-n"_s, u"passing"_s});
        QCOMPARE(gone.status, 1);
    }
    void faults() {
        const auto watch = m_sandbox.kubectlStarted({u"get"_s, u"configmaps"_s, u"--watch-only"_s, u"--v=6"_s});
        QByteArray seen;
        QTRY_VERIFY_WITH_TIMEOUT((watch->waitForReadyRead(50), seen += watch->readAllStandardError(), seen.contains("watch=true")), 15000);
        RAN(m_sandbox.control({u"fault"_s, u"drop-watches"_s}));
        QVERIFY(watch->state() == QProcess::NotRunning || watch->waitForFinished(15000));
        RAN(m_sandbox.control({u"fault"_s, u"expire-watches"_s}));
        QCOMPARE(m_sandbox.control({u"fault"_s, u"no-such"_s}).status, 2);
    }
    void refusals() {
        QCOMPARE(k({u"get"_s, u"--raw"_s, u"/apis/nowhere/v1/things"_s}).status, 1);
        const auto stranger = k({u"get"_s, u"pods"_s, u"--token=wrong"_s});
        QCOMPARE(stranger.status, 1);
        QVERIFY2(stranger.err.contains(u"Unauthorized"_s), stranger.report().constData());
    }
    void killedAndBack() {
        const auto pid = json(m_sandbox.control({u"status"_s, u"--format"_s, u"json"_s}))[u"pid"].toInteger();
        QVERIFY(pid > 1);
        QCOMPARE(QProcess::execute(u"kill"_s, {u"-9"_s, QString::number(pid)}), 0);
        QTRY_COMPARE(m_sandbox.control({u"status"_s}).status, 1);
        QFile config(m_sandbox.kubeconfig());
        QVERIFY(config.open(QIODevice::ReadOnly));
        const auto before = config.readAll();
        RAN(m_sandbox.up());
        QFile after(m_sandbox.kubeconfig());
        QVERIFY(after.open(QIODevice::ReadOnly));
        QCOMPARE(after.readAll(), before); // the same port, token and authority
        RAN(k({u"get"_s, u"nodes"_s}));
    }
    void cleanupTestCase() {
        const auto down = m_sandbox.control({u"down"_s});
        RAN(down);
        QCOMPARE(m_sandbox.control({u"status"_s}).status, 1);
    }

private:
    [[nodiscard]] Ran k(const QStringList &arguments, const QByteArray &input = {}) const {
        const bool placed = arguments.contains(u"-n"_s) || arguments.contains(u"-A"_s);
        return m_sandbox.kubectl(placed ? arguments : QStringList{u"-n"_s, u"aqi-predictor"_s} + arguments, input);
    }
    static int lines(const Ran &ran) {
        return ran.status == 0 ? static_cast<int>(ran.out.split(u'\n', Qt::SkipEmptyParts).size()) : -1;
    }
    [[nodiscard]] QString generation(const QString &name) const {
        return k({u"get"_s, u"deployment"_s, name, u"-o"_s, u"jsonpath={.metadata.generation}"_s}).out;
    }

    Sandbox m_sandbox;
};

QTEST_GUILESS_MAIN(TestKubectl)
#include "tst_kubectl.moc"
