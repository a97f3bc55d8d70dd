// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podrunner.h"

#include "sandbox/runtime/imagepull.h"
#include "sandbox/runtime/podreferences.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

using Role = RunningContainer::Role;
using State = RunningContainer::State;
using Stage = RunningPod::Stage;

std::string seconds(std::chrono::milliseconds span) {
    const auto whole = span.count() / 1000;
    return whole >= 60 ? std::to_string(whole / 60) + "m" + std::to_string(whole % 60) + "s" : std::to_string(whole) + "s";
}

constexpr int startError = 128;

const char *nameOf(ProbeKind kind) {
    return kind == ProbeKind::Startup ? "Startup" : kind == ProbeKind::Liveness ? "Liveness" : "Readiness";
}

/// "api-1_aqi(uid)", as a kubelet names a pod in its messages.
std::string fullName(const RunningPod &pod) {
    return pod.id.name + "_" + pod.id.ns + "(" + pod.uid + ")";
}

} // namespace

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
    const std::string error = pullError(container.image);
    if (error.empty()) {
        if (!container.everStarted())
            event(pod, &container, EventType::Normal, "Pulled", "Container image " + image + " already present on machine");
        return true;
    }
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
    startAfter(pod, container, backOff);
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
    startAfter(pod, container, m_options.retry);
    return false;
}

void PodRunner::runContainer(RunningPod &pod, RunningContainer &container) {
    const ObjectPtr object = m_store.get(pod.id);
    if (!object)
        return;
    if (container.everStarted() && container.state != State::Running)
        ++container.restarts;
    container.state = State::Running;
    container.started = container.ready = false;
    container.reason = container.message = "";
    container.startedMs = m_options.clock.nowMs();
    event(pod, &container, EventType::Normal, "Created", "Created container: " + container.name);
    const ContainerStart start = m_backend.start(pod, container, *object);
    container.id = start.id;
    if (!start.failure.empty()) {
        event(pod, &container, EventType::Warning, "Failed", "Error: " + start.failure);
        return exitContainer(pod, container, {startError, "StartError", start.failure});
    }
    event(pod, &container, EventType::Normal, "Started", "Started container " + container.name);
    awaitReady(pod, container);
    endOnPurpose(pod, container);
}

void PodRunner::awaitReady(RunningPod &pod, RunningContainer &container) {
    const ContainerRef ref{pod.uid, container.name};
    const ObjectPtr object = m_store.get(pod.id);
    const bool onPurpose = m_troubles && m_troubles->probes(pod);
    if ((!m_backend.probed(ref) && !onPurpose) || !object) {
        container.started = true;
        if (container.tag() == "crash" || container.role == Role::Init || container.ready)
            return;
        const std::chrono::milliseconds runs(m_options.clock.nowMs() - container.startedMs);
        after(pod, m_options.readyDelay - runs, [this, ref](RunningPod &) {
            if (!m_prober.watches(ref)) // a fault's probe knows better
                onReadiness(ref, true);
        });
        return;
    }
    if (container.role == Role::Init) { // it has no probes
        container.started = true;
        return;
    }
    const Json &spec = containerSpec(*object, container.name);
    container.started = !field(spec, "startupProbe").is_object();
    container.ready = container.started && !field(spec, "readinessProbe").is_object();
    m_prober.watch(ref, container.id, spec);
}

void PodRunner::onEnded(const ContainerRef &ref, const ContainerEnd &end) {
    RunningPod *pod = byUid(ref.uid);
    RunningContainer *container = pod ? pod->find(ref.container) : nullptr;
    if (!container)
        return;
    m_prober.forget(ref);
    const auto ending = m_endings.extract(ref);
    if (pod->stage != Stage::Stopping)
        return exitContainer(*pod, *container, ending ? ending.mapped() : end);
    container->state = State::Terminated;
    container->ready = container->started = false;
    if (container->role == Role::Sidecar || std::ranges::none_of(pod->containers, [](const auto &c) {
            return c.role != Role::Sidecar && c.state == State::Running;
        }))
        stopNext(*pod, {});
}

