// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/placedetails.h"

#include "base/duration.h"
#include "ui/forecast/chart/hourchart.h"
#include "ui/forecast/chart/weatherstrip.h"
#include "ui/forecast/hourtable.h"
#include "ui/forecast/indexbadge.h"
#include "ui/forecast/sourceshares.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
QLabel *plain(QWidget *parent, const QFont &font) {
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    return label;
}

void clear(QGridLayout &grid) {
    while (const std::unique_ptr<QLayoutItem> item{grid.takeAt(0)})
        if (QWidget *widget = item->widget())
            widget->deleteLater();
}

/// What the standard tells everybody and the groups that feel it first; empty where it tells them nothing of their own.
QString groupsText(const std::optional<forecast::Category> &category, const forecast::Standard &standard) {
    if (!category || category->general.isEmpty() || category->sensitive.isEmpty() || category->general == category->sensitive)
        return {};
    return PlaceDetails::tr("Everyone: %1\n%2: %3").arg(category->general, standard.sensitiveGroups(), category->sensitive);
}

/// Where the API's number for the next hour is in another category than ours; empty where it is not, or where one of them is not known.
QString differenceText(const PlaceDetail &detail) {
    if (!detail.serverIndex || detail.hours.ahead.isEmpty() || detail.standard.inBands() || !detail.allPollutants)
        return {};
    const models::HourValue &ours = detail.hours.ahead.first();
    const int theirs = detail.standard.categoryOf(*detail.serverIndex);
    const auto categories = detail.standard.categories();
    if (!ours.value || ours.category < 0 || theirs < 0 || theirs == ours.category)
        return {};
    return PlaceDetails::tr("The API's index of the next hour, %1, would be called %2; by %3 it is %4, %5. The API has a table of its own and no averaging.")
        .arg(QString::number(qRound(*detail.serverIndex)), categories.value(theirs).word, detail.standard.name(), QString::number(qRound(*ours.value)),
            categories.value(ours.category).word);
}
} // namespace

PlaceDetails::PlaceDetails(QWidget *parent)
    : QWidget(parent)
    , m_empty(new EmptyState(this))
    , m_scroll(new QScrollArea(this)) {
    auto *body = new QWidget;
    m_name = plain(body, uiFont(TextSize::Title, QFont::DemiBold));
    m_where = new SecondaryLabel({}, body);
    m_badge = new IndexBadge(body);
    m_word = plain(body, uiFont(TextSize::Title, QFont::DemiBold));
    m_basis = new SecondaryLabel({}, body);
    m_groups = new SecondaryLabel({}, body);
    m_differs = new SecondaryLabel({}, body);
    m_synthetic = plain(body, uiFont(TextSize::Base, QFont::Medium));
    m_advice = plain(body, uiFont());
    m_banner = new Banner(body);
    m_chartTitle = new SectionTitle({}, body);
    m_past = new QComboBox(body);
    m_past->setAccessibleName(tr("How far back"));
    m_past->addItem(tr("Last day"), 1);
    m_past->addItem(tr("Last 7 days"), 7);
    m_past->addItem(tr("Last 30 days"), 30);
    m_chart = new HourChart(body);
    m_weather = new WeatherStrip(body);
    m_noWeather = new SecondaryLabel({}, body);
    m_interval = new SecondaryLabel({}, body);
    m_table = new HourTable(body);
    m_pollutants = new QWidget(body);
    m_pollutantGrid = new QGridLayout(m_pollutants);
    m_shares = new SourceShares(body);
    m_source = new DetailsList(body);
    m_fresh = new FreshnessLabel(body);
    for (QLabel *label : std::initializer_list<QLabel *>{m_basis, m_interval, m_noWeather, m_differs, m_groups})
        label->setWordWrap(true);
    m_pollutantGrid->setContentsMargins(0, 0, 0, 0);
    m_pollutantGrid->setHorizontalSpacing(space::m);
    m_pollutantGrid->setVerticalSpacing(space::xs);
    m_chart->setFixedHeight(236);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_word);
    words->addWidget(m_basis);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(m_badge, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::xs);
    column->addWidget(m_name);
    column->addWidget(m_where);
    column->addSpacing(space::xs);
    column->addLayout(head);
    column->addSpacing(space::xs);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_advice, m_groups, m_differs, m_synthetic, m_banner})
        column->addWidget(widget);
    column->addSpacing(space::s);
    auto *chartHead = new QHBoxLayout;
    chartHead->addWidget(m_chartTitle, 1);
    chartHead->addWidget(m_past);
    column->addLayout(chartHead);
    column->addWidget(m_chart);
    column->addWidget(m_weather);
    column->addWidget(m_noWeather);
    column->addWidget(m_interval);
    column->addWidget(m_table);
    column->addSpacing(space::s);
    m_pollutantsTitle = new SectionTitle(tr("Pollutants"), body);
    column->addWidget(m_pollutantsTitle);
    column->addWidget(m_pollutants);
    column->addWidget(m_shares);
    column->addSpacing(space::s);
    column->addWidget(new SectionTitle(tr("Source"), body));
    column->addWidget(m_source);
    column->addWidget(m_fresh);
    column->addStretch(1);

    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &PlaceDetails::fit);
    m_scroll->setWidget(body);
    body->installEventFilter(this);
    m_table->installEventFilter(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_empty, 1);
    outer->addWidget(m_scroll, 1);
    setMinimumWidth(300);
    connect(m_banner, &Banner::actionTriggered, this, &PlaceDetails::retryRequested);
    connect(m_chart, &HourChart::crossHairMoved, m_weather, &WeatherStrip::setCrossHair);
    connect(m_weather, &WeatherStrip::crossHairMoved, m_chart, &HourChart::setCrossHairAt);
    connect(m_table, &HourTable::hourSelected, m_chart, &HourChart::setCrossHairAt);
    connect(m_past, &QComboBox::activated, this, [this] { Q_EMIT pastChosen(m_past->currentData().toInt()); });
    showNothing();
}

