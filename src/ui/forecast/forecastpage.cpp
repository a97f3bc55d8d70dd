// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/forecastpage.h"

#include "base/duration.h"
#include "database/forwardedsession.h"
#include "kube/client.h"
#include "models/forecast/coordinates.h"
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
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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

QWidget *ForecastPage::makeViews() {
    auto *map = new QWidget(this);
    auto *mapColumn = new QVBoxLayout(map);
    mapColumn->setContentsMargins(0, 0, 0, 0);
    mapColumn->setSpacing(0);
    mapColumn->addWidget(m_map, 1);
    mapColumn->addWidget(m_time);
    mapColumn->addWidget(m_legend);
    m_viewStack->addWidget(map);
    m_viewStack->addWidget(m_accuracy);
    m_viewStack->addWidget(m_trends);
    m_viewStack->addWidget(m_watches);
    m_views->addTab(tr("Map"));
    m_views->addTab(tr("Accuracy"));
    m_views->addTab(tr("Trends"));
    m_views->addTab(tr("Watches"));
    m_views->setTabToolTip(2, tr("The last 30 days by day and by hour, and places beside each other"));
    m_views->setTabToolTip(1, tr("How good the forecasts of the last 30 days were"));
    m_views->setExpanding(false);
    m_views->setDrawBase(false);
    m_views->setAccessibleName(tr("Views"));
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_views);
    column->addWidget(m_viewStack, 1);
    return right;
}

QWidget *ForecastPage::makeBar() {
    for (const forecast::Standard &standard : std::as_const(m_standards))
        m_standard->addItem(standard.name(), standard.id());
    m_pollutant->addItem(tr("All pollutants"), QString());
    for (const QString &key : {u"pm25"_s, u"pm10"_s, u"no2"_s, u"so2"_s, u"o3"_s, u"co"_s})
        m_pollutant->addItem(models::pollutantName(key), key);
    m_standard->setAccessibleName(tr("Standard"));
    m_standard->setToolTip(tr("Whose index the numbers are"));
    m_pollutant->setAccessibleName(tr("Pollutant"));
    m_pollutant->setToolTip(tr("The index of all pollutants, or of one"));
    m_averaging->addItem(tr("Means that the standard asks for"), int(models::Averaging::Standard));
    m_averaging->addItem(tr("Values of one hour"), int(models::Averaging::Hour));
    m_averaging->setAccessibleName(tr("Averaging"));
    m_averaging->setToolTip(tr("A standard's index is of means over up to 24 hours; of one hour's values it says less, and sooner"));
    m_averaging->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *bar = new QWidget(this);
    auto *grid = new QGridLayout(bar);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::s);
    grid->addWidget(m_standard, 0, 0);
    grid->addWidget(m_pollutant, 0, 1);
    grid->addWidget(m_averaging, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return bar;
}

QWidget *ForecastPage::makeList() {
    m_list->setObjectName(u"places"_s);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Cities, worst air first"));
    auto *pane = new QWidget(this);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(space::m, space::m, space::m, 0);
    column->setSpacing(space::s);
    column->addWidget(makeBar());
    column->addWidget(m_search);
    m_listStack->setObjectName(u"placesOrWhy"_s);
    m_listStack->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding); // the words in the place of the list do not widen it
    m_listStack->addWidget(m_list);
    m_listStack->addWidget(m_empty);
    column->addWidget(m_listStack, 1);
    pane->setMinimumWidth(264);
    return pane;
}

