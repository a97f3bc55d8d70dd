// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A live table of what is asked for again and again: targets, rules, alerts, silences, results of a query.
#pragma once

#include "models/rowtable.h"

namespace models::monitoring {

struct FactCell {
    QString text;
    QString toolTip;
    QDateTime time;              // an age, written anew every second
    std::optional<double> order; // sorts by it, else by the text
    bool operator==(const FactCell &) const = default;
};

struct FactRow {
    kube::ObjectRef ref; // kind, name for copying, uid as the key
    kube::HealthState state = kube::HealthState::Unknown;
    QString word; // of the state, in the words of the thing: "firing"
    QString why;  // tool tip of the state
    QList<FactCell> cells; // of the columns after the state
    QList<std::pair<QString, QString>> details; // for the pane at the right
    bool operator==(const FactRow &) const = default;
};

class FactModel : public RowTable<FactRow> {
    Q_OBJECT
public:
    using RowTable::RowTable;
    void setRows(const QList<FactRow> &rows) { apply({true, rows, {}}); }

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const FactRow &row) const override;
};

} // namespace models::monitoring
