// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/hollowruntime.h"

#include "sandbox/runtime/podrunner.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace sandbox {

namespace {

using State = RunningContainer::State;

constexpr double usualCpu = 0.35;    // of the request
constexpr double usualMemory = 0.55; // of the request
constexpr double waveHeight = 0.12;
constexpr double wavePeriodMs = 10 * 60 * 1000;
constexpr PodUsage withoutRequest{0.005, 24.0 * 1024 * 1024};

std::string microText(std::int64_t ms) {
    std::string text = timeText(ms);
    text.pop_back();
    std::string fraction = std::to_string(1000 + ms % 1000).substr(1);
    return text + "." + fraction + "000Z";
}

std::vector<LogLine> linesOf(const RunningPod &pod, const RunningContainer &container, std::int64_t started, std::int64_t finished, int code) {
    const std::string time = microText(started);
    std::vector<LogLine> lines{
        {time, "hollow runtime: container " + container.name + " of pod " + pod.id.ns + "/" + pod.id.name + " counts as started"},
        {time, "hollow runtime: image " + container.image + " was not pulled and no process runs; states and figures are made up"}};
    if (finished > 0)
        lines.push_back({microText(finished), "hollow runtime: container counts as ended with exit code " + std::to_string(code)});
    return lines;
}

std::unexpected<StatusError> waiting(const RunningPod &pod, const RunningContainer &container) {
    const std::string why = container.reason == "ErrImagePull" ? "image can't be pulled"
        : container.reason == "ImagePullBackOff"               ? "trying and failing to pull image"
                                                               : container.reason;
    return badRequest("container \"" + container.name + "\" in pod \"" + pod.id.name + "\" is waiting to start: " + why);
}

Outcome<std::vector<LogLine>> previousLines(const RunningPod &pod, const RunningContainer &container) {
    const Json &last = field(container.lastState, "terminated");
    if (!last.is_object()) {
        return badRequest(
            "previous terminated container \"" + container.name + "\" in pod \"" + pod.id.name + "\" not found");
    }
    return linesOf(pod, container, timeMs(textAt(last, "startedAt")).value_or(0), timeMs(textAt(last, "finishedAt")).value_or(0),
        static_cast<int>(numberAt(last, "exitCode")));
}

std::string namesOf(const std::vector<RunningContainer> &containers) {
    std::string names;
    for (const auto &container : containers)
        names += (names.empty() ? "" : " ") + container.name;
    return names;
}

/// A slow wave around 1, at another place for every pod.
double wave(const std::string &uid, std::int64_t nowMs) {
    const double shift = static_cast<double>(std::hash<std::string>()(uid) % 1000) / 1000;
    return 1 + waveHeight * std::sin(2 * std::numbers::pi * (static_cast<double>(nowMs) / wavePeriodMs + shift));
}

double requestOf(const Json &container, const char *resource) {
    for (const char *section : {"resources.requests", "resources.limits"}) {
        if (const auto value = quantityOf(field(field(container, section), resource)))
            return *value;
    }
    return 0;
}

} // namespace

HollowRuntime::HollowRuntime(ObjectStore &store, RuntimeOptions options, QObject *parent)
    : QObject(parent)
    , m_runner(std::make_unique<PodRunner>(store, std::move(options))) {}

HollowRuntime::~HollowRuntime() = default;

void HollowRuntime::start() {
    m_runner->start();
}

Outcome<std::vector<LogLine>> HollowRuntime::logs(
    const std::string &ns, const std::string &pod, const std::string &container, LogOf of) const {
    const ObjectId id{"pods", ns, pod};
    const ObjectPtr object = m_runner->store().get(id);
    if (!object)
        return notFound("pods", pod);
    const RunningPod *running = m_runner->find(id);
    const RunningPod taken = running ? *running : runningPod(id, *object, 0);
    const auto mains = std::ranges::count(taken.containers, RunningContainer::Role::Main, &RunningContainer::role);
    if (container.empty() && mains != 1)
        return badRequest("a container name must be specified for pod " + pod + ", choose one of: [" + namesOf(taken.containers) + "]");
    const auto found = std::ranges::find_if(taken.containers, [&container](const RunningContainer &c) {
        return container.empty() ? c.role == RunningContainer::Role::Main : c.name == container;
    });
    if (found == taken.containers.end())
        return badRequest("container " + container + " is not valid for pod " + pod);
    if (of == LogOf::Previous)
        return previousLines(taken, *found);
    if (found->state == State::Waiting && found->everStarted())
        return previousLines(taken, *found);
    if (found->state == State::Waiting)
        return waiting(taken, *found);
    return linesOf(taken, *found, found->startedMs, found->state == State::Terminated ? found->finishedMs : 0, found->exitCode);
}

std::vector<ContainerUsage> HollowRuntime::containerUsage(const std::string &ns, const std::string &pod) const {
    std::vector<ContainerUsage> result;
    const ObjectId id{"pods", ns, pod};
    const RunningPod *running = m_runner->find(id);
    const ObjectPtr object = m_runner->store().get(id);
    if (!running || !object)
        return result;
    const auto fixed = m_usage.find(entryAt(*object, "metadata.labels", "app"));
    const double height = wave(running->uid, m_runner->options().clock.nowMs());
    const PodUsage part = fixed == m_usage.end() ? PodUsage{usualCpu * height, usualMemory * height} : fixed->second;
    for (const char *list : {"spec.initContainers", "spec.containers"}) {
        for (const auto &container : itemsAt(*object, list)) {
            const auto state = std::ranges::find(running->containers, textAt(container, "name"), &RunningContainer::name);
            if (state == running->containers.end() || state->state != State::Running)
                continue;
            const double cpu = requestOf(container, "cpu");
            const double memory = requestOf(container, "memory");
            result.push_back({state->name, {cpu > 0 ? cpu * part.cores : withoutRequest.cores * height,
                                               memory > 0 ? memory * part.bytes : withoutRequest.bytes * height}});
        }
    }
    return result;
}

std::optional<PodUsage> HollowRuntime::usage(const std::string &ns, const std::string &pod) const {
    const auto containers = containerUsage(ns, pod);
    if (containers.empty())
        return std::nullopt;
    PodUsage sum;
    for (const auto &[name, usage] : containers) {
        sum.cores += usage.cores;
        sum.bytes += usage.bytes;
    }
    return sum;
}

void HollowRuntime::setUsage(const std::string &app, double cpuOfRequest, double memoryOfRequest) {
    m_usage[app] = {cpuOfRequest, memoryOfRequest};
}

void HollowRuntime::clearUsage(const std::string &app) {
    m_usage.erase(app);
}

} // namespace sandbox
