// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a hollow node says of its pods: states, conditions, events and their wording, logs, usage. No controllers here.
#include "sandbox/runtime/podruntime.h"
#include "sandbox/store/fields.h"

#include <QTest>

#include <set>

using namespace sandbox;

namespace {

struct Node {
    explicit Node(RuntimeOptions options = {}) {
        options.clock = Clock(50);
        store.setClock([clock = options.clock] { return clock.now(); });
        m_options = std::move(options);
        start();
    }

    /// A runtime that knows nothing takes the place of the one there was.
    void start() {
        runtime.reset();
        runtime.emplace(store, m_options);
        runtime->start();
    }

    void create(const std::string &name, Json spec) {
        spec["nodeName"] = "n1";
        const auto created = store.create({"pods", "aqi", name},
            {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"labels", {{"app", name}}}}}, {"spec", std::move(spec)}});
        QVERIFY(created.has_value());
    }
    [[nodiscard]] Json pod(const std::string &name) const {
        const ObjectPtr found = store.get({"pods", "aqi", name});
        return found ? *found : Json();
    }
    [[nodiscard]] std::string waiting(const std::string &name, const char *list = "containerStatuses") const {
        const Json object = pod(name);
        for (const auto &status : itemsAt(field(object, "status"), list)) {
            if (field(status, "state.waiting").is_object())
                return textAt(status, "state.waiting.reason") + ": " + textAt(status, "state.waiting.message");
        }
        return {};
    }
    [[nodiscard]] std::set<std::string> events(const std::string &name) const {
        std::set<std::string> result;
        for (const auto &event : store.list("events", "aqi")) {
            if (textAt(*event, "involvedObject.name") == name)
                result.insert(textAt(*event, "type") + " " + textAt(*event, "reason") + ": " + textAt(*event, "message"));
        }
        return result;
    }
    [[nodiscard]] bool saw(const std::string &name, const std::string &event) const { return events(name).contains(event); }

    ObjectStore store;
    std::optional<PodRuntime> runtime;

private:
    RuntimeOptions m_options;
};

Json oneContainer(const std::string &image, Json more = Json::object()) {
    more["name"] = "main";
    more["image"] = image;
    return {{"containers", Json::array({std::move(more)})}};
}

} // namespace

class HollowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void becomesReady();
    void initContainersInOrder();
    void missingImage();
    void crashLoop();
    void missingConfiguration_data();
    void missingConfiguration();
    void missingVolume();
    void completes();
    void failsWithoutRestart();
    void endsGracefully();
    void logs();
    void usage();
    void quality_data();
    void quality();
    void goesOnAfterARestart();
    void triesAgainAfterARestart();
};

void HollowTest::becomesReady() {
    Node node;
    node.create("api", oneContainer("api:1"));
    node.create("web", oneContainer("web:1"));
    QTRY_COMPARE(node.waiting("api"), std::string("ContainerCreating: "));
    QTRY_VERIFY(podReady(node.pod("api")) && podReady(node.pod("web")));
    const Json pod = node.pod("api");
    QCOMPARE(textAt(pod, "status.phase"), std::string("Running"));
    QVERIFY(textAt(pod, "status.podIP").starts_with("10.244."));
    QVERIFY(textAt(pod, "status.podIP") != textAt(node.pod("web"), "status.podIP"));
    for (const char *type : {"PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready", "PodScheduled"})
        QVERIFY2(conditionTrue(pod, type), type);
    const Json &status = pod["status"]["containerStatuses"][0];
    QVERIFY(textAt(status, "containerID").starts_with("hollow://"));
    QVERIFY(textAt(status, "imageID").starts_with("hollow://"));
    QVERIFY(flagAt(status, "ready") && flagAt(status, "started"));
    QVERIFY(field(status, "state.running.startedAt").is_string());
    QVERIFY(node.saw("api", "Normal Pulled: Container image \"api:1\" already present on machine"));
    QVERIFY(node.saw("api", "Normal Created: Created container: main"));
    QVERIFY(node.saw("api", "Normal Started: Started container main"));
}

