// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/runningpod.h"

#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace sandbox {

namespace {

using Role = RunningContainer::Role;
using State = RunningContainer::State;

bool done(const RunningContainer &container) {
    if (container.role == Role::Sidecar)
        return container.started;
    return container.state == State::Terminated && container.exitCode == 0;
}

Json terminatedJson(const RunningContainer &container) {
    Json over = {{"exitCode", container.exitCode}, {"reason", container.reason}, {"startedAt", timeText(container.startedMs)},
        {"finishedAt", timeText(container.finishedMs)}, {"containerID", container.id}};
    if (!container.message.empty())
        over["message"] = container.message;
    return over;
}

Json stateJson(const RunningContainer &container) {
    if (container.state == State::Running)
        return {{"running", {{"startedAt", timeText(container.startedMs)}}}};
    if (container.state == State::Terminated)
        return {{"terminated", terminatedJson(container)}};
    Json waiting = {{"reason", container.reason}};
    if (!container.message.empty())
        waiting["message"] = container.message;
    return {{"waiting", std::move(waiting)}};
}

Json statusJson(const RunningContainer &container) {
    Json status = {{"name", container.name}, {"image", container.image}, {"imageID", ""}, {"ready", container.ready},
        {"started", container.started}, {"restartCount", container.restarts}, {"state", stateJson(container)},
        {"lastState", container.lastState}};
    if (container.everStarted()) {
        char digest[17];
        std::snprintf(digest, sizeof digest, "%016zx", std::hash<std::string>()(container.image));
        status["imageID"] = container.id.substr(0, container.id.find("://") + 3) + digest;
        status["containerID"] = container.id;
    }
    return status;
}

/// "containers with unready status: [api web]"
std::string listed(const char *text, const RunningPod &pod, bool (*wanted)(const RunningContainer &)) {
    std::string names;
    for (const auto &container : pod.containers) {
        if (wanted(container))
            names += (names.empty() ? "" : " ") + container.name;
    }
    return std::string(text) + "[" + names + "]";
}

bool unready(const RunningContainer &container) {
    return container.role == Role::Main && !container.ready;
}

bool uninitialized(const RunningContainer &container) {
    return container.role != Role::Main && !done(container);
}

/// What an earlier run said of a container.
void takeStatus(RunningContainer &container, const Json &status) {
    container.id = textAt(status, "containerID");
    container.ready = flagAt(status, "ready");
    container.restarts = static_cast<int>(numberAt(status, "restartCount"));
    if (const Json &last = field(status, "lastState"); last.is_object())
        container.lastState = last;
    container.failures = field(container.lastState, "terminated").is_object() ? container.restarts : 0;
    if (const Json &running = field(status, "state.running"); running.is_object()) {
        container.state = State::Running;
        container.started = flagAt(status, "started", true);
        container.reason.clear();
        container.startedMs = timeMs(textAt(running, "startedAt")).value_or(0);
    } else if (const Json &over = field(status, "state.terminated"); over.is_object()) {
        container.state = State::Terminated;
        container.reason = textAt(over, "reason");
        container.exitCode = static_cast<int>(numberAt(over, "exitCode"));
        container.startedMs = timeMs(textAt(over, "startedAt")).value_or(0);
        container.finishedMs = timeMs(textAt(over, "finishedAt")).value_or(0);
    } else {
        container.reason = textAt(status, "state.waiting.reason", container.reason);
        container.message = textAt(status, "state.waiting.message");
    }
}

void takeStatus(RunningPod &running, const Json &pod) {
    for (const char *list : {"status.initContainerStatuses", "status.containerStatuses"}) {
        for (const auto &status : itemsAt(pod, list)) {
            if (RunningContainer *container = running.find(textAt(status, "name")))
                takeStatus(*container, status);
        }
    }
    running.startMs = timeMs(textAt(pod, "status.startTime")).value_or(running.startMs);
    running.ip = textAt(pod, "status.podIP");
    const auto mainStarted = [](const RunningContainer &c) { return c.role == Role::Main && c.everStarted(); };
    if (podFinished(pod))
        running.stage = RunningPod::Stage::Finished;
    else if (std::ranges::any_of(running.containers, mainStarted) || (!running.ip.empty() && std::ranges::none_of(running.containers, uninitialized)))
        running.stage = RunningPod::Stage::Started;
    else if (!running.ip.empty())
        running.stage = RunningPod::Stage::Initializing;
}

void writeConditions(Json &pod, const RunningPod &running, const std::string &now) {
    const Json probe = {{"lastProbeTime", nullptr}};
    const bool finished = running.stage == RunningPod::Stage::Finished;
    const bool succeeded = running.phase() == "Succeeded";
    setCondition(pod, "PodReadyToStartContainers", !running.ip.empty() && !finished, {}, {}, now, probe);
    if (running.initialized() || succeeded)
        setCondition(pod, "Initialized", true, succeeded ? "PodCompleted" : "", {}, now, probe);
    else
        setCondition(pod, "Initialized", false, "ContainersNotInitialized",
            listed("containers with incomplete status: ", running, uninitialized), now, probe);
    for (const char *type : {"Ready", "ContainersReady"}) {
        if (running.ready())
            setCondition(pod, type, true, {}, {}, now, probe);
        else if (finished)
            setCondition(pod, type, false, succeeded ? "PodCompleted" : "PodFailed", {}, now, probe);
        else
            setCondition(pod, type, false, "ContainersNotReady", listed("containers with unready status: ", running, unready), now, probe);
    }
    if (conditionOf(pod, "PodScheduled").is_null())
        setCondition(pod, "PodScheduled", true, {}, {}, now, probe);
}

} // namespace