void PodRunner::exitContainer(RunningPod &pod, RunningContainer &container, const ContainerEnd &end) {
    if (pod.stage == Stage::Stopping || container.state != State::Running)
        return;
    container.state = State::Terminated;
    container.ready = container.started = false;
    container.exitCode = end.code;
    container.reason = end.reason;
    container.message = end.message;
    container.finishedMs = m_options.clock.nowMs();
    if (container.finishedMs - container.startedMs > 2 * m_options.maximumBackOff.count())
        container.failures = 0; // it has run long enough to be forgiven
    const bool always = container.role == Role::Sidecar || (container.role == Role::Main && pod.restartPolicy == "Always");
    if (always || (end.code != 0 && pod.restartPolicy != "Never"))
        restartLater(pod, container);
    else if (end.code == 0 && container.role == Role::Init)
        advanceInit(pod);
    else
        finishIfDone(pod);
    write(pod);
}

void PodRunner::restartLater(RunningPod &pod, RunningContainer &container) {
    container.keepLastState();
    const int failures = container.failures++;
    if (failures == 0) // the first restart comes at once
        return startContainer(pod, container.name);
    const auto backOff = backOffOf(failures);
    container.state = State::Waiting;
    container.reason = "CrashLoopBackOff";
    container.message = "back-off " + seconds(backOff) + " restarting failed container=" + container.name + " pod=" + fullName(pod);
    event(pod, &container, EventType::Warning, "BackOff",
        "Back-off restarting failed container " + container.name + " in pod " + fullName(pod));
    startAfter(pod, container, backOff);
}

void PodRunner::onStarted(const ContainerRef &ref) {
    RunningPod *pod = byUid(ref.uid);
    RunningContainer *container = pod ? pod->find(ref.container) : nullptr;
    if (!container || container->state != State::Running || pod->stage == Stage::Stopping)
        return;
    container->started = true;
    const ObjectPtr object = m_store.get(pod->id);
    container->ready = object && !field(containerSpec(*object, ref.container), "readinessProbe").is_object();
    if (pod->stage == Stage::Initializing)
        return advanceInit(*pod);
    write(*pod);
}

void PodRunner::onReadiness(const ContainerRef &ref, bool ready) {
    RunningPod *pod = byUid(ref.uid);
    RunningContainer *container = pod ? pod->find(ref.container) : nullptr;
    if (!container || pod->stage == Stage::Stopping)
        return;
    container->ready = ready && container->state == State::Running;
    write(*pod);
}

void PodRunner::onUnhealthy(const ContainerRef &ref, ProbeKind kind, const std::string &message) {
    RunningPod *pod = byUid(ref.uid);
    if (pod)
        event(*pod, pod->find(ref.container), EventType::Warning, "Unhealthy", std::string(nameOf(kind)) + " probe failed: " + message);
}

void PodRunner::onThreshold(const ContainerRef &ref, ProbeKind kind) {
    RunningPod *pod = byUid(ref.uid);
    const ObjectPtr object = pod ? m_store.get(pod->id) : nullptr;
    if (!object)
        return;
    std::string word = nameOf(kind);
    word.front() = static_cast<char>(word.front() + ('a' - 'A'));
    event(*pod, pod->find(ref.container), EventType::Normal, "Killing",
        "Container " + ref.container + " failed " + word + " probe, will be restarted");
    const Json &probe = field(containerSpec(*object, ref.container), word + "Probe");
    const auto grace = numberAt(probe, "terminationGracePeriodSeconds", numberAt(*object, "spec.terminationGracePeriodSeconds", 30));
    m_backend.stop(ref, std::chrono::seconds(grace));
}

std::chrono::milliseconds PodRunner::backOffOf(int failures) const {
    const int doublings = std::clamp(failures - 1, 0, 20);
    return std::min(m_options.maximumBackOff, std::chrono::milliseconds(m_options.backOff.count() << doublings));
}

void PodRunner::startAfter(RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds sandboxTime) {
    after(pod, sandboxTime, [this, name = container.name](RunningPod &p) {
        startContainer(p, name);
        if (const RunningContainer *c = p.find(name); p.stage == Stage::Initializing && c->role == Role::Sidecar && c->started)
            advanceInit(p);
    });
}

} // namespace sandbox
