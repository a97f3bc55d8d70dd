// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's time: which hour the map, its list and its legend show.
#include "ui/forecast/forecastpage.h"

#include "base/duration.h"
#include "forecast/palette.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/map/maplegend.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/placedelegate.h"
#include "ui/forecast/timebar.h"

#include <QComboBox>
#include <QListView>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

QDateTime ForecastPage::chosenHour() const {
    const int hour = m_time->hour();
    return hour == 0 ? QDateTime() : models::hourOf(QDateTime::currentDateTimeUtc()).addSecs(hour * 3600LL);
}

void ForecastPage::hourChosen() {
    if (m_time->hour() != 0)
        m_data->askHours();
    showHours();
    if (m_details)
        m_details->chart()->setMarkedHour(chosenHour());
}

void ForecastPage::showLatest() {
    const models::IndexChoice chosen = choice();
    m_latest = chosen.averaging == models::Averaging::Standard ? m_data->timeline().at(m_data->timeline().lastMeasured(), m_data->stations(), m_data->cities(), chosen)
                                                               : models::airMap(m_data->stations(), m_data->cities(), chosen);
}

QMap<QString, forecast::Concentration> ForecastPage::pollutantsOf(const models::MapPlace &place) const {
    const models::IndexChoice chosen = choice();
    const QList<forecast::Station> stations = chosen.averaging == models::Averaging::Standard
        ? m_data->timeline().stationsAt(m_data->timeline().lastMeasured(), m_data->stations(), chosen)
        : m_data->stations();
    if (place.isCity())
        return models::cityConcentrations(stations, place.name);
    const auto found = std::ranges::find(stations, place.id, &forecast::Station::id);
    return found == stations.cend() ? QMap<QString, forecast::Concentration>() : found->pollutants;
}

QString ForecastPage::averagingText() const {
    const models::IndexChoice chosen = choice();
    if (chosen.averaging == models::Averaging::Hour) {
        const bool wanted = static_cast<models::Averaging>(m_averaging->currentData().toInt()) == models::Averaging::Hour;
        return wanted || chosen.standard.inBands() ? tr("hourly values") : tr("hourly values, no means without the database");
    }
    QMap<int, QString> hours; // the longest mean first
    for (const QString &pollutant : chosen.pollutant.isEmpty() ? chosen.standard.pollutants() : QStringList{chosen.pollutant}) {
        const forecast::AveragingRule rule = chosen.standard.rule(pollutant);
        if (!pollutant.contains(u'_'))
            hours.insert(-(rule.nowCast ? 12 : rule.hours), rule.nowCast ? tr("NowCast") : tr("%1 h mean").arg(rule.hours));
    }
    return hours.values().join(tr(", "));
}

void ForecastPage::showHours() {
    const QDateTime now = models::hourOf(QDateTime::currentDateTimeUtc());
    const models::Timeline &timeline = m_data->timeline();
    const int ahead = timeline.lastHour().isValid() ? static_cast<int>(now.secsTo(timeline.lastHour()) / 3600) : 24;
    const bool noPast = m_data->hours().error && !timeline.hasPast();
    m_time->setRange(noPast ? 0 : -static_cast<int>(ForecastData::pastHours.count()), std::max(0, ahead), now);
    const QDateTime hour = chosenHour();
    m_air = hour.isValid() ? timeline.at(hour, m_data->stations(), m_data->cities(), choice()) : m_latest;
    m_model.setMap(m_air, hour.isValid() ? models::PlaceModel::Order::Keep : models::PlaceModel::Order::Worst);
    showMap();
    showTime();
}

void ForecastPage::showTime() {
    const ForecastData::Hours &hours = m_data->hours();
    const QDateTime hour = chosenHour();
    const QLocale locale;
    if (!hour.isValid()) {
        QDateTime newest;
        for (const models::MapPlace &station : std::as_const(m_latest.stations))
            newest = newest.isValid() ? std::max(newest, station.measured) : station.measured;
        const QString time = newest.isValid() ? locale.toString(newest.toLocalTime(), u"ddd d MMM HH:mm"_s) : tr("No values yet");
        return m_time->setTexts(time, noPastText().isEmpty() ? tr("latest values") : noPastText());
    }
    const qint64 away = models::hourOf(QDateTime::currentDateTimeUtc()).secsTo(hour) / 3600;
    QString what = away < 0 ? tr("measured %1 h ago").arg(-away) : tr("forecast %1 h ahead").arg(away);
    if (away < 0 && hours.loading && !m_data->timeline().hasPast())
        what = tr("asking the database …");
    m_time->setTexts(locale.toString(hour.toLocalTime(), u"ddd d MMM HH:mm"_s), what);
}

/// An API that knows no position says latitude and longitude 0, which is in the sea off Africa.
QString ForecastPage::unplacedText() const {
    QStringList ids;
    for (const models::MapPlace &station : std::as_const(m_air.stations))
        if (!station.placed)
            ids.append(station.id);
    if (ids.isEmpty())
        return {};
    return tr("not on the map, for the API gives no position: %1").arg(ids.size() > 3 ? tr("%1 and %2 more").arg(ids.first(3).join(tr(", "))).arg(ids.size() - 3) : ids.join(tr(", ")));
}

QString ForecastPage::noPastText() const {
    const ForecastData::Hours &hours = m_data->hours();
    return hours.error && !m_data->timeline().hasPast() ? tr("latest values; the past is missing") : QString();
}

