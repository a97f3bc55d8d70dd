// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a container's process is made of, without starting one: environment, volumes' files, image table, names, memory of processes.
#include "sandbox/process/clusterhosts.h"
#include "sandbox/process/containerlog.h"
#include "sandbox/process/containerview.h"
#include "sandbox/process/environment.h"
#include "sandbox/process/imagetable.h"
#include "sandbox/process/podfolder.h"
#include "sandbox/process/processtable.h"
#include "sandbox/process/volumefiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace sandbox;
using namespace Qt::StringLiterals;

namespace {

using Words = std::vector<std::string>;

void put(ObjectStore &store, const char *resource, const std::string &name, const char *json, const std::string &ns = "aqi") {
    QVERIFY(store.create({resource, ns, name}, Json::parse(json)).has_value());
}

QByteArray read(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

int modeOf(const QString &path) {
    struct stat status{};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? static_cast<int>(status.st_mode & 0777) : -1;
}

bool has(const Words &words, const Words &part) {
    return !std::ranges::search(words, part).empty();
}

} // namespace

class PartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expands_data();
    void expands();
    void environment();
    void services();
    void images_data();
    void images();
    void views();
    void volumes();
    void volumesChangeAtOnce();
    void accountToken();
    void hosts();
    void longLogs();
    void useOfProcesses();
};

void PartsTest::expands_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *text, const char *result) { QTest::newRow(text) << QByteArray(text) << QByteArray(result); };
    row("plain", "plain");
    row("http://$(HOST):$(PORT)/", "http://db:5432/");
    row("$(NONE)", "$(NONE)");
    row("$$(HOST)", "$(HOST)");
    row("$$$(HOST)", "$db");
    row("$HOST", "$HOST");
    row("$(HOST", "$(HOST");
    row("100$", "100$");
}

void PartsTest::expands() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, result);
    QCOMPARE(expanded(text.toStdString(), {{"HOST", "db"}, {"PORT", "5432"}}), result.toStdString());
}

void PartsTest::environment() {
    ObjectStore store;
    put(store, "configmaps", "conf", R"({"kind":"ConfigMap","data":{"A":"1","B":"2"}})");
    put(store, "secrets", "db", R"({"kind":"Secret","data":{"password":"c2VjcmV0"}})");
    put(store, "nodes", "n1", R"({"kind":"Node","status":{"allocatable":{"memory":"2Gi"}}})", {});
    const Json pod = Json::parse(R"({"metadata":{"name":"api-0","namespace":"aqi","labels":{"app.kubernetes.io/name":"api"}},
        "spec":{"nodeName":"n1","serviceAccountName":"runner"}})");
    const Json container = Json::parse(R"j({"resources":{"limits":{"cpu":"1500m"}},"envFrom":[{"prefix":"X_","configMapRef":{"name":"conf"}}],"env":[
        {"name":"B","value":"own"},{"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"db","key":"password"}}},
        {"name":"URL","value":"$(PASSWORD)@$(LATER)"},{"name":"LATER","value":"x"},
        {"name":"IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},
        {"name":"APP","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app.kubernetes.io/name']"}}},
        {"name":"ACCOUNT","valueFrom":{"fieldRef":{"fieldPath":"spec.serviceAccountName"}}},
        {"name":"CPU","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu"}}},
        {"name":"MILLI","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"1m"}}},
        {"name":"MEMORY","valueFrom":{"resourceFieldRef":{"resource":"limits.memory","divisor":"1Mi"}}},
        {"name":"GONE","valueFrom":{"configMapKeyRef":{"name":"conf","key":"none","optional":true}}}]})j");
    const Environment made = containerEnvironment(store, pod, container, "127.244.0.9", {});
    const Environment wanted{{"X_A", "1"}, {"X_B", "2"}, {"B", "own"}, {"PASSWORD", "secret"}, {"URL", "secret@$(LATER)"}, {"LATER", "x"},
        {"IP", "127.244.0.9"}, {"APP", "api"}, {"ACCOUNT", "runner"}, {"CPU", "2"}, {"MILLI", "1500"}, {"MEMORY", "2048"}};
    QCOMPARE(made, wanted);
}