void ForecastPage::connectParts() {
    connect(m_data, &ForecastData::changed, this, &ForecastPage::dataChanged);
    connect(m_data, &ForecastData::aheadChanged, this, [this](const QString &id) {
        if (m_compared.contains(id))
            showTrends();
        if (id != m_selected)
            return;
        showDetail();
        if (const auto ahead = m_data->ahead(id); !ahead.historyLoading && !ahead.historyError && ahead.past.days != m_pastDays)
            askHistory(); // another range was chosen meanwhile
    });
    connect(m_standard, &QComboBox::currentIndexChanged, this, &ForecastPage::choiceChanged);
    connect(m_pollutant, &QComboBox::currentIndexChanged, this, &ForecastPage::choiceChanged);
    connect(m_averaging, &QComboBox::currentIndexChanged, this, &ForecastPage::choiceChanged);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        showEmpty();
        const auto point = models::coordinatesIn(text);
        if (point)
            return m_search->setVerdict(SearchField::Verdict::Good, tr("Enter: go to %1").arg(models::coordinatesText(*point)));
        const bool none = m_model.rowCount() == 0;
        m_search->setVerdict(text.isEmpty() ? SearchField::Verdict::None
                             : none         ? SearchField::Verdict::Bad
                                            : SearchField::Verdict::Good,
            none ? tr("No city and no station has this name") : tr("Places found: %1").arg(m_model.rowCount()));
    });
    connect(m_search, &SearchField::left, m_list, [this] {
        if (const auto point = models::coordinatesIn(m_search->text()))
            return m_map->goTo(*point);
        m_list->setFocus();
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model.index(0));
    });
    const auto open = [this](const QModelIndex &index) {
        const QString id = index.data(models::PlaceModel::IdRole).toString();
        select(id);
        if (const models::MapPlace *place = m_latest.find(id))
            m_map->goTo(*place);
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_data, &ForecastData::hoursChanged, this, [this] {
        showLatest();
        showHours();
        showSummary();
        showDetail();
    });
    m_export->setToolTip(tr("Save what is shown as a picture, or the map's places as GeoJSON or CSV"));
    connect(m_export, &QAction::triggered, this, &ForecastPage::chooseExport);
    setPageActions({m_export});
    connect(m_views, &QTabBar::currentChanged, this, &ForecastPage::viewChanged);
    connect(m_data, &ForecastData::storedChanged, this, &ForecastPage::showAccuracy);
    connect(m_data, &ForecastData::monthChanged, this, &ForecastPage::showTrends);
    connect(m_trends, &TrendsView::retryRequested, this, &ForecastPage::refresh);
    connect(m_trends, &TrendsView::compareToggled, this, &ForecastPage::toggleCompared);
    connect(m_accuracy, &AccuracyView::retryRequested, this, &ForecastPage::refresh);
    connect(m_accuracy, &AccuracyView::meaningChosen, this, [this](std::optional<database::PredictionTime> meaning) {
        m_meaning = meaning;
        askStored();
    });
    connect(m_time, &TimeBar::hourChosen, this, &ForecastPage::hourChosen);
    connect(m_map, &MapView::surfaceChanged, this, &ForecastPage::showLegend);
    connect(m_map, &MapView::surfaceToggled, this, &ForecastPage::showMap);
    connect(m_map, &MapView::colourVisionChanged, this, &ForecastPage::setColourVision);
    connect(m_map, &MapView::selected, this, &ForecastPage::select);
    connect(m_map, &MapView::gridWanted, this, &ForecastPage::askGrid);
    connect(m_map, &MapView::windToggled, this, &ForecastPage::showMap);
    connect(m_data, &ForecastData::gridAnswered, m_map, &MapView::setGrid);
    connect(m_data, &ForecastData::windChanged, this, &ForecastPage::showMap);
    connect(m_banner, &Banner::actionTriggered, this, &ForecastPage::refresh);
    connect(m_details.data(), &PlaceDetails::retryRequested, this, &ForecastPage::askSelected);
    connect(m_details.data(), &PlaceDetails::pastChosen, this, &ForecastPage::setPastDays);
    connect(m_details->chart(), &HourChart::hourChosen, this, [this](const QDateTime &hour) {
        m_time->pause();
        m_time->setHour(static_cast<int>(models::hourOf(QDateTime::currentDateTimeUtc()).secsTo(models::hourOf(hour)) / 3600));
    });
}

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

QByteArray ForecastPage::saveState() const {
    return QJsonDocument(QJsonObject{{u"standard"_s, m_standard->currentData().toString()},
                             {u"pollutant"_s, m_pollutant->currentData().toString()}, {u"hourly"_s, m_averaging->currentData().toInt() == int(models::Averaging::Hour)}, {u"selected"_s, m_selected}, {u"pastDays"_s, m_pastDays}, {u"view"_s, m_views->currentIndex()}, {u"compared"_s, QJsonArray::fromStringList(m_compared)}, {u"surface"_s, m_map->isSurfaceShown()}, {u"colourVision"_s, m_map->isColourVision()}, {u"grid"_s, m_map->isGridShown()}, {u"wind"_s, m_map->isWindShown()}, {u"watches"_s, savedWatches()}, {u"storedTime"_s, m_meaning ? int(*m_meaning) : -1}, {u"tiles"_s, m_map->tiles() ? toJson(*m_map->tiles()) : QJsonObject()}})
        .toJson(QJsonDocument::Compact);
}

void ForecastPage::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    if (const int row = m_standard->findData(object[u"standard"].toString()); row >= 0)
        m_standard->setCurrentIndex(row);
    if (const int row = m_pollutant->findData(object[u"pollutant"].toString()); row >= 0)
        m_pollutant->setCurrentIndex(row);
    m_averaging->setCurrentIndex(m_averaging->findData(int(object[u"hourly"].toBool() ? models::Averaging::Hour : models::Averaging::Standard)));
    m_pastDays = object[u"pastDays"].toInt(1);
    m_compared.clear();
    for (const QJsonValue &id : object[u"compared"].toArray())
        if (m_compared.size() < mostCompared)
            m_compared.append(id.toString());
    m_map->setSurfaceShown(object[u"surface"].toBool());
    m_map->setColourVision(object[u"colourVision"].toBool());
    m_map->setGridShown(object[u"grid"].toBool());
    m_map->setWindShown(object[u"wind"].toBool());
    m_map->setTiles(tilesFrom(object[u"tiles"].toObject()));
    const int meaning = object[u"storedTime"].toInt(-1);
    m_meaning = meaning == int(database::PredictionTime::Target) || meaning == int(database::PredictionTime::Issue) ? std::optional(static_cast<database::PredictionTime>(meaning)) : std::nullopt;
    m_views->setCurrentIndex(std::clamp(object[u"view"].toInt(), 0, m_views->count() - 1));
    if (const QString before = object[u"selected"].toString(); !before.isEmpty()) {
        m_selected = before;
        m_chosen = true;
    }
    m_map->setSelected(m_selected);
    askSelected();
    restoreWatches(object[u"watches"].toArray());
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
    const QString at = u"%1,%2"_s.arg(QString::number(place.latitude, 'f', 4), QString::number(place.longitude, 'f', 4));
    m_data->askAhead(place.id, place.isCity() ? place.name : at);
    m_data->askCurrent(place.id, place.isCity() ? place.name : at);
    askHistory();
}

void ForecastPage::askHistory() {
    const models::MapPlace *found = m_latest.find(m_selected);
    if (!found)
        return;
    const models::MapPlace place = *found;
    m_data->askHistory(place.id, place.isCity() ? database::Site{{}, place.name} : database::Site{place.id, {}}, past());
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
