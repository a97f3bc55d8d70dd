// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include "hollowlogs.h"

using namespace sandbox;

namespace {
/// What the hollow runtime cannot do, and why.
StatusError hollow(const std::string &pod, const std::string &consequence) {
    return {501, "NotImplemented", "pod " + pod + " is hollow: the sandbox started no process for it, so " + consequence, Json::object()};
}
} // namespace

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
    backends.logs = [this](const LogQuery &query) { return hollowlogs::text(m_runtime, query); };
    backends.followLogs = [this](const LogQuery &query, Backends::OnText onText, Backends::OnEnd onEnd) {
        return hollowlogs::follow(m_runtime, m_store, query, std::move(onText), std::move(onEnd));
    };
    backends.exec = [](const ExecQuery &query) -> Backends::Process { return std::unexpected(hollow(query.pod, "no command can run in it")); };
    backends.attach = [](const ExecQuery &query) -> Backends::Process {
        return std::unexpected(hollow(query.pod, "there is no process to attach to"));
    };
    backends.podHost = [](const std::string &, const std::string &pod) -> Outcome<std::string> {
        return std::unexpected(hollow(pod, "nothing listens on its ports"));
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
