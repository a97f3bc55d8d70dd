// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What of a client lives in its thread, and the promise that every question of another thread becomes there.
#pragma once

#include "kube/discovery.h"
#include "kube/reachability.h"
#include "kube/transport.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>

namespace kube {

class ClientCore : public QObject {
    Q_OBJECT
public:
    explicit ClientCore(const ClusterAccess &access)
        : m_transport(access)
        , m_reachability(m_transport)
        , m_discovery(m_transport)
        , m_owners(std::make_unique<QObject>()) {}

    [[nodiscard]] Transport &transport() { return m_transport; }
    [[nodiscard]] Reachability &reachability() { return m_reachability; }
    void type(const QString &apiVersion, const QString &kind, QObject *owner, Discovery::Handler handler) {
        m_discovery.find(apiVersion, kind, owner, std::move(handler));
    }
    /// Parent of all that asks; gone before the connections are.
    [[nodiscard]] QObject *owners() { return m_owners.get(); }

private:
    Transport m_transport;
    Reachability m_reachability;
    Discovery m_discovery;
    std::unique_ptr<QObject> m_owners;
};

/// One question under way. Owner of its requests: cancelling the future destroys it, and so aborts them.
template <class T> class Pending : public QObject {
public:
    Pending(QPromise<base::Result<T>> promise, QObject *parent)
        : QObject(parent)
        , m_promise(std::move(promise)) {
        connect(&m_watcher, &QFutureWatcherBase::canceled, this, &QObject::deleteLater);
        m_watcher.setFuture(m_promise.future());
    }
    ~Pending() override {
        if (!m_ended)
            end(base::fail(base::ErrorKind::Cancelled, QStringLiteral("cancelled")));
    }
    void finish(base::Result<T> result) {
        end(std::move(result));
        deleteLater();
    }

private:
    void end(base::Result<T> result) {
        if (std::exchange(m_ended, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    QPromise<base::Result<T>> m_promise;
    QFutureWatcher<base::Result<T>> m_watcher;
    bool m_ended = false;
};

} // namespace kube
