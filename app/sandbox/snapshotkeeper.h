// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the file of the store's objects up to date, so that the next run in the folder goes on where this one ended, even where it was
// killed: all but the last changes are there.
#pragma once

#include "sandbox/store/clock.h"
#include "sandbox/store/snapshot.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>

class SnapshotKeeper : public QObject {
    Q_OBJECT
public:
    /// Writes soon after a change, at most every 2 s, and less often where a write takes long: never more than a twentieth of the time.
    SnapshotKeeper(const sandbox::ObjectStore &store, sandbox::Clock clock, QString path, QObject *parent = nullptr);
    /// At the end: waits until what there is now is written.
    void finish();

private:
    void arm();
    void save();
    void saved(const base::Status &status, std::chrono::milliseconds took);
    [[nodiscard]] sandbox::Snapshot taken() const;

    const sandbox::ObjectStore &m_store;
    sandbox::Clock m_clock;
    QString m_path;
    QTimer m_timer;
    QElapsedTimer m_sinceSave;
    std::chrono::milliseconds m_pause;
    std::uint64_t m_savedRevision = 0;
    bool m_saving = false;
    QThreadPool m_pool; // the last one: its end waits for what still runs
};
