// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Storage of a live table's rows in slots, fed by the session's deltas; what all models of rows share.
#pragma once

#include "kube/session.h"
#include "models/tablemodel.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <vector>

namespace models {

/// Row has ref.uid. The key falls back to kind/name where a server gives no uid.
template <class Row> class RowTable : public TableModel {
public:
    using TableModel::TableModel;

    void apply(const kube::Delta<Row> &delta) {
        std::vector<int> changed;
        std::vector<int> gone;
        if (delta.replaced)
            collectMissing(delta.upserted, gone);
        for (const Row &row : delta.upserted)
            put(row, changed);
        std::sort(changed.begin(), changed.end());
        changed.erase(std::unique(changed.begin(), changed.end()), changed.end()); // a row may come twice in one batch
        for (const QString &uid : delta.removed) {
            const int slot = m_slots.value(uid, -1);
            if (slot >= 0 && !std::binary_search(changed.begin(), changed.end(), slot))
                gone.push_back(slot);
        }
        std::sort(gone.begin(), gone.end());
        gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
        slotsChanged(changed, gone, static_cast<int>(m_slots.size() - static_cast<qsizetype>(gone.size())));
        for (const int slot : gone)
            free(slot);
    }
    void clear() { apply({true, {}, {}}); }

    /// Null where there is none. Valid until the next change.
    [[nodiscard]] const Row *find(const QString &key) const {
        const int slot = m_slots.value(key, -1);
        return slot < 0 ? nullptr : &rowAt(slot);
    }
    [[nodiscard]] const Row *shownAt(int row) const { return find(data(index(row, 0), KeyRole).toString()); }

protected:
    [[nodiscard]] const Row &rowAt(int slot) const { return m_rows[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] virtual QString wordsOf(const Row &row) const = 0;

    [[nodiscard]] QString keyOf(int slot) const final { return keyOfRow(rowAt(slot)); }
    [[nodiscard]] int slotOf(const QString &key) const final { return m_slots.value(key, -1); }
    [[nodiscard]] QString searchText(int slot) const final {
        QString &text = m_words[static_cast<std::size_t>(slot)]; // folded when first asked for: most tables are never filtered
        if (text.isNull())
            text = wordsOf(rowAt(slot)).toCaseFolded();
        return text;
    }
    [[nodiscard]] std::vector<int> allSlots() const final { return {m_slots.cbegin(), m_slots.cend()}; }

private:
    [[nodiscard]] static QString keyOfRow(const Row &row) { return row.ref.uid.isEmpty() ? row.ref.text() : row.ref.uid; }

    void collectMissing(const QList<Row> &rows, std::vector<int> &gone) const {
        QSet<QString> present;
        present.reserve(rows.size());
        for (const Row &row : rows)
            present.insert(keyOfRow(row));
        for (auto it = m_slots.cbegin(); it != m_slots.cend(); ++it) {
            if (!present.contains(it.key()))
                gone.push_back(it.value());
        }
    }
    void put(const Row &row, std::vector<int> &changed) {
        const QString key = keyOfRow(row);
        const int known = m_slots.value(key, -1);
        if (known >= 0) {
            if (rowAt(known) == row)
                return;
            replace(known, row);
            changed.push_back(known);
            return;
        }
        int slot = static_cast<int>(m_rows.size());
        if (!m_free.empty()) {
            slot = m_free.back();
            m_free.pop_back();
            m_rows[static_cast<std::size_t>(slot)] = row;
            m_words[static_cast<std::size_t>(slot)] = QString();
        } else {
            m_rows.push_back(row);
            m_words.emplace_back();
        }
        m_slots.insert(key, slot);
        changed.push_back(slot);
    }
    void replace(int slot, const Row &row) {
        const QStringList before = texts(slot);
        m_rows[static_cast<std::size_t>(slot)] = row;
        m_words[static_cast<std::size_t>(slot)] = QString();
        const QStringList after = texts(slot);
        quint64 mask = 0;
        for (qsizetype column = 0; column < after.size(); ++column) {
            if (before.at(column) != after.at(column))
                mask |= quint64(1) << column;
        }
        markChanged(slot, mask);
    }
    void free(int slot) {
        m_slots.remove(keyOf(slot));
        m_rows[static_cast<std::size_t>(slot)] = Row();
        m_words[static_cast<std::size_t>(slot)] = QString();
        m_free.push_back(slot);
    }

    std::vector<Row> m_rows;
    mutable std::vector<QString> m_words;
    std::vector<int> m_free;
    QHash<QString, int> m_slots;
};

} // namespace models
