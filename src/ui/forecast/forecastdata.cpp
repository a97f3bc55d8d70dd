// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/forecastdata.h"

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

ForecastData::ForecastData(QObject *parent)
    : QObject(parent) {
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ForecastData::refresh);
    m_archiveRetry.setSingleShot(true);
    m_archiveRetry.setInterval(archiveRest + std::chrono::seconds(1));
    connect(&m_archiveRetry, &QTimer::timeout, this, &ForecastData::changed); // who looks at it asks again
}

ForecastData::~ForecastData() {
    ++m_generation; // what the client gives up as it goes must find nobody
    ++m_memoryGeneration;
    m_archive.reset();
    m_client.reset();
    m_remembered.reset();
}

void ForecastData::setSources(std::unique_ptr<forecast::ForecastClient> client, std::unique_ptr<database::Session> archive) {
    ++m_generation;
    m_pending = 0;
    for (Ahead &ahead : m_ahead)
        ahead.loading = ahead.currentLoading = ahead.historyLoading = ahead.weatherLoading = false;
    m_hours = {};
    m_stored = {};
    m_months.clear();
    m_archive = std::move(archive);
    m_archiveFailed = {};
    m_archiveRetry.stop();
    m_client = std::move(client);
    if (!m_client)
        return m_timer.stop();
    m_source = m_client->source();
    m_timer.start();
    refresh();
}

void ForecastData::forget() {
    m_wind.clear();
    m_windAsked = {};
    m_stations.clear();
    m_cities.clear();
    m_ahead.clear();
    m_timeline.clear();
    m_hours = {};
    m_stored = {};
    m_months.clear();
    m_error.reset();
    m_fetched = {};
    ++m_memoryGeneration;
    m_remembered.reset();
    m_recalled = false;
    Q_EMIT changed();
}

void ForecastData::refresh() {
    m_archiveFailed = {};
    if (!m_client || m_pending > 0)
        return;
    m_pending = 2;
    m_failure.reset();
    for (Ahead &ahead : m_ahead)
        if (m_hours.wanted)
            ahead.error.reset(); // another try
    receive(m_client->stations(), [this](const base::Result<QList<forecast::Station>> &stations) {
        if (stations)
            m_stations = *stations;
        finished(stations ? std::nullopt : std::optional(stations.error()));
    });
    receive(m_client->cities(), [this](const base::Result<QList<forecast::Place>> &cities) {
        if (cities)
            m_cities = *cities;
        finished(cities ? std::nullopt : std::optional(cities.error()));
    });
    Q_EMIT changed();
    if (m_hours.wanted) // somebody looks at them
        askHours();
    else if (m_hours.asked)
        askPastHours();
}

void ForecastData::finished(const std::optional<base::Error> &error) {
    --m_pending;
    if (error)
        m_failure = error;
    if (m_pending > 0)
        return;
    m_error = m_failure;
    if (!m_error) {
        m_fetched = QDateTime::currentDateTimeUtc();
        m_recalled = false;
    }
    Q_EMIT changed();
}

void ForecastData::askAhead(const QString &id, const QString &place) {
    recallAhead(id, place);
    if (!m_client || m_ahead[id].loading)
        return;
    m_ahead[id].loading = true;
    receive(m_client->day(place), [this, id, place](const base::Result<forecast::Forecast> &day) {
        Ahead &ahead = m_ahead[id];
        ahead.loading = false;
        ahead.error.reset();
        if (day) {
            ahead.forecast = *day;
            ahead.recalled = false;
            ahead.fetched = QDateTime::currentDateTimeUtc();
            if (id.startsWith("city:"_L1)) {
                m_timeline.setAhead(place, *day);
                Q_EMIT hoursChanged();
            }
        } else {
            ahead.error = day.error();
        }
        Q_EMIT aheadChanged(id);
    });
    Q_EMIT aheadChanged(id);
}

void ForecastData::askCurrent(const QString &id, const QString &place) {
    if (m_remembered && !m_ahead[id].current)
        receive(m_remembered->current(place), [this, id](const base::Result<forecast::Current> &current) {
            if (!current || m_ahead[id].current)
                return;
            m_ahead[id].current = *current;
            Q_EMIT aheadChanged(id);
        }, &ForecastData::m_memoryGeneration);
    if (!m_client || m_ahead[id].currentLoading)
        return;
    m_ahead[id].currentLoading = true;
    receive(m_client->current(place), [this, id](const base::Result<forecast::Current> &current) {
        m_ahead[id].currentLoading = false;
        if (current)
            m_ahead[id].current = *current;
        Q_EMIT aheadChanged(id);
    });
}

void ForecastData::askHistory(const QString &id, const database::Site &site, const Past &past) {
    if (m_ahead[id].historyLoading || (!m_archive && !m_client))
        return;
    m_ahead[id].historyLoading = true;
    Q_EMIT aheadChanged(id);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!m_archive)
        return askApiForHistory(id, site, past, std::nullopt);
    if (archiveRests())
        return askApiForHistory(id, site, past, m_archiveError);
    const int forMeans = past.bucket == std::chrono::hours(1) ? 1 : 0; // a day more
    receive(database::measurements(*m_archive, site, now.addDays(-past.days - forMeans), now, past.bucket),
        [this, id, site, past](const base::Result<QList<forecast::Measurement>> &history) {
            if (history)
                return keepHistory(id, past, *history, m_archive->source(), std::nullopt);
            archiveFailed(history.error());
            askApiForHistory(id, site, past, m_archiveError);
        });
}

