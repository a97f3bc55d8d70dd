// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl forecast against the stand-in API behind an API server of the test's own: the same figures as the API and as the engine, and what is said where
// something is missing.
#include "forecast/outlook.h"
#include "forecast/parser.h"
#include "sandbox/services/aqiservices.h"
#include "support/scriptserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
using namespace std::chrono;
const sys_seconds now = sys_days(year(2026) / 11 / 26) + 6h + 10min;
const QString proxy = u"/api/v1/namespaces/aqi/services/api-service:http/proxy"_s;

struct Ran {
    int status = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};
} // namespace

class TestForecastCli : public QObject {
    Q_OBJECT
public:
    /// The answer to a path, changed where the test asks for it.
    using Change = std::function<void(const QString &path, int &status, QByteArray &body)>;

private:
    sandbox::AqiServices m_services{sys_seconds()};
    Change m_change;
    QTemporaryDir m_folder;
    support::ScriptServer m_server{[this](const support::Incoming &incoming, support::Answer &answer) {
        int status = 404;
        QByteArray body;
        QString path = incoming.path;
        if (path.startsWith(proxy)) {
            path = path.sliced(proxy.size());
            body = ask(path, incoming.query.toString(QUrl::FullyEncoded), status);
            if (m_change)
                m_change(path, status, body);
        }
        answer.whole(status, body);
    }};

