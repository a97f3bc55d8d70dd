// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pods that really run: Redis and PostgreSQL, volumes, environment, probes, restarts, memory limits, ends.
#include "machine.h"

#include "sandbox/process/containerview.h"

using namespace sandbox;
using namespace Qt::StringLiterals;

namespace {

Json execProbe(const std::string &script, int failures) {
    return {{"exec", {{"command", {"sh", "-c", script}}}}, {"periodSeconds", 1}, {"timeoutSeconds", 10}, {"failureThreshold", failures}};
}

} // namespace

class ProcessesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void view();
    void configurationChangesInThePod();
    void redisBehindItsService();
    void database();
    void probes();
    void noProbeBeforeItRuns();
    void httpProbe();
    void outOfMemory();
    void initContainersAndExitCodes();
    void notFound();
    void endsInOrder();
    void endsByForce();
    void hollowWithoutProgram();
    void terminal();
    void afterARestart();
    void nothingStays();
};

void ProcessesTest::initTestCase() {
    if (const std::string problem = viewProblem(); !problem.empty())
        QSKIP(problem.c_str());
}

void ProcessesTest::view() {
    Machine machine;
    machine.put("configmaps", "conf", {{"kind", "ConfigMap"}, {"data", {{"a.conf", "one"}, {"NAME", "from map"}}}});
    machine.put("secrets", "keys", {{"kind", "Secret"}, {"data", {{"key", "c2VjcmV0"}}}});
    Json spec = Machine::spec("debian:13", "id -u; cat /conf/a.conf /keys/key /one/file; echo; stat -L -c %a /keys/key; echo $NAME $POD; touch /usr/x || touch /x; "
                                            "cat /var/run/secrets/kubernetes.io/serviceaccount/*; echo; hostname; echo \"I am $$$$\"; pwd; exec sleep 1000",
        Json::parse(R"({"workingDir":"/scratch","envFrom":[{"configMapRef":{"name":"conf"}}],"env":[{"name":"POD","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
            "securityContext":{"readOnlyRootFilesystem":true,"runAsUser":1234},
            "volumeMounts":[{"name":"conf","mountPath":"/conf"},{"name":"conf","mountPath":"/one/file","subPath":"a.conf"},{"name":"keys","mountPath":"/keys","readOnly":true},
                {"name":"scratch","mountPath":"/scratch"}]})"));
    spec["volumes"] = Json::parse(
        R"([{"name":"conf","configMap":{"name":"conf"}},{"name":"keys","secret":{"secretName":"keys","defaultMode":256}},{"name":"scratch","emptyDir":{}}])");
    machine.create("view", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.log("view").contains("/scratch\n"), machine.report("view").constData(), patience);
    const QByteArray log = machine.log("view");
    QVERIFY2(log.startsWith("1234\nonesecretone\n400\nfrom map view\n"), log.constData());
    QCOMPARE(log.count("Read-only file system"), 2);
    QVERIFY2(log.contains("PEM of the authorityaqitoken of view\n"), log.constData()); // ca.crt, namespace, token
    QVERIFY2(log.contains("view\nI am 1\n/scratch\n"), log.constData());
    QVERIFY(textAt(machine.status("view"), "containerID").starts_with("process://"));
    QTRY_VERIFY_WITH_TIMEOUT(machine.runtime->usage("aqi", "view").value_or(PodUsage{}).bytes > 10000, patience);
}

void ProcessesTest::configurationChangesInThePod() {
    Machine machine;
    machine.put("configmaps", "conf", {{"kind", "ConfigMap"}, {"data", {{"a", "old"}}}});
    Json spec = Machine::spec("debian:13", "while :; do cat /conf/a; echo; sleep 0.2; done", Json::parse(R"({"volumeMounts":[{"name":"conf","mountPath":"/conf"}]})"));
    spec["volumes"] = Json::parse(R"([{"name":"conf","configMap":{"name":"conf"}}])");
    machine.create("reads", spec);
    QTRY_VERIFY_WITH_TIMEOUT(machine.log("reads").contains("old\n"), patience);
    QVERIFY(machine.store.mutate({"configmaps", "aqi", "conf"}, [](Json &object) {
        object["data"]["a"] = "new";
        return true;
    }));
    QTRY_VERIFY_WITH_TIMEOUT(machine.log("reads").contains("new\n"), patience);
    QVERIFY(!machine.log("reads").contains("No such file")); // there is the old one or the new one
}

