// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole AQI Predictor in real processes, as `aqictl deploy` puts it into a sandbox: what Prometheus found and answers, an alert that
// arrives, a backup that can be read, the autoscaler under load, and faults that need the real programs. One sandbox for all of it; the
// tests stand in the order in which one leaves time for the next.
#include "../sandbox/faults/scene.h"
#include "kubectl.h"

#include "kube/client.h"
#include "kube/kubeconfig.h"
#include "kube/servicewriter.h"
#include "prometheus/client.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 300000; // ms
const QString manifests = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/");
const QString monitoring = manifests + u"base/monitoring/"_s;

const QByteArray reader = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"reader"},"spec":{"restartPolicy":"Never","containers":[{"name":"main",
        "image":"timescale/timescaledb-ha:pg17","command":["bash","-c","cd /backups; pg_restore --list aqi_predictor-*.dump"],
        "resources":{"requests":{"cpu":"50m","memory":"64Mi"},"limits":{"cpu":"500m","memory":"256Mi"}},
        "securityContext":{"allowPrivilegeEscalation":false,"runAsUser":1000,"runAsNonRoot":true,"capabilities":{"drop":["ALL"]},"seccompProfile":{"type":"RuntimeDefault"}},
        "volumeMounts":[{"name":"backups","mountPath":"/backups"}]}],"volumes":[{"name":"backups","persistentVolumeClaim":{"claimName":"database-backup-pvc"}}]}})";
/// By the processor alone, which is the load's (memory is the sanitizer's, which takes several times the program's own), with a target that two
/// processors can pass for ten pods, and with windows of seconds where an operator waits minutes: what is shown is the way from three to ten and
/// back, by the autoscaler's own policy.
const QString quickScaling = QString::fromUtf8(R"({"spec":{"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":30}}}],
        "behavior":{"scaleUp":{"stabilizationWindowSeconds":0},"scaleDown":{"stabilizationWindowSeconds":15,"policies":[{"type":"Percent","value":100,"periodSeconds":15}]}}}})");

QByteArray textOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSet<QString> alertNames() {
    QSet<QString> names;
    static const QRegularExpression alert(u"^ *- alert: *(\\w+)"_s, QRegularExpression::MultilineOption);
    for (const auto &match : alert.globalMatch(QString::fromUtf8(textOf(monitoring + u"alert_rules.yml"_s))))
        names.insert(match.captured(1));
    return names;
}

void addExpressions(QSet<QString> &to, const QJsonValue &value) {
    for (const auto &one : value.toArray())
        addExpressions(to, one);
    const auto object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.key() == "expr"_L1)
            to.insert(field.value().toString());
        addExpressions(to, field.value());
    }
}

/// Of the four dashboards, and of the contract's, which are written otherwise.
QSet<QString> dashboardQueries() {
    QSet<QString> queries{u"rate(aqi_http_requests_total[5m])"_s, u"histogram_quantile(0.95, rate(aqi_http_request_duration_seconds_bucket[5m]))"_s,
        u"rate(aqi_http_requests_total{status=~\"4..|5..\"}[5m])"_s, u"aqi_db_connections_active"_s, u"aqi_app_uptime_seconds"_s,
        u"rate(aqi_cache_hits_total[5m]) / (rate(aqi_cache_hits_total[5m]) + rate(aqi_cache_misses_total[5m]))"_s, u"rate(aqi_model_predictions_total[5m])"_s,
        u"histogram_quantile(0.95, rate(aqi_model_prediction_duration_seconds_bucket[5m]))"_s, u"aqi_model_rmse"_s, u"aqi_model_mae"_s,
        u"aqi_model_accuracy_percent"_s, u"rate(aqi_prediction_errors_total[5m])"_s, u"rate(aqi_data_ingestion_total[5m])"_s,
        u"rate(aqi_data_ingestion_errors_total[5m])"_s, u"rate(aqi_data_quality_issues_total[5m])"_s,
        u"histogram_quantile(0.95, rate(aqi_data_processing_duration_seconds_bucket[5m]))"_s, u"rate(aqi_celery_tasks_total[5m])"_s,
        u"histogram_quantile(0.95, rate(aqi_celery_task_duration_seconds_bucket[5m]))"_s, u"aqi_celery_tasks_in_progress"_s};
    for (const char *name : {"system-overview", "api-performance", "ml-models", "data-pipeline"})
        addExpressions(queries, QJsonDocument::fromJson(textOf(monitoring + u"dashboards/%1.json"_s.arg(QLatin1StringView(name)))).object());
    return queries;
}