void PartsTest::services() {
    ObjectStore store;
    put(store, "services", "api-service",
        R"({"kind":"Service","metadata":{"name":"api-service"},"spec":{"clusterIP":"127.244.128.9","ports":[{"name":"http","port":8000}]}})");
    put(store, "services", "db", R"({"kind":"Service","metadata":{"name":"db"},"spec":{"clusterIP":"None","ports":[{"port":5432}]}})");
    Json pod = {{"metadata", {{"name", "a"}, {"namespace", "aqi"}}}, {"spec", Json::object()}};
    Environment made = containerEnvironment(store, pod, Json::object(), "127.244.0.9", {"127.0.0.1", 6443});
    QCOMPARE(made["API_SERVICE_SERVICE_HOST"], std::string("127.244.128.9"));
    QCOMPARE(made["API_SERVICE_SERVICE_PORT"], std::string("8000"));
    QCOMPARE(made["API_SERVICE_SERVICE_PORT_HTTP"], std::string("8000"));
    QCOMPARE(made["API_SERVICE_PORT_8000_TCP"], std::string("tcp://127.244.128.9:8000"));
    QCOMPARE(made["KUBERNETES_SERVICE_HOST"], std::string("127.0.0.1"));
    QCOMPARE(made["KUBERNETES_SERVICE_PORT"], std::string("6443"));
    QVERIFY(!made.contains("DB_SERVICE_HOST")); // headless
    pod["spec"]["enableServiceLinks"] = false;
    made = containerEnvironment(store, pod, Json::object(), "127.244.0.9", {"127.0.0.1", 6443});
    QVERIFY(!made.contains("API_SERVICE_SERVICE_HOST"));
    QVERIFY(made.contains("KUBERNETES_SERVICE_HOST"));
}

void PartsTest::images_data() {
    QTest::addColumn<QByteArray>("container");
    QTest::addColumn<QByteArray>("command"); // words parted by a bar; empty: hollow
    QTest::addColumn<bool>("standIn");
    const auto row = [](const char *name, const char *container, const char *command, StandIn standIn = StandIn::Missing) {
        QTest::newRow(name) << QByteArray(container) << QByteArray(command) << (standIn == StandIn::Present);
    };
    row("redis", R"({"image":"redis:7.4.2-alpine"})", "redis-server|--bind|127.1.2.3|--protected-mode|no");
    row("redis with arguments", R"j({"image":"docker.io/library/redis@sha256:1","command":["redis-server"],"args":["--dir","$(DIR)"]})j",
        "redis-server|--dir|/data|--bind|127.1.2.3|--protected-mode|no");
    row("a tool of an image", R"({"image":"redis:7","command":["redis-cli","ping"]})", "redis-cli|ping");
    row("database", R"({"image":"timescale/timescaledb-ha:pg17.10-ts2.28.2","args":["postgres","-c","max_connections=400"]})",
        "/bin/bash|/.image/postgres.sh|postgres|-c|max_connections=400|-c|listen_addresses=127.1.2.3");
    row("database without arguments", R"({"image":"registry.example:5000/postgres:17"})",
        "/bin/bash|/.image/postgres.sh|postgres|-c|listen_addresses=127.1.2.3");
    row("backup", R"({"image":"timescale/timescaledb-ha:pg17","command":["bash","/scripts/backup.sh"]})", "bash|/scripts/backup.sh");
    row("prometheus", R"({"image":"prom/prometheus:v2.53.3","args":["--config.file=/c.yml"]})",
        "prometheus|--config.file=/c.yml|--web.listen-address=127.1.2.3:9090");
    row("prometheus with an address", R"({"image":"prom/prometheus:v2","args":["--web.listen-address=0.0.0.0:9999"]})",
        "prometheus|--web.listen-address=127.1.2.3:9999");
    row("alertmanager", R"({"image":"prom/alertmanager:v0.28.1","args":["--storage.path=/a","--cluster.listen-address="]})",
        "prometheus-alertmanager|--storage.path=/a|--cluster.listen-address=|--web.listen-address=127.1.2.3:9093");
    row("unknown", R"({"image":"grafana/grafana:11"})", "");
    row("our own image", R"({"image":"aqi-predictor-api:1.0.0"})", "");
    row("our own image, another program", R"({"image":"aqi-predictor-api:1.0.0","command":["alembic","upgrade"]})", "");
    row("our own image and its stand-in", R"({"image":"aqi-predictor-api:1.0.0","command":["alembic","upgrade","head"]})",
        "/.image/bin/alembic|upgrade|head", StandIn::Present);
    row("our API and its stand-in", R"({"image":"aqi-predictor-api:1.0.0"})",
        "/.image/bin/uvicorn|src.api.main:app|--host|0.0.0.0|--port|8000|--host|127.1.2.3", StandIn::Present);
    row("our worker", R"({"image":"aqi-predictor-celery:1.0.0","command":["celery"],"args":["--app=x","worker"]})",
        "/.image/bin/celery|--app=x|worker", StandIn::Present);
    row("our own image, what nothing stands in for", R"({"image":"aqi-predictor-api:1.0.0","command":["python"]})", "", StandIn::Present);
    row("our own image, a script", R"({"image":"aqi-predictor-api:1.0.0","command":["bash","/scripts/wait-for.sh","db:5432"]})",
        "bash|/scripts/wait-for.sh|db:5432");
}

