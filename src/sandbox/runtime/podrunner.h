// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The life of each bound pod: mounting, init containers, start, readiness, restarts with their back-off, completion, end. What its
// containers are is the backend's business.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/podaddresses.h"
#include "sandbox/runtime/podtroubles.h"
#include "sandbox/runtime/prober.h"
#include "sandbox/runtime/runningpod.h"
#include "sandbox/runtime/runtimeoptions.h"
#include "sandbox/runtime/schedule.h"
#include "sandbox/store/eventrecorder.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace sandbox {

class PodRunner : public QObject {
    Q_OBJECT
public:
    PodRunner(ObjectStore &store, ContainerBackend &backend, RuntimeOptions options);

    void start();
    /// What goes wrong on purpose; before start().
    void setTroubles(PodTroubles &troubles);
    [[nodiscard]] bool isLost(const RunningPod &pod) const { return m_troubles && m_troubles->isLost(pod.node); }
    [[nodiscard]] const RunningPod *find(const ObjectId &id) const;
    [[nodiscard]] ObjectStore &store() const { return m_store; }

private:
    using Action = std::function<void(RunningPod &)>;

    void onChanged(const StoreEvent &event);
    void look(const ObjectId &id, const Json &pod);
    void forget(const ObjectId &id);
    [[nodiscard]] RunningPod *byUid(const std::string &uid);

    // podrunner.cpp: the pod
    /// A pod of an earlier run: what ran goes on; what waited is tried again at once, as by a kubelet that starts anew.
    void resume(RunningPod &pod, const Json &object);
    /// A pod whose containers ended with the sandbox: as after a restart of its node.
    void reboot(RunningPod &pod);
    void mount(RunningPod &pod);
    void advanceInit(RunningPod &pod);
    void startAll(RunningPod &pod);
    void finishIfDone(RunningPod &pod);
    void stop(RunningPod &pod, const Json &object);
    /// The next of what still runs: main containers together, then sidecars, the last one first. The pod goes when nothing does.
    void stopNext(RunningPod &pod, std::chrono::milliseconds grace);

    // podcontainers.cpp: one container
    /// Pulls, checks the configuration, starts; or sets why it waits and tries again later.
    void startContainer(RunningPod &pod, const std::string &name);
    bool pull(RunningPod &pod, RunningContainer &container);
    bool configure(RunningPod &pod, RunningContainer &container);
    void runContainer(RunningPod &pod, RunningContainer &container);
    /// Asks the probes of a container that runs, or waits for its time to be ready.
    void awaitReady(RunningPod &pod, RunningContainer &container);
    void onEnded(const ContainerRef &ref, const ContainerEnd &end);
    void exitContainer(RunningPod &pod, RunningContainer &container, const ContainerEnd &end);
    void restartLater(RunningPod &pod, RunningContainer &container);
    void onStarted(const ContainerRef &ref);
    void onReadiness(const ContainerRef &ref, bool ready);
    void onUnhealthy(const ContainerRef &ref, ProbeKind kind, const std::string &message);
    void onThreshold(const ContainerRef &ref, ProbeKind kind);

    // podtroubles.cpp: what goes wrong on purpose
    void onTroubles();
    void endOnPurpose(RunningPod &pod, const RunningContainer &container);
    [[nodiscard]] std::optional<ProbeResult> probeAnswer(const ContainerRef &ref, ProbeKind kind, const Json &probe);
    void evict(const ObjectId &id, const std::string &message);

    [[nodiscard]] std::chrono::milliseconds backOffOf(int failures) const;
    void after(RunningPod &pod, std::chrono::milliseconds sandboxTime, Action action);
    void startAfter(RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds sandboxTime);
    void write(const RunningPod &pod);
    void event(const RunningPod &pod, const RunningContainer *container, EventType type, std::string_view reason, std::string message);

    ObjectStore &m_store;
    ContainerBackend &m_backend;
    RuntimeOptions m_options;
    EventRecorder m_events;
    Schedule m_schedule;
    Prober m_prober;
    std::unordered_map<std::string, RunningPod> m_pods; // by uid
    std::map<ObjectId, std::string> m_uids;
    PodAddresses m_addresses;
    PodTroubles *m_troubles = nullptr;
    std::map<ContainerRef, ContainerEnd> m_endings; // of containers that are being ended on purpose
};

} // namespace sandbox
