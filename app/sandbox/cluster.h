// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's parts, put together: store, controllers, runtime and services behind the API server.
#pragma once

#include "faultdesk.h"
#include "sandbox/api/apiserver.h"
#include "sandbox/controllers/controllers.h"
#include "sandbox/faults/apifaults.h"
#include "sandbox/faults/faultbook.h"
#include "sandbox/faults/nodefaults.h"
#include "sandbox/faults/runtimefaults.h"
#include "sandbox/network/addressblock.h"
#include "sandbox/network/servicebalancer.h"
#include "sandbox/process/processbackend.h"
#include "sandbox/runtime/podruntime.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/store/snapshot.h"
#include "serviceproxy.h"

#include <memory>
#include <optional>

/// Where pods run as processes.
struct ProcessParts {
    QString dataFolder;
    std::string authority; // PEM
    std::string standIn;   // path of the program that runs in the AQI images
    sandbox::AddressBlock block;
};

class Cluster {
public:
    /// speed: sandbox seconds per real second. earlier: what the last run left; this one goes on with it.
    /// Without processes, pods are hollow.
    Cluster(std::string token, double speed, sandbox::Snapshot earlier, std::optional<ProcessParts> processes = {});

    [[nodiscard]] sandbox::ObjectStore &store() { return m_store; }
    [[nodiscard]] const sandbox::Clock &clock() const { return m_clock; }
    [[nodiscard]] sandbox::ApiServer &api() { return m_api; }
    [[nodiscard]] sandbox::FaultBook &faults() { return m_faults; }
    [[nodiscard]] bool isHollow() const { return !m_processes; }
    [[nodiscard]] const sandbox::ApiFaults &apiFaults() const { return m_apiFaults; }
    /// Takes in what the store holds and works from then on. port: that of the API server.
    void start(quint16 port);

private:
    [[nodiscard]] sandbox::Backends backends();
    void onMoment(std::string_view fault);
    [[nodiscard]] sandbox::ControllerOptions controllerOptions();
    [[nodiscard]] sandbox::RuntimeOptions runtimeOptions() const;
    [[nodiscard]] std::unique_ptr<sandbox::ContainerBackend> containers(const std::string &token);

    sandbox::Clock m_clock;
    std::int64_t m_behindMs = 0; // of the API server's clock: a fault
    sandbox::ObjectStore m_store;
    sandbox::OpenApi m_openApi;
    std::optional<ProcessParts> m_processes;
    sandbox::ProcessBackend *m_containers = nullptr; // the runtime's; null where pods are hollow
    std::unique_ptr<sandbox::ServiceBalancer> m_balancer;
    sandbox::FaultBook m_faults;
    sandbox::RuntimeFaults m_runtimeFaults;
    sandbox::NodeFaults m_nodeFaults;
    sandbox::PodRuntime m_runtime;
    ServiceProxy m_proxy;
    sandbox::ApiFaults m_apiFaults;
    FaultDesk m_faultDesk;
    sandbox::ApiServer m_api;
    sandbox::Controllers m_controllers;
};
