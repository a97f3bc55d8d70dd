// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the runtime remembers of a pod that it has taken in, and the status that follows from it. Values.
#pragma once

#include "sandbox/store/objectstore.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox {

struct RunningContainer {
    enum class Role { Init, Sidecar, Main };
    enum class State { Waiting, Running, Terminated };

    std::string name;
    std::string image;
    Role role = Role::Main;
    State state = State::Waiting;
    std::string reason = "ContainerCreating"; // of Waiting or Terminated
    std::string message;
    int exitCode = 0;
    int restarts = 0;
    int failures = 0; // in a row, of pulls or runs: the back-off
    bool started = false; // it runs and its startup probe, where it has one, has been well
    bool ready = false;
    std::string id; // "hollow://...", empty before the first start
    std::int64_t startedMs = 0;
    std::int64_t finishedMs = 0;
    Json lastState = Json::object();

    [[nodiscard]] bool everStarted() const { return !id.empty(); }
    /// The tag after the last colon, without a digest.
    [[nodiscard]] std::string tag() const;
    /// This run's end becomes that of the run before.
    void keepLastState();
};

struct RunningPod {
    enum class Stage { Mounting, Initializing, Started, Finished, Stopping };

    ObjectId id;
    std::string uid;
    std::string node;
    std::string ip;
    std::string restartPolicy = "Always";
    Stage stage = Stage::Mounting;
    std::int64_t startMs = 0;
    std::int64_t stopBy = 0; // of Stopping: when the grace is over
    std::vector<RunningContainer> containers; // init containers first, in their order

    [[nodiscard]] RunningContainer *find(const std::string &container);
    [[nodiscard]] bool initialized() const; // every init container is done, every sidecar runs
    [[nodiscard]] bool ready() const;       // every main container and sidecar is
    [[nodiscard]] std::string phase() const;
};

/// A fresh one, or, where the status says that a runtime had it before, as it was then.
[[nodiscard]] RunningPod runningPod(const ObjectId &id, const Json &pod, std::int64_t nowMs);

/// The container of that name, of whichever list; a null value where there is none.
[[nodiscard]] const Json &containerSpec(const Json &pod, const std::string &name);

/// Guaranteed, Burstable or BestEffort. https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
[[nodiscard]] std::string qosClass(const Json &pod);

/// Writes status: phase, addresses, conditions, container statuses.
void writePodStatus(Json &pod, const RunningPod &running, const std::string &now);

} // namespace sandbox
