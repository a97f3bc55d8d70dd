// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says where its map and list cannot speak for themselves.
#include "ui/forecast/forecastpage.h"

#include "base/duration.h"
#include "ui/forecast/map/mapview.h"
#include "ui/widgets/banner.h"

#include <QListView>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

void ForecastPage::showTrouble() {
    if (const QString problem = m_map->problem(); !problem.isEmpty())
        return m_banner->showMessage(
            Banner::Tone::Failure, tr("The map cannot be shown; the list holds the same numbers."), problem);
    if (const auto error = m_data->error())
        return m_banner->showError(m_data->fetched().isValid()
                                       ? tr("Stations could not be loaded; what is shown is %1 old")
                                             .arg(base::ageText(m_data->fetched(), QDateTime::currentDateTimeUtc()))
                                       : tr("Stations could not be loaded"),
            *error, tr("Try again"));
    if (m_data->fetched().isValid() && m_latest.stations.isEmpty() && !m_data->loading())
        return m_banner->showMessage(Banner::Tone::Warning,
            tr("The AQI API knows no stations. They come with the database's migrations; see its status on the "
               "Workloads page."),
            {}, tr("Ask again"));
    m_banner->clear();
}

// Why the list is empty, in its place.
void ForecastPage::showEmpty() {
    m_listStack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    if (!m_latest.stations.isEmpty())
        m_empty->setText(tr("No such place"), tr("No city and no station has this name."));
    else if (m_connection == kube::Connection::State::Offline)
        m_empty->setText(tr("Not reached yet"), tr("Stations appear here as soon as the cluster answers."));
    else if (m_data->loading())
        m_empty->setText(tr("Loading"), tr("Asking the AQI API for its stations …"));
    else if (m_data->error())
        m_empty->setText(tr("No stations yet"), tr("The AQI API did not answer; the message beside says why."));
    else if (m_data->fetched().isValid())
        m_empty->setText(tr("No stations"), tr("The AQI API knows none."));
    else
        m_empty->setText(tr("Not connected"), tr("Stations appear here as soon as an environment is connected."));
}

void ForecastPage::showSummary() {
    if (m_latest.stations.isEmpty())
        return setSummary(m_data->loading() ? tr("Loading stations…") : tr("No stations"));
    const auto worst = std::ranges::max_element(
        m_latest.cities, {}, [](const models::MapPlace &city) { return city.index.value_or(-1); });
    const auto with = std::ranges::count_if(
        m_latest.stations, [](const models::MapPlace &station) { return station.index.has_value(); });
    QString text = tr("%1 of %2 stations have an index").arg(with).arg(m_latest.stations.size());
    if (worst != m_latest.cities.end() && worst->index)
        text +=
            tr("; worst city %1 at %2, %3")
                .arg(worst->name, worst->text, choice().standard.categories().value(worst->category).word.toLower());
    setSummary(text);
}

} // namespace ui
