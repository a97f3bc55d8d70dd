// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/factmodel.h"

#include "base/duration.h"
#include "models/celltext.h"

namespace models::monitoring {

int FactModel::compare(int column, int slotA, int slotB) const {
    const FactRow &a = rowAt(slotA);
    const FactRow &b = rowAt(slotB);
    if (column == 0)
        return order(severityRank(a.state), severityRank(b.state));
    const FactCell left = a.cells.value(column - 1);
    const FactCell right = b.cells.value(column - 1);
    if (left.time.isValid() || right.time.isValid())
        return order(right.time, left.time);
    if (left.order || right.order)
        return order(left.order, right.order);
    return naturalOrder(left.text, right.text);
}

QVariant FactModel::cell(int slot, int column, int role) const {
    const FactRow &row = rowAt(slot);
    const FactCell cell = column == 0 ? FactCell{row.word, row.why.isEmpty() ? row.word : row.why, {}, {}} : row.cells.value(column - 1);
    switch (role) {
    case Qt::DisplayRole: return cell.time.isValid() ? base::ageText(cell.time, now()) : cell.text;
    case Qt::ToolTipRole: return cell.time.isValid() ? base::absoluteText(cell.time) : cell.toolTip.isEmpty() ? cell.text : cell.toolTip;
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.state);
    case TimeRole: return cell.time;
    default: return {};
    }
}

QString FactModel::wordsOf(const FactRow &row) const {
    QStringList words{row.word};
    for (const FactCell &cell : row.cells)
        words.append(cell.text);
    return words.join(u' ');
}

} // namespace models::monitoring
