// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/airindex.h"
#include "sandbox/services/aqiservices.h"
#include "sandbox/services/call.h"
#include "sandbox/services/catalog.h"
#include "sandbox/services/forecaster.h"
#include "sandbox/services/skill.h"

#include <QTest>

#include <cmath>
#include <set>

using sandbox::Pollutant;
using Json = nlohmann::json;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 6h + 10min;

sandbox::ServiceReply ask(const std::string &path, const std::string &query = {}, const std::string &method = "GET",
    const std::string &app = "api") {
    sandbox::AqiServices services(now - 1h);
    return services.handle({app, method, path, query, {}, {}, now});
}
Json asked(const std::string &path, const std::string &query = {}) {
    return Json::parse(ask(path, query).body);
}
} // namespace

class TestServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statuses_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        const auto row = [](const char *path, const char *query, int status) {
            QTest::newRow((std::string(path) + "?" + query).c_str())
                << QString::fromLatin1(path) << QString::fromLatin1(query) << status;
        };
        row("/health", "", 307);
        row("/health/", "", 200);
        row("/health/detailed", "", 200);
        row("/health/ready", "", 200);
        row("/health/readiness", "", 200);
        row("/health/liveness", "", 200);
        row("/health/live", "", 404);
        row("/", "", 200);
        row("/info", "", 200);
        row("/openapi.json", "", 200);
        row("/metrics", "", 200);
        row("/api/v1/forecast/current/delhi", "", 200);
        row("/api/v1/forecast/current/New%20Delhi", "", 200);
        row("/api/v1/forecast/current/28.6N,77.2E", "", 200);
        row("/api/v1/forecast/24h/lat:19.07,lon:72.87", "", 200);
        row("/api/v1/forecast/24h/atlantis", "", 400);
        row("/api/v1/forecast/24h/95,77", "", 400);
        row("/api/v1/forecast/24h/nan,77", "", 400);
        row("/api/v1/forecast/48h/delhi", "", 404);
        row("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5&west=76.9&resolution=5", 200);
        row("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5&west=76.9&resolution=0.5", 400);
        row("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5", 422);
        row("/api/v1/forecast/spatial", "north=x&south=28.3&east=77.5&west=76.9", 422);
        row("/api/v1/forecast/spatial", "north=28&south=29&east=77.5&west=76.9", 400);
        row("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5&west=76.9&resolution=99", 422);
        row("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5&west=76.9&resolution=5&parameter=lead", 400);
        row("/api/v1/forecast/spatial/bounds/delhi", "", 200);
        row("/api/v1/forecast/spatial/bounds/oslo", "", 404);
        row("/api/v1/cities", "", 307);
        row("/api/v1/cities/DEL", "", 200);
        row("/api/v1/cities/XXX", "", 404);
        row("/api/v1/data/stations/DL001", "", 200);
        row("/api/v1/data/stations/DL999", "", 404);
        row("/api/v1/data/air-quality/latest", "limit=0", 422);
        row("/api/v1/data/air-quality/time-range", "start_time=2026-11-22T06:00:00", 422);
        row("/nothing", "", 404);
        row("/%ff%00/..%2f", "", 404);
    }
    void statuses() {
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(int, status);
        const auto reply = ask(path.toStdString(), query.toStdString());
        QCOMPARE(reply.status, status);
        QVERIFY(std::ranges::contains(reply.headers, std::pair<std::string, std::string>("X-Data-Kind", "synthetic")));
        if (reply.contentType == "application/json")
            QVERIFY(Json::accept(reply.body));
    }

    void errorBodiesAreTheContracts() {
        QCOMPARE(asked("/nothing"), (Json{{"detail", "Not Found"}}));
        const Json invalid = asked("/api/v1/forecast/spatial");
        QCOMPARE(invalid["detail"][0]["loc"], (Json{"query", "north"}));
        QVERIFY(invalid["detail"][0].contains("msg") && invalid["detail"][0].contains("type"));
        const auto refused = ask("/health/", {}, "POST");
        QCOMPARE(refused.status, 405);
        QCOMPARE(ask("/api/v1/forecast/current/delhi", {}, "HEAD").body, std::string());
    }

    void currentHasTheContractsShape() {
        const Json body = asked("/api/v1/forecast/current/delhi");
        QCOMPARE(body["location"]["coordinates"]["lat"], 28.6139);
        QVERIFY(body["aqi"]["value"].is_number_integer());
        for (const char *field : {"category", "category_label", "dominant_pollutant", "color", "health_message"})
            QVERIFY2(body["aqi"][field].is_string(), field);
        for (const char *pollutant : {"pm25", "pm10", "no2", "so2", "co", "o3"})
            QVERIFY2(
                body["pollutants"][pollutant]["value"].is_number() && body["pollutants"][pollutant]["aqi"].is_number(),
                pollutant);
        QCOMPARE(body["pollutants"]["co"]["unit"], "mg/m³");
        for (const char *field : {"temperature", "humidity", "wind_speed", "wind_direction", "pressure"})
            QVERIFY2(body["weather"][field].is_number(), field);
        for (const char *field : {"pm25_lower", "pm25_upper", "level", "score", "model_weights"})
            QVERIFY2(body["confidence"].contains(field), field);
        QCOMPARE(body["timestamp"], "2026-11-23T06:10:00"); // naive UTC
        QCOMPARE(body["data_sources"], Json::array({"synthetic"}));
        QVERIFY(body["model_version"].get<std::string>().starts_with("synthetic_v1"));
        QCOMPARE(body["synthetic"], true);
    }

    void dayHasTheContractsShape() {
        const Json body = asked("/api/v1/forecast/24h/mumbai");
        QCOMPARE(body["forecast_type"], "24_hour");
        QCOMPARE(body["forecasts"].size(), 24u);
        QCOMPARE(body["forecasts"][0]["timestamp"], "2026-11-23T07:00:00");
        QCOMPARE(body["metadata"]["confidence_level"], 0.8);
        QCOMPARE(body["metadata"]["synthetic"], true);
        double before = 0;
        for (std::size_t i = 0; i < 24; ++i) {
            const Json &hour = body["forecasts"][i];
            QCOMPARE(hour["forecast_hour"], i + 1);
            QVERIFY(hour["aqi"]["confidence_lower"] <= hour["aqi"]["value"] &&
                    hour["aqi"]["value"] <= hour["aqi"]["confidence_upper"]);
            const Json &pm25 = hour["pollutants"]["pm25"];
            QVERIFY(pm25["confidence_lower"] < pm25["value"] && pm25["value"] < pm25["confidence_upper"]);
            const double width =
                std::log(pm25["confidence_upper"].get<double>() / pm25["confidence_lower"].get<double>());
            if (i < 6)
                QVERIFY(width > before - 0.01); // the interval opens with the lead
            before = width;
        }
    }

    void spatialHasTheContractsShape() {
        const Json body = asked("/api/v1/forecast/spatial", "north=28.9&south=28.3&east=77.5&west=76.9&resolution=5");
        QCOMPARE(body["grid_predictions"].size(), 195u);
        QCOMPARE(body["metadata"]["n_grid_points"], 195);
        QCOMPARE(body["metadata"]["n_stations_used"], 20);
        const Json &point = body["grid_predictions"][0];
        for (const char *field : {"coordinates", "aqi", "category", "value", "parameter", "confidence"})
            QVERIFY2(point.contains(field), field);
    }

    void placesAreComplete() {
        QCOMPARE(asked("/api/v1/cities/").size(), 15u);
        const Json stations = asked("/api/v1/data/stations", "limit=500");
        QVERIFY(stations.size() >= 115);
        std::set<std::string> ids;
        for (const Json &station : stations) {
            ids.insert(station["station_id"]);
            const auto *city = sandbox::cityByCode(station["city_code"].get<std::string>());
            QVERIFY(sandbox::distance(station["latitude"], station["longitude"], city->latitude, city->longitude) < 35);
        }
        QCOMPARE(ids.size(), stations.size());
        QCOMPARE(stations[0]["station_id"], "DL001");
        QCOMPARE(asked("/api/v1/cities/BLR/stations").size(), 10u);
        QCOMPARE(asked("/api/v1/data/stations", "latitude=28.61&longitude=77.21&radius_km=40&limit=500").size(), 20u);
        QCOMPARE(asked("/api/v1/data/air-quality/latest", "limit=1000&parameter=pm25").size(), stations.size());
        const Json hours = asked("/api/v1/data/air-quality/time-range",
            "start_time=2026-11-22T06:00:00&end_time=2026-11-25T06:00:00&station_id=DL001&parameter=pm25");
        QCOMPARE(hours.size(), 25u); // what lies ahead is not measured
    }

    void readinessFollowsTheDependencies() {
        sandbox::AqiServices services(now);
        sandbox::ServiceRequest request{"api", "GET", "/health/ready", {}, {}, {}, now, false, true};
        QCOMPARE(services.handle(request).status, 503);
        request.path = "/health/readiness";
        const auto reply = services.handle(request);
        QCOMPARE(reply.status, 200); // the predictor's habit
        QCOMPARE(Json::parse(reply.body)["ready"], false);
        request.path = "/health/detailed";
        QCOMPARE(services.handle(request).status, 503);
    }

    void metricsTellWhatWasAsked() {
        sandbox::AqiServices services(now - 1h);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(services.handle({"api", "GET", "/api/v1/forecast/24h/delhi", {}, {}, {}, now}).status, 200);
        QCOMPARE(services.handle({"api", "GET", "/secret/42", {}, {}, {}, now}).status, 404);
        const std::string text = services.handle({"api", "GET", "/metrics", {}, {}, {}, now}).body;
        for (const char *line :
            {"aqi_http_requests_total{method=\"GET\",endpoint=\"/api/v1/forecast/24h/{location}\",status=\"200\"} 3\n",
                "endpoint=\"unknown\",status=\"404\"} 1\n", "aqi_app_uptime_seconds 3600\n",
                "# TYPE aqi_model_rmse gauge\n",
                "aqi_forecast_requests_total{location_type=\"point\",forecast_type=\"24h\"} 3\n"})
            QVERIFY2(text.contains(line), line);
        QVERIFY(!text.contains("secret")); // paths are no labels: their number has no end
    }

    void hollowsSayWhatTheyAre_data() {
        QTest::addColumn<QString>("app");
        QTest::addColumn<QString>("health");
        QTest::newRow("dashboard") << "dashboard" << "/_stcore/health";
        QTest::newRow("frontend") << "frontend" << "/";
        QTest::newRow("grafana") << "grafana" << "/api/health";
        QTest::newRow("prometheus") << "prometheus" << "/-/ready";
    }
    void hollowsSayWhatTheyAre() {
        QFETCH(QString, app);
        QFETCH(QString, health);
        QVERIFY(sandbox::AqiServices::knows(app.toStdString()));
        QCOMPARE(ask(health.toStdString(), {}, "GET", app.toStdString()).status, 200);
        QVERIFY(ask("/", {}, "GET", app.toStdString()).body.contains("stand-in"));
        QCOMPARE(ask("/api/v1/query", {}, "GET", app.toStdString()).status, 404);
        QVERIFY(!sandbox::AqiServices::knows("redis"));
    }

    void indexIsTheReferences() { // figures of the contract's own example
        QVERIFY(std::abs(sandbox::subIndex(Pollutant::Pm25, 83.2) - 165.30) < 0.01);
        QVERIFY(std::abs(sandbox::subIndex(Pollutant::Pm10, 133.12) - 89.665) < 0.001);
        QVERIFY(std::abs(sandbox::subIndex(Pollutant::O3, 63.36) - 78.309) < 0.001);
        QCOMPARE(sandbox::subIndex(Pollutant::Pm25, 12.05), 51.0); // between two rows
        QCOMPARE(sandbox::airCategory(165).key, "unhealthy");
        QCOMPARE(sandbox::subIndex(Pollutant::Pm25, 9999), 500.0);
    }

    void airIsPlausible() {
        const auto at = [](double latitude, double longitude, std::chrono::sys_seconds when) {
            return sandbox::concentration(Pollutant::Pm25, latitude, longitude, when);
        };
        const auto mean = [&](double latitude, double longitude, std::chrono::sys_seconds from) {
            double sum = 0;
            for (int hour = 0; hour < 240; ++hour)
                sum += at(latitude, longitude, from + std::chrono::hours(hour));
            return sum / 240;
        };
        const std::chrono::sys_seconds monsoon = std::chrono::sys_days(std::chrono::year(2026) / 7 / 20);
        QVERIFY(mean(28.6, 77.2, now) > 2 * mean(12.97, 77.59, now));     // Delhi and Bangalore
        QVERIFY(mean(28.6, 77.2, now) > 1.8 * mean(28.6, 77.2, monsoon)); // winter and monsoon
        for (const auto &site : sandbox::sites()) {
            const double value = at(site.latitude, site.longitude, now);
            QVERIFY(value > 3 && value < 600);
            QCOMPARE(value, at(site.latitude, site.longitude, now)); // reproducible
        }
        // Neighbours are more alike than cities far apart: correlation of ten days of hourly values.
        const auto likeness = [&](double latitudeA, double longitudeA, double latitudeB, double longitudeB) {
            double ab = 0, aa = 0, bb = 0;
            for (int hour = 0; hour < 240; hour += 24) {
                const double a = std::log(
                    at(latitudeA, longitudeA, now + std::chrono::hours(hour)) / mean(latitudeA, longitudeA, now));
                const double b = std::log(
                    at(latitudeB, longitudeB, now + std::chrono::hours(hour)) / mean(latitudeB, longitudeB, now));
                ab += a * b;
                aa += a * a;
                bb += b * b;
            }
            return ab / std::sqrt(aa * bb);
        };
        QVERIFY(likeness(28.6469, 77.3161, 28.672, 77.315) > likeness(28.6469, 77.3161, 13.0, 80.2));
    }

    void methodRecoversWhatIsThere() {
        std::vector<double> history; // a pure daily wave: the forecast must be the wave, the interval nothing
        for (int hour = 0; hour < 14 * 24; ++hour)
            history.push_back(50 + 20 * std::sin(hour * 2 * M_PI / 24));
        const auto prediction = sandbox::predict(history, 24);
        for (int lead = 1; lead <= 24; ++lead) {
            const auto &hour = prediction.hours[static_cast<std::size_t>(lead - 1)];
            QVERIFY(std::abs(hour.value - (50 + 20 * std::sin((14 * 24 - 1 + lead) * 2 * M_PI / 24))) < 1e-6);
            QVERIFY(hour.upper - hour.lower < 1e-6);
        }
        QVERIFY(sandbox::predict(std::vector<double>(), 24).hours.empty());
    }

    void intervalCoversWhatCameTrue() { // 80 % promised; held over 60 issue times of five cities
        int inside = 0;
        int all = 0;
        for (const auto &city : sandbox::cities().first(5))
            for (int issue = 0; issue < 12; ++issue) {
                const auto issued = now + std::chrono::hours(31 * issue);
                const auto prediction = sandbox::predict(Pollutant::Pm25, city.latitude, city.longitude, issued, 24);
                for (int lead = 1; lead <= 24; ++lead, ++all) {
                    const double truth = sandbox::concentration(Pollutant::Pm25, city.latitude, city.longitude,
                        std::chrono::floor<std::chrono::hours>(issued) + std::chrono::hours(lead));
                    const auto &hour = prediction.hours[static_cast<std::size_t>(lead - 1)];
                    inside += truth >= hour.lower && truth <= hour.upper;
                }
            }
        const double coverage = 100.0 * inside / all;
        QVERIFY2(coverage > 70 && coverage < 90, qPrintable(QString::number(coverage)));
    }

    void skillOfAKnownHistory() {
        // A jump every day that the forecast knows and persistence does not; the last value before each issue is the low one.
        std::vector<double> history;
        for (int hour = 0; hour < 20 * 24; ++hour)
            history.push_back(hour % 6 == 5 ? 10 : 30);
        const auto skill = sandbox::measureSkill(history, 6);
        QCOMPARE(skill.size(), 6U);
        QCOMPARE(skill[0].count, (20 - 14) * 4);
        QVERIFY(skill[0].mae < 1e-9 && std::abs(skill[0].persistenceMae - 20) < 1e-9 && std::abs(skill[0].skill() - 1) < 1e-9);
        QVERIFY(std::abs(skill[0].persistenceRmse - 20) < 1e-9);
        QCOMPARE(skill[5].persistenceMae, 0.0); // six hours on, the low value again
        QCOMPARE(skill[5].skill(), 0.0);
        QVERIFY(sandbox::measureSkill(std::vector<double>(100, 1.0), 6).front().count == 0); // too short a past
        QVERIFY(sandbox::measureSkill(history, 0).empty());
    }

    void forecastBeatsPersistence() { // over 30 days, all cities, at every lead; the interval holds what it says within a few in a hundred
        for (const auto pollutant : {sandbox::Pollutant::Pm25, sandbox::Pollutant::O3})
            for (const auto &lead : sandbox::measureSkill(pollutant, now, 30, 24)) {
                const QByteArray words = QStringLiteral("%1 h: skill %2, coverage %3").arg(lead.lead).arg(lead.skill()).arg(lead.coverage).toUtf8();
                QVERIFY2(lead.skill() > 0, words.constData());
                QVERIFY2(pollutant != sandbox::Pollutant::Pm25 || (lead.coverage > 0.7 && lead.coverage < 0.9), words.constData());
            }
    }

    void stampsAreRead() {
        QCOMPARE(sandbox::readStamp("2026-11-23T06:10:00"), now);
        QCOMPARE(sandbox::readStamp("2026-11-23T06:10:00.5Z"), now);
        QVERIFY(!sandbox::readStamp("2026-13-23T06:10:00"));
        QVERIFY(!sandbox::readStamp("yesterday"));
    }
};

QTEST_APPLESS_MAIN(TestServices)
#include "tst_services.moc"
