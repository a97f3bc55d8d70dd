// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's views beside the map, and what goes out of it as a file.
#include "ui/forecast/forecastpage.h"

#include "models/forecast/exports.h"
#include "ui/forecast/accuracyview.h"
#include "ui/forecast/trendsview.h"
#include "ui/widgets/banner.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

QStringList ForecastPage::scenes() const { return {u"accuracy"_s, u"trends"_s, u"watches"_s}; }

void ForecastPage::showScene(const QString &name) { showView(name == "accuracy"_L1 ? View::Accuracy : name == "trends"_L1 ? View::Trends : name == "watches"_L1 ? View::Watches : View::Map); }

bool ForecastPage::isShown(View view) const { return m_views->currentIndex() == static_cast<int>(view); }

void ForecastPage::showView(View view) { m_views->setCurrentIndex(static_cast<int>(view)); }

void ForecastPage::viewChanged() {
    m_viewStack->setCurrentIndex(m_views->currentIndex());
    askStored();
    showAccuracy();
    askMonths();
    showTrends();
    showWatches();
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
    if (!isShown(View::Accuracy))
        return;
    const forecast::Place *city = selectedCity();
    const QString pollutant = choice().pollutant;
    if (city)
        m_data->askStored(*city, pollutant.isEmpty() ? u"pm25"_s : pollutant, m_meaning);
}

void ForecastPage::showAccuracy() {
    if (!isShown(View::Accuracy))
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
    detail.meaning = stored.meaning;
    detail.wanted = stored.wanted;
    detail.source = stored.source;
    detail.fetched = stored.fetched;
    m_accuracy->setDetail(detail);
    settle();
}

void ForecastPage::settle() {
    const ForecastData::Ahead ahead = m_data->ahead(m_selected);
    const bool judging = (isShown(View::Accuracy) && m_data->stored().loading) || (isShown(View::Trends) && m_data->month(m_selected).loading);
    setSettled(m_data->fetched().isValid() && !m_data->isRecalled() && !m_data->loading() && !m_data->error() && !ahead.loading && !ahead.currentLoading && !ahead.historyLoading && !judging);
}

void ForecastPage::toggleCompared() {
    if (m_selected.isEmpty())
        return;
    if (!m_compared.removeOne(m_selected) && m_compared.size() < mostCompared)
        m_compared.append(m_selected);
    showTrends();
}

void ForecastPage::askMonths() {
    if (!isShown(View::Trends))
        return;
    QStringList ids = m_compared;
    if (!ids.contains(m_selected))
        ids.append(m_selected);
    for (const QString &id : std::as_const(ids)) {
        const models::MapPlace *found = m_latest.find(id);
        if (!found)
            continue;
        const models::MapPlace place = *found;
        m_data->askMonth(id, siteOf(place));
        if (id != m_selected && !m_data->ahead(id).forecast && !m_data->ahead(id).error)
            m_data->askAhead(id, askedAs(place));
    }
}

void ForecastPage::showTrends() {
    if (!isShown(View::Trends))
        return;
    models::IndexChoice chosen = choice();
    const ForecastData::Month month = m_data->month(m_selected);
    const models::MapPlace *place = m_latest.find(m_selected);
    TrendsDetail detail;
    detail.place = place ? place->name : QString();
    detail.basis = tr("%1, %2").arg(chosen.standard.name(), chosen.pollutant.isEmpty() ? tr("all pollutants") : models::pollutantName(chosen.pollutant));
    detail.trends = models::trendsOf(month.hours, chosen);
    detail.categories = chosen.standard.categories();
    detail.now = QDateTime::currentDateTimeUtc();
    detail.isCompared = m_compared.contains(m_selected);
    detail.isFull = m_compared.size() >= mostCompared;
    detail.loading = month.loading;
    detail.error = month.error;
    detail.stale = freshness() != Freshness::Live;
    detail.source = month.source;
    QStringList ids = m_compared;
    if (place && !detail.isCompared)
        ids.append(m_selected);
    const QDateTime week = detail.now.addDays(-7);
    for (const QString &id : std::as_const(ids)) {
        const models::MapPlace *each = m_latest.find(id);
        if (!each)
            continue;
        QList<forecast::Measurement> hours = m_data->month(id).hours;
        hours.removeIf([&](const forecast::Measurement &hour) { return hour.at < week.addDays(-1); }); // a day for the means
        detail.compared.append({each->name, models::hourSeries(hours, m_data->ahead(id).forecast, chosen, detail.now, std::chrono::hours(1), week)});
    }
    m_trends->setDetail(detail);
    settle();
}

base::Status ForecastPage::exportTo(const QString &path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    const models::IndexChoice chosen = choice();
    const QDateTime hour = chosenHour();
    models::ExportNote note{chosen.standard.name(), chosen.pollutant, averagingText(), m_data->source(), hour, hour.isValid() && m_data->timeline().isAhead(hour)};
    if (!hour.isValid() && !m_latest.stations.isEmpty())
        note.hour = std::ranges::max(m_latest.stations, {}, &models::MapPlace::measured).measured;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return base::fail(base::ErrorKind::Io, tr("The file cannot be written"), path, file.errorString());
    if (suffix == "geojson"_L1 || suffix == "json"_L1)
        file.write(models::toGeoJson(m_air, chosen.standard, note));
    else if (suffix == "csv"_L1)
        file.write(models::toCsv(m_air, chosen.standard, note));
    else if (!m_viewStack->currentWidget()->grab().save(&file, "PNG"))
        return base::fail(base::ErrorKind::Io, tr("The picture cannot be written"), path);
    if (!file.commit())
        return base::fail(base::ErrorKind::Io, tr("The file cannot be written"), path, file.errorString());
    return {};
}

void ForecastPage::chooseExport() {
    auto *dialog = new QFileDialog(this, tr("Export the Forecast page"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture (*.png)"), tr("Places as GeoJSON (*.geojson)"), tr("Places as CSV (*.csv)")});
    dialog->setDefaultSuffix(u"png"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, -1).chopped(1)); });
    dialog->selectFile(tr("air-quality-%1").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmm"_s)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const base::Status done = exportTo(path); !done)
            m_banner->showError(tr("Nothing was exported"), done.error());
        else
            m_banner->showMessage(Banner::Tone::Information, tr("Exported to %1").arg(path));
    });
    dialog->open();
}

} // namespace ui
