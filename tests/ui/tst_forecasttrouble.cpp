// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Forecast page makes of data that no API should send and some do, and of a database with half of its tables; AQI_PICTURES=FOLDER
// keeps what it looks like. (API down, database down: tst_forecastpage.)
#include "forecaststage.h"
#include "ui/forecast/accuracyview.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/maplegend.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/timebar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <ctime>

namespace {

/// The body, a list of objects, after `change` was at each of them.
QByteArray each(const QByteArray &body, const std::function<void(QJsonObject &)> &change) {
    QJsonArray items = QJsonDocument::fromJson(body).array();
    for (QJsonValueRef item : items) {
        QJsonObject object = item.toObject();
        change(object);
        item = object;
    }
    return QJsonDocument(items).toJson();
}

void place(QJsonObject &object, double latitude, double longitude) {
    object[u"latitude"_s] = latitude;
    object[u"longitude"_s] = longitude;
    object[u"location"_s] = QJsonObject{{u"type"_s, u"Point"_s}, {u"coordinates"_s, QJsonArray{longitude, latitude}}};
}

/// In the list of the newest measurements, another value (as it is written) for one pollutant of DL001.
QByteArray measured(QByteArray body, const QString &pollutant, const QString &value) {
    static const auto pattern = u"(\"parameter\":\"%1\"[^}]*\"station_id\":\"DL001\"[^}]*\"value\":)[0-9.]+"_s;
    return QString::fromUtf8(body).replace(QRegularExpression(pattern.arg(pollutant)), u"\\1"_s + value).toUtf8();
}

base::Error noTable() {
    return {base::ErrorKind::NotFound, u"A table that is needed is not there; the database's migrations may not have run"_s, {}, {}};
}

/// A zone for the duration of a test.
class Zone {
public:
    explicit Zone(const char *name) { set(name); }
    ~Zone() { set(m_before.isNull() ? nullptr : m_before.constData()); }
    Q_DISABLE_COPY_MOVE(Zone)

private:
    static void set(const char *name) {
        name ? qputenv("TZ", name) : qunsetenv("TZ");
        ::tzset();
    }
    QByteArray m_before = qgetenv("TZ");
};

} // namespace