void ForecastData::askApiForHistory(const QString &id, const database::Site &site, const Past &past, const std::optional<base::Error> &why) {
    if (!m_client || site.station.isEmpty()) {
        Ahead &ahead = m_ahead[id];
        ahead.historyLoading = false;
        ahead.historyError = why;
        Q_EMIT aheadChanged(id);
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Past hourly{past.days, std::chrono::hours(1)};
    receive(m_client->history(site.station, {}, now.addDays(-past.days - 1), now),
        [this, id, hourly, why](const base::Result<QList<forecast::Measurement>> &history) {
            if (history)
                return keepHistory(id, hourly, *history, m_source, why);
            m_ahead[id].historyLoading = false;
            m_ahead[id].historyError = why ? why : std::optional(history.error());
            Q_EMIT aheadChanged(id);
        });
}

void ForecastData::keepHistory(
    const QString &id, const Past &past, QList<forecast::Measurement> history, const QString &source, const std::optional<base::Error> &why) {
    Ahead &ahead = m_ahead[id];
    ahead.history = std::move(history);
    ahead.past = past;
    ahead.historySource = source;
    ahead.historyFetched = QDateTime::currentDateTimeUtc();
    ahead.historyError = why;
    ahead.historyLoading = false;
    Q_EMIT aheadChanged(id);
}

void ForecastData::askWeather(const QString &id, double latitude, double longitude, const Past &past) {
    Ahead &ahead = m_ahead[id];
    if (ahead.weatherLoading)
        return;
    if (!m_archive || archiveRests()) {
        ahead.weatherError = m_archive ? m_archiveError : base::Error{base::ErrorKind::NotFound, tr("the weather of the past is in the database, and there is none here"), {}, {}};
        return;
    }
    ahead.weatherLoading = true;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    receive(database::weather(*m_archive, latitude, longitude, now.addDays(-past.days), now, past.bucket),
        [this, id, past](const base::Result<QList<forecast::WeatherHour>> &weather) {
            Ahead &there = m_ahead[id];
            there.weatherLoading = false;
            there.weatherError = weather ? std::nullopt : std::optional(weather.error());
            if (weather) {
                there.weather = *weather;
                there.weatherPast = past;
            }
            Q_EMIT aheadChanged(id);
        });
}

void ForecastData::askGrid(const QString &pollutant, double north, double west, double south, double east, double kilometres) {
    if (!m_client)
        return Q_EMIT gridAnswered(base::fail(base::ErrorKind::Network, tr("there is no connection")));
    receive(m_client->grid(pollutant, north, west, south, east, kilometres), [this, wish = ++m_gridWish](const base::Result<forecast::SpatialGrid> &grid) {
        if (wish == m_gridWish)
            Q_EMIT gridAnswered(grid);
    });
}

void ForecastData::askWind() {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!m_client || m_cities.isEmpty() || (m_windAsked.isValid() && m_windAsked.secsTo(now) < 900))
        return;
    m_windAsked = now;
    for (const forecast::Place &city : std::as_const(m_cities))
        receive(m_client->current(city.name), [this, name = city.name](const base::Result<forecast::Current> &current) {
            if (!current)
                return;
            m_wind.insert(name, current->weather);
            Q_EMIT windChanged();
        });
}

void ForecastData::askHours() {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_hours.wanted = true;
    for (const forecast::Place &city : std::as_const(m_cities)) {
        const QString id = models::placeOf(city).id;
        const Ahead ahead = m_ahead.value(id);
        if (ahead.error || (ahead.forecast && ahead.fetched.secsTo(now) <= std::chrono::seconds(interval).count()))
            continue;
        askAhead(id, city.name);
    }
    askPastHours();
}

void ForecastData::archiveFailed(const base::Error &error) {
    m_archiveFailed = QDateTime::currentDateTimeUtc();
    m_archiveError = error;
    m_archiveRetry.start();
}

bool ForecastData::archiveRests() const {
    return m_archiveFailed.isValid() && m_archiveFailed.secsTo(QDateTime::currentDateTimeUtc()) < archiveRest.count();
}

void ForecastData::askPastHours() {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool fresh = m_hours.fetched.isValid() && m_hours.fetched.secsTo(now) < std::chrono::seconds(pastInterval).count();
    if (m_hours.loading || m_stations.isEmpty() || (m_hours.asked && (fresh || !m_archive)))
        return;
    m_hours.asked = true;
    if (!m_archive || archiveRests()) {
        m_hours.error = m_archive ? m_archiveError : base::Error{base::ErrorKind::NotFound, tr("the past of all stations is in the database, and there is none here"), {}, {}};
        Q_EMIT hoursChanged();
        return;
    }
    m_hours.loading = true;
    const QDateTime end = models::hourOf(now);
    receive(database::everyStation(*m_archive, end.addSecs(-std::chrono::seconds(pastHours + std::chrono::hours(24)).count()), end),
        [this](const base::Result<QList<forecast::Measurement>> &past) {
            m_hours.loading = false;
            m_hours.error = past ? std::nullopt : std::optional(past.error());
            if (past) {
                m_timeline.setPast(*past, m_stations);
                m_hours.source = m_archive->source();
                m_hours.fetched = QDateTime::currentDateTimeUtc();
            } else {
                archiveFailed(past.error());
            }
            Q_EMIT hoursChanged();
        });
    Q_EMIT hoursChanged();
}

} // namespace ui
