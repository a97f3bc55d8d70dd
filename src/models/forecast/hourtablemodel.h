// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The hours of the chart in words and numbers: for who cannot see a curve, and to be copied.
#pragma once

#include "models/forecast/hourseries.h"

#include <QAbstractTableModel>

namespace models {

/// Oldest first. Hours of which nothing is known between two others are one row that says how many they are.
class HourTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Index, Interval, Word, ColumnCount };
    enum Role { AtRole = Qt::UserRole }; // QDateTime, when the row begins
    using QAbstractTableModel::QAbstractTableModel;

    /// The same hours with other numbers leave selection and scroll position alone.
    void setSeries(const HourSeries &series);
    [[nodiscard]] int firstAhead() const; // row; -1 where there is no forecast
    /// Rows as lines of cells between tabs, with the header; times are absolute, so that a spreadsheet knows the day and the offset.
    [[nodiscard]] QString text(const QList<int> &rows) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QDateTime at;
        bool ahead = false;
        QStringList cells;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] static Row rowOf(const HourSeries &series, const HourValue &hour, bool ahead);
    [[nodiscard]] static Row gapOf(const HourSeries &series, const QDateTime &from, qint64 hours);

    QList<Row> m_rows;
    bool m_inBands = false;
};

} // namespace models
