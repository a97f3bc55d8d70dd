// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A live table: rows in slots that stay, and the order in which the filtered ones are shown. Sorting and filtering are in the model, so
// that a batch of changes costs one merge and few signals at 50,000 rows, where a proxy would send thousands.
#pragma once

#include "models/rowfilter.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>

#include <vector>

namespace models {

enum Role {
    KeyRole = Qt::UserRole + 1, // QString, the uid
    RefRole,                    // kube::ObjectRef
    HealthRole,                 // int of kube::HealthState, in the state column
    TimeRole,                   // QDateTime behind an age
    ColumnKindRole,             // int of ColumnKind
    ChangedRole,                // qint64, milliseconds since the epoch of the cell's last change; 0 where it is long ago
};

enum class ColumnKind { State, Text, Identifier, Number, Age };

struct Column {
    QString id;    // for the filter and the settings
    QString title; // with the unit
    QString toolTip;
    ColumnKind kind = ColumnKind::Text;
    bool shown = true; // by default
};

class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableModel(QList<Column> columns, QObject *parent = nullptr);

    [[nodiscard]] const QList<Column> &columns() const { return m_columns; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const final;
    void sort(int column, Qt::SortOrder order) final;

    /// Rows that exist, shown or not.
    [[nodiscard]] int total() const { return m_total; }
    /// An invalid filter leaves the one before in force.
    base::Status setFilter(const QString &text);
    [[nodiscard]] QString filter() const { return m_filterText; }
    /// -1 where it is not shown.
    [[nodiscard]] int rowOf(const QString &key) const;
    /// Makes ages younger or older; call once a second while a view shows them.
    void setNow(const QDateTime &now);
    [[nodiscard]] QDateTime now() const { return m_now; }

Q_SIGNALS:
    /// rowCount() or total() may be others.
    void countsChanged();

protected:
    [[nodiscard]] virtual int compare(int column, int slotA, int slotB) const = 0;
    [[nodiscard]] virtual QVariant cell(int slot, int column, int role) const = 0;
    [[nodiscard]] virtual QString searchText(int slot) const = 0; // case-folded
    [[nodiscard]] virtual QString keyOf(int slot) const = 0;
    [[nodiscard]] virtual int slotOf(const QString &key) const = 0;
    /// Whether the slot belongs to the table at all, before the filter (events of one object).
    [[nodiscard]] virtual bool admits(int slot) const;

    /// After the slots' contents were changed. gone slots still hold their rows during the call. changed: new and updated ones.
    void slotsChanged(const std::vector<int> &changed, const std::vector<int> &gone, int total);
    /// After admits() has changed its mind.
    void resyncAll();
    /// Marks the cells whose text has changed, for ChangedRole.
    void markChanged(int slot, quint64 columnMask);
    [[nodiscard]] QStringList texts(int slot) const;
    [[nodiscard]] virtual std::vector<int> allSlots() const = 0;

private:
    [[nodiscard]] bool before(int slotA, int slotB) const;
    [[nodiscard]] bool accepts(int slot) const;
    void moveTo(std::vector<int> target);
    void removeLeaving(const std::vector<int> &target);
    void insertEntering(const std::vector<int> &target);
    void relayout(std::vector<int> order);
    void announce(const std::vector<int> &changed);

    struct Change {
        quint64 columns = 0;
        qint64 at = 0;
    };
    QList<Column> m_columns;
    std::vector<int> m_order; // row → slot
    RowFilter m_filter;
    QString m_filterText;
    QHash<int, Change> m_changes;
    QDateTime m_now;
    int m_total = 0;
    int m_sortColumn = 1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace models
