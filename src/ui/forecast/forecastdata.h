// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the AQI API and the database for what the Forecast page shows, and remembers the last good answers with their age.
#pragma once

#include "database/airarchive.h"
#include "database/forecastarchive.h"
#include "database/weatherarchive.h"
#include "forecast/client.h"
#include "models/forecast/timeline.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace ui {

/// Lives in the GUI thread. A failed answer never removes an older good one. Stations and cities are asked for every 5
/// minutes, as long as the API says its values are good for.
class ForecastData : public QObject {
    Q_OBJECT
public:
    /// How far back, and in what steps.
    struct Past {
        int days = 1;
        std::chrono::hours bucket{1};
        bool operator==(const Past &) const = default;
    };
    struct Ahead {
        std::optional<forecast::Forecast> forecast;
        QList<forecast::Measurement> history;
        Past past;                               // of the history that is there
        QString historySource;                   // empty until there is one
        QDateTime historyFetched;
        std::optional<base::Error> historyError; // why the database did not give it, or nobody
        bool historyLoading = false;
        QList<forecast::WeatherHour> weather; // of the same past, from the archive
        Past weatherPast;
        std::optional<base::Error> weatherError; // why there is none of the past
        bool weatherLoading = false;
        std::optional<forecast::Current> current; // the last one that came: what it says of the pollution's sources is not worth an error
        bool currentLoading = false;
        std::optional<base::Error> error; // of the last try
        bool loading = false;
        bool recalled = false; // from memory, nothing newer has come
        QDateTime fetched;
    };

    struct Hours { // of all places, for the map through time
        bool asked = false;   // for the past
        bool wanted = false;  // all cities' forecasts too
        bool loading = false; // of the past
        std::optional<base::Error> error;  // why there is no past
        QString source;                    // of the past
        QDateTime fetched;
    };

    struct Stored { // forecasts of one city and pollutant, and what came, of the last 30 days
        QString city;
        QString pollutant;
        bool loading = false;
        std::optional<base::Error> error;
        QList<forecast::Forecast> forecasts;
        database::PredictionTime meaning = database::PredictionTime::Target; // of the time that is stored, as it was read
        std::optional<database::PredictionTime> wanted; // nothing: found out
        QList<forecast::Measurement> observed;
        QString source;
        QDateTime fetched;
    };

    struct Month { // the hours of one place
        bool loading = false;
        std::optional<base::Error> error;
        QList<forecast::Measurement> hours;
        QString source;
        QDateTime fetched;
    };

    explicit ForecastData(QObject *parent = nullptr);
    ~ForecastData() override;

    /// Null: nothing can be asked; what is there stays. History comes from the archive; without one, and where it fails, from the API,
    /// which has none of a city.
    void setSources(std::unique_ptr<forecast::ForecastClient> client, std::unique_ptr<database::Session> archive);
    void forget(); // another environment
    /// What was last answered, shown until there is something newer: stations, cities and forecasts. answered: when.
    void recall(std::unique_ptr<forecast::ForecastClient> remembered, const QDateTime &answered);
    /// Also lets a database that failed be asked at once.
    void refresh();
    /// place: what the API calls it.
    void askAhead(const QString &id, const QString &place);
    void askCurrent(const QString &id, const QString &place);
    void askHistory(const QString &id, const database::Site &site, const Past &past);
    /// The weather of the past near a position (degrees), which only the archive has.
    void askWeather(const QString &id, double latitude, double longitude, const Past &past);

    /// What every station measured in the last two days and a day before them for the means, from the archive; asked again only when what is there
    /// has become old, until then this costs nothing.
    void askPastHours();
    /// The same, and the forecast of every city.
    void askHours();

