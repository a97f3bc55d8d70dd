// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong in pods on purpose: the part of PodRunner that asks PodTroubles.
#include "sandbox/runtime/podtroubles.h"

#include "sandbox/runtime/podrunner.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

using State = RunningContainer::State;
using Stage = RunningPod::Stage;

constexpr auto killed = 137;

} // namespace

void PodRunner::setTroubles(PodTroubles &troubles) {
    m_troubles = &troubles;
    m_prober.setAnswer([this](const ContainerRef &ref, ProbeKind kind, const Json &probe) { return probeAnswer(ref, kind, probe); });
    connect(&troubles, &PodTroubles::changed, this, &PodRunner::onTroubles);
    connect(&troubles, &PodTroubles::evictionWanted, this, &PodRunner::evict);
}

void PodRunner::onTroubles() {
    for (const auto &pod : m_store.list("pods")) // of nodes that are there again: what was wanted meanwhile
        look({"pods", namespaceOf(*pod), nameOf(*pod)}, *pod);
    for (auto &[uid, pod] : m_pods) {
        const ObjectPtr object = m_store.get(pod.id);
        if (!object || pod.stage == Stage::Stopping || pod.stage == Stage::Finished)
            continue;
        for (const auto &container : pod.containers) {
            const ContainerRef ref{uid, container.name};
            if (container.state != State::Running)
                continue;
            endOnPurpose(pod, container);
            if (container.role != RunningContainer::Role::Init && m_troubles->probes(pod) && !m_prober.watches(ref))
                m_prober.watch(ref, container.id, containerSpec(*object, container.name), container.ready ? Prober::From::Ready : Prober::From::Start);
        }
        write(pod);
    }
}

void PodRunner::endOnPurpose(RunningPod &pod, const RunningContainer &container) {
    const auto ending = m_troubles ? m_troubles->endingOf(pod, container) : std::nullopt;
    if (!ending)
        return;
    after(pod, ending->after, [this, name = container.name, instance = container.id](RunningPod &live) {
        const RunningContainer *running = live.find(name);
        if (!running || running->id != instance || running->state != State::Running || isLost(live))
            return;
        const auto still = m_troubles->endingOf(live, *running); // unless it was cleared meanwhile
        if (!still)
            return;
        m_endings[{live.uid, name}] = still->end;
        m_backend.stop({live.uid, name}, {});
    });
}

std::optional<ProbeResult> PodRunner::probeAnswer(const ContainerRef &ref, ProbeKind kind, const Json &probe) {
    const RunningPod *pod = byUid(ref.uid);
    const RunningContainer *container = pod ? byUid(ref.uid)->find(ref.container) : nullptr;
    if (const auto answer = container ? m_troubles->answerOf(*pod, *container, kind, probe) : std::nullopt)
        return answer;
    return m_backend.probed(ref) ? std::nullopt : std::optional(ProbeResult{true});
}

void PodRunner::evict(const ObjectId &id, const std::string &message) {
    const auto uid = m_uids.find(id);
    RunningPod *pod = uid == m_uids.end() ? nullptr : byUid(uid->second);
    if (!pod || pod->stage == Stage::Stopping || pod->stage == Stage::Finished)
        return;
    event(*pod, nullptr, EventType::Warning, "Evicted", message);
    pod->stage = Stage::Finished;
    for (auto &container : pod->containers) {
        m_prober.forget({pod->uid, container.name});
        container.ready = container.started = false;
        if (container.state != State::Running)
            continue;
        event(*pod, &container, EventType::Normal, "Killing", "Stopping container " + container.name);
        container.state = State::Terminated;
        container.exitCode = killed;
        container.reason = "Error";
        container.finishedMs = m_options.clock.nowMs();
        m_backend.stop({pod->uid, container.name}, {});
    }
    write(*pod);
    (void)m_store.mutate(pod->id, [&](Json &object) {
        object["status"]["phase"] = "Failed";
        object["status"]["reason"] = "Evicted";
        object["status"]["message"] = message;
        setCondition(object, "DisruptionTarget", true, "TerminationByKubelet", message, m_options.clock.now(), {{"lastProbeTime", nullptr}});
        return true;
    });
}

} // namespace sandbox
