// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pod's row, whose status is the one word that operators read first.
#include "sandbox/api/table.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

struct Summary {
    std::string reason;
    std::int64_t restarts = 0;
    std::int64_t lastRestartMs = 0;
    std::int64_t ready = 0;
    bool initializing = false;
};

std::string exitText(const Json &terminated) {
    if (const auto reason = textAt(terminated, "reason"); !reason.empty())
        return reason;
    if (const auto signal = numberAt(terminated, "signal"); signal != 0)
        return "Signal:" + std::to_string(signal);
    return "ExitCode:" + std::to_string(numberAt(terminated, "exitCode"));
}

void countRestarts(const Json &status, Summary &summary) {
    summary.restarts += numberAt(status, "restartCount");
    const auto finished = timeMs(textAt(status, "lastState.terminated.finishedAt"));
    summary.lastRestartMs = std::max(summary.lastRestartMs, finished.value_or(0));
}

void summarizeInit(const Json &pod, Summary &summary) {
    const auto total = itemsAt(pod, "spec.initContainers").size();
    std::size_t index = 0;
    for (const auto &status : itemsAt(pod, "status.initContainerStatuses")) {
        countRestarts(status, summary);
        const auto &terminated = field(status, "state.terminated");
        if (terminated.is_object() && numberAt(terminated, "exitCode") == 0) {
            ++index;
            continue;
        }
        summary.initializing = true;
        const auto waiting = textAt(status, "state.waiting.reason");
        if (terminated.is_object())
            summary.reason = "Init:" + exitText(terminated);
        else if (!waiting.empty() && waiting != "PodInitializing")
            summary.reason = "Init:" + waiting;
        else
            summary.reason = "Init:" + std::to_string(index) + '/' + std::to_string(total);
        return;
    }
}

void summarizeContainers(const Json &pod, Summary &summary) {
    const auto &statuses = itemsAt(pod, "status.containerStatuses");
    bool running = false;
    summary.restarts = 0; // an initialised pod's restarts are its containers'
    for (auto it = statuses.rbegin(); it != statuses.rend(); ++it) {
        countRestarts(*it, summary);
        const auto waiting = textAt(*it, "state.waiting.reason");
        const auto &terminated = field(*it, "state.terminated");
        const bool isRunning = field(*it, "state.running").is_object();
        if (!waiting.empty()) {
            summary.reason = waiting;
        } else if (terminated.is_object()) {
            summary.reason = exitText(terminated);
        } else if (flagAt(*it, "ready") && isRunning) {
            running = true;
            ++summary.ready;
        }
    }
    if (summary.reason == "Completed" && running)
        summary.reason = conditionTrue(pod, "Ready") ? "Running" : "NotReady";
}

Summary summarize(const Json &pod) {
    Summary summary;
    summary.reason = textAt(pod, "status.reason", textAt(pod, "status.phase"));
    for (const auto &condition : itemsAt(pod, "status.conditions")) {
        if (textAt(condition, "type") == "PodScheduled" && textAt(condition, "reason") == "SchedulingGated")
            summary.reason = "SchedulingGated";
    }
    summarizeInit(pod, summary);
    if (!summary.initializing)
        summarizeContainers(pod, summary);
    if (isTerminating(pod))
        summary.reason = textAt(pod, "status.reason") == "NodeLost" ? "Unknown" : "Terminating";
    return summary;
}

std::string gatesText(const Json &pod) {
    const auto &gates = itemsAt(pod, "spec.readinessGates");
    if (gates.empty())
        return "<none>";
    const auto met = std::ranges::count_if(gates, [&pod](const Json &gate) { return conditionTrue(pod, textAt(gate, "conditionType")); });
    return std::to_string(met) + '/' + std::to_string(gates.size());
}

Json podCells(const Json &pod, std::int64_t nowMs) {
    const auto summary = summarize(pod);
    auto restarts = std::to_string(summary.restarts);
    if (summary.restarts > 0 && summary.lastRestartMs > 0)
        restarts += " (" + humanDuration(nowMs - summary.lastRestartMs) + " ago)";
    const auto ready = std::to_string(summary.ready) + '/' + std::to_string(itemsAt(pod, "spec.containers").size());
    const auto text = [&pod](std::string_view path) {
        const auto value = textAt(pod, path);
        return value.empty() ? std::string("<none>") : value;
    };
    return {nameOf(pod), ready, summary.reason, restarts, ageOf(pod, nowMs), text("status.podIP"), text("spec.nodeName"),
        text("status.nominatedNodeName"), gatesText(pod)};
}

} // namespace

TableLayout podTable() {
    return {{{"Name"}, {"Ready"}, {"Status"}, {"Restarts"}, {"Age"}, {"IP", "string", 1}, {"Node", "string", 1},
                {"Nominated Node", "string", 1}, {"Readiness Gates", "string", 1}},
        podCells};
}

} // namespace sandbox