void HollowTest::initContainersInOrder() {
    Node node;
    Json spec = oneContainer("api:1");
    spec["initContainers"] = Json::array({{{"name", "migrate"}, {"image", "m:1"}},
        {{"name", "proxy"}, {"image", "p:1"}, {"restartPolicy", "Always"}}, {{"name", "wait"}, {"image", "w:1"}}});
    node.create("api", spec);
    QTRY_COMPARE(node.waiting("api"), std::string("PodInitializing: "));
    QCOMPARE(textAt(conditionOf(node.pod("api"), "Initialized"), "reason"), std::string("ContainersNotInitialized"));
    QTRY_VERIFY(podReady(node.pod("api")));
    const Json pod = node.pod("api");
    const Json &initial = pod["status"]["initContainerStatuses"];
    QCOMPARE(textAt(initial[0], "state.terminated.reason"), std::string("Completed"));
    QVERIFY(field(initial[1], "state.running").is_object());
    QCOMPARE(numberAt(initial[2], "state.terminated.exitCode", -1), 0);
}

void HollowTest::missingImage() {
    Node node;
    std::set<std::string> seen; // the first state is too short to be awaited
    QObject guard;
    QObject::connect(&node.store, &ObjectStore::written, &guard, [&] { seen.insert(node.waiting("api")); });
    node.create("api", oneContainer("registry.example/api:missing"));
    const std::string image = "\"registry.example/api:missing\"";
    const std::string error = "rpc error: code = NotFound desc = failed to pull and unpack image " + image
        + ": failed to resolve reference " + image + ": registry.example/api:missing: not found";
    QTRY_COMPARE(node.waiting("api"), "ImagePullBackOff: Back-off pulling image " + image + ": ErrImagePull: " + error);
    QVERIFY(seen.contains("ErrImagePull: " + error));
    QVERIFY(node.saw("api", "Normal Pulling: Pulling image " + image));
    QVERIFY(node.saw("api", "Warning Failed: Failed to pull image " + image + ": " + error));
    QVERIFY(node.saw("api", "Warning Failed: Error: ErrImagePull"));
    QVERIFY(node.saw("api", "Normal BackOff: Back-off pulling image " + image));
    QVERIFY(node.saw("api", "Warning Failed: Error: ImagePullBackOff"));
    QCOMPARE(textAt(node.pod("api"), "status.phase"), std::string("Pending"));
    const auto count = [&node] {
        for (const auto &event : node.store.list("events")) {
            if (textAt(*event, "reason") == "Pulling")
                return numberAt(*event, "count");
        }
        return 0LL;
    };
    QTRY_VERIFY(count() >= 2); // it tries again, and the event is counted
    QVERIFY(count() <= 4);
}

void HollowTest::crashLoop() {
    Node node;
    node.create("api", oneContainer("api:crash"));
    QTRY_VERIFY(node.waiting("api").starts_with("CrashLoopBackOff"));
    const Json pod = node.pod("api");
    const std::string name = "api_aqi(" + uidOf(pod) + ")";
    QCOMPARE(node.waiting("api"), "CrashLoopBackOff: back-off 10s restarting failed container=main pod=" + name);
    const Json &status = pod["status"]["containerStatuses"][0];
    QCOMPARE(numberAt(status, "restartCount"), 1);
    QCOMPARE(numberAt(status, "lastState.terminated.exitCode"), 1);
    QCOMPARE(textAt(status, "lastState.terminated.reason"), std::string("Error"));
    QVERIFY(node.saw("api", "Warning BackOff: Back-off restarting failed container main in pod " + name));
    QTRY_COMPARE(node.waiting("api"), "CrashLoopBackOff: back-off 20s restarting failed container=main pod=" + name);
    QTRY_VERIFY(node.waiting("api").starts_with("CrashLoopBackOff: back-off 40s"));
    QCOMPARE(textAt(node.pod("api"), "status.phase"), std::string("Running"));
    QVERIFY(!podReady(node.pod("api")));
    QVERIFY(node.runtime->logs("aqi", "api", "main", LogOf::Previous).has_value());
}

void HollowTest::missingConfiguration_data() {
    QTest::addColumn<QByteArray>("container");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *container, const char *message) {
        QTest::newRow(name) << QByteArray(container) << QByteArray(message);
    };
    row("secret", R"({"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"none","key":"K"}}}]})", "secret \"none\" not found");
    row("key", R"({"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"db","key":"K"}}}]})", "couldn't find key K in Secret aqi/db");
    row("config map", R"({"envFrom":[{"configMapRef":{"name":"none"}}]})", "configmap \"none\" not found");
    row("config key", R"({"env":[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"conf","key":"K"}}}]})",
        "couldn't find key K in ConfigMap aqi/conf");
    row("optional", R"({"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"none","key":"K","optional":true}}}]})", "");
    row("there", R"({"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"db","key":"password"}}}]})", "");
}

