// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's views beside the map: how good the forecasts were.
#include "ui/forecast/forecastpage.h"

#include "ui/forecast/accuracyview.h"

#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

QStringList ForecastPage::scenes() const { return {u"accuracy"_s}; }

void ForecastPage::showScene(const QString &name) { showView(name == "accuracy"_L1 ? View::Accuracy : View::Map); }

void ForecastPage::showView(View view) { m_views->setCurrentIndex(static_cast<int>(view)); }

void ForecastPage::viewChanged() {
    m_viewStack->setCurrentIndex(m_views->currentIndex());
    askStored();
    showAccuracy();
}

const forecast::Place *ForecastPage::selectedCity() const {
    const models::MapPlace *place = m_latest.find(m_selected);
    if (!place)
        return nullptr;
    const auto &cities = m_data->cities();
    const auto found = std::ranges::find(cities, place->isCity() ? place->name : place->city, &forecast::Place::name);
    return found == cities.cend() ? nullptr : &*found;
}

void ForecastPage::askStored() {
    if (m_views->currentIndex() != static_cast<int>(View::Accuracy))
        return;
    const forecast::Place *city = selectedCity();
    const QString pollutant = choice().pollutant;
    if (city)
        m_data->askStored(*city, pollutant.isEmpty() ? u"pm25"_s : pollutant);
}

void ForecastPage::showAccuracy() {
    if (m_views->currentIndex() != static_cast<int>(View::Accuracy))
        return;
    const ForecastData::Stored &stored = m_data->stored();
    AccuracyDetail detail;
    const forecast::Place *city = selectedCity();
    detail.place = city ? city->name : QString();
    detail.accuracy.pollutant = stored.pollutant;
    if (city && stored.city == city->name && !stored.loading && !stored.error)
        detail.accuracy = models::accuracyOf(stored.forecasts, stored.observed, stored.pollutant, choice().standard);
    detail.loading = stored.loading;
    detail.error = stored.error;
    detail.stale = freshness() != Freshness::Live;
    detail.synthetic = std::ranges::any_of(std::as_const(m_latest.stations), &models::MapPlace::synthetic);
    detail.source = stored.source;
    detail.fetched = stored.fetched;
    m_accuracy->setDetail(detail);
}

} // namespace ui