void PartsTest::images() {
    QFETCH(QByteArray, container);
    QFETCH(QByteArray, command);
    QFETCH(bool, standIn);
    const auto launch = launchOf(
        Json::parse(container.toStdString()), {{"DIR", "/data"}}, "127.1.2.3", standIn ? StandIn::Present : StandIn::Missing);
    QByteArray words;
    for (const auto &word : launch ? launch->command : Words())
        words += (words.isEmpty() ? "" : "|") + QByteArray::fromStdString(word);
    QCOMPARE(words, command);
}

void PartsTest::views() {
    const auto words = viewArguments({1000, 1001, "api-0", "/work", true,
        {{"/here/sub", "/etc/conf/sub"}, {"/here", "/etc/conf", true}, {"/run", "/var/run/postgresql"}, {"/page", "/usr/share/no-such-folder/html"}}});
    QVERIFY(has(words, {"--uid", "1000", "--gid", "1001"}));
    QVERIFY(has(words, {"--hostname", "api-0"}));
    QVERIFY(has(words, {"--ro-bind", "/here", "/etc/conf", "--bind", "/here/sub", "/etc/conf/sub"})); // outer ones first
    QVERIFY(has(words, {"--bind", "/run", "/run/postgresql"}));
    QVERIFY(has(viewArguments({1000, 1000, "map", "/", true, {{"/whole", "/var/run"}}}), {"--bind", "/whole", "/run"}));
    const ContainerView full{1000, 1000, "full", "/", false, {{"/claim", "/data", false, 8192}, {"/other", "/backups"}}};
    QVERIFY(has(viewArguments(full), {"--ro-bind", "/claim", "/run/claims/1", "--perms", "0777", "--size", "8192", "--tmpfs", "/data"}));
    QVERIFY(has(viewArguments(full), {"--bind", "/other", "/backups"}));
    QVERIFY(has(viewCommand(full, {"redis-server", "--dir"}), {"sh", "2", "/run/claims/1/.", "/data", "redis-server", "--dir"}));
    QVERIFY(has(words, {"--tmpfs", "/usr/share"})); // laid open, or there is no place for the mount
    QVERIFY(has(words, {"--bind", "/page", "/usr/share/no-such-folder/html"}));
    QVERIFY(has(words, {"--remount-ro", "/", "--chdir", "/work"}));
    QVERIFY(!programExists("no-such-program", "/usr/bin:/bin") && programExists("sh", "/usr/bin:/bin") && programExists("/x", ""));
}