template <class T> base::Result<T> waited(const prometheus::Asked<T> &asked) {
    if (!QTest::qWaitFor([&] { return asked.answer.isFinished(); }, patience)) // result() would wait where nothing can come any more
        return base::fail(base::ErrorKind::Timeout, u"there was no answer"_s);
    return asked.answer.result();
}

/// What an Alertmanager says of the alert: the states it is in, and the silences that fit it.
QString stateOf(prometheus::Alertmanager &alertmanager, const QString &alert) {
    QSet<QString> states;
    if (const auto held = waited(alertmanager.alerts())) {
        for (const auto &one : *held) {
            if (one.labels.value(u"alertname"_s) == alert)
                states.insert((one.state == prometheus::HeldAlert::State::Active ? u"active "_s : u"suppressed "_s) + one.silencedBy.join(u' '));
        }
    }
    return QStringList(states.values()).join(u", "_s).trimmed();
}

std::optional<prometheus::Silence::State> stateOfSilence(prometheus::Alertmanager &alertmanager, const QString &id) {
    const auto silences = waited(alertmanager.silences());
    const auto found = silences ? std::ranges::find(*silences, id, &prometheus::Silence::id) : QList<prometheus::Silence>::const_iterator();
    return silences && found != silences->cend() ? std::optional(found->state) : std::nullopt;
}

QString joined(const QSet<QString> &names) {
    auto list = names.values();
    list.sort();
    return list.join(u'\n');
}

} // namespace

