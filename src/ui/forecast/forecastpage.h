// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Forecast page: cities beside a map of stations; the selected place with its next 24 hours in the details pane.
#pragma once

#include "forecast/client.h"
#include "forecast/memory/replymemory.h"
#include "forecast/standard.h"
#include "models/forecast/placemodel.h"
#include "models/forecast/watch.h"
#include "ui/forecast/forecastdata.h"
#include "ui/forecast/placedetails.h"
#include "ui/widgets/page.h"

#include <QPointer>
#include <QTimer>

class QComboBox;
class QListView;
class QStackedWidget;
class QTabBar;

namespace ui {

class AccuracyView;
class Banner;
class EmptyState;
class MapLegend;
class MapView;
class PlaceDelegate;
class SearchField;
class TimeBar;
class TrendsView;
class WatchView;
class DesktopNotice;

class ForecastPage : public Page {
    Q_OBJECT
public:
    explicit ForecastPage(QWidget *parent = nullptr);
    ~ForecastPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    void refresh() override;
    [[nodiscard]] QWidget *detailsWidget() override;
    bool focusFilter() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    [[nodiscard]] QStringList scenes() const override;
    void showScene(const QString &name) override;

    /// What setContext does once it has a way to the API and to the database; also for tests.
    void setSources(std::unique_ptr<forecast::ForecastClient> client, std::unique_ptr<database::Session> archive = nullptr);
    /// Where answers are remembered; the default is a file of the user's cache. Before the first context.
    void setMemory(std::shared_ptr<forecast::ReplyMemory> memory);
    /// How far back the chart goes: one of placedetails' choices.
    void setPastDays(int days);
    void select(const QString &id);
    [[nodiscard]] QString selected() const { return m_selected; }
    [[nodiscard]] MapView *map() const { return m_map; }
    /// By the suffix: .geojson and .csv are what the map shows, anything else is a picture (PNG) of the view.
    [[nodiscard]] base::Status exportTo(const QString &path);
    enum class View { Map, Accuracy, Trends, Watches };
    void showView(View view);
    [[nodiscard]] AccuracyView *accuracyView() const { return m_accuracy; }
    [[nodiscard]] TrendsView *trendsView() const { return m_trends; }
    [[nodiscard]] WatchView *watchView() const { return m_watches; }
    /// Who tells of crossings instead of the desktop, for tests; the page owns it.
    void setNotice(DesktopNotice *notice);
    [[nodiscard]] TimeBar *timeBar() const { return m_time; }
    static constexpr int mostCompared = 6;
    [[nodiscard]] ForecastData *data() const { return m_data; }

private:
    QWidget *makeList();
    QWidget *makeBar();
    void connectParts();
    void dataChanged();
    void choiceChanged();
    void showMap();
    void showLegend();
    QWidget *makeViews();
    void viewChanged();
    void askStored();
    void showAccuracy();
    void askMonths();
    void showTrends();
    void toggleCompared();
    [[nodiscard]] bool isShown(View view) const;
    [[nodiscard]] const forecast::Place *selectedCity() const;
    void setColourVision(bool wanted);
    void giveSites(const QDateTime &hour);
    void chooseExport();
    void hourChosen();
    void showHours();
    void showTime();
    struct Watched {
        models::Watch watch;
        std::optional<models::Crossing> now;
        std::optional<models::Crossing> told; // what somebody was last told
    };
    void connectWatches();
    void connectNotice();
    void watchSelected();
    void askWatched();
    void judge(Watched &one);
    void judgePlace(const QString &id);
    [[nodiscard]] QList<models::Watch> watches() const;
    void tell(const Watched &one, const forecast::Standard &standard, models::Notice notice);
    void showWatches();
    [[nodiscard]] const forecast::Standard *standardOf(const models::Watch &watch) const;
    [[nodiscard]] QJsonArray savedWatches() const;
    void restoreWatches(const QJsonArray &saved);
    /// What the API calls the place; and the database.
    [[nodiscard]] static QString askedAs(const models::MapPlace &place);
    [[nodiscard]] static database::Site siteOf(const models::MapPlace &place);
    void askGrid(double north, double west, double south, double east, double kilometres);
    [[nodiscard]] QString windText() const; // empty where none is wanted
    void watchMarks(const PageContext &context);
    void askMarks();
    [[nodiscard]] QList<models::TimeMark> marks() const;
    [[nodiscard]] QString noPastText() const; // empty where there is a past, or none was asked for
    [[nodiscard]] QString unplacedText() const; // empty where every station has a place
    [[nodiscard]] QDateTime chosenHour() const; // invalid: the latest
    void showTrouble();
    void showEmpty();
    void showSummary();
    void showDetail();
    [[nodiscard]] const std::shared_ptr<forecast::ReplyMemory> &memory();
    void recall();
    void settle();
    void askSelected();
    void askHistory();
    [[nodiscard]] ForecastData::Past past() const;
    [[nodiscard]] models::IndexChoice choice() const;
    void showLatest();
    /// "24 h mean", "means of 24 h and 8 h", "hourly values"; and what keeps the wanted means from being there.
    [[nodiscard]] QString averagingText() const;
    [[nodiscard]] QMap<QString, forecast::Concentration> pollutantsOf(const models::MapPlace &place) const;
    [[nodiscard]] Freshness freshness() const;

    QList<forecast::Standard> m_standards;
    ForecastData *m_data;
    models::PlaceModel m_model;
    models::AirMap m_latest;
    models::AirMap m_air; // of the hour that is shown
    QString m_selected;
    bool m_chosen = false; // by the user
    int m_pastDays = 1;
    kube::Client *m_cluster = nullptr; // whose rollouts and warnings are marked; null: none
    quint64 m_clusterGeneration = 0;   // answers of another one are dropped
    QPointer<kube::Session> m_session;
    QString m_namespace;
    QList<models::TimeMark> m_rollouts;
    QList<Watched> m_watched;
    QTimer m_eventsRest; // until events have come to rest
    std::optional<database::PredictionTime> m_meaning; // of the stored time; nothing: as the rows tell it
    std::shared_ptr<forecast::ReplyMemory> m_memory; // shared with answers under way, which may come after the page is gone
    QString m_environment;
    kube::Connection::State m_connection = kube::Connection::State::Connecting;
    QComboBox *m_standard;
    QComboBox *m_pollutant;
    QComboBox *m_averaging;
    SearchField *m_search;
    QListView *m_list;
    EmptyState *m_empty; // in the list's place
    QStackedWidget *m_listStack;
    PlaceDelegate *m_delegate;
    Banner *m_banner;
    MapView *m_map;
    QAction *m_export;
    QTabBar *m_views;
    QStackedWidget *m_viewStack;
    AccuracyView *m_accuracy;
    TrendsView *m_trends;
    QStringList m_compared; // ids, at most mostCompared
    WatchView *m_watches;
    DesktopNotice *m_notice;
    TimeBar *m_time;
    MapLegend *m_legend;
    QPointer<PlaceDetails> m_details; // the shell's, once it has taken it
};

} // namespace ui