    /// The API's own grid of an area (degrees); gridAnswered() has it.
    void askGrid(const QString &pollutant, double north, double west, double south, double east, double kilometres);
    /// The weather that the API says of every city now; what is there, and not older than a quarter of an hour, is kept.
    void askWind();
    /// By the name of the city.
    [[nodiscard]] const QHash<QString, forecast::Weather> &wind() const { return m_wind; }
    /// Asks for the stored forecasts of a city; what is there of the same city, pollutant and meaning, and not older than an hour, is kept.
    void askStored(const forecast::Place &city, const QString &pollutant, std::optional<database::PredictionTime> meaning = {});
    /// Asks for the last 30 days of a place by the hour; what is there, and not older than an hour, is kept.
    void askMonth(const QString &id, const database::Site &site);
    [[nodiscard]] Month month(const QString &id) const { return m_months.value(id); }
    [[nodiscard]] const Stored &stored() const { return m_stored; }
    [[nodiscard]] const models::Timeline &timeline() const { return m_timeline; }
    [[nodiscard]] const Hours &hours() const { return m_hours; }
    [[nodiscard]] const QList<forecast::Station> &stations() const { return m_stations; }
    [[nodiscard]] const QList<forecast::Place> &cities() const { return m_cities; }
    [[nodiscard]] Ahead ahead(const QString &id) const { return m_ahead.value(id); }
    [[nodiscard]] std::optional<base::Error> error() const { return m_error; } // of the last try
    [[nodiscard]] QDateTime fetched() const { return m_fetched; }              // of the last good answer
    [[nodiscard]] bool loading() const { return m_pending > 0; }
    [[nodiscard]] QString source() const { return m_source; }
    /// What is shown comes from memory: fetched() is when it was answered.
    [[nodiscard]] bool isRecalled() const { return m_recalled; }

    static constexpr std::chrono::minutes interval{5};
    static constexpr int storedDays = 30;
    static constexpr std::chrono::hours pastHours{48};
    static constexpr std::chrono::minutes pastInterval{15}; // of asking for them
    static constexpr std::chrono::seconds archiveRest{30}; // after a failure

Q_SIGNALS:
    void changed();
    void aheadChanged(const QString &id);
    void hoursChanged();
    void storedChanged();
    void monthChanged(const QString &id);
    void gridAnswered(const base::Result<forecast::SpatialGrid> &grid);
    void windChanged();

private:
    /// An answer of what was asked before the counter went on is dropped.
    template <class T, class Store> void receive(QFuture<base::Result<T>> future, Store store, quint64 ForecastData::*counter = &ForecastData::m_generation);
    void finished(const std::optional<base::Error> &error);
    [[nodiscard]] bool archiveRests() const;
    void archiveFailed(const base::Error &error);
    void recallAhead(const QString &id, const QString &place);
    void askObserved(const forecast::Place &city);
    void failStored(const base::Error &error);
    void askApiForHistory(const QString &id, const database::Site &site, const Past &past, const std::optional<base::Error> &why);
    void keepHistory(const QString &id, const Past &past, QList<forecast::Measurement> history, const QString &source, const std::optional<base::Error> &why);

    std::unique_ptr<forecast::ForecastClient> m_client;
    std::unique_ptr<forecast::ForecastClient> m_remembered;
    bool m_recalled = false;
    std::unique_ptr<database::Session> m_archive;
    QDateTime m_archiveFailed;
    QTimer m_archiveRetry; // after its rest
    std::optional<base::Error> m_archiveError;
    quint64 m_generation = 0; // of the client
    quint64 m_memoryGeneration = 0; // of what is remembered, which outlives a client
    int m_pending = 0;
    std::optional<base::Error> m_failure; // of the try under way
    QList<forecast::Station> m_stations;
    QList<forecast::Place> m_cities;
    QHash<QString, Ahead> m_ahead;
    models::Timeline m_timeline;
    Hours m_hours;
    Stored m_stored;
    QHash<QString, Month> m_months;
    QHash<QString, forecast::Weather> m_wind;
    QDateTime m_windAsked;
    quint64 m_gridWish = 0; // a newer one ends the older
    std::optional<base::Error> m_error;
    QDateTime m_fetched;
    QString m_source;
    QTimer m_timer;
};

template <class T, class Store> void ForecastData::receive(QFuture<base::Result<T>> future, Store store, quint64 ForecastData::*counter) {
    const auto current = [this, counter, generation = this->*counter] { return generation == this->*counter; };
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

} // namespace ui
