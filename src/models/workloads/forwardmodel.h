// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ports of this machine that lead to pods, as a live table.
#pragma once

#include "models/rowtable.h"

namespace models {

struct ForwardRow {
    kube::ObjectRef ref; // of what was chosen; uid: the forward's own
    kube::Health health;
    QString pod;
    QString port;          // "http 8000"
    quint16 localPort = 0; // 0: none yet
    int connections = 0;   // made since the beginning
    int failures = 0;      // of those
    QString problem;       // the last one
    QDateTime started;
    bool operator==(const ForwardRow &) const = default;
};

class ForwardModel : public RowTable<ForwardRow> {
    Q_OBJECT
public:
    enum ColumnIndex { State, Name, Port, Local, Pod, Connections, Failures, Problem, Age, ColumnCount };
    explicit ForwardModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] int compare(int column, int slotA, int slotB) const override;
    [[nodiscard]] QVariant cell(int slot, int column, int role) const override;
    [[nodiscard]] QString wordsOf(const ForwardRow &row) const override;
};

} // namespace models
