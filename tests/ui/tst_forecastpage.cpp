// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Forecast page against the stand-in API, in process: what it shows, asks and says; AQI_PICTURES=FOLDER keeps what
// it looks like.
#include "forecaststage.h"
#include "ui/forecast/accuracyview.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/chart/scoreplot.h"
#include "ui/forecast/forecastpage.h"
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/timebar.h"
#include "ui/forecast/trendsview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

class TestForecastPage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void showsStationsAndForecast() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        QVERIFY2(stage.page->map()->problem().isEmpty(), qPrintable(stage.page->map()->problem()));
        QVERIFY2(stage.page->summary().contains(u"stations have an index; worst city "_s),
            qPrintable(stage.page->summary()));
        auto *list = stage.page->findChild<QListView *>(u"places"_s);
        QCOMPARE(list->model()->rowCount(), 15);
        auto *layer = stage.page->map()->layer();
        QTRY_COMPARE(layer->markers().size(), 15); // all cities in sight at first
        for (const auto &marker : layer->markers())
            QVERIFY2(!marker.label.isEmpty() || marker.kind == models::Marker::Kind::Dot, qPrintable(marker.id));
        stage.picture(u"india-light"_s);
        stage.page->select(u"DL001"_s);
        QTRY_COMPARE(stage.page->data()->ahead(u"DL001"_s).forecast.value_or(forecast::Forecast()).hours.size(), 24);
        QTRY_VERIFY(stage.page->data()->ahead(u"DL001"_s).history.size() > 100);
        stage.picture(u"station-light"_s);
    }

    void pastOfACityFromTheDatabase() {
        Stage stage;
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        archive->answer = hours(24, 1, 5);
        stage.start(InProcess::Mode::Up, std::move(made));
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY(stage.page->settled());
        QCOMPARE(archive->history().parameters.first(), u"Delhi"_s);
        QCOMPARE(archive->history().parameters.last(), u"1 hours"_s);
        QCOMPARE(stage.page->data()->ahead(u"city:DEL"_s).history.size(), 3 * 19);
        QVERIFY2(stage.texts().contains(archive->source()), qPrintable(stage.texts()));
        stage.picture(u"city-past-gap"_s);
        archive->answer = hours(240, 3, 20);
        auto *choice = stage.page->detailsWidget()->findChild<QComboBox *>();
        choice->setCurrentIndex(choice->findText(u"Last 30 days"_s));
        Q_EMIT choice->activated(choice->currentIndex());
        QTRY_COMPARE(stage.page->data()->ahead(u"city:DEL"_s).past.days, 30);
        QCOMPARE(archive->history().parameters.last(), u"3 hours"_s);
        const auto &asked = archive->history().parameters;
        QCOMPARE(QDateTime::fromString(asked[1], Qt::ISODate).daysTo(QDateTime::fromString(asked[2], Qt::ISODate)), 30);
        QTRY_VERIFY(stage.page->settled());
        stage.picture(u"city-past-30-days"_s);
        ui::ForecastPage other;
        other.restoreState(stage.page->saveState()); // the range is one of the things that are remembered
        QCOMPARE(other.saveState(), stage.page->saveState());
    }

    void pastFromTheApiWhereTheDatabaseFails() {
        Stage stage;
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        archive->answer = base::fail(base::ErrorKind::Forbidden, u"The Secret aqi-secrets with the database's password cannot be read"_s, {}, u"secrets is forbidden"_s);
        stage.start(InProcess::Mode::Up, std::move(made));
        stage.page->select(u"DL001"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"DL001"_s).history.size() > 100);
        QTRY_VERIFY(stage.page->settled());
        QVERIFY2(stage.texts().contains(u"aqi-secrets"), qPrintable(stage.texts()));
        QCOMPARE(stage.page->data()->ahead(u"DL001"_s).historySource, u"api-service:8000 through the API server of sandbox"_s);
        stage.picture(u"past-from-the-api"_s);
        const auto before = archive->asked.size();
        stage.page->select(u"city:DEL"_s); // the API has no past of a city, and the database rests
        QTRY_VERIFY(stage.page->data()->ahead(u"city:DEL"_s).historyError.has_value());
        QCOMPARE(archive->asked.size(), before);
        QTRY_VERIFY2(stage.texts().contains(u"The past is missing"), qPrintable(stage.texts()));
        stage.picture(u"past-missing"_s);
        archive->answer = hours(24);
        stage.page->refresh(); // asks at once
        QTRY_COMPARE(stage.page->data()->ahead(u"city:DEL"_s).history.size(), 3 * 24);
        QVERIFY(!stage.page->data()->ahead(u"city:DEL"_s).historyError);
    }

    void mapListAndChartFollowTheTime() {
        Stage stage;
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        archive->answer = hours(24);
        archive->everywhere = twoDays();
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY(stage.page->settled());
        const QList<QComboBox *> boxes = {stage.box(u"Standard"_s), stage.box(u"Pollutant"_s), stage.box(u"Averaging"_s)};
        boxes[1]->setCurrentIndex(boxes[1]->findData(u"pm25"_s));
        auto *bar = stage.page->timeBar();
        auto *list = stage.page->findChild<QListView *>(u"places"_s);
        const auto names = [&] {
            QStringList all;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                all.append(list->model()->index(row, 0).data().toString());
            return all;
        };
        const auto number = [&](const QString &name) { return list->model()->index(int(names().indexOf(name)), 0).data(models::PlaceModel::NumberRole).toString(); };
        QStringList order;
        QString latest;
        QCOMPARE(std::ranges::count_if(archive->asked, [](const database::Question &one) { return one.parameters.size() == 2; }), 1);
        boxes[2]->setCurrentIndex(1); // one hour's values
        latest = number(u"Delhi"_s);
        order = names();
        auto *slider = bar->findChild<ui::HourSlider *>();
        QCOMPARE(slider->minimum(), -48);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(bar->hour(), -48);
        QTRY_VERIFY(stage.page->data()->timeline().hasPast());
        QCOMPARE(number(u"Delhi"_s), u"17"_s); // India's index of 10 µg/m³
        QCOMPARE(number(u"Mumbai"_s), u"–"_s); // nothing was measured there
        QCOMPARE(names(), order);              // what is read stays where it is
        QTest::keyClick(slider, Qt::Key_PageUp);
        QCOMPARE(number(u"Delhi"_s), u"66"_s); // of 40
        QVERIFY2(bar->text().contains(u"measured 42"_s), qPrintable(bar->text()));
        stage.picture(u"time-past"_s);
        QTRY_VERIFY(stage.page->data()->timeline().lastHour().isValid());
        QTRY_COMPARE(slider->maximum(), 24);
        QTRY_VERIFY([&] { return std::ranges::all_of(stage.page->data()->cities(), [&](const forecast::Place &city) { return stage.page->data()->ahead(u"city:"_s + city.code).forecast.has_value(); }); }());
        QTest::keyClick(slider, Qt::Key_End);
        QVERIFY2(bar->text().contains(u"forecast 24"_s), qPrintable(bar->text()));
        const auto ahead = stage.page->data()->ahead(u"city:DEL"_s).forecast->hours.last();
        const auto index = models::indexOf(ahead.pollutants, {forecast::standards().first(), u"pm25"_s});
        QCOMPARE(number(u"Delhi"_s), QString::number(index->value));
        stage.picture(u"time-ahead"_s);
        bar->play(); // from the end it begins anew
        QCOMPARE(bar->hour(), -48);
        QTRY_VERIFY(bar->hour() > -48);
        QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, 13)); // takes hold: it stops
        QVERIFY(!bar->isPlaying());
        auto *chart = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->chart();
        Q_EMIT chart->hourChosen(QDateTime::currentDateTimeUtc().addSecs(-3 * 3600));
        QCOMPARE(bar->hour(), -3);
        stage.picture(u"time-chart"_s);
        bar->setHour(0);
        QCOMPARE(number(u"Delhi"_s), latest);
    }

    void accuracyOfTheStoredForecasts() {
        Stage stage({1440, 1100});
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        archive->answer = hours(31 * 24);
        archive->stored = forecasts(40, 12);
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"DL001"_s); // of a station, its city's are shown
        QVERIFY(std::ranges::none_of(archive->asked, [](const database::Question &one) { return one.sql.contains("FROM predictions"_L1); }));
        stage.page->showView(ui::ForecastPage::View::Accuracy);
        auto *view = stage.page->accuracyView();
        QTRY_COMPARE(view->table()->rowCount(), 24);
        const auto cell = [&](int row, int column) { return view->table()->item(row, column)->text(); };
        const QLocale locale;
        QCOMPARE(cell(0, 1), u"40"_s);
        QCOMPARE(cell(0, 2), locale.toString(1.0, 'f', 1)); // MAE: off by the lead
        QCOMPARE(cell(23, 3), locale.toString(24.0, 'f', 1)); // RMSE
        QCOMPARE(cell(9, 8), u"100"_s); // still inside the interval at 10 h
        QCOMPARE(cell(10, 8), u"0"_s);
        QCOMPARE(view->table()->item(0, 0)->foreground(), QBrush());
        QStringList words;
        for (const auto *label : view->findChildren<QLabel *>())
            words += label->text();
        QVERIFY2(words.join(u'\n').contains(u"Forecasts of PM2.5 in Delhi"_s), qPrintable(words.join(u'\n')));
        QVERIFY2(words.join(u'\n').contains(u"40 forecasts, issued from"_s), qPrintable(words.join(u'\n')));
        QVERIFY2(words.join(u'\n').contains(u"persistence"_s), qPrintable(words.join(u'\n')));
        for (const auto *plot : view->findChildren<ui::ScorePlot *>())
            QVERIFY2(!plot->accessibleDescription().isEmpty(), qPrintable(plot->accessibleName()));
        stage.picture(u"accuracy-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"accuracy-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        stage.window.resize(1024, 700);
        stage.picture(u"accuracy-narrow"_s);
        archive->stored = forecasts(5, 12); // too few to judge
        stage.page->select(u"city:BOM"_s);
        QTRY_COMPARE(cell(0, 1), u"5"_s);
        QVERIFY(view->table()->item(0, 0)->foreground() != QBrush());
        QTRY_VERIFY([&] { return std::ranges::any_of(view->findChildren<QLabel *>(), [](const QLabel *label) { return label->text().startsWith(u"Too few forecasts"_s); }); }());
        stage.picture(u"accuracy-few"_s);
        archive->stored = database::Table();
        stage.page->select(u"city:BLR"_s);
        const auto *empty = view->findChild<ui::EmptyState *>();
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), u"No forecasts to judge yet"_s);
        stage.picture(u"accuracy-empty"_s);
        archive->stored = base::fail(base::ErrorKind::Timeout, u"The database did not answer within 10 s"_s);
        stage.page->select(u"city:CCU"_s);
        QTRY_VERIFY(view->findChild<ui::Banner *>()->isVisible());
        QVERIFY(view->findChild<ui::Banner *>()->text().contains(u"did not answer"_s));
        stage.picture(u"accuracy-failed"_s);
        ui::ForecastPage other;
        other.restoreState(stage.page->saveState());
        QCOMPARE(other.findChild<QTabBar *>()->currentIndex(), 1);
    }

    void surfaceAndColours() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *map = stage.page->map();
        QVERIFY(map->surfaceWords().isEmpty());
        map->setSurfaceShown(true);
        QTRY_VERIFY2_WITH_TIMEOUT(map->surfaceWords().contains(u"kriging between"_s), qPrintable(map->surfaceWords()), 30000); // it is computed
        QVERIFY2(map->surfaceWords().contains(u"PM2.5"_s) && map->surfaceWords().contains(u"left out"_s), qPrintable(map->surfaceWords()));
        stage.picture(u"surface-india"_s);
        stage.page->select(u"city:DEL"_s);
        models::MapPlace delhi;
        delhi.id = u"city:DEL"_s;
        delhi.latitude = 28.61;
        delhi.longitude = 77.21;
        map->goTo(delhi);
        QTest::qWait(400); // the view rests before it is asked for
        QTRY_VERIFY_WITH_TIMEOUT(map->surfaceWords().contains(u"kriging between"_s), 30000);
        stage.picture(u"surface-delhi"_s);
        const QByteArray state = stage.page->saveState();
        map->setColourVision(true);
        const auto colours = [&] {
            QStringList all;
            for (const auto &category : static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->chart()->series().bands)
                all += category.colour;
            return all;
        };
        QCOMPARE(colours().first(), u"#9DFF91"_s); // EPA's for colour vision, of every standard
        QTest::qWait(400);
        stage.picture(u"surface-colour-vision"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"surface-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        stage.page->restoreState(state);
        QCOMPARE(colours().first(), u"#00B050"_s);
        QVERIFY(map->isSurfaceShown());
        stage.page->timeBar()->setHour(24); // a city's forecast is no station
        QTRY_VERIFY2(map->surfaceWords().contains(u"no stations"_s), qPrintable(map->surfaceWords()));
    }

    void exportsWhatIsShown() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        QCOMPARE(stage.page->pageActions().size(), 1);
        QTemporaryDir folder;
        const auto written = [&](const QString &name) {
            const auto done = stage.page->exportTo(folder.filePath(name));
            QFile file(folder.filePath(name));
            return done && file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(written(u"map.csv"_s).count('\n'), 1 + 15 + 120);
        QCOMPARE(QJsonDocument::fromJson(written(u"map.geojson"_s))[u"features"].toArray().size(), 15 + 120);
        QVERIFY(written(u"map.csv"_s).contains(",true,India NAQI,all,")); // synthetic, and says so
        const QImage picture = QImage::fromData(written(u"map.png"_s));
        QVERIFY2(picture.width() > 400 && picture.height() > 300, "the map with its legend");
        const auto refused = stage.page->exportTo(folder.filePath(u"nowhere/map.csv"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, base::ErrorKind::Io);
    }

    void opensOnWhatWasLastAnswered() {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"answers.sqlite"_s);
        InProcess::Mode mode = InProcess::Mode::Up;
        const auto memory = std::make_shared<forecast::ReplyMemory>(file);
        ui::PageContext nowhere;
        nowhere.environment.name = u"one"_s;
        const QString environment = u"one\n"_s; // as the page calls it
        {
            forecast::ForecastClient before(std::make_unique<forecast::RememberingService>(std::make_unique<InProcess>(&mode), memory, environment));
            for (const auto &done : {QFuture<void>(before.stations()), QFuture<void>(before.cities()), QFuture<void>(before.day(u"Delhi"_s))})
                QTRY_VERIFY(done.isFinished());
        }
        Stage stage;
        stage.page->setMemory(memory);
        const auto kept = memory->recall(environment, forecast::requestName(forecast::ForecastClient::stationsPath(), forecast::ForecastClient::stationsQuery()));
        QTRY_VERIFY(kept.isFinished());
        QVERIFY(kept.result().has_value());
        stage.page->setContext(nowhere); // no cluster at all
        stage.page->setContext(nowhere); // told twice, as the window does
        auto *list = stage.page->findChild<QListView *>(u"places"_s);
        QTRY_COMPARE(list->model()->rowCount(), 15);
        QVERIFY(stage.page->data()->isRecalled());
        QVERIFY(!stage.page->settled());
        stage.page->select(u"city:DEL"_s);
        QTRY_COMPARE(stage.page->data()->ahead(u"city:DEL"_s).forecast.value_or(forecast::Forecast()).hours.size(), 24);
        QVERIFY(stage.page->data()->ahead(u"city:DEL"_s).recalled);
        const auto freshness = [&] { return stage.page->detailsWidget()->findChild<ui::FreshnessLabel *>()->freshness(); };
        QCOMPARE(freshness(), ui::Freshness::Stale);
        stage.picture(u"recalled"_s);
        stage.start(); // and now there is one
        QTRY_VERIFY(stage.page->settled());
        QVERIFY(!stage.page->data()->isRecalled());
        QVERIFY(!stage.page->data()->ahead(u"city:DEL"_s).recalled);
        QCOMPARE(freshness(), ui::Freshness::Live);
        nowhere.environment.name = u"two"_s; // of which nothing is remembered
        stage.page->setContext(nowhere);
        QTRY_COMPARE(list->model()->rowCount(), 0);
    }

    void trendsAndPlacesBesideEachOther() {
        Stage stage({1440, 1150});
        auto made = std::make_unique<Told>();
        Told *archive = made.get();
        archive->answer = hours(30 * 24, 1, 30);
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"city:DEL"_s);
        stage.page->showView(ui::ForecastPage::View::Trends);
        auto *view = stage.page->trendsView();
        QTRY_COMPARE(view->comparePlot()->drawnPlaces(), 1); // the selected one is always there
        QTRY_VERIFY(stage.page->settled());
        view->compareButton()->click();
        stage.page->select(u"city:BOM"_s);
        QTRY_COMPARE(view->comparePlot()->drawnPlaces(), 2);
        QVERIFY2(view->comparePlot()->accessibleDescription().contains(u"Delhi, Mumbai"_s), qPrintable(view->comparePlot()->accessibleDescription()));
        QVERIFY2(view->findChild<ui::CalendarPlot *>()->accessibleDescription().startsWith(u"Worst: "_s), qPrintable(view->findChild<ui::CalendarPlot *>()->accessibleDescription()));
        QVERIFY(view->findChild<ui::WeekPlot *>()->accessibleDescription().contains(u":00 at "_s));
        stage.picture(u"trends-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"trends-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        for (const auto &id : {u"city:BOM"_s, u"city:BLR"_s, u"city:MAA"_s, u"city:CCU"_s, u"city:HYD"_s}) {
            stage.page->select(id);
            view->compareButton()->click();
        }
        stage.page->select(u"DL001"_s);
        QVERIFY(!view->compareButton()->isEnabled()); // six are enough to read
        ui::ForecastPage other;
        other.restoreState(stage.page->saveState());
        QCOMPARE(other.saveState(), stage.page->saveState());
        stage.page->select(u"city:DEL"_s);
        QVERIFY(view->compareButton()->isEnabled());
        view->compareButton()->click();
        stage.page->select(u"DL001"_s);
        QVERIFY(view->compareButton()->isEnabled());
        archive->answer = base::fail(base::ErrorKind::Timeout, u"The database did not answer within 10 s"_s);
        stage.page->select(u"city:PNQ"_s);
        QTRY_VERIFY(view->findChild<ui::Banner *>()->isVisible());
    }

    void timeWithoutADatabaseBeginsNow() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *bar = stage.page->timeBar();
        bar->setHour(-5);
        QTRY_COMPARE(bar->findChild<ui::HourSlider *>()->minimum(), 0);
        QCOMPARE(bar->hour(), 0);
        QVERIFY2(bar->text().contains(u"the past is missing"_s), qPrintable(bar->text()));
        QVERIFY2(bar->toolTip().contains(u"database"_s), qPrintable(bar->toolTip()));
    }

    void drawsInTheDark() {
        m_theme->setChoice(ui::ThemeChoice::Dark);
        Stage stage({1600, 900});
        stage.start();
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY(stage.page->settled());
        stage.page->refresh();
        QTRY_VERIFY(stage.page->settled());
        stage.picture(u"india-dark"_s);
        QTest::keyClicks(stage.page->findChild<QLineEdit *>(), u"Rohini"_s);
        auto *list = stage.page->findChild<QListView *>(u"places"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(stage.page->selected(), u"DL007"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"DL007"_s).forecast.has_value());
        auto *chart = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->chart();
        QTest::keyClick(chart, Qt::Key_Right);
        stage.picture(u"delhi-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void saysWhatKeepsItFromLoading() {
        Stage stage;
        stage.start(InProcess::Mode::Down);
        auto *banner = stage.page->findChild<ui::Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"no endpoints available"_s), qPrintable(banner->text()));
        QVERIFY(!stage.page->settled());
        stage.picture(u"unreachable"_s);
    }

    void oldDataStaysAndIsGrey() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"city:BLR"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"city:BLR"_s).forecast.has_value());
        stage.mode = InProcess::Mode::Down;
        stage.page->refresh();
        QTRY_VERIFY(stage.page->data()->error().has_value());
        QCOMPARE(stage.page->findChild<QListView *>(u"places"_s)->model()->rowCount(), 15);
        QVERIFY(!stage.page->settled());
        stage.picture(u"stale"_s);
        stage.mode = InProcess::Mode::Up;
        stage.page->refresh();
        QTRY_VERIFY(stage.page->settled());
        QVERIFY(!stage.page->findChild<ui::Banner *>()->isVisible());
    }

    void emptyIsExplained() {
        Stage stage;
        stage.start(InProcess::Mode::Empty);
        QTRY_VERIFY(stage.page->findChild<ui::Banner *>()->isVisible());
        QVERIFY(stage.page->findChild<ui::Banner *>()->text().contains(u"knows no stations"_s));
        const auto *instead = stage.page->findChild<QStackedWidget *>(u"placesOrWhy"_s)->findChild<ui::EmptyState *>();
        QVERIFY(instead->isVisible());
        QCOMPARE(instead->accessibleName(), u"No stations"_s);
        stage.picture(u"empty"_s);
    }

    void loadingIsNotEmpty() {
        Stage stage;
        stage.start(InProcess::Mode::Slow);
        QVERIFY(stage.page->data()->loading());
        QVERIFY(stage.page->summary().contains(u"Loading"_s));
        QVERIFY(!stage.page->settled());
        QVERIFY(!stage.page->findChild<ui::Banner *>()->isVisible());
    }

    void standardAndPollutantChangeTheNumbers() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *list = stage.page->findChild<QListView *>(u"places"_s);
        const QList<QComboBox *> boxes = {stage.box(u"Standard"_s), stage.box(u"Pollutant"_s), stage.box(u"Averaging"_s)};
        const auto numbers = [&] {
            QStringList out;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                out.append(list->model()->index(row, 0).data(models::PlaceModel::NumberRole).toString());
            return out;
        };
        const QStringList india = numbers();
        boxes[0]->setCurrentIndex(1);
        QVERIFY(numbers() != india);
        stage.picture(u"us"_s);
        boxes[0]->setCurrentIndex(2); // Europe's: bands, by their place
        for (const QString &number : numbers())
            QVERIFY2(number == u'–' || (number >= u'1' && number <= u'6' && number.size() == 1), qPrintable(number));
        stage.picture(u"europe"_s);
        boxes[0]->setCurrentIndex(1);
        const QByteArray state = stage.page->saveState();
        boxes[1]->setCurrentIndex(boxes[1]->findData(u"so2"_s));
        QVERIFY(numbers() != india);
        stage.page->restoreState(state);
        QCOMPARE(boxes[1]->currentData().toString(), QString());
    }

    void bandsAreReadInWords() {
        models::HourSeries series;
        series.inBands = true;
        series.now = QDateTime(QDate(2026, 11, 26), QTime(6, 30));
        series.bands = {{0, 1, u"#50F0E6"_s, u"Good"_s}, {1, 2, u"#50CCAA"_s, u"Fair"_s}, {2, 3, u"#F0E641"_s, u"Moderate"_s}};
        ui::HourChart chart;
        chart.setSeries(series);
        const QDateTime before(QDate(2026, 11, 26), QTime(6, 0));
        QVERIFY2(chart.readout({before, 1.5, 0.5, 2.5, 1}).endsWith(u" 06:00 · Fair"_s), qPrintable(chart.readout({before, 1.5, 0.5, 2.5, 1})));
        QVERIFY(chart.readout({before.addSecs(3600), 1.5, 0.5, 2.5, 1}).endsWith(u" 07:00 · Fair (Good to Moderate)"_s));
        QVERIFY(chart.readout({before.addSecs(3600), 1.5, 1.5, 1.5, 1}).endsWith(u" 07:00 · Fair"_s));
    }

    void mapObeysMouseAndKeys() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *map = stage.page->map();
        auto *layer = map->layer();
        QTRY_COMPARE(layer->markers().size(), 15);
        const auto markers = layer->markers();
        const auto found = std::ranges::find(markers, u"city:BOM"_s, &models::Marker::id);
        QVERIFY(found != markers.end());
        QTest::mouseClick(map, Qt::LeftButton, {}, found->at.toPoint());
        QTRY_COMPARE(stage.page->selected(), u"city:BOM"_s);
        const double zoom = layer->zoomLevel();
        map->setFocus();
        QTest::keyClick(map, Qt::Key_Plus);
        QTRY_VERIFY(layer->zoomLevel() > zoom);
        const double longitude = layer->center().longitude();
        QTest::keyClick(map, Qt::Key_Right);
        QTRY_VERIFY(layer->center().longitude() > longitude);
        map->fitAll();
        QTRY_COMPARE(layer->zoomLevel(), zoom);
    }
};

QTEST_MAIN(TestForecastPage)
#include "tst_forecastpage.moc"
