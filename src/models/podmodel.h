// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pods of a namespace as a live table.
#pragma once

#include "models/rowtable.h"

namespace models {

class PodModel : public RowTable<kube::PodRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Name, Ready, Status, Restarts, Age, Cpu, Memory, Workload, Node, Address, ColumnCount };
    explicit PodModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const kube::PodRow &row) const override;
};

} // namespace models