void ForecastPage::showMap() {
    const models::IndexChoice chosen = choice();
    const bool stale = freshness() != Freshness::Live;
    m_delegate->setStale(stale);
    m_list->viewport()->update();
    m_map->setMap(m_air, chosen.standard);
    m_map->setStale(stale);
    m_map->setGridHidden(chosenHour().isValid());
    if (m_map->isWindShown())
        m_data->askWind();
    QHash<QString, forecast::Weather> wind;
    if (!chosenHour().isValid()) // the API says only what blows now
        for (const models::MapPlace &city : std::as_const(m_air.cities))
            if (m_data->wind().contains(city.name))
                wind.insert(city.id, m_data->wind().value(city.name));
    m_map->setWind(wind);
    giveSites(chosenHour());
    showLegend();
}

/// The surface is of one pollutant's concentration: of the chosen one, or of PM2.5.
void ForecastPage::giveSites(const QDateTime &hour) {
    if (!m_map->isSurfaceShown())
        return m_map->setSites({}, {}, {});
    const models::IndexChoice chosen = choice();
    const QString pollutant = chosen.pollutant.isEmpty() ? u"pm25"_s : chosen.pollutant;
    const models::Timeline &timeline = m_data->timeline();
    const bool means = chosen.averaging == models::Averaging::Standard;
    QList<forecast::Station> stations = m_data->stations();
    if (hour.isValid() || means)
        stations = hour.isValid() && timeline.isAhead(hour) ? QList<forecast::Station>() : timeline.stationsAt(hour.isValid() ? hour : timeline.lastMeasured(), stations, chosen);
    std::vector<forecast::SiteValues> sites;
    QString unit;
    for (const forecast::Station &station : std::as_const(stations)) {
        const auto value = station.pollutants.constFind(pollutant);
        if (!station.active || value == station.pollutants.cend() || (!unit.isEmpty() && value->unit != unit))
            continue;
        unit = value->unit;
        sites.push_back({{station.latitude, station.longitude}, {value->value}});
    }
    m_map->setSites(std::move(sites), pollutant, unit);
}

void ForecastPage::askGrid(double north, double west, double south, double east, double kilometres) {
    const QString pollutant = choice().pollutant;
    m_data->askGrid(pollutant.isEmpty() ? u"pm25"_s : pollutant, north, west, south, east, kilometres);
}

/// The predictor's API has been seen to answer with constants: the same wind everywhere is worth a word.
QString ForecastPage::windText() const {
    if (!m_map->isWindShown())
        return {};
    if (chosenHour().isValid())
        return tr("no wind: the API says only what blows now");
    const QList<forecast::Weather> all = m_data->wind().values();
    const auto known = std::ranges::count_if(all, [](const forecast::Weather &weather) { return weather.windFrom && weather.windSpeed; });
    if (known == 0)
        return tr("no wind: the API says none");
    const bool same = known > 2 && std::ranges::all_of(all, [&](const forecast::Weather &weather) { return weather.windFrom == all.first().windFrom && weather.windSpeed == all.first().windSpeed; });
    return same ? tr("wind: the API says the same for every city, so it is hardly measured") : tr("wind at %1 cities, to where it blows").arg(known);
}

void ForecastPage::setColourVision(bool wanted) {
    m_standards = forecast::standards();
    const forecast::Palette palette = forecast::colourVision();
    for (forecast::Standard &standard : m_standards)
        if (wanted)
            standard = standard.with(forecast::recoloured(standard.categories(), palette));
    choiceChanged();
}

void ForecastPage::showLegend() {
    const models::IndexChoice chosen = choice();
    m_time->setToolTip(m_data->hours().error ? tr("The past of all stations could not be read: %1").arg(m_data->hours().error->message) : QString());
    const auto isSynthetic = [](const models::MapPlace &station) { return station.synthetic; };
    const bool synthetic = std::ranges::any_of(std::as_const(m_latest.stations), isSynthetic);
    const QString what = chosen.pollutant.isEmpty() ? tr("all pollutants") : models::pollutantName(chosen.pollutant);
    const QDateTime hour = chosenHour();
    QDateTime shown = hour;
    for (const models::MapPlace &station : std::as_const(m_air.stations))
        shown = shown.isValid() ? std::max(shown, station.measured) : station.measured;
    const QString time = QLocale().toString(shown.toLocalTime(), hour.isValid() ? u"ddd HH:mm"_s : u"HH:mm"_s);
    QString when = shown.isValid() ? tr("hour of %1").arg(time) : tr("no values yet");
    if (hour.isValid() && m_data->timeline().isAhead(hour))
        when = tr("forecast for %1").arg(time);
    m_legend->setCategories(chosen.standard.categories());
    m_legend->setTexts(tr("%1 · %2 · %3").arg(chosen.standard.name(), what, averagingText()), synthetic ? tr("%1 · synthetic data").arg(when) : when);
    const QString grid = hour.isValid() && m_map->isGridShown() ? tr("the grid of the API is of its last hour, not of this one") : m_map->gridWords();
    QStringList notes = {m_map->wayWords(), m_map->surfaceWords(), grid, windText(), unplacedText()};
    notes.removeAll(QString());
    m_legend->setNote(notes.join(tr("; ")));
}

} // namespace ui
