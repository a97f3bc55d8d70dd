// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include "execprocess.h"
#include "podlogs.h"
#include "sandbox/api/accounttoken.h"
#include "sandbox/runtime/hollowbackend.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <cstdio>

using namespace sandbox;

namespace {

constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t yearMs = 365LL * 24 * 3600 * 1000;

/// Where the pod's ports listen; a hollow pod has an address, but nothing listens there.
Outcome<std::string> hostOf(const ObjectStore &store, const std::string &ns, const std::string &pod) {
    const auto object = store.get({"pods", ns, pod});
    if (!object)
        return notFound("pods", pod);
    const auto &containers = itemsAt(*object, "status.containerStatuses");
    const auto runs = [](const Json &status) { return field(status, "state.running").is_object(); };
    if (textAt(*object, "status.podIP").empty() || std::ranges::none_of(containers, runs))
        return badRequest("unable to forward port because pod " + pod + " is not running");
    if (std::ranges::all_of(containers, [](const Json &status) { return textAt(status, "containerID").starts_with("hollow://"); })) {
        return std::unexpected(StatusError{501, "NotImplemented",
            "pod " + pod + " is hollow: nothing runs in it, so nothing listens on its ports", Json::object()});
    }
    return textAt(*object, "status.podIP");
}
} // namespace

Cluster::Cluster(std::string token, double speed, Snapshot earlier, std::optional<ProcessParts> processes)
    : m_clock(speed, earlier.timeMs)
    , m_processes(std::move(processes))
    , m_faults(m_store, m_openApi)
    , m_runtimeFaults(m_store, m_faults)
    , m_nodeFaults(m_store, m_faults, m_clock)
    , m_runtime(m_store, runtimeOptions(), containers(token))
    , m_proxy(m_store, m_clock)
    , m_apiFaults(m_faults, token)
    , m_faultDesk(m_faults)
    , m_api(m_store, m_openApi, backends(), std::move(token))
    , m_controllers(m_store, controllerOptions()) {
    m_store.setClock([this] { return timeText(m_clock.nowMs() - m_behindMs); });
    m_api.setDisturb([this](const HttpRequest &request) { return m_apiFaults.of(request); });
    QObject::connect(&m_faults, &FaultBook::happened, &m_api, [this](std::string_view fault) { onMoment(fault); });
    if (earlier.revision > 0)
        m_store.restore(std::move(earlier.objects), earlier.revision);
    const auto setBack = [this] { m_behindMs = m_apiFaults.isOn("clock-skew") ? dayMs : 0; };
    QObject::connect(&m_faults, &FaultBook::changed, &m_apiFaults, setBack); // which has looked by then
    m_apiFaults.look();
    setBack();
    m_runtimeFaults.look();
    m_runtime.setTroubles(m_runtimeFaults);
    QObject::connect(&m_nodeFaults, &NodeFaults::evictionWanted, &m_runtimeFaults, &PodTroubles::evictionWanted);
}

void Cluster::start(quint16 port) {
    m_controllers.start(); // the namespaces first: the API server's own service lies in one
    if (m_processes) {
        moveServices(m_store, m_processes->block);
        m_api.bootstrap(m_processes->block.firstService());
        m_containers->begin({"127.0.0.1", port});
        m_balancer->start(port);
    } else {
        m_api.bootstrap();
    }
    m_runtime.start();
    m_nodeFaults.look();
}

std::unique_ptr<ContainerBackend> Cluster::containers(const std::string &token) {
    if (!m_processes)
        return {};
    m_balancer = std::make_unique<ServiceBalancer>(m_store);
    QObject::connect(m_balancer.get(), &ServiceBalancer::notListening, m_balancer.get(),
        [](const QString &service, const QString &address, int port, const QString &why) {
            std::fprintf(stderr, "service %s does not listen on %s:%d: %s\n", qPrintable(service), qPrintable(address), port, qPrintable(why));
        });
    ProcessOptions options{m_processes->dataFolder, m_clock, m_processes->authority, {}};
    options.standIn = m_processes->standIn;
    options.token = [this, token](const Json &pod, const Json &source) {
        const auto now = timeMs(m_store.now()).value_or(0); // the API server's clock, which a fault may have set back
        const auto lasts = std::max<std::int64_t>(numberAt(source, "expirationSeconds", 0) * 1000, yearMs); // it is not renewed in the pod
        return accountToken(token, {namespaceOf(pod), textAt(pod, "spec.serviceAccountName", "default"), nameOf(pod), now, now + lasts});
    };
    auto backend = std::make_unique<ProcessBackend>(m_store, std::move(options), std::make_unique<HollowBackend>(runtimeOptions()));
    m_containers = backend.get();
    return backend;
}

void Cluster::onMoment(std::string_view fault) {
    if (fault == "drop-watches")
        m_api.dropWatches();
    else if (fault == "expire-watches")
        m_api.expireWatches();
}

Backends Cluster::backends() {
    Backends backends;
    backends.program = [this](const HttpRequest &request) { return m_faultDesk.answer(request); };
    backends.logs = [this](const LogQuery &query) { return podlogs::text(m_runtime, query); };
    backends.followLogs = [this](const LogQuery &query, Backends::OnText onText, Backends::OnEnd onEnd) {
        return podlogs::follow(m_runtime, m_store, query, std::move(onText), std::move(onEnd));
    };
    backends.exec = [this](const ExecQuery &query) {
        return m_runtime.exec(query.ns, query.pod, query.container, execRequest(query)).transform([](std::unique_ptr<ExecSession> session) {
            return std::unique_ptr<ContainerProcess>(std::make_unique<ExecProcess>(std::move(session)));
        });
    };
    backends.attach = [](const ExecQuery &query) -> Backends::Process {
        return std::unexpected(StatusError{501, "NotImplemented",
            "the sandbox's runtime gives no way to the streams of container " + query.container + "; its log has its output", Json::object()});
    };
    backends.podHost = [this](const std::string &ns, const std::string &pod) { return hostOf(m_store, ns, pod); };
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
    options.usage = [this](const std::string &ns, const std::string &pod) {
        return m_apiFaults.isOn("metrics-down") ? std::nullopt : m_runtime.usage(ns, pod);
    };
    options.admit = [this](const ObjectId &id, Json object) { return m_api.admitted(id, std::move(object)); };
    return options;
}

RuntimeOptions Cluster::runtimeOptions() const {
    RuntimeOptions options;
    options.clock = m_clock;
    if (m_processes)
        options.podNetwork = m_processes->block.network();
    return options;
}
