// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podruntime.h"

#include "sandbox/runtime/hollowbackend.h"
#include "sandbox/runtime/podrunner.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

using State = RunningContainer::State;

std::unexpected<StatusError> waiting(const RunningPod &pod, const RunningContainer &container) {
    const std::string why = container.reason == "ErrImagePull" ? "image can't be pulled"
        : container.reason == "ImagePullBackOff"               ? "trying and failing to pull image"
                                                               : container.reason;
    return badRequest("container \"" + container.name + "\" in pod \"" + pod.id.name + "\" is waiting to start: " + why);
}

/// What an API server says that does not reach a kubelet.
std::unexpected<StatusError> noRoute(const RunningPod &pod, const std::string &container, const std::string &host) {
    return std::unexpected(StatusError{500, "InternalError",
        "Get \"https://" + host + ":10250/containerLogs/" + pod.id.ns + "/" + pod.id.name + "/" + container + "\": dial tcp " + host
            + ":10250: connect: no route to host",
        Json::object()});
}

std::string namesOf(const std::vector<RunningContainer> &containers) {
    std::string names;
    for (const auto &container : containers)
        names += (names.empty() ? "" : " ") + container.name;
    return names;
}

std::unique_ptr<ContainerBackend> orHollow(std::unique_ptr<ContainerBackend> backend, const RuntimeOptions &options) {
    return backend ? std::move(backend) : std::make_unique<HollowBackend>(options);
}

} // namespace

PodRuntime::PodRuntime(ObjectStore &store, RuntimeOptions options, std::unique_ptr<ContainerBackend> backend, QObject *parent)
    : QObject(parent)
    , m_backend(orHollow(std::move(backend), options))
    , m_runner(std::make_unique<PodRunner>(store, *m_backend, std::move(options))) {}

PodRuntime::~PodRuntime() = default;

void PodRuntime::setTroubles(PodTroubles &troubles) {
    m_runner->setTroubles(troubles);
}

void PodRuntime::start() {
    m_runner->start();
}

Outcome<PodRuntime::Found> PodRuntime::find(const std::string &ns, const std::string &pod, const std::string &container) const {
    const ObjectId id{"pods", ns, pod};
    const ObjectPtr object = m_runner->store().get(id);
    if (!object)
        return notFound("pods", pod);
    const RunningPod *running = m_runner->find(id);
    if (running && m_runner->isLost(*running))
        return noRoute(*running, container, textAt(*object, "status.hostIP"));
    RunningPod taken = running ? *running : runningPod(id, *object, 0);
    const auto mains = std::ranges::count(taken.containers, RunningContainer::Role::Main, &RunningContainer::role);
    if (container.empty() && mains != 1)
        return badRequest("a container name must be specified for pod " + pod + ", choose one of: [" + namesOf(taken.containers) + "]");
    const auto found = std::ranges::find_if(taken.containers, [&container](const RunningContainer &c) {
        return container.empty() ? c.role == RunningContainer::Role::Main : c.name == container;
    });
    if (found == taken.containers.end())
        return badRequest("container " + container + " is not valid for pod " + pod);
    RunningContainer chosen = *found;
    return Found{std::move(taken), std::move(chosen)};
}

Outcome<std::vector<LogLine>> PodRuntime::logs(
    const std::string &ns, const std::string &pod, const std::string &container, LogOf of) const {
    const auto found = find(ns, pod, container);
    if (!found)
        return std::unexpected(found.error());
    const auto &chosen = found->container;
    if (of == LogOf::Previous && !field(chosen.lastState, "terminated").is_object())
        return badRequest("previous terminated container \"" + chosen.name + "\" in pod \"" + pod + "\" not found");
    if (of == LogOf::Current && chosen.state == State::Waiting && !chosen.everStarted())
        return waiting(found->pod, chosen);
    return m_backend->logs(found->pod, chosen, of);
}

Outcome<std::unique_ptr<ExecSession>> PodRuntime::exec(
    const std::string &ns, const std::string &pod, const std::string &container, const ExecRequest &request) {
    const auto found = find(ns, pod, container);
    if (!found)
        return std::unexpected(found.error());
    if (found->container.state != State::Running) {
        return std::unexpected(StatusError{500, "InternalError",
            "Internal error occurred: unable to upgrade connection: container not found (\"" + found->container.name + "\")", Json::object()});
    }
    return m_backend->exec({found->pod.uid, found->container.name}, request);
}

std::vector<ContainerUsage> PodRuntime::containerUsage(const std::string &ns, const std::string &pod) const {
    std::vector<ContainerUsage> result;
    const ObjectId id{"pods", ns, pod};
    const RunningPod *running = m_runner->find(id);
    const ObjectPtr object = m_runner->store().get(id);
    if (!running || !object || m_runner->isLost(*running))
        return result;
    for (const auto &container : running->containers) {
        if (container.state == State::Running)
            result.push_back({container.name, m_backend->usage(*running, container, *object)});
    }
    return result;
}

std::optional<PodUsage> PodRuntime::usage(const std::string &ns, const std::string &pod) const {
    const auto containers = containerUsage(ns, pod);
    if (containers.empty())
        return std::nullopt;
    PodUsage sum;
    for (const auto &[name, usage] : containers) {
        sum.cores += usage.cores;
        sum.bytes += usage.bytes;
    }
    return sum;
}

void PodRuntime::setUsage(const std::string &app, double cpuOfRequest, double memoryOfRequest) {
    m_backend->setUsage(app, {cpuOfRequest, memoryOfRequest});
}

void PodRuntime::clearUsage(const std::string &app) {
    m_backend->clearUsage(app);
}

} // namespace sandbox