class TestPredictor : public QObject {
    Q_OBJECT

public:
    /// Several waits of `patience` in one function are more than the five minutes that QTest gives it.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "1500000"); }

private Q_SLOTS:
    void initTestCase();
    void cleanup() {
        if (QTest::currentTestFailed()) // what fails must not fail the next ones
            (void)fault({u"clear"_s});
    }
    void everyAnnotatedPodIsATarget();
    void everyAlertRuleIsLoaded();
    void targetDownIsToldToAlertmanager();
    void theBackupCanBeRead();
    void theAutoscalerFollowsTheLoad();
    void everyDashboardQueryHasData();
    void prometheusDown();
    void connectionsExhausted();
    void redisFull();
    void theAutoscalerComesBack();

private:
    void aSilenceIsMadeAndExpired(const QString &alert);
    void connectClient();
    [[nodiscard]] QString downTarget() const;
    [[nodiscard]] QString exhausted() const;
    [[nodiscard]] Ran k(const QStringList &arguments, const QByteArray &input = {}) const {
        return m_sandbox.kubectl(QStringList{u"-n"_s, u"aqi-predictor"_s} + arguments, input);
    }
    [[nodiscard]] QJsonArray items(const QString &kind) const {
        return QJsonDocument::fromJson(k({u"get"_s, kind, u"-o"_s, u"json"_s}).out.toUtf8())[u"items"].toArray();
    }
    [[nodiscard]] QString told(const QString &object, const QString &path) const { return k({u"get"_s, object, u"-o"_s, u"jsonpath="_s + path}).out; }
    /// Through the API server's proxy of services, as the console asks.
    [[nodiscard]] Ran service(const QString &nameAndPort, const QString &path) const {
        return k({u"get"_s, u"--raw"_s, u"/api/v1/namespaces/aqi-predictor/services/"_s + nameAndPort + u"/proxy"_s + path});
    }
    [[nodiscard]] QJsonValue prometheus(const QString &path) const {
        return QJsonDocument::fromJson(service(u"prometheus-service:9090"_s, path).out.toUtf8())[u"data"];
    }
    [[nodiscard]] QJsonArray query(const QString &expression) const {
        return prometheus(u"/api/v1/query?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(expression)))[u"result"].toArray();
    }
    /// Asks all of them at once, and drops from m_left those that have data.
    void askForData(prometheus::Client &client);
    /// Pod and health of what Prometheus scrapes, but for itself.
    [[nodiscard]] QSet<QString> targets() const;
    [[nodiscard]] QSet<QString> annotatedPods() const;
    [[nodiscard]] Ran fault(const QStringList &words) const { return m_sandbox.control(QStringList{u"fault"_s} + words); }
    [[nodiscard]] Ran rolled(const QString &workload) const { return k({u"rollout"_s, u"status"_s, workload, u"--timeout=55s"_s}); }
    [[nodiscard]] Ran inDatabase(const QByteArray &sql) const {
        return k({u"exec"_s, u"timescaledb-0"_s, u"--"_s, u"sh"_s, u"-c"_s,
            u"PGPASSWORD=\"$POSTGRES_PASSWORD\" exec psql -AtX --host=\"$POD_IP\" --username=\"$POSTGRES_USER\" --dbname=\"$POSTGRES_DB\" -c \"%1\""_s.arg(QString::fromUtf8(sql))});
    }
    [[nodiscard]] Ran inRedis(const QString &command) const {
        return k({u"exec"_s, u"redis-0"_s, u"--"_s, u"sh"_s, u"-c"_s, u"exec redis-cli -h \"$POD_IP\" "_s + command});
    }

    Sandbox m_sandbox;
    std::unique_ptr<kube::Client> m_client; // as the console has it
    QSet<QString> m_left; // the queries that had no data when last asked
};

void TestPredictor::initTestCase() {
    const auto up = m_sandbox.control({u"up"_s});
    RAN(up);
    if (up.err.contains("stay hollow"_L1))
        QSKIP(qPrintable(up.err));
    RAN(m_sandbox.aqictl({u"deploy"_s, manifests + u"overlays/sandbox"_s}));
    connectClient();
}

void TestPredictor::connectClient() {
    const auto config = kube::Kubeconfig::load(m_sandbox.kubeconfig());
    QVERIFY2(config, qPrintable(config ? QString() : config.error().text()));
    const auto access = config->access({});
    QVERIFY2(access, qPrintable(access ? QString() : access.error().text()));
    m_client = std::make_unique<kube::Client>(*access);
}

QSet<QString> TestPredictor::targets() const {
    QSet<QString> result;
    for (const auto &target : prometheus(u"/api/v1/targets?state=active"_s)[u"activeTargets"].toArray()) {
        if (target[u"labels"][u"job"] != "prometheus"_L1 || target[u"health"] != "up"_L1)
            result.insert(target[u"labels"][u"pod"].toString() + u' ' + target[u"health"].toString());
    }
    return result;
}

QSet<QString> TestPredictor::annotatedPods() const {
    QSet<QString> result;
    for (const auto &pod : items(u"pods"_s)) {
        const auto metadata = pod[u"metadata"];
        if (metadata[u"annotations"][u"prometheus.io/scrape"] == "true"_L1 && pod[u"status"][u"phase"] == "Running"_L1
            && metadata[u"deletionTimestamp"].isUndefined())
            result.insert(metadata[u"name"].toString() + u" up"_s);
    }
    return result;
}

void TestPredictor::everyAnnotatedPodIsATarget() {
    QTRY_VERIFY_WITH_TIMEOUT(annotatedPods().size() >= 4, patience); // the autoscaler's three of the API, and Alertmanager
    QString found;
    QString wanted;
    QTRY_VERIFY2_WITH_TIMEOUT((found = joined(targets())) == (wanted = joined(annotatedPods())), qPrintable(u"found:\n"_s + found + u"\nannotated:\n"_s + wanted), patience);
}

void TestPredictor::everyAlertRuleIsLoaded() {
    QVERIFY(alertNames().size() >= 19);
    const auto rules = [this] {
        QSet<QString> names;
        for (const auto &group : prometheus(u"/api/v1/rules"_s)[u"groups"].toArray()) {
            for (const auto &rule : group[u"rules"].toArray())
                names.insert(rule[u"name"].toString() + (rule[u"health"] == "ok"_L1 ? QString() : u": "_s + rule[u"lastError"].toString()));
        }
        return joined(names);
    };
    QTRY_COMPARE_WITH_TIMEOUT(rules(), joined(alertNames()), patience); // "unknown" until the first evaluation
}

/// What Prometheus says of a target that is down, and the alert as it arrives in Alertmanager.
QString TestPredictor::downTarget() const {
    static const QRegularExpression why(u"connect: .*$"_s);
    QStringList lines;
    for (const auto &target : prometheus(u"/api/v1/targets?state=active"_s)[u"activeTargets"].toArray()) {
        if (target[u"health"] == "down"_L1)
            lines.append(u"target of %1: down, %2"_s.arg(target[u"labels"][u"job"].toString(), why.match(target[u"lastError"].toString()).captured()));
    }
    for (const auto &alert : QJsonDocument::fromJson(service(u"alertmanager-service:9093"_s, u"/api/v2/alerts"_s).out.toUtf8()).array()) {
        if (const auto labels = alert[u"labels"]; labels[u"alertname"] == "ServiceDown"_L1)
            lines.append(u"alert ServiceDown %1: %2"_s.arg(labels[u"severity"].toString(), alert[u"status"][u"state"].toString()));
    }
    lines.removeDuplicates();
    lines.sort();
    return lines.join(u'\n') + u'\n';
}

void TestPredictor::targetDownIsToldToAlertmanager() {
    RAN(fault({u"target-down"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(downTarget().contains("alert ServiceDown"_L1), patience); // a minute down, then sent
    QVERIFY(becomes(u"target-down"_s, [this] { return downTarget(); }));
    aSilenceIsMadeAndExpired(u"ServiceDown"_s);
    if (QTest::currentTestFailed())
        return;
    RAN(fault({u"clear"_s}));
    RAN(rolled(u"deployment/api"_s));
    QTRY_COMPARE_WITH_TIMEOUT(joined(targets()), joined(annotatedPods()), patience);
    QTRY_VERIFY_WITH_TIMEOUT(query(u"ALERTS{alertname=\"ServiceDown\",alertstate=\"firing\"}"_s).isEmpty(), patience);
}

/// The console's own way: its client, through the API server's proxy.
void TestPredictor::aSilenceIsMadeAndExpired(const QString &alert) {
    const auto [ns, name, port] = std::tuple(u"aqi-predictor"_s, u"alertmanager-service"_s, u"9093"_s);
    prometheus::Alertmanager alertmanager(m_client->service(ns, name, port), kube::serviceWriter(*m_client, ns, name, port));
    prometheus::Silence wanted;
    wanted.matchers = {{u"alertname"_s, alert}};
    wanted.startsAt = QDateTime::currentDateTimeUtc();
    wanted.endsAt = wanted.startsAt.addSecs(7200);
    wanted.createdBy = u"tests"_s;
    wanted.comment = u"down on purpose"_s;
    const auto made = waited(alertmanager.make(wanted));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().text()));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(alertmanager, alert), u"suppressed "_s + *made, patience);
    QVERIFY(stateOfSilence(alertmanager, *made) == prometheus::Silence::State::Active);
    const auto expired = waited(alertmanager.expire(*made));
    QVERIFY2(expired, qPrintable(expired ? QString() : expired.error().text()));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(alertmanager, alert), u"active"_s, patience);
    QVERIFY(stateOfSilence(alertmanager, *made) == prometheus::Silence::State::Expired);
}

