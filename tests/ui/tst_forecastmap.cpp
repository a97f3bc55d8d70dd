// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the map shows besides stations: the API's own grid, wind, a measured way, a position that was looked for; AQI_PICTURES=FOLDER keeps what it looks like.
#include "forecast/parser.h"
#include "forecaststage.h"
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/maplegend.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/timebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

void goToDelhi(Stage &stage) {
    models::MapPlace delhi;
    delhi.id = u"city:DEL"_s;
    delhi.latitude = 28.61;
    delhi.longitude = 77.21;
    stage.page->map()->goTo(delhi);
}

} // namespace

class TestForecastMap : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void gridHasRowsAndColumns() {
        const auto grid = forecast::parseGrid(R"({"parameter":"pm25","grid_predictions":[
            {"coordinates":{"lat":28.1,"lon":77.0},"value":10,"confidence":0.5},{"coordinates":{"lat":28.0,"lon":77.0},"value":20},
            {"coordinates":{"lat":28.0,"lon":77.10000000001},"value":200,"confidence":7},{"coordinates":{"lat":28.1,"lon":77.1},"value":-3},{"value":4}],
            "metadata":{"generated_at":"2026-03-02T06:10:01","n_stations_used":20,"interpolation_method":"ordinary_kriging","data_sources":["CPCB"]}})");
        QVERIFY(grid.has_value());
        QCOMPARE(grid->latitudes, (QList<double>{28.1, 28.0}));
        QCOMPARE(grid->longitudes.size(), 2);
        QCOMPARE(grid->known(), 3); // a negative concentration is none
        QCOMPARE(grid->points[0]->value, 10.0);
        QVERIFY(!grid->points[1]);
        QCOMPARE(grid->points[3]->confidence, 1.0);
        QCOMPARE(grid->stations, 20);
        const auto drawn = ui::mapGrid(*grid, forecast::standards().first());
        QVERIFY(drawn.has_value());
        QCOMPARE(drawn->image.pixelColor(1, 0).alpha(), 0); // nothing there
        QCOMPARE(drawn->image.pixelColor(0, 3).alpha(), 255);
        QVERIFY(drawn->image.pixelColor(0, 0).alpha() < 170); // half as sure
        QVERIFY2(drawn->words.contains(u"ordinary kriging of 20 stations"_s), qPrintable(drawn->words));
    }
    void brokenGridsAreOneError_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no list") << R"({"grid_predictions":5})"_ba;
        QTest::newRow("no points") << R"({"grid_predictions":[]})"_ba;
        QTest::newRow("one row") << R"({"grid_predictions":[{"coordinates":{"lat":1,"lon":1},"value":1},{"coordinates":{"lat":1,"lon":2},"value":1}]})"_ba;
        QTest::newRow("NaN") << R"({"grid_predictions":[{"coordinates":{"lat":NaN,"lon":1},"value":1}]})"_ba;
    }
    void brokenGridsAreOneError() {
        QFETCH(QByteArray, body);
        QVERIFY(!forecast::parseGrid(body));
    }
    void pointsAreNeverMoreThanTheApiGives() {
        for (const double size : {0.3, 1.0, 3.0, 8.0}) {
            const double step = ui::gridStep(20 + size, 77, 20, 77 + size);
            const double points = (size * 111 / step + 2) * (size * 111 * std::cos((20 + size / 2) * 3.14159265 / 180) / step + 2); // as the API counts
            QVERIFY2(points <= 10000 && step >= 1, qPrintable(QString::number(points)));
        }
        QVERIFY(ui::gridStep(36, 68, 8, 98) > ui::coarsestGrid); // all of India is too much
    }

    void theGridOfTheApi() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *map = stage.page->map();
        map->setGridShown(true);
        QTRY_VERIFY2(map->gridWords().contains(u"go closer"_s), qPrintable(map->gridWords())); // India
        goToDelhi(stage);
        QTRY_VERIFY2(map->gridWords().contains(u"grid of the API: PM2.5"_s), qPrintable(map->gridWords()));
        QVERIFY(stage.page->findChild<ui::MapLegend *>()->accessibleDescription().contains(u"synthetic field"_s)); // the method's own name
        stage.picture(u"grid-light"_s);
        stage.page->timeBar()->setHour(5);
        QVERIFY(map->gridWords().isEmpty());
        QVERIFY(stage.page->findChild<ui::MapLegend *>()->accessibleDescription().contains(u"is of its last hour"_s));
        stage.page->timeBar()->setHour(0);
        QTRY_VERIFY(map->gridWords().contains(u"grid of the API"_s));
        const QByteArray state = stage.page->saveState();
        map->setGridShown(false);
        QVERIFY(map->gridWords().isEmpty());
        stage.page->restoreState(state);
        QVERIFY(map->isGridShown());
    }

    void windBlowsAway() {
        const forecast::Weather southWest{{}, {}, 4.0, 225.0}; // from there
        const QLineF arrow = ui::MapLayer::windArrow({0, 0}, southWest);
        QVERIFY(arrow.dx() > 0 && arrow.dy() < 0); // to the north-east, up and to the right
        QVERIFY(std::abs(arrow.dx() + arrow.dy()) < 1e-9);
        QVERIFY(ui::MapLayer::windArrow({0, 0}, {{}, {}, 9.0, 225.0}).length() > arrow.length());
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        QVERIFY(stage.page->data()->wind().isEmpty()); // not asked for until it is wanted
        stage.page->map()->setWindShown(true);
        QTRY_COMPARE(stage.page->data()->wind().size(), 15);
        QVERIFY(stage.page->findChild<ui::MapLegend *>()->accessibleDescription().contains(u"wind at 15 cities"_s));
        stage.picture(u"wind-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"wind-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        stage.page->timeBar()->setHour(5);
        QVERIFY(stage.page->findChild<ui::MapLegend *>()->accessibleDescription().contains(u"only what blows now"_s));
    }

    void theSameWindEverywhereIsNoted() {
        Stage stage;
        stage.start(InProcess::Mode::Up, nullptr, [](const QString &path, const QByteArray &body) {
            if (!path.contains("/forecast/current/"_L1))
                return QByteArray();
            QJsonObject object = QJsonDocument::fromJson(body).object();
            object[u"weather"_s] = QJsonObject{{u"temperature"_s, 28.5}, {u"humidity"_s, 65}, {u"wind_speed"_s, 3.2}, {u"wind_direction"_s, 245}};
            return QJsonDocument(object).toJson();
        });
        QTRY_VERIFY(stage.page->settled());
        stage.page->map()->setWindShown(true);
        QTRY_VERIFY(stage.page->findChild<ui::MapLegend *>()->accessibleDescription().contains(u"the same for every city"_s));
    }

    void coordinatesAreGoneTo() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *search = stage.page->findChild<ui::SearchField *>();
        search->setText(u"28.61, 77.21"_s);
        QCOMPARE(search->verdict(), ui::SearchField::Verdict::Good);
        QVERIFY2(search->toolTip().contains(u"28.6100° N, 77.2100° E"_s), qPrintable(search->toolTip()));
        QTest::keyClick(search, Qt::Key_Return);
        auto *layer = stage.page->map()->layer();
        QVERIFY(layer->pin().has_value());
        QTRY_VERIFY(std::abs(layer->center().latitude() - 28.61) < 1e-3 && std::abs(layer->center().longitude() - 77.21) < 1e-3);
        QVERIFY(layer->zoomLevel() > 9);
        stage.picture(u"coordinates"_s);
        QTest::keyClick(stage.page->map(), Qt::Key_Escape);
        QVERIFY(!layer->pin().has_value());
    }

    void aWayIsMeasured() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *map = stage.page->map();
        auto *layer = map->layer();
        QTest::keyClick(map, Qt::Key_M);
        QVERIFY(layer->isMeasuring());
        QVERIFY(map->wayWords().contains(u"click along a way"_s));
        const auto at = [&](double latitude, double longitude) { return layer->projection().toView(models::toUnit(latitude, longitude)); };
        layer->tap(at(28.6469, 77.3158));
        layer->tap(at(28.6139, 77.2090));
        QVERIFY2(std::abs(layer->wayKilometres() - 11.051) < 0.002, qPrintable(QString::number(layer->wayKilometres()))); // forecast.md 6
        layer->tap(at(19.07, 72.87));
        QVERIFY(layer->wayKilometres() > 1100 && layer->wayKilometres() < 1200); // and on to Mumbai
        QVERIFY(map->wayWords().contains(u" km"_s));
        stage.picture(u"measured"_s);
        QTest::keyClick(map, Qt::Key_Escape);
        QVERIFY(!layer->isMeasuring());
        QCOMPARE(map->wayWords(), QString());
    }
};

QTEST_MAIN(TestForecastMap)
#include "tst_forecastmap.moc"
