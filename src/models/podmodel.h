// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pods of a namespace as a live table.
#pragma once

#include "models/rowtable.h"

namespace models {

class PodModel : public RowTable<kube::PodRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Name, Ready, Status, Restarts, Age, Cpu, CpuOfRequest, CpuOfLimit, Memory, MemoryOfRequest, MemoryOfLimit, Workload, Node, Address, ColumnCount };
    explicit PodModel(QObject *parent = nullptr);

    /// Why usage is not known where it is not; empty: its cluster has only not measured it yet.
    void setUsageProblem(const QString &sentence);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const kube::PodRow &row) const override;

private:
    [[nodiscard]] QString usageToolTip(const kube::PodRow &row, int column) const;
    QString m_usageProblem;
};

} // namespace models