class TestForecastTrouble : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void aStationAtZeroZero() {
        Stage stage;
        stage.start(InProcess::Mode::Up, nullptr, [](const QString &path, const QByteArray &body) {
            return path != forecast::ForecastClient::stationsPath() ? QByteArray() : each(body, [](QJsonObject &station) {
                if (station[u"station_id"] == "DL001"_L1)
                    place(station, 0, 0);
            });
        });
        QTRY_VERIFY(stage.page->settled());
        QVERIFY2(stage.page->map()->layer()->zoomLevel() > 4, "India, and no sea off Africa");
        const QString said = u"not on the map, for the API gives no position: DL001"_s;
        QCOMPARE(stage.page->findChild<ui::MapLegend *>()->accessibleDescription(), said);
        stage.page->select(u"DL001"_s); // the list and the details have it all the same
        QVERIFY(stage.texts().contains(u"Station DL001 in Delhi"_s));
        models::MapPlace delhi;
        delhi.latitude = 28.61;
        delhi.longitude = 77.21;
        stage.page->map()->goTo(delhi);
        QTRY_VERIFY(stage.page->map()->layer()->markers().size() > 3);
        for (const models::Marker &marker : stage.page->map()->layer()->markers())
            QVERIFY(marker.id != "DL001"_L1);
        QTemporaryDir folder;
        QVERIFY(stage.page->exportTo(folder.filePath(u"map.geojson"_s)));
        QFile file(folder.filePath(u"map.geojson"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        int without = 0;
        for (const auto &feature : QJsonDocument::fromJson(file.readAll())[u"features"].toArray())
            without += feature[u"geometry"].isNull() ? 1 : 0;
        QCOMPARE(without, 1);
        stage.picture(u"trouble-zero"_s);
    }

    void aCityAcrossTheDateLine() {
        Stage stage;
        stage.start(InProcess::Mode::Up, nullptr, [](const QString &path, const QByteArray &body) {
            int next = 0;
            if (path == "/api/v1/cities/"_L1)
                return each(body, [&](QJsonObject &city) { place(city, -16.8, next++ == 0 ? 179.99 : -179.2); });
            if (path == forecast::ForecastClient::stationsPath())
                return each(body, [&](QJsonObject &station) { place(station, -16.5 - 0.01 * next, next % 2 == 0 ? 179.8 : -179.9); ++next; });
            return QByteArray();
        });
        QTRY_VERIFY(stage.page->settled());
        auto *layer = stage.page->map()->layer();
        QTRY_VERIFY2(layer->zoomLevel() > 6, qPrintable(QString::number(layer->zoomLevel()))); // not the whole world
        QVERIFY(layer->markers().size() > 1);
        const QRectF view(QPointF(), layer->projection().size);
        for (const models::Marker &marker : layer->markers())
            QVERIFY2(view.contains(marker.at), qPrintable(marker.id));
        stage.picture(u"trouble-date-line"_s);
        stage.page->map()->setSurfaceShown(true);
        QTRY_VERIFY2_WITH_TIMEOUT(stage.page->map()->surfaceWords().contains(u"between 120 stations"_s), qPrintable(stage.page->map()->surfaceWords()), 30000); // it is computed
        stage.picture(u"trouble-date-line-surface"_s);
    }

    void notANumberAndNegative() {
        Stage stage;
        stage.start(InProcess::Mode::Up, nullptr, [](const QString &path, const QByteArray &body) {
            return path != "/api/v1/data/air-quality/latest"_L1 ? QByteArray() : measured(measured(body, u"pm25"_s, u"NaN"_s), u"pm10"_s, u"-999"_s);
        });
        QTRY_VERIFY(stage.page->settled());
        QVERIFY2(stage.page->summary().startsWith(u"119 of 120 stations have an index"_s), qPrintable(stage.page->summary()));
        stage.page->select(u"DL001"_s);
        QVERIFY2(stage.texts().contains(u"No index"_s), qPrintable(stage.texts())); // never 0 and "good"
        QVERIFY2(!stage.texts().contains(u"999"_s) && !stage.texts().contains(QRegularExpression(u"\\bnan\\b"_s, QRegularExpression::CaseInsensitiveOption)), qPrintable(stage.texts()));
        stage.picture(u"trouble-readings"_s);
    }

    void anEmptyHorizon() {
        Stage stage;
        stage.start(InProcess::Mode::Up, nullptr, [](const QString &path, const QByteArray &) {
            return path.contains("/24h/"_L1) ? R"({"location":{"name":"Delhi"},"forecasts":[],"metadata":{}})"_ba : QByteArray();
        });
        stage.page->select(u"DL001"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"DL001"_s).error.has_value());
        auto *banner = stage.page->detailsWidget()->findChild<ui::Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"The API's 24-hour forecast has no hours"_s), qPrintable(banner->text()));
        QTRY_VERIFY(stage.page->data()->ahead(u"DL001"_s).history.size() > 100);
        const auto &series = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->chart()->series();
        QVERIFY(series.ahead.isEmpty() && !series.past.isEmpty()); // what was measured is shown all the same
        stage.picture(u"trouble-no-horizon"_s);
    }

    /// Of Kathmandu, which is a quarter of an hour off even those of India.
    void hoursOfAZoneThatIsNoWholeHour_data() {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("minutes");
        QTest::newRow("India") << "Asia/Kolkata"_ba << u":30"_s;
        QTest::newRow("Nepal") << "Asia/Kathmandu"_ba << u":45"_s;
    }
    void hoursOfAZoneThatIsNoWholeHour() {
        QFETCH(QByteArray, zone);
        QFETCH(QString, minutes);
        const Zone there(zone.constData());
        Stage stage;
        auto made = std::make_unique<Told>();
        made->everywhere = twoDays();
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->timeBar()->setHour(-5);
        QVERIFY2(stage.page->timeBar()->text().contains(minutes), qPrintable(stage.page->timeBar()->text()));
        QVERIFY2(stage.page->findChild<ui::MapLegend *>()->accessibleName().contains(minutes), qPrintable(stage.page->findChild<ui::MapLegend *>()->accessibleName()));
        stage.page->select(u"DL001"_s);
        QTRY_VERIFY(stage.page->settled());
        stage.picture(u"trouble-zone"_s);
    }

    void withoutTheTableOfForecasts() {
        Stage stage;
        auto made = std::make_unique<Told>();
        made->answer = hours(24);
        made->everywhere = twoDays();
        made->stored = std::unexpected(noTable());
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"city:DEL"_s);
        stage.page->showView(ui::ForecastPage::View::Accuracy);
        auto *banner = stage.page->accuracyView()->findChild<ui::Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"migrations may not have run"_s), qPrintable(banner->text()));
        stage.picture(u"trouble-no-forecasts"_s);
        stage.page->showView(ui::ForecastPage::View::Map);
        stage.page->timeBar()->setHour(-5); // the other table is there
        QVERIFY2(stage.page->timeBar()->text().contains(u"measured 5 h ago"_s), qPrintable(stage.page->timeBar()->text()));
    }

    void withoutTheTableOfMeasurements() {
        Stage stage;
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        made->answer = std::unexpected(noTable());
        made->everywhere = std::unexpected(noTable());
        made->stored = forecasts(40, 6);
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"DL001"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"DL001"_s).history.size() > 100); // the API has its past
        QVERIFY2(stage.texts().contains(noTable().message), qPrintable(stage.texts()));
        QVERIFY2(stage.page->timeBar()->text().contains(u"the past is missing"_s), qPrintable(stage.page->timeBar()->text()));
        const auto askedForForecasts = [&] {
            return std::ranges::count_if(archive->asked, [](const database::Question &question) { return question.sql.contains("FROM predictions"_L1); });
        };
        stage.page->showView(ui::ForecastPage::View::Accuracy);
        QTRY_COMPARE(askedForForecasts(), 1); // a missing table is no reason to leave another alone
        stage.picture(u"trouble-no-measurements"_s);
    }
};

QTEST_MAIN(TestForecastTrouble)
#include "tst_forecasttrouble.moc"
