// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablemodel.h"

#include <algorithm>
#include <utility>

namespace models {

namespace {

constexpr int fewRuns = 8; // up to here single insertions and removals are cheaper for a view than a new layout
constexpr qint64 changeMilliseconds = 1000;

/// Runs [first, last] of the positions whose slot the predicate picks.
template <class Predicate> std::vector<std::pair<int, int>> runsOf(const std::vector<int> &order, Predicate pick) {
    std::vector<std::pair<int, int>> runs;
    for (int row = 0; row < static_cast<int>(order.size()); ++row) {
        if (!pick(order[static_cast<std::size_t>(row)]))
            continue;
        if (!runs.empty() && runs.back().second == row - 1)
            runs.back().second = row;
        else
            runs.emplace_back(row, row);
    }
    return runs;
}

/// One flag per slot: is it in the list?
class SlotSet {
public:
    explicit SlotSet(const std::vector<int> &slots_) {
        for (const int slot : slots_)
            insert(slot);
    }
    void insert(int slot) {
        if (static_cast<std::size_t>(slot) >= m_flags.size())
            m_flags.resize(static_cast<std::size_t>(slot) + 1, false);
        m_flags[static_cast<std::size_t>(slot)] = true;
    }
    [[nodiscard]] bool contains(int slot) const { return static_cast<std::size_t>(slot) < m_flags.size() && m_flags[static_cast<std::size_t>(slot)]; }

private:
    std::vector<bool> m_flags;
};

} // namespace

TableModel::TableModel(QList<Column> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_now(QDateTime::currentDateTimeUtc()) {}

int TableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_order.size()); }

int TableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

QVariant TableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int slot = m_order[static_cast<std::size_t>(index.row())];
    const ColumnKind kind = m_columns.at(index.column()).kind;
    switch (role) {
    case KeyRole: return keyOf(slot);
    case ColumnKindRole: return static_cast<int>(kind);
    case Qt::TextAlignmentRole: return QVariant(kind == ColumnKind::Number || kind == ColumnKind::Age ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case ChangedRole: {
        const auto found = m_changes.constFind(slot);
        return found != m_changes.cend() && (found->columns >> index.column() & 1U) ? found->at : qint64(0);
    }
    default: return cell(slot, index.column(), role);
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const Column &column = m_columns.at(section);
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.toolTip.isEmpty() ? column.title : column.toolTip;
    if (role == Qt::TextAlignmentRole)
        return QVariant(column.kind == ColumnKind::Number || column.kind == ColumnKind::Age ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

void TableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= m_columns.size())
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    std::vector<int> sorted = m_order;
    std::sort(sorted.begin(), sorted.end(), [this](int a, int b) { return before(a, b); });
    relayout(std::move(sorted));
}

base::Status TableModel::setFilter(const QString &text) {
    QStringList ids;
    for (const Column &column : m_columns)
        ids << column.id;
    auto parsed = RowFilter::parse(text, ids);
    if (!parsed)
        return std::unexpected(parsed.error());
    m_filter = *parsed;
    m_filterText = text;
    resyncAll();
    return {};
}

int TableModel::rowOf(const QString &key) const {
    const int slot = slotOf(key);
    const auto found = slot < 0 ? m_order.cend() : std::find(m_order.cbegin(), m_order.cend(), slot);
    return found == m_order.cend() ? -1 : static_cast<int>(found - m_order.cbegin());
}

void TableModel::setNow(const QDateTime &now) {
    m_now = now;
    m_changes.removeIf([&](const auto &entry) { return now.toMSecsSinceEpoch() - entry.value().at > changeMilliseconds; });
    if (m_order.empty())
        return;
    for (int column = 0; column < m_columns.size(); ++column) {
        if (m_columns.at(column).kind == ColumnKind::Age)
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
    }
}

bool TableModel::admits(int) const { return true; }

bool TableModel::before(int a, int b) const {
    int order = compare(m_sortColumn, a, b);
    if (m_sortOrder == Qt::DescendingOrder)
        order = -order;
    if (order == 0 && m_sortColumn != 1)
        order = compare(1, a, b);
    return order != 0 ? order < 0 : a < b;
}

bool TableModel::accepts(int slot) const {
    if (!admits(slot))
        return false;
    return m_filter.isEmpty() || m_filter.accepts(searchText(slot), [&](int column) { return cell(slot, column, Qt::DisplayRole).toString(); });
}

void TableModel::slotsChanged(const std::vector<int> &changed, const std::vector<int> &gone, int total) {
    const bool counts = total != m_total;
    m_total = total;
    SlotSet touched(changed);
    for (const int slot : gone)
        touched.insert(slot);
    std::vector<int> fresh;
    std::copy_if(changed.begin(), changed.end(), std::back_inserter(fresh), [this](int slot) { return accepts(slot); });
    const auto less = [this](int a, int b) { return before(a, b); };
    std::sort(fresh.begin(), fresh.end(), less);
    std::vector<int> kept;
    kept.reserve(m_order.size());
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(kept), [&](int slot) { return !touched.contains(slot); });
    std::vector<int> target;
    target.reserve(kept.size() + fresh.size());
    std::merge(kept.begin(), kept.end(), fresh.begin(), fresh.end(), std::back_inserter(target), less);
    const auto rows = m_order.size();
    moveTo(std::move(target));
    announce(changed);
    for (const int slot : gone)
        m_changes.remove(slot);
    if (counts || rows != m_order.size())
        Q_EMIT countsChanged();
}

