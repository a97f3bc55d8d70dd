// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The life of each bound pod: mounting, init containers, start, readiness, crashes with their back-off, completion, end.
#pragma once

#include "sandbox/runtime/hollowruntime.h"
#include "sandbox/runtime/podaddresses.h"
#include "sandbox/runtime/runningpod.h"
#include "sandbox/store/eventrecorder.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

namespace sandbox {

class PodRunner : public QObject {
    Q_OBJECT
public:
    PodRunner(ObjectStore &store, RuntimeOptions options);

    void start();
    [[nodiscard]] const RunningPod *find(const ObjectId &id) const;
    [[nodiscard]] const RuntimeOptions &options() const { return m_options; }
    [[nodiscard]] ObjectStore &store() const { return m_store; }

private:
    using Action = std::function<void(RunningPod &)>;

    void onChanged(const StoreEvent &event);
    void look(const ObjectId &id, const Json &pod);
    void forget(const ObjectId &id);

    /// A pod of an earlier run: what ran goes on; what waited is tried again at once, as by a kubelet that starts anew.
    void resume(RunningPod &pod);
    void mount(RunningPod &pod);
    void advanceInit(RunningPod &pod);
    void startAll(RunningPod &pod);
    /// Pulls, checks the configuration, starts; or sets why it waits and tries again later.
    void startContainer(RunningPod &pod, const std::string &name);
    bool pull(RunningPod &pod, RunningContainer &container);
    bool configure(RunningPod &pod, RunningContainer &container);
    void runContainer(RunningPod &pod, RunningContainer &container);
    /// Sets the timers of a container that runs: until it is ready, or ends.
    void expect(RunningPod &pod, const RunningContainer &container);
    void exitContainer(RunningPod &pod, RunningContainer &container, int code);
    void restartLater(RunningPod &pod, RunningContainer &container);
    void finishIfDone(RunningPod &pod);
    void stop(RunningPod &pod, const Json &object);

    [[nodiscard]] std::chrono::milliseconds backOffOf(int failures) const;
    void after(RunningPod &pod, std::chrono::milliseconds sandboxTime, Action action);
    void afterFor(RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds sandboxTime,
        void (PodRunner::*step)(RunningPod &, const std::string &));
    void fire();
    void arm();
    void write(const RunningPod &pod);
    void event(const RunningPod &pod, const RunningContainer *container, EventType type, std::string_view reason, std::string message);

    ObjectStore &m_store;
    RuntimeOptions m_options;
    EventRecorder m_events;
    std::unordered_map<std::string, RunningPod> m_pods; // by uid
    std::map<ObjectId, std::string> m_uids;
    struct Due {
        std::string uid;
        Action action;
    };
    std::multimap<std::int64_t, Due> m_due; // by sandbox time
    QTimer m_timer;
    PodAddresses m_addresses;
};

} // namespace sandbox
