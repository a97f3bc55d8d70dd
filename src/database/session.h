// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The port through which the console asks PostgreSQL, without knowing how it is reached: through a forwarded port, or at an address.
#pragma once

#include "base/error.h"

#include <QFuture>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace database {

struct Question {
    QString sql;            // one statement; parameters are $1, $2, ...
    QStringList parameters; // as PostgreSQL reads them; cast in the statement: $1::timestamptz
    std::chrono::milliseconds limit = std::chrono::seconds(10);
};

/// Cells as PostgreSQL writes them; nothing for NULL.
struct Table {
    QStringList columns;
    QList<QList<std::optional<QString>>> rows;
};

/// Read-only. Every question ends exactly once: a table, or an Error (Network, Auth, Forbidden, NotFound for a table or column that is not
/// there, Invalid, Server, Timeout, Cancelled). Cancelling the future gives the question up. Futures may finish in another thread, so
/// continue with then(context, ...).
class Session {
public:
    virtual ~Session() = default;
    [[nodiscard]] virtual QFuture<base::Result<Table>> ask(Question question) = 0;
    /// Where answers come from, for a person: "aqi_predictor in timescaledb-0".
    [[nodiscard]] virtual QString source() const = 0;
};

} // namespace database
