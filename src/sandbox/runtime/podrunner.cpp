// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podrunner.h"

#include "sandbox/runtime/podreferences.h"
#include "sandbox/store/fields.h"

#include <QElapsedTimer>

#include <algorithm>

namespace sandbox {

namespace {

using Role = RunningContainer::Role;
using State = RunningContainer::State;
using Stage = RunningPod::Stage;

constexpr qint64 sliceMs = 10; // the API server lives in the same thread and must keep answering

const Json &containerSpec(const Json &pod, const std::string &name) {
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(pod, list)) {
            if (textAt(container, "name") == name)
                return container;
        }
    }
    return field(pod, "nothing");
}

std::string seconds(std::chrono::milliseconds span) {
    const auto whole = span.count() / 1000;
    return whole >= 60 ? std::to_string(whole / 60) + "m" + std::to_string(whole % 60) + "s" : std::to_string(whole) + "s";
}

/// "api-1_aqi(uid)", as a kubelet names a pod in its messages.
std::string fullName(const RunningPod &pod) {
    return pod.id.name + "_" + pod.id.ns + "(" + pod.uid + ")";
}

} // namespace

PodRunner::PodRunner(ObjectStore &store, RuntimeOptions options)
    : m_store(store)
    , m_options(std::move(options))
    , m_events(store, m_options.clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PodRunner::fire);
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
    if (textAt(pod, "spec.nodeName").empty())
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
        return resume(running);
    after(running, m_options.createDelay, [this](RunningPod &p) { mount(p); });
}

void PodRunner::forget(const ObjectId &id) {
    const auto uid = m_uids.find(id);
    if (uid == m_uids.end())
        return;
    if (const auto pod = m_pods.find(uid->second); pod != m_pods.end()) {
        m_addresses.giveBack(pod->second.ip);
        m_pods.erase(pod);
    }
    m_uids.erase(uid);
}

void PodRunner::resume(RunningPod &pod) {
    for (const auto &container : pod.containers) {
        if (container.state == State::Running)
            expect(pod, container);
    }
    if (pod.stage == Stage::Initializing)
        return advanceInit(pod);
    for (const auto &container : pod.containers) {
        if (container.role != Role::Init && container.state == State::Waiting)
            startContainer(pod, container.name);
    }
}

void PodRunner::mount(RunningPod &pod) {
    const ObjectPtr object = m_store.get(pod.id);
    if (!object)
        return;
    if (const std::string missing = missingVolume(m_store, pod.id.ns, *object); !missing.empty()) {
        event(pod, nullptr, EventType::Warning, "FailedMount", missing);
        after(pod, m_options.retry, [this](RunningPod &p) { mount(p); });
        return;
    }
    pod.ip = m_addresses.take();
    pod.stage = Stage::Initializing;
    advanceInit(pod);
}

