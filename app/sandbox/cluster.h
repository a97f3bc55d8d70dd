// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's parts, put together: store, controllers, runtime and services behind the API server.
#pragma once

#include "sandbox/api/apiserver.h"
#include "sandbox/controllers/controllers.h"
#include "sandbox/runtime/podruntime.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/store/snapshot.h"
#include "serviceproxy.h"

class Cluster {
public:
    /// speed: sandbox seconds per real second. earlier: what the last run left; this one goes on with it.
    Cluster(std::string token, double speed, sandbox::Snapshot earlier);

    [[nodiscard]] sandbox::ObjectStore &store() { return m_store; }
    [[nodiscard]] const sandbox::Clock &clock() const { return m_clock; }
    [[nodiscard]] sandbox::ApiServer &api() { return m_api; }
    /// Takes in what the store holds and works from then on.
    void start();

private:
    [[nodiscard]] sandbox::Backends backends();
    [[nodiscard]] sandbox::ControllerOptions controllerOptions();
    [[nodiscard]] sandbox::RuntimeOptions runtimeOptions() const;

    sandbox::Clock m_clock;
    sandbox::ObjectStore m_store;
    sandbox::OpenApi m_openApi;
    sandbox::PodRuntime m_runtime;
    ServiceProxy m_proxy;
    sandbox::ApiServer m_api;
    sandbox::Controllers m_controllers;
};
