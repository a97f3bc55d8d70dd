// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// List and watch of one kind: always right in the end, through drops, 410, slow and garbled servers.
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QObject>

#include <optional>

namespace kube {

/// What came since the last batch. After replaced, objects is the whole list; what is not in it is gone.
struct WatchBatch {
    bool replaced = false;
    QList<QJsonObject> upserted; // managedFields removed
    QList<QJsonObject> deleted;
};

struct WatchState {
    enum class Phase { Connecting, Live, Waiting }; // Waiting: for the next try
    Phase phase = Phase::Connecting;
    QDateTime lastContact; // the last byte (an event, a bookmark, a list) that proved the server alive
    QDateTime nextTry;     // in Waiting
    std::optional<base::Error> error; // why it is not Live
};

/// Signals are sent in the client's thread, at most 30 batches a second: connect with a context object in the receiver's thread.
/// Destroying it ends the watch. Notices a silent server by its own pings (a list of limit 1) after 3 s without contact, so that a dead
/// connection shows within 5 s.
class Watch : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    /// Ask now instead of after the back-off (F5).
    virtual void refresh() = 0;

Q_SIGNALS:
    void batch(const kube::WatchBatch &batch);
    void stateChanged(const kube::WatchState &state);
};

} // namespace kube
