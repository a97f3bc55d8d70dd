// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The stand-ins of the AQI services as pods, beside a real TimescaleDB and Redis: what one writes the others must answer.
#include "../process/machine.h"
#include "liveclient.h"

#include "sandbox/process/containerview.h"
#include "sandbox/services/catalog.h"
#include "sandbox/system/metricset.h"

using namespace sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr auto slow = 300000; // ms: the first data, under sanitizers, on a loaded machine

/// A database, Redis, and containers of the AQI images that know both.
class System : public Machine {
public:
    System()
        : Machine(AQI_BIN_DIR "/aqi-standin") {
        addDatabase();
        create("redis", spec("redis:7.4.2-alpine"));
    }

    QByteArray sql(const std::string &text) {
        return exec("db", {"psql", "-AtX", "-h", ip("db"), "-U", "owner", "-d", "aqi", "-c", text}).output.trimmed();
    }

    /// A container of one of our images.
    [[nodiscard]] Json standIn(const char *image, std::vector<std::string> command = {}) const {
        Json one = spec(image, {}, {{"env", Json::array({{{"name", "DATABASE_URL"}, {"value", "postgresql+asyncpg://owner@" + ip("db") + ":5432/aqi"}},
                                        {{"name", "REDIS_URL"}, {"value", "redis://" + ip("redis") + ":6379/0"}}})}});
        if (!command.empty())
            one["containers"][0]["command"] = command;
        one["restartPolicy"] = "Never";
        return one;
    }

private:
    void addDatabase() {
        Json one = spec("timescale/timescaledb-ha:pg17", {}, Json::parse(R"({"args":["postgres","-c","shared_buffers=64MB","-c","fsync=off"],
            "env":[{"name":"POSTGRES_DB","value":"aqi"},{"name":"POSTGRES_USER","value":"owner"},{"name":"POSTGRES_PASSWORD","value":"none"},
                {"name":"POSTGRES_HOST_AUTH_METHOD","value":"trust"},{"name":"PGDATA","value":"/data/pgdata"},
                {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
            "readinessProbe":{"exec":{"command":["sh","-c","exec pg_isready --quiet --host=$POD_IP"]},"periodSeconds":1,"timeoutSeconds":10},
            "securityContext":{"runAsUser":1000,"runAsGroup":1000},"volumeMounts":[{"name":"data","mountPath":"/data"}]})"));
        one["volumes"] = Json::parse(R"([{"name":"data","emptyDir":{}}])");
        create("db", one);
    }
};

struct Answer {
    int status = 0;
    QByteArray body;
};

Answer get(const std::string &address, int port, const QByteArray &path) {
    QTcpSocket socket;
    QByteArray bytes;
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write("GET " + path + " HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n"); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { bytes += socket.readAll(); });
    bool over = false;
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [&] { over = true; });
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &socket, [&] { over = true; });
    socket.connectToHost(QString::fromStdString(address), static_cast<quint16>(port));
    (void)QTest::qWaitFor([&] { return over; }, 60000);
    return {bytes.split(' ').value(1).toInt(), bytes.mid(bytes.indexOf("\r\n\r\n") + 4)};
}

} // namespace

class StandInsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void migration();
    void migrationAgain();
    void migrationWithoutDatabase();
    void apiAnswersWhatIsStored();
    void apiPushesUpdates();
    void apiRefusesSockets_data();
    void apiRefusesSockets();
    void workerDoesWhatBeatSends();
    void everyFamilyHasSamples();
    void pagesAndHealth();
    void withoutDatabase();

private:
    std::unique_ptr<System> m_system;
};

void StandInsTest::initTestCase() {
    if (const std::string problem = viewProblem(); !problem.empty())
        QSKIP(problem.c_str());
    m_system = std::make_unique<System>();
    for (const char *pod : {"db", "redis"})
        QTRY_VERIFY2_WITH_TIMEOUT(m_system->ready(pod), m_system->report(pod).constData(), patience);
}

