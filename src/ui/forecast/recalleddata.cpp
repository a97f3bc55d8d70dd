// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ForecastData that shows what was last answered, until the API answers again.
#include "ui/forecast/forecastdata.h"

namespace ui {

void ForecastData::recall(std::unique_ptr<forecast::ForecastClient> remembered, const QDateTime &answered) {
    if (m_fetched.isValid() && !m_recalled)
        return; // the API was faster
    m_remembered = std::move(remembered);
    receive(m_remembered->stations(), [this, answered](const base::Result<QList<forecast::Station>> &stations) {
        if (!stations || stations->isEmpty() || (m_fetched.isValid() && !m_recalled))
            return;
        m_stations = *stations;
        m_fetched = answered;
        if (m_source.isEmpty())
            m_source = m_remembered->source();
        m_recalled = true;
        Q_EMIT changed();
    }, &ForecastData::m_memoryGeneration);
    receive(m_remembered->cities(), [this](const base::Result<QList<forecast::Place>> &cities) {
        if (!cities || !m_cities.isEmpty())
            return;
        m_cities = *cities;
        Q_EMIT changed();
    }, &ForecastData::m_memoryGeneration);
}

void ForecastData::recallAhead(const QString &id, const QString &place) {
    if (!m_remembered || m_ahead[id].forecast)
        return;
    receive(m_remembered->day(place), [this, id](const base::Result<forecast::Forecast> &day) {
        Ahead &ahead = m_ahead[id];
        if (!day || ahead.forecast)
            return;
        ahead.forecast = *day;
        ahead.recalled = true;
        ahead.fetched = day->provenance.generated;
        Q_EMIT aheadChanged(id);
    }, &ForecastData::m_memoryGeneration);
}

} // namespace ui
