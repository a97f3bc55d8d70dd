// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include "podlogs.h"

using namespace sandbox;

Cluster::Cluster(std::string token, double speed, Snapshot earlier)
    : m_clock(speed, earlier.timeMs)
    , m_runtime(m_store, runtimeOptions())
    , m_proxy(m_store, m_clock)
    , m_api(m_store, m_openApi, backends(), std::move(token))
    , m_controllers(m_store, controllerOptions()) {
    m_store.setClock([clock = m_clock] { return clock.now(); });
    if (earlier.revision > 0)
        m_store.restore(std::move(earlier.objects), earlier.revision);
}

void Cluster::start() {
    m_api.bootstrap();
    m_controllers.start();
    m_runtime.start();
}

Backends Cluster::backends() {
    Backends backends;
    backends.logs = [this](const LogQuery &query) { return podlogs::text(m_runtime, m_clock, query); };
    backends.followLogs = [this](const LogQuery &query, Backends::OnText onText, Backends::OnEnd onEnd) {
        return podlogs::follow(m_runtime, m_clock, query, std::move(onText), std::move(onEnd));
    };
    backends.usage = [this](const std::string &ns, const std::string &pod) {
        Backends::ContainerUsages usages;
        for (const auto &[container, usage] : m_runtime.containerUsage(ns, pod))
            usages.emplace_back(container, usage);
        return usages;
    };
    backends.proxy = [this](const ProxyRequest &request, Backends::OnResponse onResponse) {
        m_proxy.answer(request, std::move(onResponse));
    };
    return backends;
}

ControllerOptions Cluster::controllerOptions() {
    ControllerOptions options;
    options.clock = m_clock;
    options.usage = [this](const std::string &ns, const std::string &pod) { return m_runtime.usage(ns, pod); };
    options.admit = [this](const ObjectId &id, Json object) { return m_api.admitted(id, std::move(object)); };
    return options;
}

RuntimeOptions Cluster::runtimeOptions() const {
    RuntimeOptions options;
    options.clock = m_clock;
    return options;
}
