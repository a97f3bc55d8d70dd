// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the map and the chart are given: projection, indices of stations and cities, the placing of circles and names,
// hours.
#include "forecast/outlook.h"
#include "models/forecast/exports.h"
#include "models/forecast/hourseries.h"
#include "models/forecast/markers.h"
#include "models/forecast/placemodel.h"
#include "models/forecast/timeline.h"
#include "models/forecast/trends.h"
#include "models/forecast/weatherseries.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineF>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;
using models::Marker;

namespace {
forecast::Station station(const QString &id, const QString &city, double latitude, double longitude, double pm25) {
    forecast::Station out;
    out.id = out.name = id;
    out.city = city;
    out.latitude = latitude;
    out.longitude = longitude;
    out.measured = QDateTime(QDate(2026, 3, 2), QTime(6, 0), QTimeZone::UTC);
    if (pm25 >= 0)
        out.pollutants = {{u"pm25"_s, {pm25, u"µg/m³"_s, {}, {}}}, {u"no2"_s, {20, u"µg/m³"_s, {}, {}}},
            {u"o3"_s, {20, u"µg/m³"_s, {}, {}}}};
    return out;
}
forecast::Place city(const QString &code, const QString &name, double latitude, double longitude, int priority) {
    return {code, name, {}, latitude, longitude, priority};
}
models::IndexChoice india(const QString &pollutant = {}) {
    return {forecast::standards().first(), pollutant};
}
double width(const QString &text) {
    return 7.0 * static_cast<double>(text.size());
}
models::Projection over(double latitude, double longitude, double zoom) {
    return {models::toUnit(latitude, longitude), zoom, {1000, 700}};
}
} // namespace

class TestAirMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void projectionIsWebMercator() {
        QCOMPARE(models::toUnit(0, 0), QPointF(0.5, 0.5));
        const QPointF delhi = models::toUnit(28.6139, 77.2090); // tile 10/731/427 holds Delhi
        QCOMPARE(static_cast<int>(delhi.x() * 1024), 731);
        QCOMPARE(static_cast<int>(delhi.y() * 1024), 426);
        const QPointF back = models::toDegrees(delhi);
        QVERIFY(std::abs(back.y() - 28.6139) < 1e-9 && std::abs(back.x() - 77.2090) < 1e-9);
        const auto view = over(20, 80, 6);
        QVERIFY(QLineF(view.fromView(view.toView(delhi)), delhi).length() < 1e-12);
        QVERIFY(std::isfinite(models::toUnit(90, 0).y()));
    }

    void theWorldGoesOnBeyondTheDateLine() {
        const models::Projection there{models::toUnit(-17, 179.5), 7, {800, 600}};
        const QPointF other = there.nearest(models::toUnit(-17, -179.5));
        QVERIFY(std::abs((other.x() - there.center.x()) * 360 - 1) < 1e-9); // a degree to the east
        QCOMPARE(there.nearest(there.center), there.center);
        const QRectF both = models::around({models::toUnit(-17, 179), models::toUnit(-16, -178), models::toUnit(-18, 179.5)});
        QVERIFY(std::abs(both.width() * 360 - 3) < 1e-9);
        QVERIFY(std::abs(both.left() - models::toUnit(0, 179).x()) < 1e-9);
        QVERIFY(std::abs(models::around({models::toUnit(10, 70), models::toUnit(30, 90)}).width() * 360 - 20) < 1e-9);
        QVERIFY(models::around({}).isNull());
        QVERIFY(!models::around({models::toUnit(28.6, 77.2)}).isNull()); // one place is something to show
    }

    void fittingShowsAll() {
        const QRectF area(models::toUnit(35, 68), models::toUnit(8, 97));
        const auto view = models::fitting(area, {900, 700}, 20, 2, 12);
        QVERIFY(view.visible().contains(area));
        QVERIFY(!models::Projection({view.center, view.zoom + 0.5, view.size}).visible().contains(area));
        QCOMPARE(models::fitting(QRectF(0.7, 0.4, 0, 0), {900, 700}, 20, 2, 12).zoom, 12.0);
    }

    void cityIsTheMeanOfItsStations() {
        auto closed = station(u"C"_s, u"Delhi"_s, 28.7, 77.1, 400);
        closed.active = false;
        const auto map =
            models::airMap({station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 60), station(u"B"_s, u"Delhi"_s, 28.7, 77.2, 90),
                               station(u"D"_s, u"Delhi"_s, 28.8, 77.2, -1), closed},
                {city(u"DEL"_s, u"Delhi"_s, 28.61, 77.2, 10), city(u"MAA"_s, u"Chennai"_s, 13.08, 80.27, 8)}, india());
        QCOMPARE(map.stations.size(), 3);
        QCOMPARE(map.find(u"A"_s)->index, 100);
        QCOMPARE(map.find(u"B"_s)->index, 200);
        QVERIFY(!map.find(u"D"_s)->index);
        QVERIFY(map.find(u"D"_s)->missing.contains(u"3 pollutants"_s));
        QCOMPARE(map.find(u"city:DEL"_s)->index, 150);
        QCOMPARE(map.find(u"city:DEL"_s)->stations, 2);
        QCOMPARE(map.find(u"city:DEL"_s)->dominant, u"pm25"_s);
        QVERIFY(!map.find(u"city:MAA"_s)->index);
        QCOMPARE(map.find(u"city:MAA"_s)->text, u"–"_s);
        const auto means = models::cityConcentrations(
            {station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 60), station(u"B"_s, u"Delhi"_s, 28.7, 77.2, 90),
                station(u"E"_s, u"Agra"_s, 27, 78, 9)},
            u"Delhi"_s);
        QCOMPARE(means[u"pm25"_s].value, 75.0);
        QCOMPARE(
            models::airMap({station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 60)}, {}, india(u"no2"_s)).find(u"A"_s)->index, 25);
    }

    void
    noNumberIsHidden() { // cities at all zooms below the stations': no circle on another, no name on a circle or a name
        QList<forecast::Place> cities;
        QList<forecast::Station> stations;
        const QList<std::pair<double, double>> places = {{28.61, 77.2}, {26.84, 80.94}, {26.44, 80.33}, {19.07, 72.87},
            {18.52, 73.85}, {22.71, 75.85}, {23.25, 77.41}, {23.02, 72.57}, {12.97, 77.59}, {13.08, 80.27}};
        for (const auto &[latitude, longitude] : places) {
            const QString name = u"Town %1"_s.arg(cities.size());
            cities.append(
                city(QString::number(cities.size()), name, latitude, longitude, static_cast<int>(10 - cities.size())));
            stations.append(station(u"S%1"_s.arg(stations.size()), name, latitude, longitude, 50));
        }
        const auto map = models::airMap(stations, cities, india());
        for (double zoom = 4; zoom < models::stationZoom; zoom += 0.3) {
            const auto markers = models::layoutMarkers(map, over(21, 78, zoom), {}, width);
            for (const Marker &a : markers) {
                QVERIFY(!a.text.isEmpty());
                for (const Marker &b : markers) {
                    if (a.id == b.id)
                        continue;
                    QVERIFY2(QLineF(a.at, b.at).length() >= a.radius + b.radius - 2,
                        qPrintable(u"%1 %2 at %3"_s.arg(a.id, b.id).arg(zoom)));
                    QVERIFY(a.label.isEmpty() || b.label.isEmpty() || !a.labelBox.intersects(b.labelBox));
                    QVERIFY(a.label.isEmpty() || !a.labelBox.contains(b.at));
                }
            }
        }
    }

    void stationsThatCollideBecomeDots() {
        const auto map = models::airMap(
            {station(u"clean"_s, u"X"_s, 28.600, 77.200, 20), station(u"foul"_s, u"X"_s, 28.601, 77.201, 300)},
            {city(u"X"_s, u"X"_s, 28.6, 77.2, 1)}, india());
        auto markers = models::layoutMarkers(map, over(28.6, 77.2, 9), {}, width);
        QCOMPARE(markers.size(), 2);
        QCOMPARE(markers.last().id, u"foul"_s); // on top, with its number
        QCOMPARE(markers.first().kind, Marker::Kind::Dot);
        markers = models::layoutMarkers(map, over(28.6, 77.2, 9), u"clean"_s, width);
        QCOMPARE(markers.last().id, u"clean"_s); // the selected one always wins
        QVERIFY(markers.last().selected);
        QCOMPARE(models::markerAt(markers, markers.last().at)->id, u"clean"_s);
        QVERIFY(!models::markerAt(markers, {5, 5}));
        QCOMPARE(models::layoutMarkers(map, over(10, 60, 9), {}, width).size(), 0); // out of sight
    }

    void listIsByHowBadItIs() {
        models::PlaceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QList<forecast::Place> cities = {city(u"A"_s, u"Agra"_s, 27, 78, 1), city(u"B"_s, u"Bhopal"_s, 23, 77, 1),
            city(u"C"_s, u"Cuttack"_s, 20, 85, 1)};
        QList<forecast::Station> stations = {
            station(u"S1"_s, u"Bhopal"_s, 23, 77, 200), station(u"S2"_s, u"Agra"_s, 27, 78, 40)};
        model.setMap(models::airMap(stations, cities, india()));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0).data().toString(), u"Bhopal"_s);
        QCOMPARE(model.index(2).data(models::PlaceModel::NumberRole).toString(), u"–"_s);
        model.setFilter(u"bhop"_s); // the city and its station
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(u"S1"_s), 1);
        model.setFilter(u"nowhere"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void hoursHaveGapsAndIntervals() {
        const QDateTime now(QDate(2026, 3, 2), QTime(6, 10), QTimeZone::UTC);
        QList<forecast::Measurement> history = {{u"S"_s, u"pm25"_s, {45, u"µg/m³"_s, {}, {}}, now.addSecs(-7200), {}},
            {u"S"_s, u"no2"_s, {45, u"µg/m³"_s, {}, {}}, now.addSecs(-3600), {}}};
        forecast::Forecast ahead;
        ahead.confidenceLevel = 0.8;
        ahead.hours = {{now.addSecs(3600), 1, 0, 0, 0, {{u"pm25"_s, {60, u"µg/m³"_s, 45, 900}}}}};
        const auto series = models::hourSeries(history, ahead, india(u"pm25"_s), now);
        QCOMPARE(series.past.size(), 2);
        QCOMPARE(series.past[0].value, 75.0);
        QVERIFY(!series.past[1].value); // nitrogen dioxide only: a gap of PM2.5
        QCOMPARE(series.ahead[0].value, 100.0);
        QCOMPARE(series.ahead[0].lower, 75.0);
        QCOMPARE(series.ahead[0].upper, 500.0); // the scale's end
        QCOMPARE(series.bands.size(), 6);
        QCOMPARE(series.title, u"India NAQI of PM2.5"_s);
        QVERIFY(models::hourSeries({}, {}, india(), now).isEmpty());
    }

    /// India's PM2.5 is a mean over 24 hours of which 16 must be there: measured ones, then forecast ones.
    void hoursOfTheStandardsMeans() {
        const QDateTime first(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
        QList<forecast::Measurement> history;
        for (int i = 0; i < 24; ++i)
            history.append({u"S"_s, u"pm25"_s, {i < 12 ? 30.0 : 60.0, u"µg/m³"_s, {}, {}}, first.addSecs(i * 3600), {}});
        forecast::Forecast ahead;
        ahead.hours = {{first.addSecs(24 * 3600), 1, 0, 0, 0, {{u"pm25"_s, {60, u"µg/m³"_s, 30, 300}}}}};
        models::IndexChoice choice = india(u"pm25"_s);
        choice.averaging = models::Averaging::Standard;
        const auto series = models::hourSeries(history, ahead, choice, first.addDays(1), std::chrono::hours(1), first.addSecs(14 * 3600));
        QVERIFY(series.means);
        QCOMPARE(series.past.size(), 10); // from the fifteenth hour on
        QVERIFY(!series.past[0].value);   // 15 hours are too few
        QCOMPARE(series.past[1].value, 63.0); // 16 of them: (12 * 30 + 4 * 60) / 16 = 37.5, rounded up to 38
        QCOMPARE(series.past[9].value, 75.0); // 45
        QCOMPARE(series.ahead[0].value, 76.0); // (11 * 30 + 13 * 60) / 24 = 46.25, so 46
        QCOMPARE(series.ahead[0].lower, 75.0); // the last hour 30: 45
        QCOMPARE(series.ahead[0].upper, 93.0); // the last hour 300: 56.25
        const auto coarse = models::hourSeries(history, ahead, choice, first.addDays(1), std::chrono::hours(3));
        QVERIFY(!coarse.means);
    }

    /// The page's chart and aqictl's table, of the same measurements and the same forecast.
    void chartAndTableHaveTheSameFigures() {
        const QDateTime first(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
        QList<forecast::Measurement> history;
        forecast::Forecast ahead;
        const auto value = [](int hour, int which) { return 20.0 + 13 * which + (hour * (7 + which)) % 50; };
        const QStringList pollutants = {u"pm25"_s, u"no2"_s, u"o3"_s};
        for (int hour = 0; hour < 48; ++hour) {
            forecast::ForecastHour item{first.addSecs(hour * 3600), hour - 23, 0, 0, 0, {}};
            for (int i = 0; i < 3; ++i) {
                const forecast::Concentration made{value(hour, i), u"µg/m³"_s, {}, {}};
                if (hour < 24)
                    history.append({u"S"_s, pollutants[i], made, item.at, {}});
                else
                    item.pollutants.insert(pollutants[i], made);
            }
            if (hour >= 24)
                ahead.hours.append(item);
        }
        for (const forecast::Standard &standard : forecast::standards()) {
            const models::IndexChoice choice{standard, {}, models::Averaging::Standard};
            const auto series = models::hourSeries(history, ahead, choice, first.addDays(1));
            const auto outlook = forecast::outlook(ahead, {}, history, standard);
            QCOMPARE(series.ahead.size(), outlook.hours.size());
            for (qsizetype i = 0; i < series.ahead.size(); ++i) {
                const auto &ours = outlook.hours[i].ours.overall;
                QVERIFY2(ours && series.ahead[i].value, qPrintable(standard.id()));
                QCOMPARE(series.ahead[i].category, ours->category);
                if (!standard.inBands())
                    QCOMPARE(*series.ahead[i].value, double(ours->value));
            }
        }
    }

    void weatherOfPastAndAhead() {
        const QDateTime first(QDate(2026, 3, 1), QTime(0, 0), QTimeZone::UTC);
        const QList<forecast::WeatherHour> past = {{first, {20.0, {}, 1.0, {}}}, {first.addSecs(3600), {21.0, {}, {}, {}}}};
        forecast::Forecast ahead;
        for (int i = 1; i < 4; ++i)
            ahead.hours.append({first.addSecs(i * 3600), i, 0, 0, 0, {}, {30.0 + i, {}, 2.0, 90.0}});
        const auto rows = models::weatherRows(past, ahead);
        QCOMPARE(rows.size(), 2); // nobody knows the humidity
        QCOMPARE(rows[0].past.size(), 2);
        QCOMPARE(rows[0].ahead.size(), 2); // an hour that was measured is no forecast any more
        QCOMPARE(rows[0].at(first.addSecs(5400), std::chrono::hours(1)), 21.0);
        QCOMPARE(rows[0].at(first.addSecs(3 * 3600), std::chrono::hours(1)), 33.0);
        QVERIFY(!rows[0].at(first.addSecs(-1), std::chrono::hours(1)));
        QCOMPARE(rows[1].ahead.size(), 3);
        QVERIFY(models::weatherRows({}, {}).isEmpty());
    }

    void bandsHaveAMiddleAndNoMean() {
        const models::IndexChoice europe{forecast::standards().last(), {}};
        QVERIFY(europe.standard.inBands());
        const QList<forecast::Station> stations = {station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 3), station(u"B"_s, u"Delhi"_s, 28.7, 77.2, 3),
            station(u"C"_s, u"Delhi"_s, 28.8, 77.2, 200), station(u"D"_s, u"Delhi"_s, 28.9, 77.2, 300)};
        const auto map = models::airMap(stations, {city(u"DEL"_s, u"Delhi"_s, 28.61, 77.2, 10)}, europe);
        QCOMPARE(map.find(u"A"_s)->text, u"2"_s); // Fair, by nitrogen dioxide; the mean of the four would be Poor, and is nobody's
        QCOMPARE(map.find(u"city:DEL"_s)->index, 6);
        QCOMPARE(map.find(u"city:DEL"_s)->category, 5);
        const auto first = models::airMap(stations.first(3), {city(u"DEL"_s, u"Delhi"_s, 28.61, 77.2, 10)}, europe);
        QCOMPARE(first.find(u"city:DEL"_s)->text, u"2"_s);
    }

    void hoursInBandsLieInTheMiddleOfTheirs() {
        const QDateTime now(QDate(2026, 3, 2), QTime(6, 10), QTimeZone::UTC);
        forecast::Forecast ahead;
        ahead.hours = {{now.addSecs(3600), 1, 0, 0, 0, {{u"pm25"_s, {60, u"µg/m³"_s, 10, 900}}}}};
        const auto series = models::hourSeries({}, ahead, {forecast::standards().last(), {}}, now);
        QVERIFY(series.inBands);
        QCOMPARE(series.bands.size(), 6);
        QCOMPARE(series.bands[3].from, 3);
        QCOMPARE(series.bands[3].to, 4);
        QCOMPARE(series.ahead[0].value, 3.5); // Poor
        QCOMPARE(series.ahead[0].lower, 1.5);
        QCOMPARE(series.ahead[0].upper, 5.5);
    }

    void whatTheStandardDoesNotKnowIsSaidSo() {
        auto smoky = station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 60);
        smoky.pollutants.insert(u"co"_s, {1.4, u"mg/m³"_s, {}, {}});
        const auto map = models::airMap({smoky}, {}, {forecast::standards().last(), u"co"_s});
        QCOMPARE(map.find(u"A"_s)->missing, u"European index has no breakpoints for co"_s);
    }

    void runsEndAtGaps() {
        using std::chrono::hours;
        const QDateTime first(QDate(2026, 11, 20), QTime(0, 0), QTimeZone::UTC);
        const auto value = [&](int hour, std::optional<double> of = 1.0) { return models::HourValue{first.addSecs(hour * 3600), of, 0, 0, 0}; };
        const auto lengths = [](const QList<QList<models::HourValue>> &runs) {
            QList<qsizetype> all;
            for (const auto &run : runs)
                all += run.size();
            return all;
        };
        QCOMPARE(lengths(models::runsOf({value(0), value(1), value(3), value(4), value(5, {}), value(6)}, hours(1))), (QList<qsizetype>{2, 2, 1}));
        QCOMPARE(lengths(models::runsOf({value(0), value(3), value(6), value(12)}, hours(3))), (QList<qsizetype>{3, 1}));
        QCOMPARE(lengths(models::runsOf({value(0, {})}, hours(1))), QList<qsizetype>());
    }

    void mapThroughTime() {
        const QDateTime noon(QDate(2026, 3, 2), QTime(12, 0), QTimeZone::UTC);
        const auto measured = [&](const QString &id, int hour, double value) {
            return forecast::Measurement{id, u"pm25"_s, {value, u"µg/m³"_s, {}, {}}, noon.addSecs(hour * 3600), {}};
        };
        models::Timeline timeline;
        QVERIFY(!timeline.hasPast() && !timeline.lastHour().isValid());
        forecast::Forecast ahead;
        ahead.hours = {{noon.addSecs(3600), 1, 0, 0, 0, {{u"pm25"_s, {120, u"µg/m³"_s, {}, {}}}}}};
        timeline.setAhead(u"Delhi"_s, ahead);
        const QList stations{station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 250), station(u"B"_s, u"Delhi"_s, 28.7, 77.1, 250)};
        const QList cities{city(u"DEL"_s, u"Delhi"_s, 28.6, 77.2, 1), city(u"BOM"_s, u"Mumbai"_s, 19, 72.8, 1)};
        timeline.setPast({measured(u"A"_s, -2, 30), measured(u"B"_s, -2, 60), measured(u"A"_s, -1, 90)}, stations);
        QCOMPARE(timeline.lastMeasured(), noon.addSecs(-3600));
        const auto at = [&](int hour) { return timeline.at(noon.addSecs(hour * 3600 + 59), stations, cities, india(u"pm25"_s)); };
        QCOMPARE(at(-2).find(u"A"_s)->index, 50);
        QCOMPARE(at(-2).find(u"city:DEL"_s)->index, 75); // the mean of 50 and 100
        QCOMPARE(at(-2).find(u"A"_s)->measured, noon.addSecs(-7200));
        QCOMPARE(at(-1).find(u"A"_s)->index, 200);
        QVERIFY(!at(-1).find(u"B"_s)->index && !at(-3).find(u"A"_s)->index);
        QCOMPARE(at(1).find(u"city:DEL"_s)->index, 300);
        QVERIFY(timeline.isAhead(noon.addSecs(3600)) && !timeline.isAhead(noon.addSecs(-3600)));
        QVERIFY(at(1).stations.isEmpty()); // a station has no forecast of its own
        QVERIFY(!at(1).find(u"city:BOM"_s)->index && !at(1).find(u"city:BOM"_s)->missing.isEmpty());
        QCOMPARE(timeline.lastHour(), noon.addSecs(3600));
        ahead.hours.first().at = noon.addSecs(2 * 3600);
        timeline.setAhead(u"Delhi"_s, ahead); // a newer run replaces all hours of the older one
        QCOMPARE(timeline.lastHour(), noon.addSecs(7200));
        QVERIFY(!timeline.isAhead(noon.addSecs(3600)));
    }

    void meansReachBackAndAhead() {
        const QDateTime noon(QDate(2026, 3, 2), QTime(12, 0), QTimeZone::UTC);
        const QList stations{station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 250), station(u"B"_s, u"Delhi"_s, 28.7, 77.1, 250)};
        const QList cities{city(u"DEL"_s, u"Delhi"_s, 28.6, 77.2, 1)};
        QList<forecast::Measurement> past;
        for (int hour = -24; hour < 0; ++hour) {
            past.append({u"A"_s, u"pm25"_s, {hour < -12 ? 30.0 : 90.0, u"µg/m³"_s, {}, {}}, noon.addSecs(hour * 3600), {}});
            if (hour >= -15) // one hour too few for a mean
                past.append({u"B"_s, u"pm25"_s, {60, u"µg/m³"_s, {}, {}}, noon.addSecs(hour * 3600), {}});
        }
        models::Timeline timeline;
        timeline.setPast(past, stations);
        models::IndexChoice choice = india(u"pm25"_s);
        choice.averaging = models::Averaging::Standard;
        const auto at = [&](int hour) { return timeline.at(noon.addSecs(hour * 3600), stations, cities, choice); };
        QCOMPARE(at(-1).find(u"A"_s)->index, 100); // the mean of 30 and 90
        QVERIFY(!at(-1).find(u"B"_s)->index);
        QCOMPARE(timeline.averagedAt(noon.addSecs(-3600), u"B"_s, choice.standard).means.value(u"pm25"_s).valid, 15);
        QCOMPARE(at(-1).find(u"city:DEL"_s)->index, 100);
        forecast::Forecast ahead;
        for (int hour = 0; hour < 24; ++hour)
            ahead.hours.append({noon.addSecs(hour * 3600), hour + 1, 0, 0, 0, {{u"pm25"_s, {120, u"µg/m³"_s, {}, {}}}}});
        timeline.setAhead(u"Delhi"_s, ahead);
        QCOMPARE(at(23).find(u"city:DEL"_s)->index, 300); // nothing but the forecast
        // The last 12 hours' means of 90 and 60, and 12 hours ahead.
        const auto expected = choice.standard.subIndex(u"pm25"_s, (12 * 75 + 12 * 120) / 24.0, u"µg/m³"_s);
        QCOMPARE(at(11).find(u"city:DEL"_s)->index, expected->value);
    }

    void exportsForOtherPrograms() {
        auto odd = station(u"A"_s, u"Delhi"_s, 28.6, 77.2, 60);
        odd.name = u"=Bagh, \"North\""_s;
        const auto map = models::airMap({odd, station(u"B"_s, u"Delhi"_s, 28.7, -77.1, -1)}, {city(u"DEL"_s, u"Delhi"_s, 28.6, 77.2, 1)}, india());
        const models::ExportNote note{u"India NAQI"_s, {}, u"24 h mean, 8 h mean"_s, u"api"_s, QDateTime(QDate(2026, 3, 2), QTime(6, 0), QTimeZone::UTC), false};
        const QJsonObject geo = QJsonDocument::fromJson(models::toGeoJson(map, india().standard, note)).object();
        QCOMPARE(geo[u"type"].toString(), u"FeatureCollection"_s);
        QCOMPARE(geo[u"about"][u"averaging"].toString(), note.averaging);
        const QJsonArray features = geo[u"features"].toArray();
        QCOMPARE(features.size(), 3); // the city, and both stations
        QCOMPARE(features[2][u"geometry"][u"coordinates"].toArray(), (QJsonArray{-77.1, 28.7})); // longitude first
        QVERIFY(features[2][u"properties"][u"index"].isNull());
        QCOMPARE(features[1][u"properties"][u"index"].toInt(), 100);
        QCOMPARE(features[1][u"properties"][u"name"].toString(), odd.name);
        const QByteArrayList lines = models::toCsv(map, india().standard, note).split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY2(lines[2].startsWith("A,station,\"'=Bagh, \"\"North\"\"\",Delhi,28.60000,77.20000,100,Satisfactory,pm25,2026-03-02T06:00:00Z,false,India NAQI,all,\"24 h mean, 8 h mean\","), lines[2].constData());
        QVERIFY2(lines[3].startsWith("B,station,B,Delhi,28.70000,-77.10000,,,"), lines[3].constData());
        QVERIFY(lines[1].endsWith('\r'));
    }

    void daysAndHoursOfTheWeek() {
        const QTimeZone kolkata("Asia/Kolkata"); // half an hour beside UTC's hours
        const QDateTime monday(QDate(2026, 3, 2), QTime(0, 0), kolkata);
        QList<forecast::Measurement> hours;
        const auto add = [&](int hour, double value) { hours.append({u"A"_s, u"pm25"_s, {value, u"µg/m³"_s, {}, {}}, monday.addSecs(hour * 3600LL + 1800).toUTC(), {}}); };
        for (int hour = 0; hour < 24; ++hour)
            add(hour, hour < 12 ? 30 : 90); // Monday
        for (int hour = 48; hour < 48 + 15; ++hour)
            add(hour, 60); // Wednesday, an hour too few; Tuesday has none
        for (int hour = 7 * 24; hour < 8 * 24; ++hour)
            add(hour, 90); // the next Monday
        const models::Trends trends = models::trendsOf(hours, india(u"pm25"_s), kolkata);
        QCOMPARE(trends.days.size(), 8);
        QCOMPARE(trends.days[0].cell.index, 100); // of 60, the day's mean
        QVERIFY(!trends.days[1].cell.index);
        QCOMPARE(trends.days[1].cell.hours, 0);
        QVERIFY(!trends.days[2].cell.index);
        QCOMPARE(trends.days[2].cell.hours, 15);
        QCOMPARE(trends.days[7].cell.index, 200);
        QCOMPARE(trends.week[0][0].index, 100); // Mondays at midnight: 30 and 90
        QCOMPARE(trends.week[0][13].index, 200);
        QCOMPARE(trends.week[2][14].index, 100);
        QVERIFY(!trends.week[2][15].index && !trends.week[6][0].index);
        QCOMPARE(trends.hours, 24 + 15 + 24);
        QVERIFY(models::trendsOf({}, india()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAirMap)
#include "tst_airmap.moc"
