// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/hollowbackend.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sandbox {

namespace {

using Role = RunningContainer::Role;
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

HollowBackend::HollowBackend(RuntimeOptions options, QObject *parent)
    : ContainerBackend(parent)
    , m_options(std::move(options))
    , m_schedule(m_options.clock) {}

std::string HollowBackend::mount(const RunningPod &, const Json &) {
    return {};
}

ContainerStart HollowBackend::start(const RunningPod &pod, const RunningContainer &container, const Json &) {
    m_running[{pod.uid, container.name}] = ++m_instances;
    expectEnd(pod, container, {});
    std::string digits = newUid() + newUid();
    std::erase(digits, '-');
    return {"hollow://" + digits};
}

bool HollowBackend::resume(const RunningPod &pod, const RunningContainer &container, const Json &) {
    m_running[{pod.uid, container.name}] = ++m_instances;
    expectEnd(pod, container, std::chrono::milliseconds(m_options.clock.nowMs() - container.startedMs));
    return true;
}

void HollowBackend::expectEnd(const RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds ranFor) {
    const bool crashes = container.tag() == "crash";
    const bool ends = container.role == Role::Init || (container.role == Role::Main && pod.restartPolicy != "Always");
    if (!crashes && !ends)
        return;
    const auto span = crashes ? m_options.crashDelay : container.role == Role::Init ? m_options.createDelay : m_options.runDuration;
    endLater({pod.uid, container.name}, span - ranFor, crashes ? 1 : 0);
}

void HollowBackend::endLater(const ContainerRef &container, std::chrono::milliseconds sandboxTime, int code) {
    m_schedule.after(sandboxTime, [this, container, code, instance = m_running.at(container)] {
        const auto running = m_running.find(container);
        if (running == m_running.end() || running->second != instance)
            return;
        m_running.erase(running);
        Q_EMIT ended(container, {code, code == 0 ? "Completed" : "Error"});
    });
}

void HollowBackend::stop(const ContainerRef &container, std::chrono::milliseconds grace) {
    if (m_running.contains(container))
        endLater(container, std::min(m_options.stopDelay, grace), 0);
}

void HollowBackend::forget(const std::string &uid) {
    std::erase_if(m_running, [&uid](const auto &running) { return running.first.uid == uid; });
}

bool HollowBackend::probed(const ContainerRef &) const {
    return false;
}

void HollowBackend::probe(const ContainerRef &, const Json &, OnProbed) {}

std::vector<LogLine> HollowBackend::logs(const RunningPod &pod, const RunningContainer &container, LogOf of) const {
    if (of == LogOf::Previous || container.state == State::Waiting) {
        const Json &last = field(container.lastState, "terminated");
        return linesOf(pod, container, timeMs(textAt(last, "startedAt")).value_or(0), timeMs(textAt(last, "finishedAt")).value_or(0),
            static_cast<int>(numberAt(last, "exitCode")));
    }
    return linesOf(pod, container, container.startedMs, container.state == State::Terminated ? container.finishedMs : 0, container.exitCode);
}

PodUsage HollowBackend::usage(const RunningPod &pod, const RunningContainer &container, const Json &object) const {
    const auto fixed = m_usage.find(entryAt(object, "metadata.labels", "app"));
    const double height = wave(pod.uid, m_options.clock.nowMs());
    const PodUsage part = fixed == m_usage.end() ? PodUsage{usualCpu * height, usualMemory * height} : fixed->second;
    const Json &spec = containerSpec(object, container.name);
    const double cpu = requestOf(spec, "cpu");
    const double memory = requestOf(spec, "memory");
    return {cpu > 0 ? cpu * part.cores : withoutRequest.cores * height, memory > 0 ? memory * part.bytes : withoutRequest.bytes * height};
}

Outcome<std::unique_ptr<ExecSession>> HollowBackend::exec(const ContainerRef &container, const ExecRequest &) {
    return std::unexpected(StatusError{500, "InternalError",
        "Internal error occurred: container " + container.container + " is hollow: nothing runs in it", Json::object()});
}

void HollowBackend::setUsage(const std::string &app, PodUsage parts) {
    m_usage[app] = parts;
}

void HollowBackend::clearUsage(const std::string &app) {
    m_usage.erase(app);
}

} // namespace sandbox
