// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The list beside the map: cities by how bad their air is; with a search text, cities and stations whose name holds it.
#pragma once

#include "models/forecast/airmap.h"

#include <QAbstractListModel>

namespace models {

class PlaceModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, NumberRole, CategoryRole, WhereRole };
    using QAbstractListModel::QAbstractListModel;

    /// Keep: numbers change where they are, as long as the places are the same; for a map that moves through time.
    enum class Order { Worst, Keep };
    void setMap(const AirMap &map, Order order = Order::Worst);
    void setFilter(const QString &text);
    [[nodiscard]] int rowOf(const QString &id) const; // -1 where it is not listed

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void rebuild(Order order);
    AirMap m_map;
    QString m_filter;
    QList<MapPlace> m_rows;
};

} // namespace models
