// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "snapshotkeeper.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <cstdio>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto soon = 200ms; // changes come in crowds
constexpr auto shortestPause = 2000ms;
constexpr int shareOfTime = 20;

void complain(const base::Status &status) {
    if (!status)
        std::fprintf(stderr, "the objects could not be saved: %s\n", qPrintable(status.error().text()));
}

} // namespace

SnapshotKeeper::SnapshotKeeper(const sandbox::ObjectStore &store, sandbox::Clock clock, QString path, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_path(std::move(path))
    , m_pause(shortestPause) {
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SnapshotKeeper::save);
    connect(&m_store, &sandbox::ObjectStore::written, this, &SnapshotKeeper::arm);
    arm();
}

void SnapshotKeeper::arm() {
    if (m_saving || m_timer.isActive())
        return;
    const auto waited = m_sinceSave.isValid() ? std::chrono::duration_cast<std::chrono::milliseconds>(m_sinceSave.durationElapsed()) : m_pause;
    m_timer.start(std::max<std::chrono::milliseconds>(soon, m_pause - waited));
}

sandbox::Snapshot SnapshotKeeper::taken() const {
    return {m_store.revision(), m_clock.nowMs(), m_store.all()};
}

void SnapshotKeeper::save() {
    m_saving = true;
    m_sinceSave.start();
    m_savedRevision = m_store.revision();
    QtConcurrent::run(&m_pool, [path = m_path, snapshot = taken()] {
        QElapsedTimer timer;
        timer.start();
        const auto status = sandbox::writeSnapshot(path, snapshot);
        return std::pair(status, std::chrono::duration_cast<std::chrono::milliseconds>(timer.durationElapsed()));
    }).then(this, [this](const std::pair<base::Status, std::chrono::milliseconds> &done) { saved(done.first, done.second); });
}

void SnapshotKeeper::saved(const base::Status &status, std::chrono::milliseconds took) {
    complain(status);
    m_saving = false;
    m_pause = std::max<std::chrono::milliseconds>(shortestPause, took * shareOfTime);
    if (m_store.revision() != m_savedRevision)
        arm();
}

void SnapshotKeeper::finish() {
    m_timer.stop();
    m_pool.waitForDone();
    complain(sandbox::writeSnapshot(m_path, taken()));
}
