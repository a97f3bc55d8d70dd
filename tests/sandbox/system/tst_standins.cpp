// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The stand-ins of the AQI services as pods, beside a real TimescaleDB and Redis: what one writes the others must answer.
#include "../process/machine.h"

#include "sandbox/process/containerview.h"
#include "sandbox/services/catalog.h"

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

    [[nodiscard]] QByteArray sql(const std::string &text) {
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

} // namespace

class StandInsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void migration();
    void migrationAgain();
    void migrationWithoutDatabase();

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

QTEST_GUILESS_MAIN(StandInsTest)
#include "tst_standins.moc"
