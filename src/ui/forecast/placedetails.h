// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pane about one place: its index now in number, colour and word, the hours ahead, the pollutants, and where all of
// it comes from.
#pragma once

#include "base/error.h"
#include "models/forecast/airmap.h"
#include "models/forecast/hourseries.h"
#include "models/forecast/weatherseries.h"
#include "models/timemarks.h"
#include "ui/widgets/labels.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QScrollArea;

namespace ui {

class Banner;
class EmptyState;
class HourChart;
class HourTable;
class IndexBadge;
class SourceShares;
class WeatherStrip;

/// All that the pane shows; put together by the page.
struct PlaceDetail {
    models::MapPlace place;
    forecast::Standard standard;
    QMap<QString, forecast::Concentration> pollutants; // of a city: means of its stations
    QString basis; // of the index and the concentrations: "24 h mean"
    std::optional<double> serverIndex;                 // of the next hour, as the API computes it
    bool allPollutants = true;                         // the hours are of the overall index, as the API's is
    models::HourSeries hours;
    struct WeatherRows {
        QList<models::WeatherRow> rows;
        std::optional<base::Error> error; // why there is none of the past
    } weather;
    struct Past {
        int days = 1;    // of what is there
        int wanted = 1;
        bool loading = false;
        QString source;
        std::optional<base::Error> error; // why the database did not give it
    } past;
    QList<models::TimeMark> marks; // what happened in the cluster meanwhile
    std::optional<forecast::Current> current;       // what the API says of now; only its shares are shown
    std::optional<forecast::Provenance> provenance; // of the forecast
    std::optional<base::Error> error;               // why there is no forecast
    bool loading = false;
    Freshness freshness = Freshness::Live;
    QDateTime fetched;
    QString source;
};

class PlaceDetails : public QWidget {
    Q_OBJECT
public:
    explicit PlaceDetails(QWidget *parent = nullptr);
    void setDetail(const PlaceDetail &detail);
    void showNothing();
    [[nodiscard]] HourChart *chart() const { return m_chart; }
    [[nodiscard]] WeatherStrip *weather() const { return m_weather; }
    [[nodiscard]] HourTable *table() const { return m_table; }
    [[nodiscard]] QSize sizeHint() const override { return {372, 640}; }

Q_SIGNALS:
    void retryRequested();
    void pastChosen(int days);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the scrolled body, and of the table in it

private:
    void fit();
    void fillPollutants(const PlaceDetail &detail);
    void fillSource(const PlaceDetail &detail);
    void fillChart(const PlaceDetail &detail, bool stale);
    void fillWeather(const PlaceDetail &detail, bool stale);

    EmptyState *m_empty;
    QScrollArea *m_scroll;
    QLabel *m_name;
    SecondaryLabel *m_where;
    IndexBadge *m_badge;
    QLabel *m_word;
    SecondaryLabel *m_basis;
    SecondaryLabel *m_groups;
    SecondaryLabel *m_differs;
    QLabel *m_synthetic;
    QLabel *m_advice;
    Banner *m_banner;
    SectionTitle *m_chartTitle;
    QComboBox *m_past;
    HourChart *m_chart;
    WeatherStrip *m_weather;
    SecondaryLabel *m_noWeather;
    SecondaryLabel *m_interval;
    HourTable *m_table;
    SectionTitle *m_pollutantsTitle;
    QWidget *m_pollutants;
    QGridLayout *m_pollutantGrid;
    SourceShares *m_shares;
    DetailsList *m_source;
    FreshnessLabel *m_fresh;
    QTimer m_fit; // after all that waits to be laid out
};

} // namespace ui