void HollowTest::missingConfiguration() {
    QFETCH(QByteArray, container);
    QFETCH(QByteArray, message);
    Node node;
    QVERIFY(node.store.create({"secrets", "aqi", "db"}, {{"data", {{"password", "eA=="}}}}).has_value());
    QVERIFY(node.store.create({"configmaps", "aqi", "conf"}, {{"data", {{"a", "b"}}}}).has_value());
    node.create("api", oneContainer("api:1", Json::parse(container.toStdString())));
    if (message.isEmpty()) {
        QTRY_VERIFY(podReady(node.pod("api")));
        return;
    }
    QTRY_COMPARE(node.waiting("api"), "CreateContainerConfigError: " + message.toStdString());
    QVERIFY(node.saw("api", "Warning Failed: Error: " + message.toStdString()));
    QVERIFY(node.store.create({"secrets", "aqi", "none"}, {{"data", {{"K", "eA=="}}}}).has_value());
    if (message.startsWith("secret"))
        QTRY_VERIFY(podReady(node.pod("api"))); // it looks again
}

void HollowTest::missingVolume() {
    Node node;
    Json spec = oneContainer("api:1");
    spec["volumes"] = Json::array({{{"name", "conf"}, {"configMap", {{"name", "late"}}}}});
    node.create("api", spec);
    QTRY_VERIFY(node.saw("api", "Warning FailedMount: MountVolume.SetUp failed for volume \"conf\" : configmap \"late\" not found"));
    QCOMPARE(node.waiting("api"), std::string("ContainerCreating: "));
    QVERIFY(node.store.create({"configmaps", "aqi", "late"}, {{"data", {{"a", "b"}}}}).has_value());
    QTRY_VERIFY(podReady(node.pod("api")));
}

void HollowTest::completes() {
    Node node;
    Json spec = oneContainer("job:1");
    spec["restartPolicy"] = "OnFailure";
    node.create("job", spec);
    QTRY_COMPARE(textAt(node.pod("job"), "status.phase"), std::string("Succeeded"));
    const Json pod = node.pod("job");
    QCOMPARE(numberAt(pod["status"]["containerStatuses"][0], "state.terminated.exitCode", -1), 0);
    QCOMPARE(textAt(conditionOf(pod, "Ready"), "reason"), std::string("PodCompleted"));
    QVERIFY(!node.runtime->usage("aqi", "job"));
}

void HollowTest::failsWithoutRestart() {
    Node node;
    Json spec = oneContainer("job:crash");
    spec["restartPolicy"] = "Never";
    node.create("job", spec);
    QTRY_COMPARE(textAt(node.pod("job"), "status.phase"), std::string("Failed"));
    QCOMPARE(numberAt(node.pod("job")["status"]["containerStatuses"][0], "state.terminated.exitCode"), 1);
}

void HollowTest::endsGracefully() {
    Node node;
    node.create("api", oneContainer("api:1"));
    QTRY_VERIFY(podReady(node.pod("api")));
    QVERIFY(node.store.markDeleted({"pods", "aqi", "api"}, 30).has_value());
    QTRY_VERIFY(node.pod("api").is_null());
    QVERIFY(node.saw("api", "Normal Killing: Stopping container main"));
}

void HollowTest::logs() {
    Node node;
    node.create("api", oneContainer("api:1"));
    node.create("bad", oneContainer("api:missing"));
    QTRY_COMPARE(node.runtime->logs("aqi", "bad").error_or(StatusError{}).message,
        std::string("container \"main\" in pod \"bad\" is waiting to start: trying and failing to pull image"));
    QTRY_VERIFY(podReady(node.pod("api")));
    const auto lines = node.runtime->logs("aqi", "api");
    QVERIFY(lines.has_value() && lines->size() >= 2);
    QVERIFY(lines->at(0).text.starts_with("hollow runtime: "));
    QVERIFY(timeMs(lines->at(0).time).has_value());
    QCOMPARE(node.runtime->logs("aqi", "none").error_or(StatusError{}).code, 404);
    QCOMPARE(node.runtime->logs("aqi", "api", "x").error_or(StatusError{}).message, std::string("container x is not valid for pod api"));
    QCOMPARE(node.runtime->logs("aqi", "api", "main", LogOf::Previous).error_or(StatusError{}).message,
        std::string("previous terminated container \"main\" in pod \"api\" not found"));
}