void PartsTest::volumes() {
    ObjectStore store;
    put(store, "configmaps", "conf", R"({"kind":"ConfigMap","data":{"a.conf":"one","b.conf":"two"},"binaryData":{"c":"AAE="}})");
    put(store, "secrets", "keys", R"({"kind":"Secret","data":{"key":"c2VjcmV0"}})");
    const Json pod = Json::parse(R"({"metadata":{"name":"a","namespace":"aqi","labels":{"x":"y"}},"spec":{}})");
    const VolumeSources sources{store, "127.1.2.3", "PEM", [](const Json &, const Json &) { return std::string("token"); }};
    const auto files = [&](const char *volume) { return volumeFiles(sources, pod, Json::parse(volume)); };
    QCOMPARE(files(R"({"configMap":{"name":"conf"}})"),
        (VolumeFiles{{"a.conf", {"one", 0644}}, {"b.conf", {"two", 0644}}, {"c", {std::string("\0\1", 2), 0644}}}));
    QCOMPARE(files(R"({"configMap":{"name":"conf","defaultMode":288,"items":[{"key":"a.conf","path":"d/x"},{"key":"b.conf","path":"y","mode":256}]}})"),
        (VolumeFiles{{"d/x", {"one", 0440}}, {"y", {"two", 0400}}}));
    QCOMPARE(files(R"({"secret":{"secretName":"keys","defaultMode":256}})"), (VolumeFiles{{"key", {"secret", 0400}}}));
    QCOMPARE(files(R"({"downwardAPI":{"items":[{"path":"ip","fieldRef":{"fieldPath":"status.podIP"}}]}})"), (VolumeFiles{{"ip", {"127.1.2.3", 0644}}}));
    QCOMPARE(files(R"({"projected":{"sources":[{"serviceAccountToken":{"path":"t"}},{"configMap":{"name":"kube-root-ca.crt"}},{"secret":{"name":"keys"}}]}})"),
        (VolumeFiles{{"t", {"token", 0600}}, {"ca.crt", {"PEM", 0644}}, {"key", {"secret", 0644}}}));
    QCOMPARE(files(R"({"configMap":{"name":"none","optional":true}})"), VolumeFiles());
}

void PartsTest::volumesChangeAtOnce() {
    QTemporaryDir folder;
    const QString path = folder.filePath(u"v"_s);
    QVERIFY(writeVolume(path, {{"a", {"one", 0640}}, {"d/b", {"two", 0400}}}));
    QCOMPARE(read(path + u"/a"_s), QByteArray("one"));
    QCOMPARE(read(path + u"/d/b"_s), QByteArray("two"));
    QCOMPARE(modeOf(path + u"/a"_s), 0640);
    QCOMPARE(modeOf(path + u"/d/b"_s), 0400);
    QVERIFY(QFileInfo(path + u"/a"_s).isSymLink());
    const QString before = QFile::symLinkTarget(path + u"/..data"_s);
    QVERIFY(writeVolume(path, {{"a", {"one", 0640}}, {"d/b", {"two", 0400}}}));
    QCOMPARE(QFile::symLinkTarget(path + u"/..data"_s), before); // the same: not written
    QVERIFY(writeVolume(path, {{"a", {"three", 0640}}, {"c", {"new", 0644}}}));
    QCOMPARE(read(path + u"/a"_s), QByteArray("three"));
    QCOMPARE(read(path + u"/c"_s), QByteArray("new"));
    QVERIFY(!QFileInfo::exists(path + u"/d"_s) && !QFileInfo(path + u"/d"_s).isSymLink());
    QVERIFY(!QFileInfo::exists(before));
    QVERIFY(writeVolume(path, {}));
    QCOMPARE(QDir(path).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), QStringList());
}