void TestPredictor::theBackupCanBeRead() {
    RAN(k({u"create"_s, u"job"_s, u"by-hand"_s, u"--from=cronjob/database-backup"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(told(u"job/by-hand"_s, u"{.status.succeeded}"_s), u"1"_s, patience);
    const auto log = k({u"logs"_s, u"job/by-hand"_s});
    QVERIFY2(log.out.contains("wrote /backups/aqi_predictor-"_L1), log.report().constData());
    // Who reads is another pod with the same claim: the dump has outlived the one that wrote it.
    RAN(k({u"apply"_s, u"-f"_s, u"-"_s}, reader));
    QTRY_COMPARE_WITH_TIMEOUT(told(u"pod/reader"_s, u"{.status.phase}"_s), u"Succeeded"_s, patience);
    const auto list = k({u"logs"_s, u"reader"_s});
    for (const char *entry : {"TABLE public air_quality_measurements", "TABLE DATA public monitoring_stations", "TABLE DATA _timescaledb_internal _hyper_", "TABLE DATA public city_configurations"})
        QVERIFY2(list.out.contains(QLatin1StringView(entry)), list.report().constData());
    RAN(k({u"delete"_s, u"job/by-hand"_s, u"pod/reader"_s, u"--wait=false"_s}));
}

void TestPredictor::theAutoscalerFollowsTheLoad() {
    RAN(k({u"patch"_s, u"hpa/api-hpa"_s, u"--type=merge"_s, u"-p"_s, quickScaling}));
    QTRY_COMPARE_WITH_TIMEOUT(told(u"deployment/api"_s, u"{.status.readyReplicas} {.status.replicas}"_s), u"3 3"_s, patience);
    RAN(k({u"rollout"_s, u"restart"_s, u"deployment/celery-beat"_s})); // it sends what is due, so that there are tasks to measure
    const auto load = m_sandbox.controlStarted({u"load"_s, u"api"_s, u"60"_s, u"--for"_s, u"900"_s});
    QTRY_VERIFY2_WITH_TIMEOUT(told(u"deployment/api"_s, u"{.status.readyReplicas}"_s).toInt() == 10, k({u"describe"_s, u"hpa/api-hpa"_s}).report().constData(), 2 * patience);
    QVERIFY(told(u"hpa/api-hpa"_s, u"{.status.currentMetrics[0].resource.current.averageUtilization}"_s).toInt() > 0);
    const auto events = k({u"get"_s, u"events"_s, u"--field-selector=involvedObject.name=api-hpa,reason=SuccessfulRescale"_s, u"-o"_s, u"jsonpath={.items[*].message}"_s});
    QVERIFY2(events.out.contains("cpu resource utilization (percentage of request) above target"_L1), events.report().constData());
    load->kill();
    load->waitForFinished();
}

namespace {

/// A number, in one series at least: a quantile of no observations is a series of NaN.
bool hasNumber(const prometheus::QueryResult &result) {
    return std::ranges::any_of(result.series, [](const prometheus::Series &series) {
        return std::ranges::any_of(series.samples, [](const prometheus::Sample &sample) { return std::isfinite(sample.value); });
    });
}

} // namespace

void TestPredictor::askForData(prometheus::Client &client) {
    QHash<QString, prometheus::Asked<prometheus::QueryResult>> asked;
    for (const auto &expression : std::as_const(m_left))
        asked.insert(expression, client.query(expression));
    for (auto one = asked.cbegin(); one != asked.cend(); ++one) {
        if (const auto result = waited(one.value()); result && hasNumber(*result))
            m_left.remove(one.key());
    }
}

void TestPredictor::everyDashboardQueryHasData() {
    m_left = dashboardQueries();
    QVERIFY(m_left.size() >= 50);
    prometheus::Client client(m_client->service(u"aqi-predictor"_s, u"prometheus-service"_s, u"9090"_s));
    // What is counted only while somebody asks (the cache, predictions) has a rate only then.
    const auto load = m_sandbox.controlStarted({u"load"_s, u"api"_s, u"5"_s, u"--for"_s, u"600"_s});
    const auto none = [this, &client] {
        askForData(client);
        return m_left.isEmpty();
    };
    QTRY_VERIFY2_WITH_TIMEOUT(none(), qPrintable(joined(m_left)), patience);
    load->kill();
    load->waitForFinished();
}

void TestPredictor::prometheusDown() {
    const QString oldest = u"min_over_time(timestamp(up{job=\"prometheus\"})[1h:15s])"_s;
    QTRY_VERIFY_WITH_TIMEOUT(!query(oldest).isEmpty(), patience);
    const auto since = query(oldest).first()[u"value"][1].toString().toDouble();
    QVERIFY(since > 0);
    RAN(fault({u"prometheus-down"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(service(u"prometheus-service:9090"_s, u"/api/v1/query?query=up"_s).err.contains("no endpoints available"_L1), patience);
    RAN(fault({u"clear"_s}));
    RAN(rolled(u"deployment/prometheus"_s));
    QTRY_COMPARE_WITH_TIMEOUT(joined(targets()), joined(annotatedPods()), patience); // it finds everything again by itself
    // What it knew it still knows: the volume is the claim's.
    QTRY_VERIFY_WITH_TIMEOUT(!query(u"min_over_time(timestamp(up{job=\"prometheus\"})[1h:15s]) <= %1"_s.arg(since + 30, 0, 'f', 0)).isEmpty(), patience);
}

/// Three pods of the API and room for two sessions: the third is refused, and whoever comes later.
QString TestPredictor::exhausted() const {
    static const QRegularExpression refusal(u"FATAL: +sorry, too many clients already"_s);
    const auto logs = k({u"logs"_s, u"-l"_s, u"app=api"_s, u"--tail=-1"_s}).out.split(u'\n');
    const auto told = std::ranges::find_if(logs, [](const QString &line) { return line.contains("database unavailable"_L1) && line.contains(refusal); });
    return u"database ready: %1\npsql: %2\nlog of the API: %3\n"_s.arg(this->told(u"pod/timescaledb-0"_s, u"{.status.containerStatuses[0].ready}"_s),
        refusal.match(inDatabase("SELECT 1").err).captured(), told == logs.cend() ? QString() : told->section(u' ', 0, 0) + u' ' + refusal.match(*told).captured());
}

void TestPredictor::connectionsExhausted() {
    RAN(fault({u"connections-exhausted"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(told(u"pod/timescaledb-0"_s, u"{.spec.containers[0].args}"_s).contains("max_connections=2"_L1), patience);
    RAN(rolled(u"statefulset/timescaledb"_s));
    QVERIFY(becomes(u"connections-exhausted"_s, [this] { return exhausted(); }));
    RAN(fault({u"clear"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(inDatabase("SHOW max_connections").out.trimmed(), u"400"_s, patience);
    QVERIFY(inDatabase("SELECT count(*) FROM air_quality_measurements").out.trimmed().toInt() > 100000);
    RAN(rolled(u"statefulset/timescaledb"_s));
    RAN(rolled(u"deployment/api"_s));
    QTRY_VERIFY_WITH_TIMEOUT(service(u"api-service:8000"_s, u"/api/v1/forecast/current/Delhi"_s).status == 0, patience);
}

void TestPredictor::redisFull() {
    RAN(fault({u"redis-full"_s}));
    Ran asked;
    QTRY_VERIFY2_WITH_TIMEOUT((asked = inRedis(u"set probe 1"_s)).out.contains("OOM command not allowed when used memory > 'maxmemory'"_L1), asked.report().constData(), patience);
    QCOMPARE(inRedis(u"ping"_s).out.trimmed(), u"PONG"_s); // so it is ready all the same
    RAN(rolled(u"statefulset/redis"_s));
    const auto refused = [this] { return k({u"logs"_s, u"deployment/celery-beat"_s}).out.contains("OOM command not allowed"_L1); };
    RAN(k({u"rollout"_s, u"restart"_s, u"deployment/celery-beat"_s})); // it sends at once
    QTRY_VERIFY_WITH_TIMEOUT(refused(), patience);
    RAN(fault({u"clear"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(inRedis(u"set probe 1 ex 1"_s).out.trimmed(), u"OK"_s, patience);
    RAN(rolled(u"deployment/celery-beat"_s));
}

void TestPredictor::theAutoscalerComesBack() {
    QTRY_COMPARE_WITH_TIMEOUT(told(u"deployment/api"_s, u"{.status.readyReplicas} {.status.replicas}"_s), u"3 3"_s, patience);
    const auto events = k({u"get"_s, u"events"_s, u"--field-selector=involvedObject.name=api-hpa,reason=SuccessfulRescale"_s, u"-o"_s, u"jsonpath={.items[*].message}"_s});
    QVERIFY2(events.out.contains("All metrics below target"_L1), events.report().constData());
}

QTEST_GUILESS_MAIN(TestPredictor)
#include "tst_predictor.moc"
