// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments, stateful sets, daemon sets, jobs and cron jobs of a namespace as a live table.
#pragma once

#include "models/rowtable.h"

namespace models {

class WorkloadModel : public RowTable<kube::WorkloadRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Name, Kind, Ready, Updated, Scaling, Restarts, Age, Schedule, Images, Reason, ColumnCount };
    explicit WorkloadModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const kube::WorkloadRow &row) const override;
};

} // namespace models
