// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What answers behind a service: a ready pod that runs as a process, or, for a hollow one, the AQI stand-in that its label `app` names.
#pragma once

#include "httpforward.h"
#include "sandbox/api/backends.h"
#include "sandbox/services/aqiservices.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/objectstore.h"

#include <QObject>
#include <QThreadPool>

#include <optional>
#include <string>

class ServiceProxy : public QObject {
    Q_OBJECT
public:
    ServiceProxy(const sandbox::ObjectStore &store, sandbox::Clock clock, QObject *parent = nullptr);
    /// Answers in this thread; the work is done in another.
    void answer(const sandbox::ProxyRequest &request, sandbox::Backends::OnResponse onResponse);

private:
    /// The label `app` of a ready pod behind the service; empty where there is none.
    [[nodiscard]] std::string appBehind(const std::string &ns, const std::string &service) const;

    struct Place {
        std::string address;
        int port = 0;
    };
    /// Of a ready pod behind the service that runs as a process; nothing where none does.
    [[nodiscard]] std::optional<Place> processBehind(const sandbox::ProxyRequest &request) const;

    const sandbox::ObjectStore &m_store;
    HttpForward m_forward;
    sandbox::Clock m_clock;
    sandbox::AqiServices m_services;
    QThreadPool m_pool; // the last one: its end waits for what still runs
};