/// A scroll area asks its widget for a size before the width is known; sentences that wrap would then lie over what follows. What unfolds within the body
/// lays it out before the body is told, so it is looked at once more when all is done.
bool PlaceDetails::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize) {
        if (watched == m_scroll->widget())
            fit();
        m_fit.start();
    }
    return QWidget::eventFilter(watched, event);
}

void PlaceDetails::fit() {
    QWidget *body = m_scroll->widget();
    const int needed = body ? std::max(0, body->layout()->totalHeightForWidth(body->width())) : 0;
    if (!body || needed == body->minimumHeight())
        return;
    body->setMinimumHeight(needed);
    QCoreApplication::postEvent(m_scroll, new QEvent(QEvent::LayoutRequest)); // it has looked at the body already
}

void PlaceDetails::showNothing() {
    m_empty->setText(tr("No place is selected"), tr("Choose a circle on the map, or a city in the list."));
    m_empty->show();
    m_scroll->hide();
}

void PlaceDetails::setDetail(const PlaceDetail &detail) {
    m_empty->hide();
    m_scroll->show();
    const models::MapPlace &place = detail.place;
    const bool stale = detail.freshness == Freshness::Stale || detail.freshness == Freshness::Offline;
    std::optional<forecast::Category> category;
    if (place.category >= 0)
        category = detail.standard.categories().value(place.category);
    m_name->setText(place.name);
    m_where->setText(place.isCity() ? (place.stations == 1 ? tr("City, by its one station")
                                  : detail.standard.inBands() ? tr("City, by the middle one of %1 stations").arg(place.stations)
                                                              : tr("City, mean of %1 stations").arg(place.stations))
                    : place.placed ? tr("Station %1 in %2").arg(place.id, place.city)
                                   : tr("Station %1 in %2; the API gives no position, so there is no forecast").arg(place.id, place.city));
    m_badge->setIndex(place.text, stale ? std::nullopt : category);
    m_word->setText(category ? category->word : tr("No index"));
    const QString dominant =
        place.dominant.isEmpty() ? QString() : tr("; highest: %1").arg(models::pollutantName(place.dominant));
    m_basis->setText(category ? tr("%1, %2%3").arg(detail.standard.name(), detail.basis, dominant) : place.missing);
    m_basis->setToolTip(detail.standard.source());
    m_advice->setText(category ? category->advice : QString());
    m_advice->setVisible(category.has_value());
    m_groups->setText(groupsText(category, detail.standard));
    m_groups->setVisible(!m_groups->text().isEmpty());
    m_differs->setText(differenceText(detail));
    m_differs->setVisible(!m_differs->text().isEmpty());
    const bool synthetic = place.synthetic || (detail.provenance && detail.provenance->synthetic);
    const bool fallback = detail.provenance && detail.provenance->fallback;
    m_synthetic->setText(fallback ? tr("The model failed: the forecast is a fallback rule.")
                                  : tr("Synthetic data: a stand-in answers, nothing was measured."));
    m_synthetic->setVisible(synthetic || fallback);
    if (detail.error)
        m_banner->showError(tr("The forecast could not be loaded"), *detail.error, tr("Try again"));
    else
        m_banner->clear();
    fillChart(detail, stale);
    fillWeather(detail, stale);
    fillPollutants(detail);
    m_shares->setCurrent(detail.current);
    m_shares->setStale(stale);
    fillSource(detail);
    m_fit.start();
}

