// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/forecastpage.h"

#include "base/duration.h"
#include "database/forwardedsession.h"
#include "kube/client.h"
#include "ui/forecast/accuracyview.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/map/maplegend.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/placedelegate.h"
#include "ui/forecast/timebar.h"
#include "ui/forecast/trendsview.h"
#include "ui/forecast/desktopnotice.h"
#include "ui/forecast/watchview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QListView>
#include <QSplitter>
#include <QStandardPaths>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

ForecastPage::ForecastPage(QWidget *parent)
    : Page(u"forecast"_s, tr("Forecast"), u"forecast"_s, parent)
    , m_standards(forecast::standards())
    , m_data(new ForecastData(this))
    , m_standard(new QComboBox(this))
    , m_pollutant(new QComboBox(this))
    , m_averaging(new QComboBox(this))
    , m_search(new SearchField(tr("City, station or coordinates"), this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(this))
    , m_listStack(new QStackedWidget(this))
    , m_delegate(new PlaceDelegate(this))
    , m_banner(new Banner(this))
    , m_map(new MapView(this))
    , m_export(new QAction(tr("Export…"), this))
    , m_views(new QTabBar(this))
    , m_viewStack(new QStackedWidget(this))
    , m_accuracy(new AccuracyView(this))
    , m_trends(new TrendsView(this))
    , m_watches(new WatchView(this))
    , m_notice(new DesktopNotice(this))
    , m_time(new TimeBar(this))
    , m_legend(new MapLegend(this))
    , m_details(new PlaceDetails(this)) {
    m_details->hide();
    auto *splitter = new QSplitter(this);
    splitter->addWidget(makeList());
    splitter->addWidget(makeViews());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(splitter);
    connectParts();
    connectWatches();
    choiceChanged();
}

ForecastPage::~ForecastPage() = default;

void ForecastPage::setContext(const PageContext &context) {
    const QString environment = context.environment.name + u'\n' + context.environment.context;
    const bool other = environment != m_environment;
    m_environment = environment;
    if (other)
        m_data->forget();
    if (context.client) {
        const QString ns = context.environment.ns.isEmpty() ? context.client->access().ns : context.environment.ns;
        auto api = std::make_unique<forecast::RememberingService>(context.client->service(ns, u"api-service"_s, u"8000"_s), memory(), m_environment);
        setSources(std::make_unique<forecast::ForecastClient>(std::move(api)), std::make_unique<database::ForwardedSession>(*context.client, ns));
    } else {
        setSources(nullptr);
    }
    if (other) // after the sources: they drop what was asked before them
        recall();
    watchMarks(context);
}

void ForecastPage::setMemory(std::shared_ptr<forecast::ReplyMemory> memory) { m_memory = std::move(memory); }

const std::shared_ptr<forecast::ReplyMemory> &ForecastPage::memory() {
    if (!m_memory)
        m_memory = std::make_shared<forecast::ReplyMemory>(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + u"/answers.sqlite"_s);
    return m_memory;
}

void ForecastPage::recall() {
    const QString stations = forecast::requestName(forecast::ForecastClient::stationsPath(), forecast::ForecastClient::stationsQuery());
    memory()->recall(m_environment, stations).then(this, [this, environment = m_environment](const std::optional<forecast::Remembered> &found) {
        if (found && environment == m_environment)
            m_data->recall(std::make_unique<forecast::ForecastClient>(std::make_unique<forecast::RememberedService>(memory(), environment)), found->at);
    });
}

void ForecastPage::setSources(std::unique_ptr<forecast::ForecastClient> client, std::unique_ptr<database::Session> archive) {
    m_data->setSources(std::move(client), std::move(archive));
    dataChanged();
    askSelected();
}

void ForecastPage::setConnection(const kube::Connection &connection) {
    if (connection.state == m_connection)
        return;
    const bool back = m_connection == kube::Connection::State::Offline;
    m_connection = connection.state;
    if (back)
        refresh();
    dataChanged();
}

void ForecastPage::refresh() {
    m_data->refresh();
    askSelected();
    askMarks();
}

QWidget *ForecastPage::detailsWidget() {
    return m_details;
}

bool ForecastPage::focusFilter() {
    m_search->setFocus();
    m_search->selectAll();
    return true;
}

QList<KeyHelp> ForecastPage::keys() const {
    return {{u"M"_s, tr("Measure a distance on the map")}, {tr("Arrow keys"), tr("Move the map")}, {u"+ −"_s, tr("Zoom in and out")},
        {u"/"_s, tr("Search for a city or station")}, {tr("Enter"), tr("Show the place on the map")},
        {tr("Left, Right in the chart"), tr("Read hour by hour")}, {tr("Ctrl+C in the table of hours"), tr("Copy the selected hours, or all")},
        {tr("Left, Right, Page Up, Page Down below the map"), tr("Go through time")}};
}

models::IndexChoice ForecastPage::choice() const {
    const auto wanted = static_cast<models::Averaging>(m_averaging->currentData().toInt());
    const bool possible = m_data->timeline().hasPast();
    return {m_standards.value(m_standard->currentIndex()), m_pollutant->currentData().toString(), possible ? wanted : models::Averaging::Hour};
}

Freshness ForecastPage::freshness() const {
    if (m_connection == kube::Connection::State::Offline)
        return Freshness::Offline;
    if (m_data->isRecalled())
        return Freshness::Stale;
    if (m_data->fetched().isValid() &&
        m_data->fetched().secsTo(QDateTime::currentDateTimeUtc()) > 2 * 60 * ForecastData::interval.count())
        return Freshness::Stale;
    return m_data->error() ? Freshness::Stale : Freshness::Live;
}

void ForecastPage::choiceChanged() {
    m_delegate->setCategories(choice().standard.categories());
    dataChanged();
    m_map->forgetGrid();
}

void ForecastPage::dataChanged() {
    m_data->askPastHours();
    showLatest();
    showHours();
    if (!m_chosen && m_selected.isEmpty() && m_model.rowCount() > 0) { // the worst city, until the user chooses
        m_selected = m_model.index(0).data(models::PlaceModel::IdRole).toString();
        m_map->setSelected(m_selected);
    }
    if (const auto ahead = m_data->ahead(m_selected); !ahead.loading && !ahead.forecast && !ahead.error)
        askSelected();
    if (const int row = m_model.rowOf(m_selected); row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
    showTrouble();
    showEmpty();
    showSummary();
    showDetail();
    viewChanged();
    settle();
}

void ForecastPage::select(const QString &id) {
    m_chosen = true;
    if (id == m_selected)
        return;
    m_selected = id;
    m_map->setSelected(id);
    if (const int row = m_model.rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
    else
        m_list->clearSelection();
    askSelected();
    showDetail();
    viewChanged();
    if (!id.isEmpty())
        Q_EMIT detailsRequested();
}

void ForecastPage::askSelected() {
    const models::MapPlace *found = m_latest.find(m_selected);
    if (!found)
        return;
    const models::MapPlace place = *found; // an answer that is there at once makes the map anew
    if (place.placed || place.isCity()) { // of 0, 0 the API would tell the air of the sea
        m_data->askAhead(place.id, askedAs(place));
        m_data->askCurrent(place.id, askedAs(place));
    }
    askHistory();
}

QString ForecastPage::askedAs(const models::MapPlace &place) {
    return place.isCity() ? place.name : u"%1,%2"_s.arg(QString::number(place.latitude, 'f', 4), QString::number(place.longitude, 'f', 4));
}

database::Site ForecastPage::siteOf(const models::MapPlace &place) { return place.isCity() ? database::Site{{}, place.name} : database::Site{place.id, {}}; }

void ForecastPage::askHistory() {
    const models::MapPlace *found = m_latest.find(m_selected);
    if (!found)
        return;
    const models::MapPlace place = *found;
    m_data->askHistory(place.id, siteOf(place), past());
    if (place.placed)
        m_data->askWeather(place.id, place.latitude, place.longitude, past());
}

ForecastData::Past ForecastPage::past() const {
    return {m_pastDays, std::chrono::hours(m_pastDays > 7 ? 3 : 1)}; // no more values than the chart is wide
}

void ForecastPage::setPastDays(int days) {
    if (std::exchange(m_pastDays, days) == days)
        return;
    askHistory();
    showDetail();
}

void ForecastPage::showDetail() {
    if (!m_details)
        return;
    const models::MapPlace *place = m_latest.find(m_selected);
    if (!place)
        return m_details->showNothing();
    const ForecastData::Ahead ahead = m_data->ahead(m_selected);
    PlaceDetail detail;
    detail.place = *place;
    detail.standard = choice().standard;
    detail.allPollutants = choice().pollutant.isEmpty();
    detail.error = ahead.error;
    detail.loading = ahead.loading;
    detail.freshness = freshness();
    detail.fetched = m_data->fetched();
    detail.source = m_data->source();
    detail.pollutants = pollutantsOf(*place);
    detail.basis = averagingText();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    detail.hours = models::hourSeries(ahead.history, ahead.forecast, choice(), now, ahead.past.bucket, now.addDays(-ahead.past.days));
    detail.weather = {models::weatherRows(ahead.weatherPast == ahead.past ? ahead.weather : QList<forecast::WeatherHour>(), ahead.forecast), ahead.weatherError};
    detail.marks = marks();
    detail.past = {ahead.past.days, m_pastDays, ahead.historyLoading, ahead.historySource, ahead.historyError};
    detail.current = ahead.current;
    if (ahead.forecast) {
        detail.provenance = ahead.forecast->provenance;
        detail.serverIndex = ahead.forecast->hours.first().aqi; // the parser lets no forecast without hours through
    }
    m_details->setDetail(detail);
    settle();
}

} // namespace ui