std::string RunningContainer::tag() const {
    const std::string reference = image.substr(0, image.find('@'));
    const auto colon = reference.rfind(':');
    return colon == std::string::npos || reference.find('/', colon) != std::string::npos ? std::string() : reference.substr(colon + 1);
}

RunningContainer *RunningPod::find(const std::string &container) {
    const auto found = std::ranges::find(containers, container, &RunningContainer::name);
    return found == containers.end() ? nullptr : &*found;
}

bool RunningPod::initialized() const {
    return std::ranges::none_of(containers, uninitialized) || stage == Stage::Started;
}

bool RunningPod::ready() const {
    if (stage == Stage::Finished || !initialized())
        return false;
    return std::ranges::all_of(containers, [](const RunningContainer &c) { return c.role == Role::Init || c.ready; });
}

std::string RunningPod::phase() const {
    const auto main = [](const RunningContainer &c) { return c.role == Role::Main; };
    if (stage == Stage::Finished) {
        const bool well = std::ranges::all_of(
            containers, [](const RunningContainer &c) { return c.role == Role::Sidecar || (c.everStarted() && c.exitCode == 0); });
        return well ? "Succeeded" : "Failed";
    }
    const bool started
        = initialized() && std::ranges::all_of(containers, [&](const RunningContainer &c) { return !main(c) || c.everStarted(); });
    return started ? "Running" : "Pending";
}

RunningPod runningPod(const ObjectId &id, const Json &pod, std::int64_t nowMs) {
    RunningPod running;
    running.id = id;
    running.uid = uidOf(pod);
    running.node = textAt(pod, "spec.nodeName");
    running.restartPolicy = textAt(pod, "spec.restartPolicy", "Always");
    running.startMs = nowMs;
    for (const auto &container : itemsAt(pod, "spec.initContainers")) {
        RunningContainer &added = running.containers.emplace_back();
        added.name = textAt(container, "name");
        added.image = textAt(container, "image");
        added.role = textAt(container, "restartPolicy") == "Always" ? Role::Sidecar : Role::Init;
        added.reason = "PodInitializing";
    }
    const bool initial = !running.containers.empty();
    for (const auto &container : itemsAt(pod, "spec.containers")) {
        RunningContainer &added = running.containers.emplace_back();
        added.name = textAt(container, "name");
        added.image = textAt(container, "image");
        added.reason = initial ? "PodInitializing" : "ContainerCreating";
    }
    takeStatus(running, pod);
    return running;
}

const Json &containerSpec(const Json &pod, const std::string &name) {
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(pod, list)) {
            if (textAt(container, "name") == name)
                return container;
        }
    }
    return field(pod, "nothing");
}

void RunningContainer::keepLastState() {
    lastState = {{"terminated", terminatedJson(*this)}};
}

std::string qosClass(const Json &pod) {
    bool any = false;
    bool guaranteed = true;
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(pod, list)) {
            for (const char *resource : {"cpu", "memory"}) {
                const Json &limit = field(field(container, "resources.limits"), resource);
                const Json &request = field(field(container, "resources.requests"), resource);
                any |= !limit.is_null() || !request.is_null();
                guaranteed &= !limit.is_null() && (request.is_null() || quantityOf(request) == quantityOf(limit));
            }
        }
    }
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
}

void writePodStatus(Json &pod, const RunningPod &running, const std::string &now) {
    Json &status = pod["status"];
    status["phase"] = running.phase();
    status["startTime"] = timeText(running.startMs);
    status["qosClass"] = qosClass(pod);
    if (!running.ip.empty()) {
        status["podIP"] = running.ip;
        status["podIPs"] = Json::array({Json{{"ip", running.ip}}});
    }
    Json initial = Json::array();
    Json main = Json::array();
    for (const auto &container : running.containers)
        (container.role == Role::Main ? main : initial).push_back(statusJson(container));
    status["containerStatuses"] = std::move(main);
    if (!initial.empty())
        status["initContainerStatuses"] = std::move(initial);
    writeConditions(pod, running, now);
}

} // namespace sandbox