void PodRunner::advanceInit(RunningPod &pod) {
    for (auto &container : pod.containers) {
        if (container.role == Role::Main || (container.state == State::Terminated && container.exitCode == 0))
            continue;
        if (container.state == State::Waiting)
            startContainer(pod, container.name);
        if (container.role == Role::Init || container.state != State::Running)
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

void PodRunner::startContainer(RunningPod &pod, const std::string &name) {
    RunningContainer *container = pod.find(name);
    if (!container || pod.stage == Stage::Stopping || pod.stage == Stage::Finished)
        return;
    if (pull(pod, *container) && configure(pod, *container))
        runContainer(pod, *container);
    write(pod);
}

bool PodRunner::pull(RunningPod &pod, RunningContainer &container) {
    const std::string image = "\"" + container.image + "\"";
    if (container.tag() != "missing") {
        if (!container.everStarted())
            event(pod, &container, EventType::Normal, "Pulled", "Container image " + image + " already present on machine");
        return true;
    }
    const std::string error = "rpc error: code = NotFound desc = failed to pull and unpack image " + image
        + ": failed to resolve reference " + image + ": " + container.image + ": not found";
    event(pod, &container, EventType::Normal, "Pulling", "Pulling image " + image);
    event(pod, &container, EventType::Warning, "Failed", "Failed to pull image " + image + ": " + error);
    event(pod, &container, EventType::Warning, "Failed", "Error: ErrImagePull");
    container.reason = "ErrImagePull";
    container.message = error;
    const auto backOff = backOffOf(++container.failures);
    // The kubelet looks again before the back-off is over, and says then that it waits.
    const std::string name = container.name;
    after(pod, std::min(backOff / 5, m_options.createDelay * 2), [this, name, image, error](RunningPod &p) {
        RunningContainer *waiting = p.find(name);
        if (p.stage == Stage::Stopping)
            return;
        waiting->reason = "ImagePullBackOff";
        waiting->message = "Back-off pulling image " + image + ": ErrImagePull: " + error;
        event(p, waiting, EventType::Normal, "BackOff", "Back-off pulling image " + image);
        event(p, waiting, EventType::Warning, "Failed", "Error: ImagePullBackOff");
        write(p);
    });
    afterFor(pod, container, backOff, &PodRunner::startContainer);
    return false;
}

bool PodRunner::configure(RunningPod &pod, RunningContainer &container) {
    const ObjectPtr object = m_store.get(pod.id);
    if (!object)
        return false;
    const std::string missing = missingConfiguration(m_store, pod.id.ns, containerSpec(*object, container.name));
    if (missing.empty())
        return true;
    container.reason = "CreateContainerConfigError";
    container.message = missing;
    event(pod, &container, EventType::Warning, "Failed", "Error: " + missing);
    afterFor(pod, container, m_options.retry, &PodRunner::startContainer);
    return false;
}

void PodRunner::runContainer(RunningPod &pod, RunningContainer &container) {
    if (container.everStarted() && container.state != State::Running)
        ++container.restarts;
    std::string digits = newUid() + newUid();
    std::erase(digits, '-');
    container.id = "hollow://" + digits;
    container.state = State::Running;
    container.reason = container.message = "";
    container.startedMs = m_options.clock.nowMs();
    event(pod, &container, EventType::Normal, "Created", "Created container: " + container.name);
    event(pod, &container, EventType::Normal, "Started", "Started container " + container.name);
    expect(pod, container);
}

void PodRunner::expect(RunningPod &pod, const RunningContainer &container) {
    const std::chrono::milliseconds runs(m_options.clock.nowMs() - container.startedMs);
    const bool crashes = container.tag() == "crash";
    const bool ends = container.role == Role::Init || (container.role == Role::Main && pod.restartPolicy != "Always");
    const std::string name = container.name;
    if (crashes || ends) {
        const auto span = crashes ? m_options.crashDelay : container.role == Role::Init ? m_options.createDelay : m_options.runDuration;
        after(pod, span - runs, [this, name, crashes](RunningPod &p) { exitContainer(p, *p.find(name), crashes ? 1 : 0); });
    }
    if (crashes || container.role == Role::Init || container.ready)
        return;
    after(pod, m_options.readyDelay - runs, [this, name](RunningPod &p) {
        RunningContainer *started = p.find(name);
        started->ready = started->state == State::Running;
        write(p);
    });
}

void PodRunner::exitContainer(RunningPod &pod, RunningContainer &container, int code) {
    if (pod.stage == Stage::Stopping || container.state != State::Running)
        return;
    container.state = State::Terminated;
    container.ready = false;
    container.exitCode = code;
    container.reason = code == 0 ? "Completed" : "Error";
    container.finishedMs = m_options.clock.nowMs();
    const bool again = container.role != Role::Sidecar && pod.restartPolicy == "Never" ? false : code != 0;
    if (again)
        restartLater(pod, container);
    else if (code == 0 && container.role == Role::Init)
        advanceInit(pod);
    else
        finishIfDone(pod);
    write(pod);
}

void PodRunner::restartLater(RunningPod &pod, RunningContainer &container) {
    container.lastState = {{"terminated",
        {{"exitCode", container.exitCode}, {"reason", container.reason}, {"startedAt", timeText(container.startedMs)},
            {"finishedAt", timeText(container.finishedMs)}, {"containerID", container.id}}}};
    const int failures = container.failures++;
    if (failures == 0) // the first restart comes at once
        return startContainer(pod, container.name);
    const auto backOff = backOffOf(failures);
    container.state = State::Waiting;
    container.reason = "CrashLoopBackOff";
    container.message = "back-off " + seconds(backOff) + " restarting failed container=" + container.name + " pod=" + fullName(pod);
    event(pod, &container, EventType::Warning, "BackOff",
        "Back-off restarting failed container " + container.name + " in pod " + fullName(pod));
    afterFor(pod, container, backOff, &PodRunner::startContainer);
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
        container.ready = false;
        if (container.state != State::Running)
            continue;
        container.state = State::Terminated; // sidecars end with the pod
        container.reason = "Completed";
        container.finishedMs = m_options.clock.nowMs();
    }
}

void PodRunner::stop(RunningPod &pod, const Json &object) {
    pod.stage = Stage::Stopping;
    for (const auto &container : pod.containers) {
        if (container.state == State::Running)
            event(pod, &container, EventType::Normal, "Killing", "Stopping container " + container.name);
    }
    const auto grace = std::chrono::seconds(numberAt(object, "metadata.deletionGracePeriodSeconds", 30));
    after(pod, std::min<std::chrono::milliseconds>(m_options.stopDelay, grace), [this](RunningPod &p) {
        const ObjectPtr live = m_store.get(p.id);
        if (live && uidOf(*live) == p.uid)
            (void)m_store.remove(ObjectId(p.id));
    });
}

std::chrono::milliseconds PodRunner::backOffOf(int failures) const {
    const int doublings = std::clamp(failures - 1, 0, 20);
    return std::min(m_options.maximumBackOff, std::chrono::milliseconds(m_options.backOff.count() << doublings));
}

void PodRunner::after(RunningPod &pod, std::chrono::milliseconds sandboxTime, Action action) {
    m_due.emplace(m_options.clock.nowMs() + std::max<std::int64_t>(0, sandboxTime.count()), Due{pod.uid, std::move(action)});
    arm();
}

void PodRunner::afterFor(RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds sandboxTime,
    void (PodRunner::*step)(RunningPod &, const std::string &)) {
    after(pod, sandboxTime, [this, step, name = container.name](RunningPod &p) {
        (this->*step)(p, name);
        if (const RunningContainer *c = p.find(name); p.stage == Stage::Initializing && c->role == Role::Sidecar && c->state == State::Running)
            advanceInit(p);
    });
}

void PodRunner::fire() {
    QElapsedTimer elapsed;
    elapsed.start();
    const std::int64_t now = m_options.clock.nowMs();
    while (!m_due.empty() && m_due.begin()->first <= now && elapsed.elapsed() < sliceMs) {
        const Due due = std::move(m_due.begin()->second);
        m_due.erase(m_due.begin());
        const auto pod = m_pods.find(due.uid);
        if (pod != m_pods.end())
            due.action(pod->second);
    }
    m_timer.stop();
    arm();
}

void PodRunner::arm() {
    if (m_due.empty())
        return;
    const auto wait = std::max(std::chrono::milliseconds(1),
        m_options.clock.real(std::chrono::milliseconds(m_due.begin()->first - m_options.clock.nowMs())));
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

void PodRunner::write(const RunningPod &pod) {
    if (pod.stage == Stage::Stopping)
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
    if (!object)
        return;
    const std::string path = !container ? std::string()
        : (container->role == Role::Main ? "spec.containers{" : "spec.initContainers{") + container->name + "}";
    m_events.record(pod.id, *object, {type, reason, std::move(message), "kubelet", path, pod.node});
}

} // namespace sandbox