void TableModel::resyncAll() {
    std::vector<int> target;
    for (const int slot : allSlots()) {
        if (accepts(slot))
            target.push_back(slot);
    }
    std::sort(target.begin(), target.end(), [this](int a, int b) { return before(a, b); });
    moveTo(std::move(target));
    Q_EMIT countsChanged();
}

void TableModel::moveTo(std::vector<int> target) {
    if (target == m_order)
        return;
    removeLeaving(target);
    insertEntering(target);
    if (m_order != target)
        relayout(std::move(target));
}

void TableModel::removeLeaving(const std::vector<int> &target) {
    const SlotSet staying(target);
    auto runs = runsOf(m_order, [&](int slot) { return !staying.contains(slot); });
    if (runs.size() > fewRuns) {
        std::vector<int> order = m_order;
        const auto end = std::stable_partition(order.begin(), order.end(), [&](int slot) { return staying.contains(slot); });
        const int first = static_cast<int>(end - order.begin());
        relayout(std::move(order));
        runs = {{first, rowCount() - 1}};
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        m_order.erase(m_order.begin() + run->first, m_order.begin() + run->second + 1);
        endRemoveRows();
    }
}

void TableModel::insertEntering(const std::vector<int> &target) {
    const SlotSet present(m_order);
    const auto runs = runsOf(target, [&](int slot) { return !present.contains(slot); });
    if (runs.empty())
        return;
    std::vector<int> others;
    std::copy_if(target.begin(), target.end(), std::back_inserter(others), [&](int slot) { return present.contains(slot); });
    if (runs.size() <= fewRuns && others == m_order) {
        for (const auto &[first, last] : runs) {
            beginInsertRows({}, first, last);
            m_order.insert(m_order.begin() + first, target.begin() + first, target.begin() + last + 1);
            endInsertRows();
        }
        return;
    }
    const int size = rowCount();
    beginInsertRows({}, size, static_cast<int>(target.size()) - 1);
    std::copy_if(target.begin(), target.end(), std::back_inserter(m_order), [&](int slot) { return !present.contains(slot); });
    endInsertRows();
}

void TableModel::relayout(std::vector<int> order) {
    if (order == m_order)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    QList<int> heldSlots;
    QHash<int, int> rowOfSlot;
    for (const QModelIndex &index : held) {
        heldSlots << m_order[static_cast<std::size_t>(index.row())];
        rowOfSlot.insert(heldSlots.last(), -1);
    }
    m_order = std::move(order);
    for (int row = 0; row < rowCount() && !rowOfSlot.isEmpty(); ++row) {
        const auto found = rowOfSlot.find(m_order[static_cast<std::size_t>(row)]);
        if (found != rowOfSlot.end())
            *found = row;
    }
    QModelIndexList moved;
    moved.reserve(held.size());
    for (qsizetype i = 0; i < held.size(); ++i)
        moved << index(rowOfSlot.value(heldSlots.at(i)), held.at(i).column());
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void TableModel::announce(const std::vector<int> &changed) {
    if (changed.empty() || m_order.empty())
        return;
    const SlotSet set(changed);
    const auto runs = runsOf(m_order, [&](int slot) { return set.contains(slot); });
    const int last = columnCount() - 1;
    if (runs.size() > 4 * fewRuns) {
        Q_EMIT dataChanged(index(runs.front().first, 0), index(runs.back().second, last));
        return;
    }
    for (const auto &[first, end] : runs)
        Q_EMIT dataChanged(index(first, 0), index(end, last));
}

void TableModel::markChanged(int slot, quint64 columnMask) {
    if (columnMask != 0)
        m_changes.insert(slot, {columnMask, QDateTime::currentMSecsSinceEpoch()});
}

QStringList TableModel::texts(int slot) const {
    QStringList result;
    for (int column = 0; column < m_columns.size(); ++column)
        result << (m_columns.at(column).kind == ColumnKind::Age ? QString() : cell(slot, column, Qt::DisplayRole).toString());
    return result;
}

} // namespace models
