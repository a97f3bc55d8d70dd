// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ForecastData that asks for the forecasts of the past, for what came, and for a month of hours.
#include "ui/forecast/forecastdata.h"

namespace ui {

void ForecastData::askStored(const forecast::Place &city, const QString &pollutant, std::optional<database::PredictionTime> meaning) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool same = m_stored.city == city.name && m_stored.pollutant == pollutant && m_stored.wanted == meaning;
    const bool fresh = m_stored.fetched.isValid() && m_stored.fetched.secsTo(now) < 3600;
    if (same && (m_stored.loading || fresh))
        return;
    m_stored = {};
    m_stored.city = city.name;
    m_stored.pollutant = pollutant;
    m_stored.wanted = meaning;
    if (!m_archive)
        return failStored({base::ErrorKind::NotFound, tr("the forecasts of the past are in the database, and there is none here"), {}, {}});
    if (archiveRests() && m_archiveError && m_archiveError->kind != base::ErrorKind::NotFound) // another table may be there where one is not
        return failStored(*m_archiveError);
    m_stored.loading = true;
    Q_EMIT storedChanged();
    const database::Spot spot{city.latitude, city.longitude, pollutant};
    receive(database::storedForecasts(*m_archive, spot, now.addDays(-storedDays), now, meaning),
        [this, city, pollutant, meaning](const base::Result<database::StoredForecasts> &stored) {
            if (m_stored.city != city.name || m_stored.pollutant != pollutant || m_stored.wanted != meaning)
                return; // another one was chosen meanwhile
            if (!stored)
                return failStored(stored.error());
            m_stored.forecasts = stored->forecasts;
            m_stored.meaning = stored->meaning;
            askObserved(city);
        });
}

void ForecastData::askObserved(const forecast::Place &city) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    receive(database::measurements(*m_archive, {{}, city.name}, now.addDays(-storedDays - 2), now, std::chrono::hours(1)),
        [this, city](const base::Result<QList<forecast::Measurement>> &observed) {
            if (m_stored.city != city.name)
                return;
            if (!observed)
                return failStored(observed.error());
            m_stored.observed = *observed;
            m_stored.loading = false;
            m_stored.source = m_archive->source();
            m_stored.fetched = QDateTime::currentDateTimeUtc();
            Q_EMIT storedChanged();
        });
}

void ForecastData::failStored(const base::Error &error) {
    m_stored.loading = false;
    m_stored.error = error;
    Q_EMIT storedChanged();
}

void ForecastData::askMonth(const QString &id, const database::Site &site) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Month &month = m_months[id];
    if (month.loading || (month.fetched.isValid() && month.fetched.secsTo(now) < 3600))
        return;
    const auto fail = [this, id](const base::Error &error) {
        m_months[id].loading = false;
        m_months[id].error = error;
        Q_EMIT monthChanged(id);
    };
    if (!m_archive)
        return fail({base::ErrorKind::NotFound, tr("the past of weeks is in the database, and there is none here"), {}, {}});
    if (archiveRests() && m_archiveError)
        return fail(*m_archiveError);
    month.loading = true;
    Q_EMIT monthChanged(id);
    receive(database::measurements(*m_archive, site, now.addDays(-storedDays), now, std::chrono::hours(1)),
        [this, id, fail](const base::Result<QList<forecast::Measurement>> &hours) {
            if (!hours)
                return fail(hours.error());
            m_months[id] = {false, std::nullopt, *hours, m_archive->source(), QDateTime::currentDateTimeUtc()};
            Q_EMIT monthChanged(id);
        });
}

} // namespace ui