    QByteArray ask(const QString &path, const QString &query, int &status) {
        const auto reply = m_services.handle({"api", "GET", path.toStdString(), query.toStdString(), {}, {}, now});
        status = reply.status;
        return QByteArray::fromStdString(reply.body);
    }
    QByteArray ask(const QString &path, const QString &query = {}) {
        int status = 0;
        return ask(path, query, status);
    }
    Ran run(const QStringList &arguments) {
        QProcess process;
        process.start(QStringLiteral(AQI_BIN_DIR "/aqictl"), QStringList{u"forecast"_s, u"--kubeconfig"_s, m_folder.filePath(u"config"_s)} + arguments);
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_server.start());
        QFile file(m_folder.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters: [{name: x, cluster: {server: \"" + m_server.url().toString().toUtf8()
                   + "\"}}]\nusers: [{name: x, user: {token: t}}]\ncontexts: [{name: x, context: {cluster: x, user: x, namespace: aqi}}]\n");
    }
    void init() { m_change = {}; }

    void figuresAreThoseOfTheApiAndOfTheEngine_data() {
        QTest::addColumn<QString>("id");
        for (const auto &standard : forecast::standards())
            QTest::newRow(qPrintable(standard.id())) << standard.id();
    }
    void figuresAreThoseOfTheApiAndOfTheEngine() {
        QFETCH(QString, id);
        const auto all = forecast::standards();
        const auto standard = *std::ranges::find_if(all, [&](const auto &one) { return one.id() == id; });
        const auto day = forecast::parseForecast(ask(u"/api/v1/forecast/24h/Delhi"_s));
        const auto current = forecast::parseCurrent(ask(u"/api/v1/forecast/current/Delhi"_s));
        QVERIFY(day && current);
        QList<forecast::Measurement> past;
        int stations = 0;
        const auto sites = forecast::parseStations(ask(u"/api/v1/data/stations"_s, u"limit=500"_s));
        for (const auto &station : *sites)
            if (station.city == "Delhi"_L1 && ++stations)
                past += *forecast::parseMeasurements(ask(u"/api/v1/data/air-quality/time-range"_s,
                    u"station_id=%1&limit=5000&start_time=%2&end_time=%3"_s.arg(station.id, day->hours.first().at.addDays(-1).toString(u"yyyy-MM-ddTHH:mm:ss"_s),
                        day->hours.first().at.addSecs(-1).toString(u"yyyy-MM-ddTHH:mm:ss"_s))));
        const auto expected = forecast::outlook(*day, *current, past, standard);
        const Ran ran = run({u"Delhi"_s, u"--standard"_s, id, u"--format"_s, u"json"_s});
        QVERIFY2(ran.status == 0 && ran.err.isEmpty(), ran.err.constData());
        const QJsonObject json = ran.json();
        QCOMPARE(json[u"place"].toString(), u"Delhi"_s);
        QCOMPARE(json[u"standard"][u"id"].toString(), id);
        QCOMPARE(json[u"standard"][u"numbers"].toBool(), !standard.inBands());
        QCOMPARE(json[u"synthetic"].toBool(), true);
        QCOMPARE(json[u"stations"].toInt(), stations);
        QCOMPARE(json[u"source"].toString(), u"api-service:http through the API server of x"_s);
        QVERIFY(json[u"age"].isDouble());
        const QJsonArray hours = json[u"hours"].toArray();
        QCOMPARE(hours.size(), 24);
        for (qsizetype i = 0; i < hours.size(); ++i) {
            const forecast::OutlookHour &hour = expected.hours[i];
            QCOMPARE(hours[i][u"aqi"].toDouble(), day->hours[i].aqi);
            QCOMPARE(hours[i][u"ours"][u"category"].toString(), standard.categories()[hour.ours.overall->category].key);
            QCOMPARE(hours[i][u"ours"][u"index"].isNull(), standard.inBands());
            if (!standard.inBands())
                QCOMPARE(hours[i][u"ours"][u"index"].toInt(), hour.ours.overall->value);
            QCOMPARE(hours[i][u"differs"].isNull(), standard.inBands());
            QCOMPARE(hours[i][u"differs"].toBool(), hour.differs().value_or(false));
            QCOMPARE(hours[i][u"means"][u"pm25"][u"averaging"].toString(), forecast::basisText(hour.air, u"pm25"_s));
            QVERIFY(hours[i][u"means"][u"pm25"][u"complete"].toBool());
        }
        QCOMPARE(json[u"now"][u"aqi"].toInt(), current->aqi);
        QCOMPARE(json[u"now"][u"ours"][u"category"].toString(), standard.categories()[expected.now->ours.overall->category].key);
    }

    void textSaysWhatIsWhat() {
        const Ran ran = run({u"Delhi"_s, u"--hours"_s, u"5"_s});
        QVERIFY2(ran.status == 0 && ran.err.isEmpty(), ran.err.constData());
        for (const char *said : {"Delhi, from api-service:http through the API server of x, model ", "Issued Thu 26 Nov", " ago.",
                 "Synthetic data: not measured, not for decisions.", "OURS is the India NAQI, over measured hours of 20 stations, then forecast ones.",
                 "Hour to ", "POLLUTANT", "24 h mean of 24 hours", "8 h mean of 8 hours", "PM2.5 µg/m³", "DIFFERS"})
            QVERIFY2(ran.out.contains(said), (QByteArray(said) + "\n" + ran.out).constData());
        QVERIFY(!ran.out.contains("* of the hour alone"));
        QVERIFY2(ran.out.trimmed().split('\n').size() <= 20, ran.out.constData()); // five hours, and no more
        const Ran bands = run({u"Delhi"_s, u"--standard"_s, u"eu-eaqi"_s});
        QVERIFY2(bands.out.contains("poor") && !bands.out.contains("API: "), bands.out.constData());
    }

    void aDifferenceOfCategoryIsFlagged() {
        m_change = [](const QString &path, int &, QByteArray &body) {
            if (!path.startsWith("/api/v1/forecast/"_L1))
                return;
            QJsonObject root = QJsonDocument::fromJson(body).object();
            QJsonArray hours = root[u"forecasts"].toArray();
            for (QJsonValueRef hour : hours) {
                QJsonObject changed = hour.toObject();
                changed.insert(u"aqi"_s, 12); // clean, whatever was measured
                hour = changed;
            }
            root.insert(u"forecasts"_s, hours);
            body = QJsonDocument(root).toJson();
        };
        const Ran ran = run({u"Delhi"_s});
        QVERIFY2(ran.out.contains("API: Good"), ran.out.constData());
        QCOMPARE(run({u"Delhi"_s, u"--format"_s, u"json"_s}).json()[u"hours"][0][u"differs"].toBool(), true);
    }

    void coordinatesFindTheirCity() {
        const QJsonObject json = run({u"28.61,77.21"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(json[u"place"].toString(), u"Delhi"_s);
        QCOMPARE(json[u"stations"].toInt(), 20);
    }

    void negativeAndNanReadingsDoNotCount() {
        m_change = [](const QString &path, int &, QByteArray &body) {
            if (!path.endsWith("time-range"_L1))
                return;
            QJsonArray all = QJsonDocument::fromJson(body).array();
            for (qsizetype i = 0; i < all.size(); ++i) {
                QJsonObject one = all[i].toObject();
                if (one[u"parameter"] == "pm25"_L1)
                    one.insert(u"value"_s, i % 2 == 0 ? QJsonValue(-40) : QJsonValue(u"NotANumber"_s));
                all[i] = one;
            }
            body = QJsonDocument(all).toJson().replace("\"NotANumber\"", "NaN"); // as Python writes it
        };
        const Ran ran = run({u"Delhi"_s, u"--format"_s, u"json"_s});
        QVERIFY2(ran.status == 0, ran.err.constData());
        const QJsonValue mean = ran.json()[u"hours"][0][u"means"][u"pm25"];
        QCOMPARE(mean[u"valid"].toInt(), 1);
        QCOMPARE(mean[u"complete"].toBool(), false);
        QCOMPARE(mean[u"averaging"].toString(), u"hourly value (1 of the 16 hours needed)"_s);
        QVERIFY(mean[u"value"].toDouble() > 0);
    }

    void whatIsMissingIsSaid_data() {
        QTest::addColumn<QString>("broken"); // the paths that fail
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<bool>("measured");
        QTest::newRow("no stations") << u"/api/v1/data/stations"_s << QByteArray("no measured hours: The API answered with HTTP status 500: out of order") << false;
        QTest::newRow("no past") << u"/api/v1/data/air-quality/time-range"_s
                                 << QByteArray("20 of 20 stations gave no measured hours: The API answered with HTTP status 500: out of order") << false;
        QTest::newRow("no current values") << u"/api/v1/forecast/current/"_s << QByteArray("no current values: The API answered with HTTP status 500: out of order")
                                           << true;
    }
    void whatIsMissingIsSaid() {
        QFETCH(QString, broken);
        QFETCH(QByteArray, says);
        QFETCH(bool, measured);
        m_change = [broken](const QString &path, int &status, QByteArray &body) {
            if (!path.startsWith(broken))
                return;
            status = 500;
            body = "{\"detail\": \"out of order\"}";
        };
        const Ran ran = run({u"Delhi"_s});
        QCOMPARE(ran.status, 0); // there is a forecast all the same
        QVERIFY2(ran.err.contains(says), ran.err.constData());
        QVERIFY(!ran.out.contains("Hour to "));
        QCOMPARE(ran.out.contains("over no measured hours."), !measured);
        QCOMPARE(ran.out.contains("* of the hour alone: too few hours for the standard's mean."), !measured);
    }

    void withoutForecastItFails() {
        m_change = [](const QString &, int &status, QByteArray &body) {
            status = 200;
            body = "{\"location\": {\"city\": \"Delhi\"}, \"forecasts\": []}";
        };
        const Ran empty = run({u"Delhi"_s});
        QCOMPARE(empty.status, 3);
        QVERIFY2(empty.err.contains("The API's 24-hour forecast has no hours"), empty.err.constData());
        QVERIFY(empty.out.isEmpty());
        m_change = [](const QString &, int &status, QByteArray &body) {
            status = 503;
            body = "{\"kind\": \"Status\", \"message\": \"no endpoints available for service api-service\"}";
        };
        const Ran down = run({u"Delhi"_s});
        QVERIFY(down.status != 0);
        QVERIFY2(down.err.contains("no endpoints available"), down.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestForecastCli)
#include "tst_forecastcli.moc"
