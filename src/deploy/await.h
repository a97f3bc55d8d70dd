// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Waits for a future inside a worker thread, never in the thread of a window, and gives up as soon as the work is cancelled.
#pragma once

#include "base/error.h"

#include <QFuture>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace deploy {

/// stopped: asked at least every 10 ms; true aborts the request. A cancelled future is an Error of kind Cancelled.
template <class T, class Stopped> [[nodiscard]] base::Result<T> await(QFuture<base::Result<T>> future, Stopped stopped) {
    using namespace std::chrono_literals;
    const auto cancelled = [] { return base::fail(base::ErrorKind::Cancelled, QStringLiteral("stopped")); };
    auto pause = std::chrono::microseconds(500); // short answers are not held up, long ones are not polled hard
    for (; !future.isFinished(); pause = std::min<std::chrono::microseconds>(pause * 2, 10ms)) {
        QThread::usleep(static_cast<unsigned long>(pause.count()));
        if (stopped()) {
            future.cancel();
            return cancelled();
        }
    }
    if (future.resultCount() == 0)
        return cancelled();
    return future.result();
}

} // namespace deploy
