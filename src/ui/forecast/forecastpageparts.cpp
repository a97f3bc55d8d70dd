// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the Forecast page: how they are laid out, and who listens to whom.
#include "ui/forecast/forecastpage.h"

#include "models/forecast/coordinates.h"
#include "ui/forecast/accuracyview.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/map/maplegend.h"
#include "ui/forecast/map/mapview.h"
#include "ui/forecast/placedelegate.h"
#include "ui/forecast/timebar.h"
#include "ui/forecast/trendsview.h"
#include "ui/forecast/watchview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QListView>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

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

} // namespace ui
