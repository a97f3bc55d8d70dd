// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The console's session with a database, against a real PostgreSQL with TimescaleDB: what it reads, refuses, gives up and gets over.
#include "../kube/await.h"
#include "../sandbox/process/machine.h"

#include "database/airarchive.h"
#include "database/forecastarchive.h"
#include "database/reader.h"
#include "database/weatherarchive.h"
#include "sandbox/process/containerview.h"

#include <QTcpServer>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;
using sandbox::Json;

namespace {

constexpr auto password = "p' \\ä\"/@:%";

QDateTime at(int hour) { return {QDate(2026, 11, 20), QTime(hour, 0), QTimeZone::UTC}; }

/// "2 pm25 17.5 µg/m³" for every measurement, the hour first.
QStringList shown(const QList<forecast::Measurement> &all) {
    QStringList lines;
    for (const auto &each : all)
        lines += u"%1 %2 %3 %4"_s.arg(QString::number(at(0).secsTo(each.at) / 3600), each.pollutant, QString::number(each.concentration.value), each.concentration.unit);
    return lines;
}

} // namespace

class TestDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (const std::string problem = sandbox::viewProblem(); !problem.empty())
            QSKIP(problem.c_str());
        m_machine = std::make_unique<Machine>();
        Json one = Machine::spec("timescale/timescaledb-ha:pg17", {}, Json::parse(R"({"args":["postgres","-c","shared_buffers=32MB","-c","fsync=off"],
            "env":[{"name":"POSTGRES_DB","value":"aqi"},{"name":"POSTGRES_USER","value":"owner"},{"name":"PGDATA","value":"/data/pgdata"},
                {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
            "readinessProbe":{"exec":{"command":["sh","-c","exec pg_isready --quiet --host=$POD_IP"]},"periodSeconds":1,"timeoutSeconds":10},
            "securityContext":{"runAsUser":1000,"runAsGroup":1000},"volumeMounts":[{"name":"data","mountPath":"/data"}]})"));
        one["containers"][0]["env"].push_back({{"name", "POSTGRES_PASSWORD"}, {"value", password}});
        one["volumes"] = Json::parse(R"([{"name":"data","emptyDir":{}}])");
        m_machine->create("db", one);
        QTRY_VERIFY2_WITH_TIMEOUT(m_machine->ready("db"), m_machine->report("db").constData(), patience);
    }
    void cleanupTestCase() { m_machine.reset(); }

    void reads() {
        auto reader = made();
        const auto table = ask(*reader, u"SELECT 1 AS one, NULL AS nothing, $1::text AS \"ä\", current_setting('TimeZone')"_s, {u"grüße"_s});
        QVERIFY2(table, table ? "" : qPrintable(table.error().text() + table.error().detail));
        QCOMPARE(table->columns, (QStringList{u"one"_s, u"nothing"_s, u"ä"_s, u"current_setting"_s}));
        QCOMPARE(table->rows.size(), 1);
        QCOMPARE(table->rows[0], (QList<std::optional<QString>>{u"1"_s, std::nullopt, u"grüße"_s, u"UTC"_s}));
    }
    void refusals_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a write") << u"CREATE TABLE x (y int)"_s << ErrorKind::Invalid;
        QTest::newRow("no table") << u"SELECT * FROM nowhere"_s << ErrorKind::NotFound;
        QTest::newRow("no column") << u"SELECT nothing FROM pg_class"_s << ErrorKind::NotFound;
        QTest::newRow("nonsense") << u"SELEKT"_s << ErrorKind::Invalid;
        QTest::newRow("two statements") << u"SELECT 1; SELECT 2"_s << ErrorKind::Invalid;
    }
    void refusals() {
        QFETCH(QString, sql);
        auto reader = made();
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1);
        const auto table = ask(*reader, sql);
        QVERIFY(!table);
        QTEST(table.error().kind, "kind");
        QVERIFY(!table.error().detail.isEmpty());
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1); // the session goes on
    }
    void noWayOutOfReadOnly() { // one statement, one transaction
        auto reader = made();
        for (const QString &sql : {u"SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"_s, u"SET default_transaction_read_only = off"_s,
                 u"SET TRANSACTION READ WRITE"_s}) {
            (void)ask(*reader, sql);
            QCOMPARE(ask(*reader, u"CREATE TABLE x (y int)"_s).error().kind, ErrorKind::Invalid);
        }
    }
    void wrongPassword() {
        auto access = this->access();
        access.password = u"other"_s;
        database::Reader reader(access, {});
        const auto table = ask(reader, u"SELECT 1"_s);
        QVERIFY(!table);
        QCOMPARE(table.error().kind, ErrorKind::Auth);
        access.password = QString::fromUtf8(password);
        access.database = u"elsewhere"_s;
        database::Reader other(access, {});
        QCOMPARE(ask(other, u"SELECT 1"_s).error().kind, ErrorKind::Server);
    }
    void nobodyThere() {
        auto access = this->access();
        access.port = 1;
        database::Reader reader(access, {});
        QCOMPARE(ask(reader, u"SELECT 1"_s).error().kind, ErrorKind::Network);
    }
    void endsWithoutWaitingForTheServer() {
        QTcpServer silent; // takes connections and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        database::Access access{u"127.0.0.1"_s, silent.serverPort(), u"d"_s, u"u"_s, u"p"_s};
        auto reader = std::make_unique<database::Reader>(access, QString());
        auto future = reader->ask({u"SELECT 1"_s, {}, 60s});
        QVERIFY(silent.waitForNewConnection(patience));
        reader.reset();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
    }
    void theServerKeepsTheLimit() {
        auto reader = made();
        const auto table = await(reader->ask({u"SELECT pg_sleep(3600)"_s, {}, 200ms}), patience);
        QCOMPARE(table.error().kind, ErrorKind::Timeout);
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1);
    }
    void aServerThatDoesNotKeepTheLimit() {
        auto reader = made();
        const int own = ask(*reader, u"SELECT pg_backend_pid()"_s)->rows[0][0]->toInt();
        const auto frozen = m_machine->exec("db", {"sh", "-c", "kill -STOP " + std::to_string(own)});
        QCOMPARE(frozen.code, 0);
        const auto table = await(reader->ask({u"SELECT 1"_s, {}, 200ms}), patience);
        QCOMPARE(table.error().kind, ErrorKind::Timeout);
        QCOMPARE(m_machine->exec("db", {"sh", "-c", "kill -CONT " + std::to_string(own)}).code, 0);
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1); // by another connection
    }
    void givenUp() {
        auto reader = made();
        auto future = reader->ask({u"SELECT pg_sleep(3600), 'given up'"_s, {}, 3600s});
        auto observer = made();
        const QString running = u"SELECT 1 FROM pg_stat_activity WHERE query LIKE '%given ' || 'up%' AND state = 'active'"_s;
        QTRY_COMPARE_WITH_TIMEOUT(ask(*observer, running)->rows.size(), 1, patience);
        future.cancel();
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1); // the next question does not wait for it
        QTRY_COMPARE_WITH_TIMEOUT(ask(*observer, running)->rows.size(), 0, patience); // nor does the server go on with it
    }
    void lossAndReturn() {
        auto reader = made();
        const QString pid = *ask(*reader, u"SELECT pg_backend_pid()"_s)->rows[0][0];
        auto other = made();
        QCOMPARE(ask(*other, u"SELECT pg_terminate_backend($1::int)"_s, {pid})->rows[0][0], u"t"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ask(*other, u"SELECT 1 FROM pg_stat_activity WHERE pid = $1::int"_s, {pid})->rows.size(), 0, patience);
        QCOMPARE(ask(*reader, u"SELECT 1"_s).error().kind, ErrorKind::Network);
        QCOMPARE(ask(*reader, u"SELECT 1"_s)->rows.size(), 1);
    }

    void archiveWithoutTables() {
        auto reader = made();
        const auto all = await(database::measurements(*reader, {u"A"_s, {}}, at(0), at(23), 1h), patience);
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ErrorKind::NotFound);
        QVERIFY2(all.error().message.contains(u"migrations"), qPrintable(all.error().message));
    }
    void archive() {
        const auto made = m_machine->exec("db", {"psql", "-v", "ON_ERROR_STOP=1", "-X", "-d", "aqi", "-U", "owner", "-f", "-"}, R"(
            CREATE TABLE monitoring_stations (station_id text, city text);
            INSERT INTO monitoring_stations VALUES ('A', 'Delhi'), ('B', 'Delhi'), ('C', 'Pune');
            CREATE TABLE air_quality_measurements (time timestamptz, station_id text, parameter text, value float8, unit text, quality_flag text DEFAULT 'valid', source text);
            INSERT INTO air_quality_measurements (time, station_id, parameter, value, unit, source) VALUES
                ('2026-11-20 00:00+00', 'A', 'PM25', 10, 'µg/m³', 'one'), ('2026-11-20 00:30+00', 'A', 'pm25', 20, 'µg/m³', 'two'),
                ('2026-11-20 01:00+00', 'A', 'pm25', 30, 'µg/m³', 'one'), ('2026-11-20 01:00+00', 'A', 'co', 1.5, 'mg/m³', 'one'),
                ('2026-11-20 01:00+00', 'A', 'co', 1500, 'µg/m³', 'one'), ('2026-11-20 02:00+00', 'A', 'pm25', 'NaN', 'µg/m³', 'one'),
                ('2026-11-20 02:00+00', 'A', 'pm10', -999, 'µg/m³', 'one'), ('2026-11-20 03:00+00', 'A', 'pm25', 'Infinity', 'µg/m³', 'one'),
                ('2026-11-20 03:00+00', 'A', 'pm25', NULL, 'µg/m³', 'one'), ('2026-11-20 04:00+00', 'A', 'pm25', 40, NULL, 'one'),
                ('2026-11-20 05:00+00', 'A', 'pm25', 50, 'μg/m³', NULL),
                ('2026-11-20 00:00+00', 'B', 'pm25', 45, 'µg/m³', 'one'), ('2026-11-20 00:00+00', 'C', 'pm25', 99, 'µg/m³', 'one');
            INSERT INTO air_quality_measurements VALUES ('2026-11-20 01:00+00', 'A', 'pm25', 777, 'µg/m³', 'outlier', 'one');
        )");
        QVERIFY2(made.code == 0, made.output.constData());
        auto reader = this->made();
        const auto hourly = await(database::measurements(*reader, {u"A"_s, {}}, at(0), at(5), 1h), patience);
        QVERIFY2(hourly, hourly ? "" : qPrintable(hourly.error().text() + hourly.error().detail));
        QCOMPARE(shown(*hourly), (QStringList{u"0 pm25 15 µg/m³"_s, u"1 co 1.5 mg/m³"_s, u"1 co 1500 µg/m³"_s, u"1 pm25 30 µg/m³"_s, u"4 pm25 40 "_s}));
        QCOMPARE(hourly->first().station, u"A"_s);
        QCOMPARE(hourly->first().source, u"one"_s);
        const auto coarse = await(database::measurements(*reader, {u"A"_s, {}}, at(0), at(6), 3h), patience);
        QCOMPARE(shown(*coarse), (QStringList{u"0 co 1.5 mg/m³"_s, u"0 co 1500 µg/m³"_s, u"0 pm25 20 µg/m³"_s, u"3 pm25 40 "_s, u"3 pm25 50 µg/m³"_s}));
        const auto city = await(database::measurements(*reader, {{}, u"Delhi"_s}, at(0), at(1), 1h), patience);
        QCOMPARE(shown(*city), (QStringList{u"0 pm25 30 µg/m³"_s})); // of 15 and 45, not of three values
        const auto everyone = await(database::everyStation(*reader, at(0), at(2)), patience);
        QStringList where;
        for (const auto &each : *everyone)
            where += each.station + u' ' + shown({each}).first();
        QCOMPARE(where, (QStringList{u"A 0 pm25 15 µg/m³"_s, u"B 0 pm25 45 µg/m³"_s, u"C 0 pm25 99 µg/m³"_s, u"A 1 co 1.5 mg/m³"_s, u"A 1 co 1500 µg/m³"_s, u"A 1 pm25 30 µg/m³"_s}));
        QCOMPARE(await(database::measurements(*reader, {{}, u"O'Hare"_s}, at(0), at(1), 1h), patience)->size(), 0);
    }
    /// Two points: a city's, and one that is too far away.
    void weatherOfTheNearestPoint() {
        const auto made = m_machine->exec("db", {"psql", "-v", "ON_ERROR_STOP=1", "-X", "-q", "-d", "aqi", "-U", "owner", "-f", "-"}, R"(
            CREATE EXTENSION IF NOT EXISTS postgis;
            CREATE TABLE weather_data (time timestamptz, location geometry(Point, 4326), temperature float8, humidity float8, wind_speed float8, wind_direction float8);
            INSERT INTO weather_data SELECT '2026-11-20 00:00+00'::timestamptz + hour * interval '1 hour', ST_SetSRID(ST_MakePoint(77.21 + away, 28.61), 4326),
                20 + hour + 100 * away, CASE WHEN hour = 1 THEN 'NaN'::float8 ELSE 50 END, hour, CASE WHEN hour < 2 THEN 350 ELSE 10 END
                FROM generate_series(0, 3) hour, (VALUES (0.0), (0.1)) places (away);
        )");
        QVERIFY2(made.code == 0, made.output.constData());
        auto reader = this->made();
        const auto ask = [&](double latitude, double longitude, std::chrono::hours bucket) {
            return await(database::weather(*reader, latitude, longitude, at(0), at(4), bucket), patience);
        };
        const auto hourly = ask(28.6, 77.2, 1h);
        QVERIFY2(hourly, hourly ? "" : qPrintable(hourly.error().text() + hourly.error().detail));
        QCOMPARE(hourly->size(), 4);
        QCOMPARE(hourly->at(1).at, at(1));
        QCOMPARE(hourly->at(1).weather.temperature, 21.0); // and not of the point ten kilometres away
        QVERIFY(!hourly->at(1).weather.humidity);
        QCOMPARE(hourly->at(3).weather.windSpeed, 3.0);
        const auto coarse = ask(28.6, 77.2, 4h);
        QCOMPARE(coarse->size(), 1);
        QCOMPARE(coarse->first().weather.humidity, 50.0);
        QVERIFY(std::cos((*coarse->first().weather.windFrom) * 3.14159265 / 180) > 0.9999); // between 350 and 10 lies north, not south
        QCOMPARE(ask(28.6, 78.2, 1h)->size(), 0);
    }
    /// Three issues of three hours, stored in both of the ways in which the table can be read.
    void forecastsTellWhatTheirTimeIs_data() {
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<database::PredictionTime>("meaning");
        QTest::newRow("the hour that is forecast") << "issue + lead * interval '1 hour'"_ba << database::PredictionTime::Target;
        QTest::newRow("the hour of issue") << "issue"_ba << database::PredictionTime::Issue;
    }
    void forecastsTellWhatTheirTimeIs() {
        QFETCH(QByteArray, time);
        QFETCH(database::PredictionTime, meaning);
        const auto made = m_machine->exec("db", {"psql", "-v", "ON_ERROR_STOP=1", "-X", "-q", "-d", "aqi", "-U", "owner", "-f", "-"}, QByteArray(R"(
            CREATE EXTENSION IF NOT EXISTS postgis;
            DROP TABLE IF EXISTS predictions;
            CREATE TABLE predictions (time timestamptz, location geometry(Point, 4326), forecast_hour int, parameter text, predicted_value float8,
                confidence_lower float8, confidence_upper float8, model_version text);
            INSERT INTO predictions SELECT )") + time + R"(, ST_SetSRID(ST_MakePoint(77.21 + away, 28.61), 4326), lead, 'PM25', 100 + 10 * extract(hour FROM issue AT TIME ZONE 'UTC') + lead, 80, 120, 'm1'
                FROM generate_series('2026-11-20 00:00+00'::timestamptz, '2026-11-20 02:00+00', '1 hour') issue, generate_series(1, 3) lead, (VALUES (0.0), (1.0)) places (away);
        )");
        QVERIFY2(made.code == 0, made.output.constData());
        auto reader = this->made();
        const auto stored = await(database::storedForecasts(*reader, {28.61, 77.21, u"pm25"_s}, at(0), at(23)), patience);
        QVERIFY2(stored, stored ? "" : qPrintable(stored.error().text() + stored.error().detail));
        QVERIFY(stored->meaning == meaning);
        QCOMPARE(stored->forecasts.size(), 3);
        QCOMPARE(stored->forecasts[1].provenance.generated, at(1));
        QCOMPARE(stored->forecasts[1].hours.size(), 3); // and none of the place an hour's drive away
        QCOMPARE(stored->forecasts[1].hours[2].at, at(4));
        QCOMPARE(stored->forecasts[1].hours[2].pollutants.value(u"pm25"_s).value, 113);
        const auto told = await(database::storedForecasts(*reader, {28.61, 77.21, u"pm25"_s}, at(0), at(23), database::PredictionTime::Issue), patience);
        QVERIFY(told && told->meaning == database::PredictionTime::Issue); // who is told does not guess
    }

private:
    [[nodiscard]] database::Access access() const {
        return {QString::fromStdString(m_machine->ip("db")), 5432, u"aqi"_s, u"owner"_s, QString::fromUtf8(password)};
    }
    [[nodiscard]] std::unique_ptr<database::Reader> made() const { return std::make_unique<database::Reader>(access(), u"a test"_s); }
    [[nodiscard]] static base::Result<database::Table> ask(database::Session &session, const QString &sql, const QStringList &parameters = {}) {
        return await(session.ask({sql, parameters, 60s}), patience);
    }

    std::unique_ptr<Machine> m_machine;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
