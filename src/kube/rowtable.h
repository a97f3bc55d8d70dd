// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows by uid, and which of them changed since the last look.
#pragma once

#include "kube/delta.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace kube {

template <class Row> class RowTable {
public:
    [[nodiscard]] const QHash<QString, Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row *find(const QString &uid) const {
        const auto it = m_rows.constFind(uid);
        return it == m_rows.constEnd() ? nullptr : &*it;
    }
    void put(const Row &row) {
        const auto it = m_rows.find(row.ref.uid);
        if (it == m_rows.end())
            m_rows.insert(row.ref.uid, row);
        else if (*it == row)
            return;
        else
            *it = row;
        m_changed.insert(row.ref.uid);
        m_removed.remove(row.ref.uid);
    }
    void remove(const QString &uid) {
        if (m_rows.remove(uid) == 0)
            return;
        m_changed.remove(uid);
        m_removed.insert(uid);
    }
    /// The server has told the whole table; where nothing was taken before, the delta says so even if it is empty.
    void setListed() {
        m_fresh = m_fresh || !m_taken;
        m_taken = true;
    }

    [[nodiscard]] Delta<Row> take() {
        Delta<Row> delta;
        if (std::exchange(m_fresh, false)) {
            delta.replaced = true;
            delta.upserted = m_rows.values();
        } else {
            delta.upserted.reserve(m_changed.size());
            for (const QString &uid : std::as_const(m_changed))
                delta.upserted.append(m_rows.value(uid));
            delta.removed = QStringList(m_removed.begin(), m_removed.end());
        }
        m_changed.clear();
        m_removed.clear();
        m_taken = m_taken || !delta.isEmpty();
        return delta;
    }

private:
    QHash<QString, Row> m_rows;
    QSet<QString> m_changed;
    QSet<QString> m_removed;
    bool m_taken = false;
    bool m_fresh = false;
};

} // namespace kube
