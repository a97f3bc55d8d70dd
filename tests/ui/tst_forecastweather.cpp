// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Weather below the chart of hours: on its time, with its cross-hair, and what is said where there is none; AQI_PICTURES=FOLDER keeps what it looks like.
#include "forecaststage.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/chart/weatherstrip.h"
#include "ui/widgets/theme.h"

#include <QApplication>

namespace {

/// The last day by the hour, but for `missing` hours in its middle.
database::Table day(int missing = 0) {
    database::Table table;
    const qint64 last = QDateTime::currentSecsSinceEpoch() / 3600 * 3600 - 3600;
    for (int i = 24; i-- > 0;) {
        if (i < 12 && i >= 12 - missing)
            continue;
        table.rows.append({QString::number(last - qint64(i) * 3600), QString::number(20 + 6 * std::sin(i / 4.0)), QString::number(60 - 20 * std::sin(i / 4.0)),
            QString::number(3 + 2 * std::sin(i / 3.0)), u"200"_s});
    }
    return table;
}

} // namespace

class TestForecastWeather : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void belowTheChartAndOnItsTime() {
        Stage stage({1280, 900});
        auto made = std::make_unique<Told>();
        made->answer = hours(24);
        made->weather = day(5);
        stage.start(InProcess::Mode::Up, std::move(made));
        stage.page->select(u"city:DEL"_s);
        auto *details = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget());
        ui::WeatherStrip *strip = details->weather();
        QTRY_COMPARE(strip->rows().size(), 3);
        QTRY_COMPARE(strip->rows()[0].past.size(), 19);
        QTRY_VERIFY(strip->rows()[0].ahead.size() >= 20); // the forecast's own
        QTRY_VERIFY(stage.page->settled());
        QVERIFY(strip->isVisible());
        stage.picture(u"weather-light"_s);
        const models::HourValue &hour = details->chart()->series().ahead.at(5);
        Q_EMIT strip->crossHairMoved(hour.at); // the pointer over the strip
        QVERIFY2(details->chart()->accessibleDescription().contains(QLocale().toString(hour.at.toLocalTime(), u"HH:mm"_s)), qPrintable(details->chart()->accessibleDescription()));
        const QString read = strip->readout(strip->rows()[0]);
        QVERIFY2(read.endsWith(u" °C"_s), qPrintable(read));
        QVERIFY2(strip->accessibleDescription().contains(read), qPrintable(strip->accessibleDescription()));
        stage.picture(u"weather-cross-hair"_s);
        details->chart()->setCrossHairAt(details->chart()->series().past.at(3).at);
        QVERIFY(strip->readout(strip->rows()[0]) != read);
        Q_EMIT strip->crossHairMoved({});
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"weather-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void whatHappenedIsMarked() {
        Stage stage({1280, 900});
        auto made = std::make_unique<Told>();
        made->answer = hours(24);
        made->weather = day();
        stage.start(InProcess::Mode::Up, std::move(made));
        stage.page->select(u"city:DEL"_s);
        auto *details = static_cast<ui::PlaceDetails *>(stage.page->detailsWidget());
        QTRY_COMPARE(details->weather()->rows().size(), 3);
        QTRY_VERIFY(stage.page->settled());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        using models::TimeMark;
        details->chart()->setMarks({{now.addSecs(-8 * 3600), TimeMark::Kind::Rollout, u"api: revision 2 rolled out"_s},
            {now.addSecs(-8 * 3600 + 20), TimeMark::Kind::Rollout, u"celery-worker: revision 2 rolled out"_s},
            {now.addSecs(-3 * 3600), TimeMark::Kind::Trouble, u"api: Unhealthy"_s}, {now.addDays(-40), TimeMark::Kind::Rollout, u"long ago"_s}});
        const auto marks = details->chart()->shownMarks();
        QCOMPARE(marks.size(), 2); // two of one minute together, and none of what is not shown
        QCOMPARE(marks[0].text, u"api: revision 2 rolled out\ncelery-worker: revision 2 rolled out"_s);
        stage.picture(u"marks-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"marks-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void withoutATableOfWeather() {
        Stage stage({1280, 900});
        auto made = std::make_unique<Told>();
        made->answer = hours(24);
        made->weather = base::fail(base::ErrorKind::NotFound, u"A table is not there; the database's migrations may not have run"_s);
        stage.start(InProcess::Mode::Up, std::move(made), [](const QString &path, const QByteArray &body) {
            return path.contains("/24h/"_L1) ? QByteArray(body).replace("\"weather\"", "\"other\"") : QByteArray();
        });
        stage.page->select(u"city:DEL"_s);
        QTRY_VERIFY2(stage.texts().contains(u"The weather of the past is missing: A table is not there"_s), qPrintable(stage.texts()));
        QTRY_VERIFY(stage.page->settled());
        QVERIFY(!static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->weather()->isVisible());
        QTRY_VERIFY(!static_cast<ui::PlaceDetails *>(stage.page->detailsWidget())->chart()->series().past.isEmpty()); // the rest is there
        stage.picture(u"weather-none"_s);
    }
};

QTEST_MAIN(TestForecastWeather)
#include "tst_forecastweather.moc"
