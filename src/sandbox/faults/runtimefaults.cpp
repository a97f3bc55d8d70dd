// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/runtimefaults.h"

#include "sandbox/store/fields.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace sandbox {

namespace {

constexpr auto crashesAfter = 500ms;
constexpr auto fullAfter = 2s;

std::string joinedWords(const Json &words) {
    std::string text;
    for (const auto &word : words)
        text += (text.empty() ? "" : " ") + (word.is_string() ? word.get<std::string>() : std::string());
    return text;
}

/// As a kubelet words the failure of this kind of probe.
std::string failureOf(const Json &probe, int status, const std::string &address) {
    if (field(probe, "httpGet").is_object())
        return "HTTP probe failed with statuscode: " + std::to_string(status);
    if (const Json &port = field(probe, "tcpSocket.port"); !port.is_null())
        return "dial tcp " + address + ":" + (port.is_string() ? port.get<std::string>() : port.dump()) + ": connect: connection refused";
    if (field(probe, "exec").is_object())
        return "command timed out: \"" + joinedWords(itemsAt(probe, "exec.command")) + "\" timed out after "
            + std::to_string(numberAt(probe, "timeoutSeconds", 1)) + "s";
    return "service unhealthy (responded with \"NOT_SERVING\")";
}

const char *probeOf(std::string_view fault) {
    return fault == "readiness-failing" ? "readinessProbe" : fault == "liveness-failing" ? "livenessProbe" : nullptr;
}

} // namespace

RuntimeFaults::RuntimeFaults(const ObjectStore &store, const FaultBook &book, QObject *parent)
    : PodTroubles(parent)
    , m_store(store)
    , m_book(book) {
    connect(&book, &FaultBook::changed, this, &RuntimeFaults::look);
}

void RuntimeFaults::look() {
    m_aimed.clear();
    m_lost.clear();
    for (const auto &active : m_book.active()) {
        if (active.fault->name == "node-lost")
            m_lost.insert(active.target.id.name);
        else if (active.fault->place == Fault::Place::Runtime)
            m_aimed.push_back({active.fault->name, active.target.id});
    }
    Q_EMIT changed();
}

bool RuntimeFaults::owns(const ObjectId &workload, const ObjectId &pod) const {
    ObjectPtr object = m_store.get(pod);
    for (int depth = 0; object && depth < 2; ++depth) { // its set, and the set's deployment
        const Json &owner = controllerOf(*object);
        const std::string kind = textAt(owner, "kind");
        const std::string resource = kind == "ReplicaSet" ? "replicasets.apps"
            : kind == "Deployment"                        ? "deployments.apps"
            : kind == "StatefulSet"                       ? "statefulsets.apps"
            : kind == "DaemonSet"                         ? "daemonsets.apps"
                                                          : "";
        const ObjectId id{resource, pod.ns, textAt(owner, "name")};
        if (id == workload)
            return true;
        object = resource.empty() ? nullptr : m_store.get(id);
    }
    return false;
}

bool RuntimeFaults::isOn(std::string_view fault, const RunningPod &pod) const {
    return std::ranges::any_of(m_aimed, [&](const Aimed &aimed) { return aimed.fault == fault && owns(aimed.workload, pod.id); });
}

std::optional<PodTroubles::Ending> RuntimeFaults::endingOf(const RunningPod &pod, const RunningContainer &container) const {
    if (m_aimed.empty() || container.role != RunningContainer::Role::Main)
        return std::nullopt;
    if (isOn("crash-loop", pod))
        return Ending{crashesAfter, {1, "Error"}};
    if (isOn("out-of-memory", pod))
        return Ending{fullAfter, {137, "OOMKilled"}};
    return std::nullopt;
}

std::optional<ProbeResult> RuntimeFaults::answerOf(
    const RunningPod &pod, const RunningContainer &container, ProbeKind kind, const Json &probe) const {
    if (m_aimed.empty() || container.role != RunningContainer::Role::Main)
        return std::nullopt;
    if (kind == ProbeKind::Readiness && isOn("readiness-failing", pod))
        return ProbeResult{false, failureOf(probe, 503, pod.ip)};
    if (kind == ProbeKind::Liveness && isOn("liveness-failing", pod))
        return ProbeResult{false, failureOf(probe, 500, pod.ip)};
    return std::nullopt;
}

bool RuntimeFaults::probes(const RunningPod &pod) const {
    return !m_aimed.empty() && (isOn("readiness-failing", pod) || isOn("liveness-failing", pod));
}

Outcome<void> runtimeCheck(const ObjectStore &store, const ActiveFault &active) {
    const char *probe = probeOf(active.fault->name);
    const ObjectPtr workload = probe ? store.get(active.target.id) : nullptr;
    const auto &containers = workload ? itemsAt(*workload, "spec.template.spec.containers") : Json::array();
    if (!probe || std::ranges::any_of(containers, [probe](const Json &container) { return field(container, probe).is_object(); }))
        return {};
    return std::unexpected(StatusError{422, "Invalid", active.target.text + " has no " + probe + " that could fail", Json::object()});
}

} // namespace sandbox
