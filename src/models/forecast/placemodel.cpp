// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/placemodel.h"

#include <QHash>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

void PlaceModel::setMap(const AirMap &map, Order order) {
    m_map = map;
    rebuild(order);
}

void PlaceModel::setFilter(const QString &text) {
    if (m_filter == text.trimmed())
        return;
    m_filter = text.trimmed();
    rebuild(Order::Worst);
}

void PlaceModel::rebuild(Order order) {
    QList<MapPlace> rows;
    for (const auto *places : {&m_map.cities, &m_map.stations})
        for (const MapPlace &place : *places)
            if (m_filter.isEmpty() ? place.isCity()
                                   : place.name.contains(m_filter, Qt::CaseInsensitive) ||
                                         place.city.contains(m_filter, Qt::CaseInsensitive) ||
                                         place.id.startsWith(m_filter, Qt::CaseInsensitive))
                rows.append(place);
    std::ranges::stable_sort(rows, [](const MapPlace &a, const MapPlace &b) {
        if (a.isCity() != b.isCity())
            return a.isCity();
        return a.index.value_or(-1) != b.index.value_or(-1) ? a.index.value_or(-1) > b.index.value_or(-1)
                                                            : a.name < b.name;
    });
    if (order == Order::Keep) {
        QHash<QString, qsizetype> before;
        for (qsizetype i = 0; i < m_rows.size(); ++i)
            before.insert(m_rows[i].id, i);
        std::ranges::stable_sort(rows, {}, [&](const MapPlace &place) { return before.value(place.id, m_rows.size()); });
    }
    const bool same = std::ranges::equal(rows, m_rows, {}, &MapPlace::id, &MapPlace::id);
    if (same) { // new numbers in the old order keep the selection and the scroll position
        m_rows = rows;
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int PlaceModel::rowOf(const QString &id) const {
    const auto found = std::ranges::find(m_rows, id, &MapPlace::id);
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

int PlaceModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PlaceModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MapPlace &place = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return place.name;
    case IdRole:
        return place.id;
    case NumberRole:
        return place.text;
    case CategoryRole:
        return place.category;
    case WhereRole:
        if (!place.isCity())
            return place.city;
        if (place.stations == 0)
            return place.index ? tr("forecast") : tr("no value");
        return place.stations == 1 ? tr("1 station") : tr("%1 stations").arg(place.stations);
    case Qt::AccessibleTextRole:
        return tr("%1, index %2").arg(place.name, place.text);
    default:
        return {};
    }
}

} // namespace models
