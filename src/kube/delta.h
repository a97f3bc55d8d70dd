// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The values that a session hands out: how good the connection is, and what changed.
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace kube {

struct Connection {
    /// Live: all tables follow the server. Delayed: something is late, an answer or one of the tables. Offline: the server cannot be
    /// reached, or lets us read nothing.
    enum class State { Connecting, Live, Delayed, Offline };
    State state = State::Connecting;
    QDateTime since;       // of this state
    QDateTime lastContact; // the age of what is shown
    QDateTime nextTry;
    std::optional<base::Error> error;
    bool operator==(const Connection &) const = default;
};

/// A change of one table of rows. Keys are uids.
template <class Row> struct Delta {
    bool replaced = false; // the rows are all there are
    QList<Row> upserted;
    QStringList removed;
    [[nodiscard]] bool isEmpty() const { return !replaced && upserted.isEmpty() && removed.isEmpty(); }
};

} // namespace kube
