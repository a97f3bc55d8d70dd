// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/watchhandle.h"

#include "kube/clientcore.h"
#include "kube/inthread.h"
#include "kube/listwatch.h"

namespace kube {

WatchHandle::WatchHandle(ClientCore &core, const QString &apiVersion, const QString &kind, const QString &ns)
    : m_core(core) {
    inThreadOf(m_core, [&] {
        m_inner = std::make_unique<ListWatch>(m_core, apiVersion, kind, ns);
        connect(m_inner.get(), &ListWatch::batch, m_inner.get(), [this](const WatchBatch &changes) { Q_EMIT batch(changes); });
        connect(m_inner.get(), &ListWatch::stateChanged, m_inner.get(), [this](const WatchState &state) { Q_EMIT stateChanged(state); });
    });
}

// Waits for the client's thread, so that no signal is on its way when this is gone.
WatchHandle::~WatchHandle() {
    inThreadOf(m_core, [this] { m_inner.reset(); });
}

void WatchHandle::start() {
    QMetaObject::invokeMethod(m_inner.get(), &ListWatch::start, Qt::QueuedConnection);
}

void WatchHandle::refresh() {
    QMetaObject::invokeMethod(m_inner.get(), &ListWatch::refresh, Qt::QueuedConnection);
}

} // namespace kube
