// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a service on Kubernetes is brought to every other platform: in its units, at its place, and nothing else changes there.
#include "config/system/carry.h"
#include "config/system/compare.h"
#include "config/system/systems.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

const std::string kubernetes = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: api}}\n  template:\n"
    "    metadata: {labels: {app: api}}\n    spec:\n      containers:\n        - name: api\n          image: example/api:1.1.0\n          ports: [{containerPort: 8000}]\n"
    "          resources: {requests: {cpu: 250m, memory: 512Mi}, limits: {cpu: 500m, memory: 1Gi}}\n"
    "          readinessProbe: {httpGet: {path: /ready, port: 8000}}\n          env:\n            - {name: LEVEL, value: debug}\n"
    "            - {name: SIZE, value: '42'}\n            - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: KEY}}}\n"
    "            - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}\n";

const std::string scaler = "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: api}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n"
    "  minReplicas: 2\n  maxReplicas: 6\n";

constexpr auto compose = "services:\n"
    "  api:\n"
    "    image: ${REGISTRY:-example}/api:${TAG:-1.0.0}  # pinned\n"
    "    environment:\n"
    "      LEVEL: info\n"
    "      SIZE: 7\n"
    "    healthcheck: {test: [\"CMD\", \"curl\", \"-f\", \"http://localhost:8000/health\"]}\n"
    "    deploy: {replicas: 1, resources: {limits: {cpus: \"1\", memory: 2G}, reservations: {memory: 256M}}}\n";

constexpr auto listed = "services:\n  api:\n    image: example/api:${TAG}\n    environment:\n      - LEVEL=${LEVEL:-info}\n      - KEY\n";

constexpr auto task = "{\"family\": \"api\", \"cpu\": \"1024\", \"memory\": \"2048\", \"containerDefinitions\": [\n"
    "  {\"name\": \"api\", \"image\": \"1.dkr.ecr.example/api:1.0.0\", \"environment\": [{\"name\": \"LEVEL\", \"value\": \"info\"}],\n"
    "   \"healthCheck\": {\"command\": [\"CMD-SHELL\", \"curl -f http://localhost:8000/health || exit 1\"]}}]}\n";

constexpr auto runner = "{\"ServiceName\": \"api\", \"SourceConfiguration\": {\"ImageRepository\": {\"ImageIdentifier\": \"x/api:1.0.0\", \"ImageConfiguration\":\n"
    "  {\"Port\": \"8000\", \"RuntimeEnvironmentVariables\": {\"LEVEL\": \"info\"}}}}, \"InstanceConfiguration\": {\"Cpu\": \"1 vCPU\", \"Memory\": \"2 GB\"}, \"HealthCheckConfiguration\": {\"Path\": \"/health\"}}\n";

struct Pair {
    std::unique_ptr<Set> set;
    std::vector<System> systems;
    [[nodiscard]] const System *of(Platform platform) const {
        const auto found = std::ranges::find(systems, platform, &System::platform);
        return found == systems.end() ? nullptr : &*found;
    }
};

Pair pairOf(const std::string &source, const QString &path, const std::string &target) {
    Pair pair;
    pair.set = Set::of({{u"s/kubernetes/api.yaml"_s, source}, {path, target}});
    pair.systems = systemsOf(*pair.set);
    return pair;
}

} // namespace