void StandInsTest::migration() {
    m_system->create("migrate", m_system->standIn("aqi-predictor-api:1.0.0", {"alembic", "upgrade", "head"}));
    QTRY_VERIFY2_WITH_TIMEOUT(textAt(m_system->pod("migrate"), "status.phase") == "Succeeded", m_system->report("migrate").constData(), slow);
    QCOMPARE(m_system->sql("SELECT version_num FROM alembic_version"), QByteArray("003"));
    QCOMPARE(m_system->sql("SELECT count(*), count(DISTINCT city_code) FROM monitoring_stations"),
        QByteArray::number(qlonglong(sites().size())) + "|" + QByteArray::number(qlonglong(cities().size())));
    // 30 days of hours, six pollutants each, one row for each key
    QCOMPARE(m_system->sql("SELECT count(*) FROM air_quality_measurements"), QByteArray::number(qlonglong(sites().size() * 6 * 30 * 24)));
    QCOMPARE(m_system->sql("SELECT count(*) FROM weather_data"), QByteArray::number(qlonglong(cities().size() * 30 * 24)));
    QCOMPARE(m_system->sql("SELECT DISTINCT source FROM air_quality_measurements"), QByteArray("synthetic"));
    QCOMPARE(m_system->sql("SELECT string_agg(hypertable_name, ' ' ORDER BY hypertable_name) FROM timescaledb_information.hypertables"),
        QByteArray("air_quality_measurements predictions weather_data"));
    QCOMPARE(m_system->sql("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'spatial_ref_sys'"),
        QByteArray("20"));
    QCOMPARE(m_system->sql("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'idx\\_%'"), QByteArray("50"));
    QCOMPARE(m_system->sql("SELECT measurement_count FROM hourly_aqi_summary WHERE station_id = 'DL001' AND parameter = 'pm25' LIMIT 1"), QByteArray("1"));
    // Issued every 12 hours after the first 14 days, and the one of now; the interval holds most of what came
    QCOMPARE(m_system->sql("SELECT count(*), count(DISTINCT time - forecast_hour * interval '1 hour') FROM predictions"),
        QByteArray::number(qlonglong(cities().size() * 6 * 24 * 33)) + "|33");
    QCOMPARE(m_system->sql("SELECT avg((m.value BETWEEN p.confidence_lower AND p.confidence_upper)::int) BETWEEN 0.5 AND 0.98 FROM predictions p JOIN (SELECT s.city_code, m.time, "
                           "avg(m.value) AS value FROM air_quality_measurements m JOIN monitoring_stations s USING (station_id) WHERE m.parameter = 'pm25' GROUP BY 1, 2) m "
                           "USING (city_code, time) WHERE p.parameter = 'pm25'"),
        QByteArray("t"));
    const auto refused = m_system->sql("INSERT INTO air_quality_measurements (time, station_id, parameter) SELECT time, station_id, parameter FROM air_quality_measurements LIMIT 1");
    QVERIFY2(refused.contains("duplicate key"), refused.constData());
}

void StandInsTest::migrationAgain() {
    const std::string all = "SELECT count(*), max(created_at), sum(value::numeric) FROM air_quality_measurements";
    const auto before = m_system->sql(all);
    m_system->create("again", m_system->standIn("aqi-predictor-api:1.0.0", {"alembic", "upgrade", "head"}));
    QTRY_VERIFY2_WITH_TIMEOUT(textAt(m_system->pod("again"), "status.phase") == "Succeeded", m_system->report("again").constData(), patience);
    QVERIFY2(m_system->log("again").contains("seeded 0 measurements"), m_system->log("again").constData());
    QCOMPARE(m_system->sql(all), before);
}

void StandInsTest::migrationWithoutDatabase() {
    Json nowhere = m_system->standIn("aqi-predictor-api:1.0.0", {"alembic", "upgrade", "head"});
    nowhere["containers"][0]["env"][0]["value"] = "postgresql://owner@" + m_system->ip("redis") + ":1/aqi";
    m_system->create("nowhere", nowhere);
    QTRY_COMPARE_WITH_TIMEOUT(textAt(m_system->pod("nowhere"), "status.phase"), std::string("Failed"), patience);
    QVERIFY2(m_system->log("nowhere").contains("the database did not do it: "), m_system->log("nowhere").constData());
}