void PlaceDetails::fillChart(const PlaceDetail &detail, bool stale) {
    m_past->setCurrentIndex(std::max(0, m_past->findData(detail.past.wanted)));
    m_chart->setSeries(detail.hours);
    m_chart->setMarks(detail.marks);
    m_chart->setStale(stale);
    m_chart->setVisible(!detail.hours.isEmpty());
    m_table->setSeries(detail.hours);
    m_table->setStale(stale);
    m_table->setVisible(!detail.hours.isEmpty());
    m_chartTitle->setText(detail.loading || detail.past.loading ? tr("Loading…")
                          : detail.hours.past.isEmpty()         ? tr("Next 24 hours")
                                                                : tr("Past and next 24 hours"));
    QString text = tr("Dashed: forecast; band: %1 % interval. Times are local (%2).")
                       .arg(qRound(detail.hours.confidence * 100))
                       .arg(QDateTime::currentDateTime().toString(u"t"_s));
    if (detail.past.error && detail.hours.past.isEmpty())
        text = tr("The past is missing: %1. ").arg(detail.past.error->message) + text;
    if (!m_chart->shownMarks().isEmpty())
        text += tr(" Flags: rollouts of the last ten revisions; triangles: warnings that the cluster still keeps.");
    m_interval->setText(text);
    m_interval->setToolTip(detail.past.error ? detail.past.error->detail : QString());
    m_interval->setVisible(!detail.hours.ahead.isEmpty() || detail.past.error);
}

void PlaceDetails::fillWeather(const PlaceDetail &detail, bool stale) {
    const auto [from, to] = m_chart->range();
    const bool shown = from.isValid() && !detail.weather.rows.isEmpty();
    if (shown)
        m_weather->setRows(detail.weather.rows, from, to, detail.hours.bucket);
    m_weather->setStale(stale);
    m_weather->setVisible(shown);
    const bool noPast = std::ranges::all_of(detail.weather.rows, [](const models::WeatherRow &row) { return row.past.isEmpty(); });
    m_noWeather->setText(detail.weather.error ? tr("The weather of the past is missing: %1").arg(detail.weather.error->message)
                                              : tr("No weather is stored within 30 km of here."));
    m_noWeather->setVisible(from.isValid() && noPast && !detail.past.loading);
}

void PlaceDetails::fillPollutants(const PlaceDetail &detail) {
    clear(*m_pollutantGrid);
    m_pollutantsTitle->setText(detail.basis.isEmpty() ? tr("Pollutants") : tr("Pollutants, %1").arg(detail.basis));
    m_pollutantsTitle->setWordWrap(true);
    int row = 0;
    for (const auto &[key, value] : detail.pollutants.asKeyValueRange()) {
        const auto index = detail.standard.subIndex(key, value.value, value.unit);
        if (key.contains(u'_') && !index)
            continue; // a further table that does not reach so low
        const bool reading = value.value >= 0; // instruments send -999 and the like for "nothing"
        auto *number = new QLabel(reading ? QLocale().toString(value.value, 'f', 1) : u"–"_s, m_pollutants);
        auto *part = new QLabel(index ? forecast::indexText(*index, detail.standard) : u"–"_s, m_pollutants);
        auto *word = new SecondaryLabel(
            index ? detail.standard.categories()[index->category].word : reading ? tr("no index") : tr("no reading"), m_pollutants);
        if (!index) // a sentence here would be wider than the pane
            word->setToolTip(reading ? index.error().message : tr("The source sent %1").arg(QLocale().toString(value.value, 'f', 1)));
        for (QLabel *label : {number, part}) {
            label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            label->setFont(uiFont());
        }
        m_pollutantGrid->addWidget(new QLabel(key.contains(u'_') ? tr("%1, 1 h").arg(models::pollutantName(key.section(u'_', 0, 0))) : models::pollutantName(key), m_pollutants), row, 0);
        m_pollutantGrid->addWidget(number, row, 1);
        m_pollutantGrid->addWidget(new SecondaryLabel(value.unit, m_pollutants), row, 2);
        m_pollutantGrid->addWidget(part, row, 3);
        m_pollutantGrid->addWidget(word, row, 4);
        ++row;
    }
    if (row == 0)
        m_pollutantGrid->addWidget(
            new SecondaryLabel(tr("Too little was measured here."), m_pollutants), 0, 0);
    m_pollutantGrid->setColumnStretch(4, 1);
}

void PlaceDetails::fillSource(const PlaceDetail &detail) {
    m_source->clear();
    m_source->add(tr("Read from"), detail.source);
    if (!detail.past.source.isEmpty())
        m_source->add(tr("Past from"), detail.past.source);
    if (detail.past.error)
        m_source->add(tr("Database"), detail.past.error->message, detail.past.error->detail);
    if (detail.place.measured.isValid())
        m_source->add(tr("Measured"), base::absoluteText(detail.place.measured));
    if (detail.provenance) {
        m_source->add(tr("Model"), detail.provenance->modelVersion);
        m_source->add(tr("Data"), detail.provenance->dataSources.join(u", "_s));
        if (detail.serverIndex)
            m_source->add(tr("API's own index"), tr("%1 in the next hour").arg(qRound(*detail.serverIndex)),
                tr("The API has its own table and no averaging; the index above is computed here from the "
                   "concentrations."));
        if (detail.provenance->generated.isValid())
            m_source->add(tr("Issued"), base::absoluteText(detail.provenance->generated));
    }
    m_fresh->setFreshness(detail.freshness, detail.fetched, detail.source);
}

} // namespace ui