class TestCarry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carries_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("target");
        QTest::addColumn<Platform>("platform");
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char *title, Platform platform, Field field, const char *variable, const char *before, const char *after) {
            const bool amazon = platform == Platform::Ecs;
            const QString path = amazon ? u"s/aws/ecs-fargate/task-definition.json"_s : platform == Platform::AppRunner ? u"s/aws/app-runner/service.json"_s : u"s/compose/compose.yaml"_s;
            const char *text = amazon ? task : platform == Platform::AppRunner ? runner : compose;
            QTest::newRow(title) << path << QString::fromLatin1(text) << platform << field << QString::fromLatin1(variable) << QString::fromLatin1(before) << QString::fromLatin1(after);
        };
        row("version within variables", Platform::Compose, Field::Image, "", "${TAG:-1.0.0}", "${TAG:-1.1.0}");
        row("a word", Platform::Compose, Field::Environment, "LEVEL", "LEVEL: info", "LEVEL: debug");
        row("a number", Platform::Compose, Field::Environment, "SIZE", "SIZE: 7", "SIZE: 42");
        row("path in a command", Platform::Compose, Field::HealthPath, "", "8000/health", "8000/ready");
        row("replicas", Platform::Compose, Field::Replicas, "", "replicas: 1", "replicas: 3");
        row("cpu", Platform::Compose, Field::CpuLimit, "", "cpus: \"1\"", "cpus: \"0.5\"");
        row("memory", Platform::Compose, Field::MemoryLimit, "", "memory: 2G", "memory: 1G");
        row("memory reserved", Platform::Compose, Field::MemoryRequest, "", "memory: 256M", "memory: 512M");
        row("ecs version", Platform::Ecs, Field::Image, "", "api:1.0.0", "api:1.1.0");
        row("ecs cpu", Platform::Ecs, Field::CpuLimit, "", "\"1024\"", "\"512\"");
        row("ecs memory", Platform::Ecs, Field::MemoryLimit, "", "\"2048\"", "\"1024\"");
        row("ecs path", Platform::Ecs, Field::HealthPath, "", "8000/health ", "8000/ready ");
        row("ecs variable", Platform::Ecs, Field::Environment, "LEVEL", "\"info\"", "\"debug\"");
        row("app runner version", Platform::AppRunner, Field::Image, "", "api:1.0.0", "api:1.1.0");
        row("app runner cpu", Platform::AppRunner, Field::CpuLimit, "", "1 vCPU", "0.5 vCPU");
        row("app runner memory", Platform::AppRunner, Field::MemoryLimit, "", "2 GB", "1 GB");
        row("app runner path", Platform::AppRunner, Field::HealthPath, "", "\"/health\"", "\"/ready\"");
    }

    void carries() {
        QFETCH(QString, path);
        QFETCH(QString, target);
        QFETCH(Platform, platform);
        QFETCH(Field, field);
        QFETCH(QString, variable);
        QFETCH(QString, before);
        QFETCH(QString, after);
        const Pair pair = pairOf(kubernetes, path, target.toStdString());
        const System *there = pair.of(platform);
        QVERIFY(there);
        const auto changes = carry(*pair.of(Platform::Kubernetes), *there, "api", field, variable.toStdString());
        QVERIFY2(changes, changes ? "" : qPrintable(changes.error().text()));
        QCOMPARE(changes->size(), 1u);
        QString expected = target;
        QCOMPARE(expected.count(before), 1);
        expected.replace(before, after);
        const std::string changed = applied(changes->front().document->text(), {&changes->front().edit, 1});
        QCOMPARE(QString::fromStdString(changed), expected);
        // Carried once more, there is nothing left to do.
        const Pair again = pairOf(kubernetes, path, changed);
        const auto rest = carry(*again.of(Platform::Kubernetes), *again.of(platform), "api", field, variable.toStdString());
        QVERIFY(rest && rest->empty());
    }

    void aMissingVariableIsAdded_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("target");
        QTest::addColumn<Platform>("platform");
        QTest::newRow("map") << u"s/compose/compose.yaml"_s << QString::fromLatin1(compose).remove(u"      SIZE: 7\n"_s) << Platform::Compose;
        QTest::newRow("list") << u"s/compose/compose.yaml"_s << QString::fromLatin1(listed) << Platform::Compose;
        QTest::newRow("pairs") << u"s/aws/ecs-fargate/task-definition.json"_s << QString::fromLatin1(task) << Platform::Ecs;
        QTest::newRow("json map") << u"s/aws/app-runner/service.json"_s << QString::fromLatin1(runner) << Platform::AppRunner;
    }
    void aMissingVariableIsAdded() {
        QFETCH(QString, path);
        QFETCH(QString, target);
        QFETCH(Platform, platform);
        const Pair pair = pairOf(kubernetes, path, target.toStdString());
        const auto changes = carry(*pair.of(Platform::Kubernetes), *pair.of(platform), "api", Field::Environment, "SIZE");
        QVERIFY2(changes, changes ? "" : qPrintable(changes.error().text()));
        QCOMPARE(changes->size(), 1u);
        const Pair after = pairOf(kubernetes, path, applied(changes->front().document->text(), {&changes->front().edit, 1}));
        const Variable *added = after.of(platform)->service("api")->variable("SIZE");
        QVERIFY(added);
        QCOMPARE(added->text, "42");
        QVERIFY(after.of(platform)->service("api")->variable("LEVEL")); // beside what was there
    }

    void fromAnAutoscaler() {
        const std::string other = kubernetes + scaler;
        const Pair pair = pairOf(other, u"s/compose/compose.yaml"_s, compose);
        const auto fixed = carry(*pair.of(Platform::Kubernetes), *pair.of(Platform::Compose), "api", Field::Replicas);
        QVERIFY(fixed);
        QCOMPARE(fixed->size(), 1u);
        QCOMPARE(fixed->front().edit.text, "2"); // the minimum
    }

    void intoAnAutoscaler() {
        std::string more = scaler;
        more.replace(more.find("minReplicas: 2"), 14, "minReplicas: 4").replace(more.find("maxReplicas: 6"), 14, "maxReplicas: 9");
        Pair pair;
        pair.set = Set::of({{u"s/kubernetes/api.yaml"_s, kubernetes + more}, {u"s/gke/api.yaml"_s, kubernetes + scaler}});
        pair.systems = systemsOf(*pair.set);
        QCOMPARE(pair.systems.size(), 2u);
        const System &from = pair.systems[0].name.contains(u"gke"_s) ? pair.systems[1] : pair.systems[0];
        const System &to = &from == pair.systems.data() ? pair.systems[1] : pair.systems[0];
        const auto both = carry(from, to, "api", Field::Replicas);
        QVERIFY2(both, both ? "" : qPrintable(both.error().text()));
        QCOMPARE(both->size(), 2u);
        const std::vector edits{both->at(0).edit, both->at(1).edit};
        const std::string changed = applied(both->front().document->text(), edits);
        QVERIFY(changed.contains("minReplicas: 4\n  maxReplicas: 9\n"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("why");
        QTest::newRow("a secret") << QString::fromLatin1(compose) << Field::Environment << u"KEY"_s << u"secret"_s;
        QTest::newRow("what the pod says") << QString::fromLatin1(compose) << Field::Environment << u"NODE"_s << u"No file"_s;
        QTest::newRow("a variable without default") << QString::fromLatin1(listed) << Field::Image << QString() << u"tag"_s;
        QTest::newRow("ports") << QString::fromLatin1(compose) << Field::Ports << QString() << u"several places"_s;
        QTest::newRow("nothing there") << QString::fromLatin1(listed) << Field::MemoryLimit << QString() << u"Nothing is said"_s;
    }
    void refuses() {
        QFETCH(QString, target);
        QFETCH(Field, field);
        QFETCH(QString, variable);
        QFETCH(QString, why);
        const Pair pair = pairOf(kubernetes, u"s/compose/compose.yaml"_s, target.toStdString());
        const auto changes = carry(*pair.of(Platform::Kubernetes), *pair.of(Platform::Compose), "api", field, variable.toStdString());
        QVERIFY(!changes);
        QVERIFY2(changes.error().message.contains(why), qPrintable(changes.error().text()));
    }
};

QTEST_GUILESS_MAIN(TestCarry)
#include "tst_carry.moc"
