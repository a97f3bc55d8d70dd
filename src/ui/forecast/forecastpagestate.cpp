// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Forecast page remembers of itself.
#include "ui/forecast/forecastpage.h"

#include "ui/forecast/map/mapview.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

QByteArray ForecastPage::saveState() const {
    const QJsonObject state{
        {u"standard"_s, m_standard->currentData().toString()},
        {u"pollutant"_s, m_pollutant->currentData().toString()},
        {u"hourly"_s, m_averaging->currentData().toInt() == int(models::Averaging::Hour)},
        {u"selected"_s, m_selected},
        {u"pastDays"_s, m_pastDays},
        {u"view"_s, m_views->currentIndex()},
        {u"compared"_s, QJsonArray::fromStringList(m_compared)},
        {u"surface"_s, m_map->isSurfaceShown()},
        {u"colourVision"_s, m_map->isColourVision()},
        {u"grid"_s, m_map->isGridShown()},
        {u"wind"_s, m_map->isWindShown()},
        {u"tiles"_s, m_map->tiles() ? toJson(*m_map->tiles()) : QJsonObject()},
        {u"watches"_s, savedWatches()},
        {u"storedTime"_s, m_meaning ? int(*m_meaning) : -1},
    };
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
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

} // namespace ui
