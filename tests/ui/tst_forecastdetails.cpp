// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pane about one place says of the pollution's sources, and its hours as a table; AQI_PICTURES=FOLDER keeps what it looks like.
#include "forecaststage.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/hourtable.h"
#include "ui/forecast/sourceshares.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLayout>
#include <QScrollArea>
#include <QSignalSpy>
#include <QToolButton>

namespace {

ui::SourceShares *sharesOf(const Stage &stage) { return stage.page->detailsWidget()->findChild<ui::SourceShares *>(); }

/// All that the pane scrolls has the height that it asks for.
bool nothingOverlaps(const ui::PlaceDetails &details) {
    const QWidget *body = details.findChild<QScrollArea *>()->widget();
    return body->height() >= body->layout()->totalHeightForWidth(body->width());
}

} // namespace

class TestForecastDetails : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void sharesOfTheSourcesInWordsAndPercents() {
        Stage stage({1000, 1240}); // as high as the pane is long
        stage.start();
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"city:DEL"_s).current.has_value());
        QTRY_VERIFY(stage.page->settled());
        ui::SourceShares *shares = sharesOf(stage);
        QVERIFY(shares->isVisible());
        const QLocale locale;
        QCOMPARE(shares->bar()->accessibleDescription(), u"Vehicles %1 %, Industry %2 %, Burning of biomass %3 %, Background %4 %"_s
            .arg(locale.toString(45.2, 'f', 1), locale.toString(28.7, 'f', 1), locale.toString(15.1, 'f', 1), locale.toString(11.0, 'f', 1)));
        QVERIFY2(stage.texts().contains(u"As the API says, "_s), qPrintable(stage.texts())); // constants, in its present version
        stage.picture(u"shares-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"shares-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        stage.mode = InProcess::Mode::Down; // the last good ones stay
        stage.page->refresh();
        QTRY_VERIFY(stage.page->data()->error().has_value());
        QVERIFY(shares->isVisible());
        stage.picture(u"shares-stale"_s);
        stage.mode = InProcess::Mode::Up;
    }

    void withoutSharesNothingIsShown_data() {
        QTest::addColumn<QByteArray>("body"); // of the current answer
        QTest::newRow("not said") << QByteArray(R"({"timestamp":"2026-11-26T06:10:00","aqi":80})");
        QTest::newRow("of no whole") << QByteArray(R"({"timestamp":"2026-11-26T06:10:00","aqi":80,"source_attribution":{"vehicular":90,"industrial":90}})");
        QTest::newRow("no answer to read") << QByteArray("<html>");
    }
    void withoutSharesNothingIsShown() {
        QFETCH(QByteArray, body);
        Stage stage({1280, 900});
        stage.start(InProcess::Mode::Up, nullptr, [body](const QString &path, const QByteArray &) { return path.contains("/current/"_L1) ? body : QByteArray(); });
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"city:DEL"_s).forecast.has_value());
        QTRY_VERIFY(stage.page->settled()); // the answer about now keeps nobody waiting
        QVERIFY(!sharesOf(stage)->isVisible());
    }

    void theHoursAsATable() {
        Stage stage({1000, 1400});
        auto made = std::make_unique<Told>();
        made->answer = hours(24, 1, 5);
        stage.start(InProcess::Mode::Up, std::move(made));
        stage.page->select(u"city:DEL"_s);
        auto *details = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget());
        QTRY_VERIFY(!details->chart()->series().past.isEmpty() && !details->chart()->series().ahead.isEmpty());
        QTRY_VERIFY(stage.page->settled());
        ui::HourTable *table = details->table();
        QVERIFY(table->isVisible() && !table->view()->isVisible()); // folded until it is wanted
        QTest::mouseClick(table->findChild<QToolButton *>(), Qt::LeftButton);
        QTRY_VERIFY(table->view()->isVisible());
        const auto &series = details->chart()->series();
        QVERIFY(table->view()->model()->rowCount() > series.past.size() + series.ahead.size()); // what is missing has a row too
        QTRY_VERIFY(nothingOverlaps(*details));
        stage.picture(u"table-light"_s);
        table->view()->setFocus();
        table->view()->selectRow(0);
        QVERIFY2(details->chart()->accessibleDescription().contains(QLocale().toString(series.past.first().at.toLocalTime(), u"HH:mm"_s)), // its hour in the chart
            qPrintable(details->chart()->accessibleDescription()));
        QTest::keySequence(table->view(), QKeySequence::Copy);
        const QStringList one = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(one.size(), 2);
        QCOMPARE(one[0], u"Hour\tIndex\tInterval\tCategory"_s);
        table->view()->clearSelection();
        QTest::keySequence(table->view(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), table->view()->model()->rowCount() + 1);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"table-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        table->view()->selectRow(3);
        stage.page->refresh();
        QTRY_VERIFY(stage.page->settled());
        QCOMPARE(table->view()->currentIndex().row(), 3); // the same hours anew keep it
        QSignalSpy moved(details->chart(), &ui::HourChart::crossHairMoved);
        details->chart()->setCrossHairAt(details->chart()->range().first);
        details->chart()->setSeries(models::HourSeries(series));
        QVERIFY(moved.size() == 2 && !moved.last().first().toDateTime().isValid()); // the weather's goes with it
        stage.mode = InProcess::Mode::Down;
        stage.page->refresh();
        QTRY_VERIFY(stage.page->data()->error().has_value());
        QTRY_VERIFY(nothingOverlaps(*details)); // beside a banner more
        stage.picture(u"table-stale"_s);
    }

    void aNameOfLaterVersionsStaysAsItIs() {
        QCOMPARE(ui::ShareBar::words({u"road_dust"_s, 12}), u"road dust %1 %"_s.arg(QLocale().toString(12.0, 'f', 1)));
    }
};

QTEST_MAIN(TestForecastDetails)
#include "tst_forecastdetails.moc"
