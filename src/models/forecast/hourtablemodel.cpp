// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/hourtablemodel.h"

#include "base/duration.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

namespace models {

using namespace Qt::StringLiterals;

namespace {

QString hourText(const QDateTime &at, std::chrono::hours bucket, bool ahead) {
    const QDateTime local = at.toLocalTime();
    const QString begin = QLocale().toString(local, u"d MMM HH:mm"_s);
    return ahead || bucket.count() == 1 ? begin : u"%1–%2"_s.arg(begin, local.addSecs(std::chrono::seconds(bucket).count()).toString(u"HH:mm"_s));
}

} // namespace

HourTableModel::Row HourTableModel::rowOf(const HourSeries &series, const HourValue &hour, bool ahead) {
    const QString time = hourText(hour.at, series.bucket, ahead);
    if (!hour.value || hour.category < 0)
        return {hour.at, ahead, {time, u"–"_s, ahead ? tr("forecast") : tr("measured"), tr("no index")}};
    // In bands a value is the middle of its band, whose place is the next whole number.
    const auto number = [&](double value) { return QString::number(series.inBands ? static_cast<int>(std::ceil(value)) : qRound(value)); };
    const bool exact = number(hour.lower) == number(hour.upper);
    const QString interval = !ahead ? tr("measured") : exact ? tr("forecast") : u"%1–%2"_s.arg(number(hour.lower), number(hour.upper));
    return {hour.at, ahead, {time, number(*hour.value), interval, series.bands.value(hour.category).word}};
}

HourTableModel::Row HourTableModel::gapOf(const HourSeries &series, const QDateTime &from, qint64 hours) {
    return {from, false, {hourText(from, series.bucket, true), u"–"_s, QString(), hours == 1 ? tr("one hour missing") : tr("%1 hours missing").arg(hours)}};
}

void HourTableModel::setSeries(const HourSeries &series) {
    QList<Row> rows;
    const qint64 bucket = std::chrono::seconds(series.bucket).count();
    QDateTime next; // where the hours that are known go on
    for (const HourValue &hour : series.past) {
        if (next.isValid() && hour.at > next)
            rows.append(gapOf(series, next, next.secsTo(hour.at) / 3600));
        rows.append(rowOf(series, hour, false));
        next = hour.at.addSecs(bucket);
    }
    for (const HourValue &hour : series.ahead)
        rows.append(rowOf(series, hour, true));
    const bool header = std::exchange(m_inBands, series.inBands) != series.inBands;
    if (std::ranges::equal(rows, m_rows, {}, &Row::at, &Row::at)) {
        const bool same = rows == m_rows;
        m_rows = rows;
        if (!same)
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    if (header)
        Q_EMIT headerDataChanged(Qt::Horizontal, Index, Index);
}

int HourTableModel::firstAhead() const {
    const auto found = std::ranges::find(m_rows, true, &Row::ahead);
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

QString HourTableModel::text(const QList<int> &rows) const {
    QStringList lines;
    QStringList header;
    for (int column = 0; column < ColumnCount; ++column)
        header.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(header.join(u'\t'));
    for (const int row : rows) {
        QStringList cells = m_rows.at(row).cells;
        cells[Time] = base::absoluteText(m_rows.at(row).at);
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

int HourTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int HourTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant HourTableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) // a word may be longer than its column is wide
        return row.cells.at(index.column());
    if (role == Qt::TextAlignmentRole && (index.column() == Index || index.column() == Interval))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == AtRole)
        return row.at;
    return {};
}

QVariant HourTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((section == Index || section == Interval ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Hour");
    case Index:
        return m_inBands ? tr("Band") : tr("Index");
    case Interval:
        return tr("Interval");
    case Word:
        return tr("Category");
    default:
        return {};
    }
}

} // namespace models