void StandInsTest::apiAnswersWhatIsStored() {
    m_system->create("api", m_system->standIn("aqi-predictor-api:1.0.0"));
    QTRY_VERIFY2_WITH_TIMEOUT(get(m_system->ip("api"), 8000, "/health/ready").status == 200, m_system->report("api").constData(), slow);
    const auto api = [this](const QByteArray &path) { return get(m_system->ip("api"), 8000, path); };
    QCOMPARE(Json::parse(api("/api/v1/cities/").body.toStdString()).size(), cities().size());
    QCOMPARE(Json::parse(api("/api/v1/data/stations?limit=500").body.toStdString()).size(), sites().size());
    // A value that no climate would make: it can come from the table alone.
    m_system->sql("UPDATE air_quality_measurements SET value = 432.1 WHERE station_id = 'DL001' AND parameter = 'pm25' AND time > now() - interval '90 minutes'");
    const auto stored = [&] {
        const Json rows = Json::parse(api("/api/v1/data/air-quality/latest?station_id=DL001&parameter=pm25").body.toStdString(), nullptr, false);
        return rows.is_array() && rows.size() == 1 ? rows[0]["value"].get<double>() : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(stored(), 432.1, patience);
    const Json current = Json::parse(api("/api/v1/forecast/current/28.6469,77.3161").body.toStdString());
    QCOMPARE(current["pollutants"]["pm25"]["value"].get<double>(), 432.1);
    QVERIFY(current["synthetic"].get<bool>());
    const Answer day = api("/api/v1/forecast/24h/Mumbai");
    QCOMPARE(Json::parse(day.body.toStdString())["forecasts"].size(), std::size_t(24));
    QCOMPARE(api("/api/v1/forecast/24h/Mumbai").body, day.body); // out of the cache: even the time of making is the same
    QCOMPARE(m_system->exec("redis", {"redis-cli", "-h", m_system->ip("redis"), "exists", "aqi:cache:/api/v1/forecast/24h/Mumbai?"}).output.trimmed(), QByteArray("1"));
    QCOMPARE(api("/no/such/path").status, 404);
}

void StandInsTest::apiPushesUpdates() {
    LiveClient client(m_system->ip("api"), 8000, "/ws/aqi/Delhi");
    const QByteArray head = client.head();
    QVERIFY2(head.startsWith("HTTP/1.1 101 ") && head.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), head.constData()); // RFC 6455's example
    const auto next = [&client] { return Json::parse(client.next().payload.toStdString(), nullptr, false); };
    const Json connected = next();
    QCOMPARE(textAt(connected, "type"), std::string("connected"));
    QCOMPARE(textAt(connected, "location"), std::string("delhi"));
    QCOMPARE(numberAt(connected, "update_interval"), 300LL);
    const auto isUpdate = [](const Json &message) {
        return textAt(message, "type") == "aqi_update" && textAt(message, "location") == "delhi" && !textAt(message, "timestamp").empty()
            && field(message, "data.aqi.value").is_number() && field(message, "data.pollutants.pm25.value").is_number() && field(message, "data.synthetic") == true;
    };
    QVERIFY(isUpdate(next()));
    client.say(R"({"action":"ping"})");
    QCOMPARE(next().dump(), std::string(R"({"type":"pong"})"));
    client.say(R"({"action":"refresh"})");
    QVERIFY(isUpdate(next()));
    for (const char *odd : {"{", "[]", "7", R"({"action":{}})", R"({"action":"dance"})"}) {
        client.say(odd);
        QCOMPARE(textAt(next(), "type"), std::string("error"));
    }
    client.send(9, "are you there"); // a ping of the protocol's own
    const auto pong = client.next();
    QCOMPARE(pong.opcode, 10);
    QCOMPARE(pong.payload, QByteArray("are you there"));
    client.send(8, QByteArray("\x03\xe8", 2));
    QCOMPARE(client.next().opcode, 8);
    QVERIFY(client.ends());
}

void StandInsTest::apiRefusesSockets_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("status");
    const QByteArray good = "dGhlIHNhbXBsZSBub25jZQ==";
    QTest::newRow("nowhere") << QByteArray("/ws/aqi/atlantis") << good << QByteArray("403");
    QTest::newRow("off the globe") << QByteArray("/ws/aqi/91,200") << good << QByteArray("403");
    QTest::newRow("another path") << QByteArray("/ws/Delhi") << good << QByteArray("403");
    QTest::newRow("deeper") << QByteArray("/ws/aqi/Delhi/more") << good << QByteArray("403");
    QTest::newRow("no key") << QByteArray("/ws/aqi/Delhi") << QByteArray("short") << QByteArray("400");
}

void StandInsTest::apiRefusesSockets() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, status);
    LiveClient client(m_system->ip("api"), 8000, path, key);
    QCOMPARE(client.head().split(' ').value(1), status);
    QVERIFY(client.ends());
}

