// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Work in the client's thread, waited for: what a handle of another thread makes there, it also destroys there.
#pragma once

#include <QObject>
#include <QThread>

namespace kube {

/// Returns when it is done. object's thread must run an event loop, or be this one.
template <class Do> void inThreadOf(QObject &object, Do what) {
    const bool there = object.thread() == QThread::currentThread();
    QMetaObject::invokeMethod(&object, std::move(what), there ? Qt::DirectConnection : Qt::BlockingQueuedConnection);
}

} // namespace kube
