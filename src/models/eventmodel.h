// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a namespace, or of some objects only, as a live table.
#pragma once

#include "models/rowtable.h"

#include <optional>

namespace models {

class EventModel : public RowTable<kube::EventRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Reason, Object, Message, Count, Last, Source, ColumnCount };
    explicit EventModel(QObject *parent = nullptr);

    /// Only events about these objects, by uid; nothing for all.
    void setRegarding(std::optional<QStringList> uids);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const kube::EventRow &row) const override;
    [[nodiscard]] bool admits(int slot) const override;

private:
    std::optional<QStringList> m_regarding;
};

} // namespace models
