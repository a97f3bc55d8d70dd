// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the AQI stand-in services behind the pods of the hollow runtime: a service's ready pod says by its label `app` which one answers.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/services/aqiservices.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/objectstore.h"

#include <QObject>
#include <QThreadPool>

class ServiceProxy : public QObject {
    Q_OBJECT
public:
    ServiceProxy(const sandbox::ObjectStore &store, sandbox::Clock clock, QObject *parent = nullptr);
    /// Answers in this thread; the work is done in another.
    void answer(const sandbox::ProxyRequest &request, sandbox::Backends::OnResponse onResponse);

private:
    /// The label `app` of a ready pod behind the service; empty where there is none.
    [[nodiscard]] std::string appBehind(const std::string &ns, const std::string &service) const;

    const sandbox::ObjectStore &m_store;
    sandbox::Clock m_clock;
    sandbox::AqiServices m_services;
    QThreadPool m_pool; // the last one: its end waits for what still runs
};
