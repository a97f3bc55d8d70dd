// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Forecast page against the stand-in API, in process: what it shows, asks and says; AQI_PICTURES=FOLDER keeps what
// it looks like.
#include "sandbox/services/aqiservices.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/forecastpage.h"
#include "ui/forecast/map/maplayer.h"
#include "ui/forecast/map/mapview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPromise>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
/// The stand-in services behind the console's port; `down` makes every call fail, `slow` none end.
class InProcess : public base::HttpService {
public:
    enum class Mode { Up, Down, Slow, Empty };
    explicit InProcess(const Mode *mode)
        : m_mode(mode) {}
    QFuture<base::Result<base::HttpReply>> get(
        const QString &path, const QUrlQuery &query, std::chrono::milliseconds) override {
        using Reply = base::Result<base::HttpReply>;
        if (*m_mode == Mode::Slow) {
            m_waiting.emplace_back().start();
            return m_waiting.back().future();
        }
        if (*m_mode == Mode::Down)
            return QtFuture::makeReadyValueFuture(Reply(base::fail(base::ErrorKind::Network,
                u"no endpoints available for service \"api-service\""_s, path, u"503 Service Unavailable"_s)));
        if (*m_mode == Mode::Empty)
            return QtFuture::makeReadyValueFuture(Reply(base::HttpReply{200, "application/json", "[]"}));
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const auto reply = m_services.handle(
            {"api", "GET", path.toStdString(), query.toString(QUrl::FullyEncoded).toStdString(), {}, {}, now});
        return QtFuture::makeReadyValueFuture(Reply(base::HttpReply{
            reply.status, QByteArray::fromStdString(reply.contentType), QByteArray::fromStdString(reply.body)}));
    }
    QString source() const override { return u"api-service:8000 through the API server of sandbox"_s; }

private:
    const Mode *m_mode;
    sandbox::AqiServices m_services{std::chrono::sys_seconds()};
    std::vector<QPromise<base::Result<base::HttpReply>>> m_waiting;
};

struct Stage { // the page with its details beside it, as the shell lays them out
    InProcess::Mode mode = InProcess::Mode::Up;
    QWidget window;
    ui::ForecastPage *page = new ui::ForecastPage(&window);

    explicit Stage(QSize size = {1280, 720}) {
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(page, 1);
        row->addWidget(page->detailsWidget());
        page->detailsWidget()->setFixedWidth(380);
        page->detailsWidget()->show();
        window.resize(size);
        window.show();
    }
    void start(InProcess::Mode with = InProcess::Mode::Up) {
        mode = with;
        page->setClient(std::make_unique<forecast::ForecastClient>(std::make_unique<InProcess>(&mode)));
    }
    void picture(const QString &name) {
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(300); // the ground is sharpened 120 ms after a zoom
        QVERIFY(window.grab().save(folder + u'/' + name + u".png"_s));
    }
};
} // namespace

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
        const auto *instead = stage.page->findChild<ui::EmptyState *>();
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
        const auto boxes = stage.page->findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 2);
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
        const QByteArray state = stage.page->saveState();
        boxes[1]->setCurrentIndex(boxes[1]->findData(u"so2"_s));
        QVERIFY(numbers() != india);
        stage.page->restoreState(state);
        QCOMPARE(boxes[1]->currentData().toString(), QString());
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