void StandInsTest::workerDoesWhatBeatSends() {
    const std::string late = " FROM air_quality_measurements WHERE time > '" + m_system->sql("SELECT now() - interval '150 minutes'").toStdString() + "'";
    m_system->sql("DELETE" + late);
    m_system->sql("DELETE FROM predictions");
    m_system->create("worker", m_system->standIn("aqi-predictor-celery:1.0.0",
        {"celery", "--app=src.tasks.celery_app", "worker", "--concurrency=2", "--queues=celery,data_ingestion,model_training,predictions,alerts,maintenance,monitoring"}));
    m_system->create("beat", m_system->standIn("aqi-predictor-celery:1.0.0", {"celery", "--app=src.tasks.celery_app", "beat", "--schedule=/tmp/celerybeat-schedule"}));
    const auto count = [this](const std::string &from) { return m_system->sql("SELECT count(*)" + from).toLongLong(); };
    QTRY_VERIFY2_WITH_TIMEOUT(count(late) >= qlonglong(sites().size() * 6 * 2), m_system->report("worker").constData(), slow);
    QTRY_VERIFY2_WITH_TIMEOUT(count(" FROM predictions") >= qlonglong(cities().size() * 6 * 24), m_system->report("worker").constData(), slow);
    QCOMPARE(m_system->sql("SELECT count(*) FROM predictions WHERE confidence_lower > predicted_value OR confidence_upper < predicted_value"), QByteArray("0"));
    const auto ping = m_system->exec("worker", {"sh", "-c", "exec celery --app=src.tasks.celery_app inspect ping --timeout=60 --destination=\"celery@$HOSTNAME\""});
    QVERIFY2(ping.code == 0 && ping.output.contains("celery@worker: OK"), ping.output.constData());
    const auto nobody = m_system->exec("worker", {"celery", "inspect", "ping", "--timeout=1", "--destination=celery@nobody"});
    QCOMPARE(nobody.code, 69);
    QVERIFY(m_system->exec("beat", {"sh", "-c", "find /tmp -name 'celerybeat-schedule*' -mmin -15 | grep -q ."}).code == 0);
}

void StandInsTest::everyFamilyHasSamples() {
    QByteArray text;
    const auto missing = [&] {
        QByteArrayList names;
        text = get(m_system->ip("api"), 8000, "/metrics").body;
        for (const MetricFamily &family : metricFamilies()) {
            const QByteArray name(family.name.data(), qsizetype(family.name.size()));
            if (!text.contains("\n" + name + "{") && !text.contains("\n" + name + " ") && !text.contains("\n" + name + "_bucket{"))
                names.append(name);
        }
        return names.join(' ');
    };
    QCOMPARE(metricFamilies().size(), std::size_t(33));
    QTRY_COMPARE_WITH_TIMEOUT(missing(), QByteArray(), patience);
    const QByteArray done = "aqi_celery_tasks_total{task_name=\"src.tasks.predictions.generate_hourly_predictions\",status=\"success\"} ";
    QVERIFY2(text.contains(done) && !text.contains(done + "0\n"), text.constData());
    QVERIFY2(text.contains("aqi_cache_hits_total{cache_type=\"24h\"} 1\n"), text.constData());
}

void StandInsTest::pagesAndHealth() {
    m_system->create("dashboard", m_system->standIn("aqi-predictor-streamlit:1.0.0"));
    m_system->create("frontend", m_system->standIn("aqi-predictor-frontend:1.0.0"));
    QTRY_COMPARE_WITH_TIMEOUT(get(m_system->ip("dashboard"), 8501, "/_stcore/health").body, QByteArray("ok"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(get(m_system->ip("frontend"), 8080, "/").status, 200, patience);
    QVERIFY(get(m_system->ip("frontend"), 8080, "/").body.contains("stand-in"));
}

void StandInsTest::withoutDatabase() {
    QVERIFY(m_system->store.markDeleted({"pods", "aqi", "db"}, 10));
    const auto api = [this](const QByteArray &path) { return get(m_system->ip("api"), 8000, path).status; };
    QTRY_COMPARE_WITH_TIMEOUT(api("/health/ready"), 503, patience);
    QCOMPARE(api("/api/v1/forecast/24h/Delhi"), 503);
    QCOMPARE(api("/health/readiness"), 200); // the contract's: a client must read what it says
    QCOMPARE(api("/health/"), 200);
    QCOMPARE(api("/metrics"), 200);
    LiveClient client(m_system->ip("api"), 8000, "/ws/aqi/28.6,77.2");
    QVERIFY(client.head().startsWith("HTTP/1.1 101 "));
    QCOMPARE(client.next().opcode, 1); // connected
    const QByteArray error = client.next().payload;
    QVERIFY2(error.contains(R"("type":"error")") && error.contains("Database unavailable"), error.constData());
}

QTEST_GUILESS_MAIN(StandInsTest)
#include "tst_standins.moc"
