// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The API's bodies to values: golden pairs (a mismatch writes NAME.fail beside the expectation), shapes that vary, and
// errors.
#include "forecast/client.h"
#include "forecast/parser.h"

#include <QDir>
#include <QFile>
#include <QPromise>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
QString time(const QDateTime &at) {
    return at.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + (at.timeSpec() == Qt::UTC ? u"Z"_s : u"?"_s);
}
QString opt(const std::optional<double> &value) {
    return value ? QString::number(*value) : u"-"_s;
}

QString text(const forecast::Provenance &from) {
    return u"model %1 of %2%3%4\n"_s.arg(from.modelVersion, from.dataSources.join(u", "_s),
        from.fallback ? u" fallback"_s : QString(), from.synthetic ? u" synthetic"_s : QString());
}
QString text(const QMap<QString, forecast::Concentration> &values, const QString &indent) {
    QString out;
    for (const auto &[key, value] : values.asKeyValueRange())
        out += indent + u"%1 %2 %3%4\n"_s.arg(key, QString::number(value.value), value.unit,
                            value.lower ? u" [%1 %2]"_s.arg(opt(value.lower), opt(value.upper)) : QString());
    return out;
}
QString text(const QList<forecast::SourceShare> &shares) {
    QStringList all;
    for (const auto &share : shares)
        all += u"%1 %2"_s.arg(share.key, QString::number(share.percent));
    return all.isEmpty() ? QString() : u"shares %1\n"_s.arg(all.join(u", "_s));
}
QString text(const forecast::Current &current) {
    return u"place %1 %2 %3\naqi %4 %5 %6 at %7\nweather %8 %9 %10\n"_s
               .arg(current.place.name, QString::number(current.place.latitude),
                   QString::number(current.place.longitude), QString::number(current.aqi), current.category,
                   current.dominant, time(current.at), opt(current.weather.temperature), opt(current.weather.humidity))
               .arg(opt(current.weather.windSpeed)) +
           text(current.pollutants, {}) + text(current.shares) + text(current.provenance);
}
QString text(const forecast::Forecast &day) {
    QString out =
        u"place %1 %2 %3\nconfidence %4 generated %5\n"_s.arg(day.place.name, QString::number(day.place.latitude),
            QString::number(day.place.longitude), QString::number(day.confidenceLevel), time(day.provenance.generated));
    for (const auto &hour : day.hours)
        out += u"+%1 %2 %3 [%4 %5]\n"_s.arg(QString::number(hour.hour), time(hour.at), QString::number(hour.aqi),
                   QString::number(hour.aqiLower), QString::number(hour.aqiUpper)) +
               text(hour.pollutants, u"  "_s);
    return out + text(day.provenance);
}
template <class T> QString text(const base::Result<T> &value) {
    return value ? text(*value) : value.error().text();
}

QByteArray content(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Answers from a table of paths; remembers what was asked.
class FakeService : public base::HttpService {
public:
    FakeService(QMap<QString, base::Result<base::HttpReply>> replies, QStringList *asked)
        : m_replies(std::move(replies))
        , m_asked(asked) {}
    QFuture<base::Result<base::HttpReply>> get(
        const QString &path, const QUrlQuery &query, std::chrono::milliseconds) override {
        m_asked->append(path + (query.isEmpty() ? QString() : u"?"_s + query.toString()));
        return QtFuture::makeReadyValueFuture(
            m_replies.value(path, base::HttpReply{404, "application/json", R"({"detail":"Not Found"})"}));
    }
    QString source() const override { return u"api-service:8000 of a test"_s; }

private:
    QMap<QString, base::Result<base::HttpReply>> m_replies;
    QStringList *m_asked;
};
base::HttpReply ok(const QByteArray &body) {
    return {200, "application/json", body};
}
} // namespace

class TestParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QString>("name");
        for (const QString &file : QDir(QStringLiteral(AQI_TEST_DIR) + u"/golden"_s).entryList({u"*.in.json"_s}))
            QTest::newRow(qPrintable(file)) << file.chopped(8);
    }
    void golden() {
        QFETCH(QString, name);
        const QString base = QStringLiteral(AQI_TEST_DIR) + u"/golden/"_s + name;
        const QByteArray in = content(base + u".in.json"_s);
        const QString out =
            name.startsWith("day"_L1) ? text(forecast::parseForecast(in)) : text(forecast::parseCurrent(in));
        const QString expected = QString::fromUtf8(content(base + u".out.txt"_s));
        if (out != expected) {
            QFile fail(base + u".fail"_s);
            QVERIFY(fail.open(QIODevice::WriteOnly));
            fail.write(out.toUtf8());
        }
        QCOMPARE(out, expected);
    }

    void sharesAreOfOneWholeOrNone_data() {
        QTest::addColumn<QByteArray>("attribution");
        QTest::addColumn<QString>("shares");
        QTest::newRow("the largest first") << QByteArray(R"({"a":10,"b":"60.5","c":29.5})") << u"shares b 60.5, c 29.5, a 10\n"_s;
        QTest::newRow("less than all") << QByteArray(R"({"a":10})") << u"shares a 10\n"_s;
        QTest::newRow("null") << QByteArray("null") << QString();
        QTest::newRow("empty") << QByteArray("{}") << QString();
        QTest::newRow("a list") << QByteArray("[45.2]") << QString();
        QTest::newRow("a word") << QByteArray(R"({"a":10,"b":"much"})") << QString();
        QTest::newRow("NaN") << QByteArray(R"({"a":10,"b":NaN})") << QString();
        QTest::newRow("negative") << QByteArray(R"({"a":110,"b":-10})") << QString();
        QTest::newRow("more than all") << QByteArray(R"({"a":70,"b":70})") << QString();
        QTest::newRow("nothing at all") << QByteArray(R"({"a":0,"b":0})") << QString();
    }
    void sharesAreOfOneWholeOrNone() {
        QFETCH(QByteArray, attribution);
        const auto current = forecast::parseCurrent(R"({"timestamp":"2026-03-02T06:10:00","aqi":80,"source_attribution":)" + attribution + '}');
        QVERIFY(current);
        QTEST(text(current->shares), "shares");
    }

    void nonsenseIsOneClearError_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray() << u"offset"_s;
        QTest::newRow("HTML") << QByteArray("<html>502 Bad Gateway</html>") << u"offset"_s;
        QTest::newRow("cut off") << QByteArray(R"({"forecasts":[{"timestamp":)") << u"offset"_s;
        QTest::newRow("another object") << QByteArray(R"({"detail":"x"})") << u"forecasts"_s;
        QTest::newRow("wrong type") << QByteArray(R"({"forecasts":{"a":1}})") << u"forecasts"_s;
        QTest::newRow("no hours") << QByteArray(R"({"forecasts":[]})") << u"forecasts"_s;
        QTest::newRow("no usable hour") << QByteArray(R"({"forecasts":[{"timestamp":null}]})") << u"an hour"_s;
        QTest::newRow("a list") << QByteArray("[1,2]") << u"forecasts"_s;
    }
    void nonsenseIsOneClearError() {
        QFETCH(QByteArray, body);
        QFETCH(QString, where);
        const auto parsed = forecast::parseForecast(body);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, base::ErrorKind::Server);
        QVERIFY2(parsed.error().where.contains(where), qPrintable(parsed.error().text()));
    }

    void errorBodies_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        QTest::newRow("detail") << QByteArray(R"({"detail":"Unable to parse location"})")
                                << u"Unable to parse location"_s;
        QTest::newRow("422") << QByteArray(
                                    R"({"detail":[{"loc":["query","north"],"msg":"Field required","type":"missing"}]})")
                             << u"north: Field required"_s;
        QTest::newRow("error")
            << QByteArray(
                   R"({"error":{"code":"RATE_LIMIT_EXCEEDED","message":"Too many requests","retry_after":3600}})")
            << u"Too many requests"_s;
        QTest::newRow("Status")
            << QByteArray(R"({"kind":"Status","message":"no endpoints available for service api-service","code":503})")
            << u"no endpoints available for service api-service"_s;
        QTest::newRow("HTML") << QByteArray("<html>") << QString();
    }
    void errorBodies() {
        QFETCH(QByteArray, body);
        QFETCH(QString, text);
        QCOMPARE(forecast::parseErrorText(body), text);
    }

    void stationsInAllTheirForms() {
        const auto stations = forecast::parseStations(R"([
            {"station_id":"DL001","name":"Anand Vihar","city":"Delhi","latitude":28.6469,"longitude":77.3161,"synthetic":true},
            {"id":"DL002","name":"Punjabi Bagh","coordinates":{"lat":28.6742,"lon":77.1318},"aqi":"212"},
            {"station_id":"DL003","location":{"type":"Point","coordinates":[77.1825,28.5636]},"is_active":false},
            {"station_id":"X1","name":"nowhere"}, {"name":"nobody","latitude":1,"longitude":2}, {"station_id":"X2","latitude":91,"longitude":2}, 3])");
        QVERIFY(stations);
        QCOMPARE(stations->size(), 3);
        QVERIFY(stations->at(0).synthetic && !stations->at(1).synthetic);
        QCOMPARE(stations->at(1).aqi, 212);
        QCOMPARE(stations->at(2).latitude, 28.5636);
        QCOMPARE(stations->at(2).name, u"DL003"_s);
        QVERIFY(!stations->at(2).active);
        QCOMPARE(forecast::parseStations(R"({"stations":[],"count":0})")->size(), 0);
        QVERIFY(!forecast::parseStations(R"({"count":0})"));
    }

    void newestMeasurementWins() {
        QList<forecast::Station> stations(1);
        stations[0].id = u"A"_s;
        const auto measured = forecast::parseMeasurements(R"([
            {"time":"2026-03-02T06:00:00+00:00","station_id":"A","parameter":"pm25","value":92.4,"unit":"μg/m³","quality_flag":"valid"},
            {"time":"2026-03-02T05:00:00+00:00","station_id":"A","parameter":"pm25","value":80,"unit":"μg/m³"},
            {"time":"2026-03-02T07:00:00+00:00","station_id":"A","parameter":"pm25","value":-999,"quality_flag":"invalid"},
            {"time":"2026-03-02T07:00:00+00:00","station_id":"A","parameter":"pm10","value":null},
            {"time":"2026-03-02T07:00:00+00:00","station_id":"B","parameter":"pm25","value":5}])");
        QVERIFY(measured);
        forecast::addMeasurements(stations, *measured);
        QCOMPARE(stations[0].pollutants.size(), 1);
        QCOMPARE(stations[0].pollutants[u"pm25"_s].value, 92.4);
        QCOMPARE(time(stations[0].measured), u"2026-03-02T06:00:00Z"_s);
    }

    void clientAsksAndSays() {
        QStringList asked;
        forecast::ForecastClient client(std::make_unique<FakeService>(
            QMap<QString, base::Result<base::HttpReply>>{
                {u"/api/v1/forecast/24h/New%20Delhi"_s,
                    ok(content(QStringLiteral(AQI_TEST_DIR) + u"/golden/day.in.json"_s))},
                {u"/api/v1/forecast/24h/moon"_s,
                    base::HttpReply{400, {}, R"({"detail":"Unable to parse location: moon"})"}},
                {u"/api/v1/forecast/24h/plain"_s, base::HttpReply{301, {}, {}}},
                {u"/api/v1/forecast/24h/away"_s, base::fail(base::ErrorKind::Network, u"no route"_s)},
                {u"/api/v1/forecast/24h/gone"_s,
                    base::HttpReply{503, {}, R"({"kind":"Status","message":"no endpoints"})"}},
                {u"/api/v1/data/stations"_s, ok(R"([{"station_id":"A","latitude":1,"longitude":2}])")}},
            &asked));
        const auto day = client.day(u"New Delhi"_s).result();
        QVERIFY(day);
        QCOMPARE(day->provenance.source, u"api-service:8000 of a test"_s);
        QVERIFY(day->provenance.fetched.isValid());
        const auto moon = client.day(u"moon"_s).result().error();
        QCOMPARE(moon.kind, base::ErrorKind::Invalid);
        QVERIFY(moon.message.contains(u"Unable to parse location: moon"_s));
        QVERIFY(client.day(u"plain"_s).result().error().message.contains(u"ENFORCE_HTTPS"_s));
        QCOMPARE(client.day(u"away"_s).result().error().kind, base::ErrorKind::Network);
        QVERIFY(client.day(u"gone"_s).result().error().message.contains(u"no endpoints"_s));
        QCOMPARE(client.stations().result()->size(), 1); // measurements answered with 404: stations without values
        QCOMPARE(client.cities().result().error().kind, base::ErrorKind::NotFound);
        QVERIFY(asked.contains(u"/api/v1/cities/"_s));
        const QDateTime from(QDate(2026, 3, 1), QTime(6, 0), QTimeZone::UTC);
        QVERIFY(!client.history(u"A"_s, u"pm25"_s, from, from.addDays(1)).result());
        QVERIFY(asked.last().contains(u"start_time=2026-03-01T06:00:00"_s));
    }
};

QTEST_GUILESS_MAIN(TestParser)
#include "tst_parser.moc"