void ProcessesTest::redisBehindItsService() {
    Machine machine;
    ServiceBalancer balancer(machine.store);
    const std::string address = machine.block->network() + "128.10";
    balancer.start(1);
    machine.put("services", "redis-service", {{"kind", "Service"}, {"spec", {{"clusterIP", address}, {"ports", Json::array({{{"port", 6380}}})}}}});
    Json spec = Machine::spec("redis:7.4.2-alpine", {}, Json::parse(R"({"command":["redis-server"],"args":["--dir","/data","--appendonly","yes"],
        "env":[{"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],"volumeMounts":[{"name":"data","mountPath":"/data"}],
        "securityContext":{"runAsUser":999}})"));
    spec["volumes"] = Json::parse(R"([{"name":"data","emptyDir":{}}])");
    spec["containers"][0]["readinessProbe"] = execProbe("test \"$(redis-cli -h \"$POD_IP\" ping)\" = PONG", 3);
    machine.create("redis-0", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("redis-0"), machine.report("redis-0").constData(), patience);
    QVERIFY(machine.ip("redis-0").starts_with(machine.block->network()));
    QCOMPARE(answerOf(machine.ip("redis-0"), 6379, "PING\r\n"), QByteArray("+PONG\r\n"));
    QCOMPARE(answerOf(address, 6380, "PING\r\n"), QByteArray()); // no endpoint is ready yet
    machine.put("endpoints", "redis-service",
        {{"subsets", Json::array({{{"addresses", Json::array({{{"ip", machine.ip("redis-0")}}})}, {"ports", Json::array({{{"port", 6379}}})}}})}});
    QTRY_COMPARE_WITH_TIMEOUT(answerOf(address, 6380, "SET kept 1\r\n"), QByteArray("+OK\r\n"), patience);
    machine.create("client", Machine::spec("redis:7", "exec sleep 1000"));
    QTRY_VERIFY_WITH_TIMEOUT(machine.ready("client"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(machine.exec("client", {"redis-cli", "-h", "redis-service.aqi.svc", "-p", "6380", "get", "kept"}).output.trimmed(), QByteArray("1"), patience);

    const QByteArray title = "redis-server " + QByteArray::fromStdString(machine.ip("redis-0"));
    const auto killed = [&](int restarts) { // and what comes of it
        const auto found = processesWith(title);
        for (const pid_t pid : found)
            ::kill(pid, SIGKILL);
        return QTest::qWaitFor([&] { return numberAt(machine.status("redis-0"), "restartCount") >= restarts; }, patience);
    };
    QTRY_VERIFY_WITH_TIMEOUT(!processesWith(title).empty(), patience);
    QVERIFY2(killed(1), machine.report("redis-0").constData());
    QCOMPARE(numberAt(machine.status("redis-0"), "lastState.terminated.exitCode"), 137);
    QCOMPARE(textAt(machine.status("redis-0"), "lastState.terminated.reason"), std::string("Error"));
    QTRY_COMPARE_WITH_TIMEOUT(machine.exec("client", {"redis-cli", "-h", machine.ip("redis-0"), "get", "kept"}).output.trimmed(), QByteArray("1"), patience);
    QVERIFY2(killed(2), machine.report("redis-0").constData());
    QTRY_VERIFY_WITH_TIMEOUT(machine.saw("redis-0", "BackOff: Back-off restarting failed container main in pod redis-0_aqi"), patience);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("redis-0"), machine.report("redis-0").constData(), patience);
}

void ProcessesTest::database() {
    Machine machine;
    machine.put("persistentvolumes", "pv-1", Json::object(), {});
    machine.put("persistentvolumeclaims", "data", {{"spec", {{"volumeName", "pv-1"}}}});
    machine.put("configmaps", "init", {{"kind", "ConfigMap"}, {"data", {{"init.sql", "CREATE EXTENSION timescaledb; CREATE TABLE t (x int);"}}}});
    Json spec = Machine::spec("timescale/timescaledb-ha:pg17.10-ts2.28.2", {}, Json::parse(R"({"args":["postgres","-c","shared_buffers=32MB"],
        "env":[{"name":"POSTGRES_DB","value":"aqi"},{"name":"POSTGRES_USER","value":"owner"},{"name":"POSTGRES_PASSWORD","value":"it's \"secret\""},
            {"name":"PGDATA","value":"/var/lib/postgresql/data/pgdata"},{"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
        "securityContext":{"readOnlyRootFilesystem":true,"runAsUser":1000,"runAsGroup":1000},"volumeMounts":[{"name":"data","mountPath":"/var/lib/postgresql/data"},
            {"name":"init","mountPath":"/docker-entrypoint-initdb.d","readOnly":true},{"name":"run","mountPath":"/var/run/postgresql"},{"name":"tmp","mountPath":"/tmp"}]})"));
    spec["volumes"] = Json::parse(R"([{"name":"data","persistentVolumeClaim":{"claimName":"data"}},{"name":"init","configMap":{"name":"init"}},
        {"name":"run","emptyDir":{}},{"name":"tmp","emptyDir":{}}])");
    spec["containers"][0]["startupProbe"] = execProbe("exec pg_isready --quiet --host=\"$POD_IP\" --username=owner --dbname=aqi", 300);
    machine.create("db-0", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("db-0"), machine.report("db-0").constData(), patience);
    const auto sql = [&machine](const std::string &text) {
        return machine.exec("db-0", {"sh", "-c", "PGPASSWORD=\"$POSTGRES_PASSWORD\" psql -AtX -h \"$POD_IP\" -U owner -d aqi -c '" + text + "'"}).output.trimmed();
    };
    QCOMPARE(sql("insert into t values (42) returning x").split('\n').first(), QByteArray("42"));
    QVERIFY(sql("select extname from pg_extension").contains("timescaledb"));
    QVERIFY(machine.exec("db-0", {"sh", "-c", "PGPASSWORD=wrong psql -X -h \"$POD_IP\" -U owner -d aqi -c 'select 1'"}).output.contains("password authentication failed"));

    QVERIFY(machine.store.markDeleted({"pods", "aqi", "db-0"}, 60));
    QTRY_VERIFY_WITH_TIMEOUT(machine.pod("db-0").is_null(), patience);
    machine.create("db-0", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("db-0"), machine.report("db-0").constData(), patience);
    QCOMPARE(sql("select x from t"), QByteArray("42")); // the claim keeps them
    QVERIFY2(!machine.log("db-0").contains("was not properly shut down"), machine.log("db-0").constData());
}

void ProcessesTest::probes() {
    Machine machine;
    Json spec = Machine::spec("debian:13", "trap 'exit 3' TERM; touch /tmp/ready; while :; do sleep 0.1; done");
    spec["containers"][0]["readinessProbe"] = execProbe("test -e /tmp/ready || { echo no file; exit 1; }", 2);
    spec["containers"][0]["livenessProbe"] = execProbe("test ! -e /tmp/dead", 2);
    machine.create("probed", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("probed"), machine.report("probed").constData(), patience);
    QCOMPARE(machine.exec("probed", {"rm", "/tmp/ready"}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!machine.ready("probed"), patience);
    QVERIFY(machine.saw("probed", "Unhealthy: Readiness probe failed: no file"));
    QCOMPARE(numberAt(machine.status("probed"), "restartCount"), 0);
    QCOMPARE(machine.exec("probed", {"touch", "/tmp/dead"}).code, 0);
    QTRY_VERIFY2_WITH_TIMEOUT(numberAt(machine.status("probed"), "restartCount") == 1, machine.report("probed").constData(), patience);
    QVERIFY(machine.saw("probed", "Unhealthy: Liveness probe failed: "));
    QVERIFY(machine.saw("probed", "Killing: Container main failed liveness probe, will be restarted"));
    QCOMPARE(numberAt(machine.status("probed"), "lastState.terminated.exitCode"), 3);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("probed"), machine.report("probed").constData(), patience);
}

/// However early it is asked and however long bubblewrap takes: the first answer is the program's.
void ProcessesTest::noProbeBeforeItRuns() {
    Machine machine;
    Json spec = Machine::spec("debian:13", "exec sleep 1000");
    spec["containers"][0]["startupProbe"] = execProbe("cat /proc/1/comm", 1);
    spec["containers"][0]["readinessProbe"] = execProbe("true", 1);
    for (const char *name : {"early-0", "early-1", "early-2", "early-3", "early-4", "early-5"})
        machine.create(name, spec);
    for (const char *name : {"early-0", "early-1", "early-2", "early-3", "early-4", "early-5"}) {
        QTRY_VERIFY2_WITH_TIMEOUT(machine.ready(name), machine.report(name).constData(), patience);
        QVERIFY2(!machine.saw(name, "Unhealthy"), machine.report(name).constData());
        QCOMPARE(numberAt(machine.status(name), "restartCount"), 0);
    }
}

void ProcessesTest::httpProbe() {
    Machine machine;
    machine.put("configmaps", "conf", {{"kind", "ConfigMap"}, {"data", {{"alertmanager.yml", "route: {receiver: none}\nreceivers: [{name: none}]\n"}}}});
    Json spec = Machine::spec("prom/alertmanager:v0.28.1", {}, Json::parse(R"({"args":["--config.file=/etc/alertmanager/alertmanager.yml","--storage.path=/alertmanager",
        "--cluster.listen-address="],"ports":[{"name":"http","containerPort":9093}],"volumeMounts":[{"name":"conf","mountPath":"/etc/alertmanager"}]})"));
    spec["volumes"] = Json::parse(R"([{"name":"conf","configMap":{"name":"conf"}}])");
    const auto probe = [](const char *path) { return Json{{"httpGet", {{"path", path}, {"port", "http"}}}, {"periodSeconds", 1}, {"timeoutSeconds", 10}}; };
    spec["containers"][0]["readinessProbe"] = probe("/-/ready");
    machine.create("good", spec);
    spec["containers"][0]["readinessProbe"] = probe("/none");
    machine.create("bad", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.ready("good"), machine.report("good").constData(), patience);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.saw("bad", "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404"), machine.report("bad").constData(), patience);
    QVERIFY(!machine.ready("bad"));
}

void ProcessesTest::outOfMemory() {
    Machine machine;
    Json spec = Machine::spec("debian:13", "head -c 400m /dev/zero | tail -c 400m | sleep 1000", Json::parse(R"({"resources":{"limits":{"memory":"64Mi"}}})"));
    spec["restartPolicy"] = "Never";
    machine.create("eats", spec);
    QTRY_COMPARE_WITH_TIMEOUT(textAt(machine.pod("eats"), "status.phase"), std::string("Failed"), patience);
    QCOMPARE(textAt(machine.status("eats"), "state.terminated.reason"), std::string("OOMKilled"));
    QCOMPARE(numberAt(machine.status("eats"), "state.terminated.exitCode"), 137);
}

void ProcessesTest::initContainersAndExitCodes() {
    Machine machine;
    Json spec = Machine::spec("debian:13", "cat /shared/word; exit 7", Json::parse(R"({"volumeMounts":[{"name":"shared","mountPath":"/shared"}]})"));
    spec["initContainers"] = Json::parse(R"([{"name":"first","image":"debian:13","command":["sh","-c","echo from the first > /shared/word"],
        "volumeMounts":[{"name":"shared","mountPath":"/shared"}]}])");
    spec["volumes"] = Json::parse(R"([{"name":"shared","emptyDir":{}}])");
    spec["restartPolicy"] = "Never";
    machine.create("job", spec);
    QTRY_COMPARE_WITH_TIMEOUT(textAt(machine.pod("job"), "status.phase"), std::string("Failed"), patience);
    QCOMPARE(machine.log("job"), QByteArray("from the first\n"));
    QCOMPARE(numberAt(machine.status("job"), "state.terminated.exitCode"), 7);
    QCOMPARE(textAt(machine.status("job", 0, "status.initContainerStatuses"), "state.terminated.reason"), std::string("Completed"));
}

