// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podrunner.h"

#include "sandbox/runtime/podreferences.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <ranges>

namespace sandbox {

namespace {

using Role = RunningContainer::Role;
using State = RunningContainer::State;
using Stage = RunningPod::Stage;

constexpr auto unknownEnd = 255; // a kubelet's word for a container that it lost

} // namespace

PodRunner::PodRunner(ObjectStore &store, ContainerBackend &backend, RuntimeOptions options)
    : m_store(store)
    , m_backend(backend)
    , m_options(std::move(options))
    , m_events(store, m_options.clock)
    , m_schedule(m_options.clock)
    , m_prober(m_schedule, backend)
    , m_addresses(m_options.podNetwork) {
    connect(&m_backend, &ContainerBackend::ended, this, &PodRunner::onEnded);
    connect(&m_backend, &ContainerBackend::noted, this,
        [this](const ContainerRef &ref, EventType type, const std::string &reason, const std::string &message) {
            if (RunningPod *pod = byUid(ref.uid))
                event(*pod, pod->find(ref.container), type, reason, message);
        });
    connect(&m_prober, &Prober::startupSucceeded, this, &PodRunner::onStarted);
    connect(&m_prober, &Prober::readinessChanged, this, &PodRunner::onReadiness);
    connect(&m_prober, &Prober::unhealthy, this, &PodRunner::onUnhealthy);
    connect(&m_prober, &Prober::thresholdReached, this, &PodRunner::onThreshold);
}

void PodRunner::start() {
    connect(&m_store, &ObjectStore::changed, this, &PodRunner::onChanged);
    const auto pods = m_store.list("pods");
    for (const auto &pod : pods) {
        if (!podFinished(*pod))
            m_addresses.claim(textAt(*pod, "status.podIP"));
    }
    for (const auto &pod : pods)
        look({"pods", namespaceOf(*pod), nameOf(*pod)}, *pod);
}

const RunningPod *PodRunner::find(const ObjectId &id) const {
    const auto uid = m_uids.find(id);
    if (uid == m_uids.end())
        return nullptr;
    const auto pod = m_pods.find(uid->second);
    return pod == m_pods.end() ? nullptr : &pod->second;
}

RunningPod *PodRunner::byUid(const std::string &uid) {
    const auto pod = m_pods.find(uid);
    return pod == m_pods.end() ? nullptr : &pod->second;
}

void PodRunner::onChanged(const StoreEvent &event) {
    if (event.id.resource != "pods")
        return;
    if (event.type == StoreEvent::Type::Deleted) {
        const auto known = m_uids.find(event.id);
        if (known != m_uids.end() && known->second == uidOf(*event.object))
            forget(event.id);
        return;
    }
    look(event.id, *event.object);
}

void PodRunner::look(const ObjectId &id, const Json &pod) {
    const std::string node = textAt(pod, "spec.nodeName");
    if (node.empty() || (m_troubles && m_troubles->isLost(node)))
        return;
    const std::string uid = uidOf(pod);
    if (const auto known = m_uids.find(id); known != m_uids.end() && known->second != uid)
        forget(id); // another pod of the same name
    if (const auto known = m_pods.find(uid); known != m_pods.end()) {
        if (isTerminating(pod) && known->second.stage != Stage::Stopping)
            stop(known->second, pod);
        return;
    }
    const ObjectPtr live = m_store.get(id);
    if (!live || uidOf(*live) != uid || (podFinished(*live) && !isTerminating(*live)))
        return;
    RunningPod &running = m_pods[uid] = runningPod(id, *live, m_options.clock.nowMs());
    m_uids[id] = uid;
    if (isTerminating(*live))
        return stop(running, *live);
    write(running);
    if (running.stage != Stage::Mounting)
        return resume(running, *live);
    after(running, m_options.createDelay, [this](RunningPod &p) { mount(p); });
}

void PodRunner::forget(const ObjectId &id) {
    const auto uid = m_uids.find(id);
    if (uid == m_uids.end())
        return;
    if (const auto pod = m_pods.find(uid->second); pod != m_pods.end()) {
        for (const auto &container : pod->second.containers) {
            m_prober.forget({pod->second.uid, container.name});
            m_endings.erase({pod->second.uid, container.name});
        }
        m_backend.forget(pod->second.uid);
        m_addresses.giveBack(pod->second.ip);
        m_pods.erase(pod);
    }
    m_uids.erase(uid);
}

void PodRunner::resume(RunningPod &pod, const Json &object) {
    const bool lost = std::ranges::any_of(
        pod.containers, [&](const auto &c) { return c.state == State::Running && !m_backend.resume(pod, c, object); });
    if (lost || !m_addresses.owns(pod.ip) || !m_backend.mount(pod, object).empty())
        return reboot(pod);
    for (auto &container : pod.containers) {
        if (container.state == State::Running)
            awaitReady(pod, container);
    }
    if (pod.stage == Stage::Initializing)
        return advanceInit(pod);
    for (const auto &container : pod.containers) {
        if (container.role != Role::Init && container.state == State::Waiting)
            startContainer(pod, container.name);
    }
}

void PodRunner::reboot(RunningPod &pod) {
    event(pod, nullptr, EventType::Normal, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
    const bool initial = std::ranges::any_of(pod.containers, [](const auto &c) { return c.role != Role::Main; });
    for (auto &container : pod.containers) {
        container.ready = container.started = false;
        const bool ran = container.state == State::Running;
        if (ran) {
            container.state = State::Terminated;
            container.exitCode = unknownEnd;
            container.reason = "Unknown";
            container.finishedMs = m_options.clock.nowMs();
        }
        const bool again = container.role != Role::Main || (ran && pod.restartPolicy != "Never");
        if (!again || container.state == State::Waiting)
            continue;
        container.keepLastState();
        container.state = State::Waiting;
        container.reason = initial ? "PodInitializing" : "ContainerCreating";
    }
    pod.stage = Stage::Mounting;
    finishIfDone(pod);
    write(pod);
    if (pod.stage == Stage::Mounting)
        after(pod, m_options.createDelay, [this](RunningPod &p) { mount(p); });
}

void PodRunner::mount(RunningPod &pod) {
    const ObjectPtr object = m_store.get(pod.id);
    if (!object)
        return;
    if (!m_addresses.owns(pod.ip))
        pod.ip = m_addresses.take(); // before the volumes: a downward API file may hold it
    std::string missing = missingVolume(m_store, pod.id.ns, *object);
    if (missing.empty())
        missing = m_backend.mount(pod, *object);
    if (!missing.empty()) {
        event(pod, nullptr, EventType::Warning, "FailedMount", missing);
        after(pod, m_options.retry, [this](RunningPod &p) { mount(p); });
        return;
    }
    pod.stage = Stage::Initializing;
    advanceInit(pod);
}

void PodRunner::advanceInit(RunningPod &pod) {
    for (auto &container : pod.containers) {
        if (container.role == Role::Main || (container.state == State::Terminated && container.exitCode == 0))
            continue;
        if (container.state == State::Waiting)
            startContainer(pod, container.name);
        if (container.role == Role::Init || !container.started)
            return write(pod); // it comes back here when it is done
    }
    startAll(pod);
}

void PodRunner::startAll(RunningPod &pod) {
    pod.stage = Stage::Started;
    for (auto &container : pod.containers) {
        if (container.role == Role::Main && container.state == State::Waiting) {
            container.reason = "ContainerCreating";
            startContainer(pod, container.name);
        }
    }
    write(pod);
}

void PodRunner::finishIfDone(RunningPod &pod) {
    const bool failedInit = std::ranges::any_of(pod.containers,
        [](const RunningContainer &c) { return c.role == Role::Init && c.state == State::Terminated && c.exitCode != 0; });
    const bool allOver = std::ranges::all_of(
        pod.containers, [](const RunningContainer &c) { return c.role != Role::Main || c.state == State::Terminated; });
    if (!failedInit && !allOver)
        return;
    pod.stage = Stage::Finished;
    for (auto &container : pod.containers) {
        container.ready = container.started = false;
        m_prober.forget({pod.uid, container.name});
        if (container.state != State::Running)
            continue;
        m_backend.stop({pod.uid, container.name}, std::chrono::seconds(30));
        container.state = State::Terminated; // sidecars end with the pod
        container.reason = "Completed";
        container.finishedMs = m_options.clock.nowMs();
    }
}

void PodRunner::stop(RunningPod &pod, const Json &object) {
    pod.stage = Stage::Stopping;
    for (const auto &container : pod.containers) {
        m_prober.forget({pod.uid, container.name});
        if (container.state == State::Running)
            event(pod, &container, EventType::Normal, "Killing", "Stopping container " + container.name);
    }
    stopNext(pod, std::chrono::seconds(numberAt(object, "metadata.deletionGracePeriodSeconds", 30)));
}

void PodRunner::stopNext(RunningPod &pod, std::chrono::milliseconds grace) {
    pod.stopBy = pod.stopBy > 0 ? pod.stopBy : m_options.clock.nowMs() + grace.count();
    const std::chrono::milliseconds left(std::max<std::int64_t>(0, pod.stopBy - m_options.clock.nowMs()));
    bool running = false;
    for (const auto &container : pod.containers) {
        if (container.role != Role::Sidecar && container.state == State::Running) {
            m_backend.stop({pod.uid, container.name}, left);
            running = true;
        }
    }
    if (running)
        return;
    const auto reversed = std::views::reverse(pod.containers);
    const auto sidecar = std::ranges::find(reversed, State::Running, &RunningContainer::state);
    if (sidecar != reversed.end())
        return m_backend.stop({pod.uid, sidecar->name}, left);
    after(pod, {}, [this](RunningPod &p) {
        const ObjectPtr live = m_store.get(p.id);
        if (live && uidOf(*live) == p.uid)
            (void)m_store.remove(ObjectId(p.id));
    });
}

void PodRunner::after(RunningPod &pod, std::chrono::milliseconds sandboxTime, Action action) {
    m_schedule.after(sandboxTime, [this, uid = pod.uid, action = std::move(action)] {
        if (RunningPod *live = byUid(uid))
            action(*live);
    });
}

void PodRunner::write(const RunningPod &pod) {
    if (pod.stage == Stage::Stopping || isLost(pod))
        return;
    (void)m_store.mutate(pod.id, [&](Json &object) {
        if (uidOf(object) != pod.uid)
            return false;
        const ObjectPtr node = m_store.get({"nodes", {}, pod.node});
        for (const auto &address : node ? itemsAt(*node, "status.addresses") : Json::array()) {
            if (textAt(address, "type") == "InternalIP") {
                object["status"]["hostIP"] = address["address"];
                object["status"]["hostIPs"] = Json::array({Json{{"ip", address["address"]}}});
            }
        }
        writePodStatus(object, pod, m_options.clock.now());
        return true;
    });
}

void PodRunner::event(
    const RunningPod &pod, const RunningContainer *container, EventType type, std::string_view reason, std::string message) {
    const ObjectPtr object = m_store.get(pod.id);
    if (!object || isLost(pod))
        return;
    const std::string path = !container ? std::string()
        : (container->role == Role::Main ? "spec.containers{" : "spec.initContainers{") + container->name + "}";
    m_events.record(pod.id, *object, {type, reason, std::move(message), "kubelet", path, pod.node});
}

} // namespace sandbox