void HollowTest::usage() {
    Node node;
    node.create("api", oneContainer("api:1", {{"resources", {{"requests", {{"cpu", "1"}, {"memory", "1Gi"}}}}}}));
    QVERIFY(!node.runtime->usage("aqi", "api"));
    QTRY_VERIFY(podReady(node.pod("api")));
    const auto usual = node.runtime->usage("aqi", "api");
    QVERIFY(usual && usual->cores > 0.29 && usual->cores < 0.41);
    QVERIFY(usual->bytes > 0.45 * 0x1p30 && usual->bytes < 0.65 * 0x1p30);
    node.runtime->setUsage("api", 0.9, 0.5);
    QCOMPARE(node.runtime->usage("aqi", "api")->cores, 0.9);
    QCOMPARE(node.runtime->containerUsage("aqi", "api").at(0).container, std::string("main"));
}

void HollowTest::quality_data() {
    QTest::addColumn<QByteArray>("resources");
    QTest::addColumn<QByteArray>("quality");
    QTest::newRow("none") << QByteArray("{}") << QByteArray("BestEffort");
    QTest::newRow("requests") << QByteArray(R"({"requests":{"cpu":"1"}})") << QByteArray("Burstable");
    QTest::newRow("equal") << QByteArray(R"({"requests":{"cpu":"1000m","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}})")
                           << QByteArray("Guaranteed");
    QTest::newRow("limits only") << QByteArray(R"({"limits":{"cpu":"1","memory":"1Gi"}})") << QByteArray("Guaranteed");
}

void HollowTest::quality() {
    QFETCH(QByteArray, resources);
    QFETCH(QByteArray, quality);
    Node node;
    node.create("api", oneContainer("api:1", {{"resources", Json::parse(resources.toStdString())}}));
    QTRY_COMPARE(textAt(node.pod("api"), "status.qosClass"), quality.toStdString());
}

void HollowTest::goesOnAfterARestart() {
    Node node;
    node.create("api", oneContainer("api:1"));
    Json once = oneContainer("once:1");
    once["restartPolicy"] = "Never";
    node.create("done", once);
    QTRY_VERIFY(podReady(node.pod("api")) && podFinished(node.pod("done")));
    const Json api = node.pod("api");
    const Json done = node.pod("done");
    once["initContainers"] = Json::array({{{"name", "before"}, {"image", "before:1"}}});
    node.create("under-way", once); // caught in its first states
    QTRY_VERIFY(!textAt(node.pod("under-way"), "status.podIP").empty());
    const auto address = textAt(node.pod("under-way"), "status.podIP");
    node.start();
    node.create("new", oneContainer("new:1"));
    QTRY_VERIFY(podReady(node.pod("new")) && podFinished(node.pod("under-way")));
    QCOMPARE(node.pod("api"), api); // not even its version
    QCOMPARE(node.pod("done"), done);
    QCOMPARE(textAt(node.pod("under-way"), "status.podIP"), address);
    QVERIFY(textAt(node.pod("new"), "status.podIP") != textAt(api, "status.podIP"));
    QVERIFY(textAt(node.pod("new"), "status.podIP") != address);
    QCOMPARE(numberAt(node.pod("under-way")["status"]["containerStatuses"][0], "restartCount", -1), 0);
    QVERIFY(node.runtime->usage("aqi", "api"));
    QCOMPARE(node.runtime->logs("aqi", "done")->size(), std::size_t(3));
    QVERIFY(node.store.markDeleted({"pods", "aqi", "api"}, 5));
    QTRY_VERIFY(node.pod("api").is_null());
}

void HollowTest::triesAgainAfterARestart() {
    Node node;
    node.create("crashes", oneContainer("x:crash"));
    node.create("missing", oneContainer("x:missing"));
    QTRY_VERIFY(node.waiting("crashes").starts_with("CrashLoopBackOff"));
    QTRY_VERIFY(!node.waiting("missing").empty());
    const auto restarts = [&node] { return numberAt(node.pod("crashes")["status"]["containerStatuses"][0], "restartCount"); };
    const auto before = restarts();
    node.start();
    QTRY_VERIFY(restarts() > before);
    QTRY_VERIFY(node.waiting("crashes").starts_with("CrashLoopBackOff"));
    QTRY_VERIFY(node.waiting("missing").find("ImagePull") != std::string::npos);
}

QTEST_GUILESS_MAIN(HollowTest)
#include "tst_hollow.moc"