void ProcessesTest::notFound() {
    Machine machine;
    Json spec = Machine::spec("debian:13");
    spec["containers"][0]["command"] = {"no-such-program"};
    machine.create("wrong", spec);
    QTRY_VERIFY2_WITH_TIMEOUT(machine.saw("wrong", "exec: \"no-such-program\": executable file not found in $PATH"), machine.report("wrong").constData(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(numberAt(machine.status("wrong"), "lastState.terminated.exitCode"), 128, patience);
    QCOMPARE(textAt(machine.status("wrong"), "lastState.terminated.reason"), std::string("StartError"));
}

void ProcessesTest::endsInOrder() {
    Machine machine;
    Json spec = Machine::spec("debian:13", "trap 'echo bye > /shared/main; exit 0' TERM; while :; do sleep 0.1; done",
        Json::parse(R"({"lifecycle":{"preStop":{"exec":{"command":["sh","-c","echo before > /shared/hook"]}}},"volumeMounts":[{"name":"shared","mountPath":"/shared"}]})"));
    spec["volumes"] = Json::parse(R"([{"name":"shared","persistentVolumeClaim":{"claimName":"data"}}])");
    machine.put("persistentvolumes", "pv-1", Json::object(), {});
    machine.put("persistentvolumeclaims", "data", {{"spec", {{"volumeName", "pv-1"}}}});
    machine.create("polite", spec);
    QTRY_VERIFY_WITH_TIMEOUT(machine.ready("polite") && machine.exec("polite", {"true"}).code == 0, patience);
    QVERIFY(machine.store.markDeleted({"pods", "aqi", "polite"}, 100));
    QTRY_VERIFY_WITH_TIMEOUT(machine.pod("polite").is_null(), patience);
    QVERIFY(machine.saw("polite", "Killing: Stopping container main"));
    QVERIFY(QFile::exists(machine.folder.filePath(u"volumes/pv-1/hook"_s)));
    QVERIFY(QFile::exists(machine.folder.filePath(u"volumes/pv-1/main"_s)));
    QTRY_COMPARE(QDir(machine.folder.filePath(u"pods"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
    QVERIFY(machine.store.remove({"persistentvolumes", {}, "pv-1"}));
    QTRY_VERIFY(!QFile::exists(machine.folder.filePath(u"volumes/pv-1"_s)));
}

void ProcessesTest::endsByForce() {
    Machine machine;
    machine.create("stubborn", Machine::spec("debian:13", "trap '' TERM; echo up; while :; do sleep 0.1; done"));
    QTRY_VERIFY_WITH_TIMEOUT(machine.log("stubborn").contains("up"), patience);
    QVERIFY(machine.store.markDeleted({"pods", "aqi", "stubborn"}, 1));
    QTRY_VERIFY_WITH_TIMEOUT(machine.pod("stubborn").is_null(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(processesWith("trap '' TERM; echo up").empty(), patience);
}

void ProcessesTest::hollowWithoutProgram() {
    Machine machine;
    machine.create("grafana", Machine::spec("grafana/grafana:11"));
    QTRY_VERIFY_WITH_TIMEOUT(machine.ready("grafana"), patience);
    QVERIFY(textAt(machine.status("grafana"), "containerID").starts_with("hollow://"));
    QVERIFY(machine.saw("grafana", "Hollow: Image \"grafana/grafana:11\" has no program in this sandbox"));
    QVERIFY(machine.exec("grafana", {"true"}).output.contains("hollow"));
}

void ProcessesTest::terminal() {
    Machine machine;
    machine.create("shell", Machine::spec("debian:13", "exec sleep 1000"));
    QTRY_VERIFY_WITH_TIMEOUT(machine.ready("shell") && machine.exec("shell", {"true"}).code == 0, patience);
    QCOMPARE(machine.exec("shell", {"cat"}, "through a pipe").output, QByteArray("through a pipe"));
    const auto ran = machine.exec("shell", {"sh"}, "test -t 0 && echo is a term''inal; ps -p 1 -o comm=; exit 5\n", true);
    QVERIFY2(ran.output.contains("is a terminal") && ran.output.contains("sleep"), ran.output.constData());
    QVERIFY2(ran.code == 5, ran.output.constData());
    QCOMPARE(machine.exec("shell", {"no-such-program"}).code, 127);
}

void ProcessesTest::afterARestart() {
    Machine machine;
    machine.create("goes-on", Machine::spec("debian:13", "echo started; exec sleep 1000"));
    Json once = Machine::spec("debian:13", "exec sleep 1000");
    once["restartPolicy"] = "Never";
    machine.create("once", once);
    QTRY_VERIFY_WITH_TIMEOUT(machine.ready("goes-on") && machine.ready("once"), patience);
    machine.start();
    QTRY_VERIFY2_WITH_TIMEOUT(numberAt(machine.status("goes-on"), "restartCount") == 1 && machine.ready("goes-on"), machine.report("goes-on").constData(), patience);
    QVERIFY(machine.saw("goes-on", "SandboxChanged: Pod sandbox changed, it will be killed and re-created."));
    QCOMPARE(textAt(machine.status("goes-on"), "lastState.terminated.reason"), std::string("Unknown"));
    QTRY_COMPARE_WITH_TIMEOUT(textAt(machine.pod("once"), "status.phase"), std::string("Failed"), patience);
}

void ProcessesTest::nothingStays() {
    const QByteArray mark = "stays-" + QByteArray::number(QCoreApplication::applicationPid());
    {
        Machine machine;
        machine.create("a", Machine::spec("debian:13", ": " + mark.toStdString() + "; echo up; sleep 1000 & sleep 1000"));
        QTRY_VERIFY_WITH_TIMEOUT(machine.log("a").contains("up"), patience);
        QVERIFY(!processesWith(mark).empty());
    }
    QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark).empty(), patience);
}

QTEST_GUILESS_MAIN(ProcessesTest)
#include "tst_processes.moc"
