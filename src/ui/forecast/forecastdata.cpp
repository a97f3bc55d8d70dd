// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/forecastdata.h"

namespace ui {

ForecastData::ForecastData(QObject *parent)
    : QObject(parent) {
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ForecastData::refresh);
}

ForecastData::~ForecastData() {
    ++m_generation; // what the client gives up as it goes must find nobody
    m_client.reset();
}

void ForecastData::setClient(std::unique_ptr<forecast::ForecastClient> client) {
    ++m_generation;
    m_pending = 0;
    for (Ahead &ahead : m_ahead)
        ahead.loading = false;
    m_client = std::move(client);
    if (!m_client)
        return m_timer.stop();
    m_source = m_client->source();
    m_timer.start();
    refresh();
}

void ForecastData::forget() {
    m_stations.clear();
    m_cities.clear();
    m_ahead.clear();
    m_error.reset();
    m_fetched = {};
    Q_EMIT changed();
}

template <class T, class Store> void ForecastData::receive(QFuture<base::Result<T>> future, Store store) {
    const auto current = [this, generation = m_generation] { return generation == m_generation; };
    future
        .then(this,
            [store, current](const base::Result<T> &result) {
                if (current())
                    store(result);
            })
        .onCanceled(this, [this, store, current] {
            if (current())
                store(base::fail(base::ErrorKind::Cancelled, tr("the request was given up")));
        });
}

void ForecastData::refresh() {
    if (!m_client || m_pending > 0)
        return;
    m_pending = 2;
    m_failure.reset();
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
}

void ForecastData::finished(const std::optional<base::Error> &error) {
    --m_pending;
    if (error)
        m_failure = error;
    if (m_pending > 0)
        return;
    m_error = m_failure;
    if (!m_error)
        m_fetched = QDateTime::currentDateTimeUtc();
    Q_EMIT changed();
}

void ForecastData::askAhead(const QString &id, const QString &place, const QString &station) {
    if (!m_client || m_ahead[id].loading)
        return;
    m_ahead[id].loading = true;
    receive(m_client->day(place), [this, id](const base::Result<forecast::Forecast> &day) {
        Ahead &ahead = m_ahead[id];
        ahead.loading = false;
        ahead.error.reset();
        if (day) {
            ahead.forecast = *day;
            ahead.fetched = QDateTime::currentDateTimeUtc();
        } else {
            ahead.error = day.error();
        }
        Q_EMIT aheadChanged(id);
    });
    if (!station.isEmpty()) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        receive(m_client->history(station, {}, now.addDays(-1), now),
            [this, id](const base::Result<QList<forecast::Measurement>> &history) {
                if (!history)
                    return; // a chart without its past is still a chart
                m_ahead[id].history = *history;
                Q_EMIT aheadChanged(id);
            });
    }
    Q_EMIT aheadChanged(id);
}

} // namespace ui
