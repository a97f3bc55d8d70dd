// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The horizontal pod autoscalers of a namespace as a live table.
#pragma once

#include "models/rowtable.h"

namespace models {

class AutoscalerModel : public RowTable<kube::AutoscalerRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Name, Target, Current, Desired, Minimum, Maximum, Metrics, LastScale, Age, ColumnCount };
    explicit AutoscalerModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const kube::AutoscalerRow &row) const override;
};

} // namespace models