void PartsTest::accountToken() {
    ObjectStore store;
    put(store, "serviceaccounts", "closed", R"({"kind":"ServiceAccount","automountServiceAccountToken":false})");
    const auto wants = [&store](const char *spec) {
        return wantsAccountToken(store, {{"metadata", {{"name", "a"}, {"namespace", "aqi"}}}, {"spec", Json::parse(spec)}});
    };
    QVERIFY(wants("{}"));
    QVERIFY(!wants(R"({"automountServiceAccountToken":false})"));
    QVERIFY(!wants(R"({"serviceAccountName":"closed"})"));
    QVERIFY(wants(R"({"serviceAccountName":"closed","automountServiceAccountToken":true})"));
}

void PartsTest::hosts() {
    ObjectStore store;
    put(store, "services", "api", R"({"kind":"Service","metadata":{"name":"api","namespace":"aqi"},"spec":{"clusterIP":"127.244.128.9"}})");
    put(store, "services", "db", R"({"kind":"Service","metadata":{"name":"db","namespace":"aqi"},"spec":{"clusterIP":"None"}})");
    put(store, "endpoints", "db", R"({"subsets":[{"addresses":[{"ip":"127.244.0.2","targetRef":{"name":"db-0"}}]}]})");
    put(store, "pods", "db-0", R"({"metadata":{"name":"db-0","namespace":"aqi"},"spec":{"hostname":"db-0","subdomain":"db"}})");
    const std::string inside = "127.244.128.9\tapi.aqi.svc.cluster.local api.aqi.svc api.aqi api\n"
                               "127.244.0.2\tdb.aqi.svc.cluster.local db.aqi.svc db.aqi db\n"
                               "127.244.0.2\tdb-0.db.aqi.svc.cluster.local db-0.db.aqi.svc db-0.db.aqi db-0.db\n";
    QCOMPARE(clusterHosts(store, "aqi"), inside);
    QVERIFY(clusterHosts(store, "other").starts_with("127.244.128.9\tapi.aqi.svc.cluster.local api.aqi.svc api.aqi\n"));
    QCOMPARE(podHosts(Json{{"metadata", {{"name", "a"}}}}, "127.244.0.7"), std::string("127.244.0.7\tlocalhost a\n"));
}

void PartsTest::longLogs() {
    ContainerLog log{Clock()};
    log.add("one\ntw");
    log.add("o\n");
    log.add(QByteArray(40000, 'x'));
    log.finish();
    Words lines;
    for (const auto &line : log.lines())
        lines.push_back(line.text);
    QCOMPARE(lines.size(), std::size_t(5)); // a line without end is broken as a container runtime breaks it
    QCOMPARE(lines[1], std::string("two"));
    QCOMPARE(lines[2].size() + lines[3].size() + lines[4].size(), std::size_t(40000));
    QVERIFY(timeMs(log.lines()[0].time).has_value());
    for (int i = 0; i < 2000; ++i)
        log.add(QByteArray(8000, 'y') + '\n');
    QVERIFY(log.lines().size() < 1500 && log.lines().back().text.size() == 8000);
}

void PartsTest::useOfProcesses() {
    const auto use = ProcessTable::read().use(::getpid());
    QVERIFY(use.bytes > 1e6 && use.bytes < 1e11);
    QVERIFY(use.cpuSeconds >= 0);
    QCOMPARE(ProcessTable::read().use(0x7ffffff0).bytes, 0.0);

    // What a fork shares counts once: it has written nothing yet.
    constexpr std::size_t size = 128 * 1024 * 1024;
    std::vector<char> pages(size, 'x');
    const double alone = ProcessTable::read().use(::getpid()).kept;
    QVERIFY(alone > double(size));
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    QVERIFY(child > 0);
    const double both = ProcessTable::read().use(::getpid()).kept;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QVERIFY2(both < alone + double(size) / 2, qPrintable(QString::number(both)));
}

QTEST_GUILESS_MAIN(PartsTest)
#include "tst_parts.moc"
