// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What runs the containers of pods. The life of a pod (order, restarts, probes, status) is the pod runner's; a backend only knows how one
// container is started, asked and ended. One backend runs nothing (HollowBackend), one runs processes.
#pragma once

#include "sandbox/runtime/execsession.h"
#include "sandbox/runtime/runningpod.h"
#include "sandbox/store/eventrecorder.h"
#include "sandbox/store/podusage.h"

#include <QObject>

#include <chrono>
#include <compare>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sandbox {

struct ContainerRef {
    std::string uid; // of the pod
    std::string container;
    auto operator<=>(const ContainerRef &) const = default;
};

struct ContainerStart {
    std::string id;           // its scheme names the backend
    std::string failure = {}; // why it could not be run, as a container runtime words it; empty: it runs
};

struct ContainerEnd {
    int code = 0;
    std::string reason; // Completed, Error, OOMKilled
    std::string message = {};
};

struct ProbeResult {
    bool well = false;
    std::string message = {}; // as a kubelet words what is wrong
};

struct LogLine {
    std::string time; // RFC 3339 with microseconds
    std::string text; // without a line feed
};

enum class LogOf { Current, Previous };

/// Lives in one thread. What is told of a container that the backend does not know (any more) is ignored. ended() is never sent inside a call.
class ContainerBackend : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Makes the pod's volumes, before its first container. Empty, or what a FailedMount event says; then it is called again later.
    [[nodiscard]] virtual std::string mount(const RunningPod &pod, const Json &object) = 0;
    [[nodiscard]] virtual ContainerStart start(const RunningPod &pod, const RunningContainer &container, const Json &object) = 0;
    /// After a restart of the sandbox: goes on with a container that ran; false where that is gone.
    [[nodiscard]] virtual bool resume(const RunningPod &pod, const RunningContainer &container, const Json &object) = 0;
    /// The graceful end: preStop, SIGTERM, and SIGKILL when the grace (sandbox time) is over. ended() follows.
    virtual void stop(const ContainerRef &container, std::chrono::milliseconds grace) = 0;
    /// The pod has gone: whatever is left of it ends and goes at once.
    virtual void forget(const std::string &uid) = 0;

    /// Whether probes have something to ask; else the container counts as ready after a delay.
    [[nodiscard]] virtual bool probed(const ContainerRef &container) const = 0;
    using OnProbed = std::function<void(ProbeResult)>;
    /// probe: httpGet, tcpSocket, grpc or exec, with its timeoutSeconds. Answers once, later, unless the container has ended meanwhile.
    virtual void probe(const ContainerRef &container, const Json &probe, OnProbed onProbed) = 0;

    [[nodiscard]] virtual std::vector<LogLine> logs(const RunningPod &pod, const RunningContainer &container, LogOf of) const = 0;
    /// Of a container that runs.
    [[nodiscard]] virtual PodUsage usage(const RunningPod &pod, const RunningContainer &container, const Json &object) const = 0;
    /// Starts a program in the view of a container that runs.
    [[nodiscard]] virtual Outcome<std::unique_ptr<ExecSession>> exec(const ContainerRef &container, const ExecRequest &request) = 0;

    /// Pods with the label app=app seem to use these parts of their requests. Obeyed only by what runs nothing.
    virtual void setUsage(const std::string &app, PodUsage parts) = 0;
    virtual void clearUsage(const std::string &app) = 0;

Q_SIGNALS:
    void ended(const sandbox::ContainerRef &container, const sandbox::ContainerEnd &end);
    /// Something that the pod's events should say.
    void noted(const sandbox::ContainerRef &container, sandbox::EventType type, const std::string &reason, const std::string &message);
};

} // namespace sandbox
